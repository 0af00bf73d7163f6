/** Whose results count at this desk, so that an agent's side can check them for itself. */
import { publicJwks } from '../../protocol/keys.ts'
import type { DeskKeys } from '../../protocol/messages-desk.ts'
import type { Desk } from './surroundings.ts'

export const keysOf = ({ methods }: Desk): DeskKeys => ({
  auth_methods: [...methods.values()].map(({ tag, issuer, legacy, verificationKeys }) => ({
    auth_method: tag,
    issuer,
    ...(legacy && { legacy }),
    keys: publicJwks(verificationKeys).keys as DeskKeys['auth_methods'][number]['keys'],
  })),
})
