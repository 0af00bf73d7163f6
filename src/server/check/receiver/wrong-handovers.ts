/** Beyond the published protocol: handovers that are good but for one thing. */
import { foreign } from '../forged.ts'
import { elsewhere, type HandoverChanges, type Receiver } from './receiver.ts'

export type Wrong<S> = (scene: S) => Promise<HandoverChanges>

type Core = Pick<Receiver, 'coreKeys'>

export const signedByAnother: Wrong<Core> = async ({ coreKeys }) => ({
  keys: await foreign(coreKeys!),
})
export const ofAnotherCore: Wrong<Core> = async () => ({ iss: elsewhere })
export const forAnotherPart: Wrong<Core> = async () => ({ aud: elsewhere })
export const withAnother = (claim: 'purpose' | 'auth_method' | 'comm_method'): Wrong<Core> => {
  return async () => ({ [claim]: 'no_such_tag' })
}
export const tooOld: Wrong<Core> = async () => ({ now: () => new Date(Date.now() - 3_600_000) })

/** What makes no log-in of this attempt count. */
export const wrongForAttempt: readonly Wrong<Core>[] = [
  signedByAnother,
  ofAnotherCore,
  forAnotherPart,
  async () => ({ sub: elsewhere }),
  withAnother('purpose'),
  withAnother('auth_method'),
  async () => ({ binding_hash: 'A'.repeat(43) }),
  tooOld,
]
