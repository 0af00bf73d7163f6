/** What a part asks of a core for somebody who is there already: a guest of a room, or a resident in a conversation. */
import { signClaims } from '../../src/protocol/jws.ts'
import { importKeySet } from '../../src/protocol/keys.ts'
import { keysIn, sending, type Fault } from './fault.ts'
import { read } from './token.ts'

export interface Asked {
  comm_url: string
  attr_url: string
  binding: string
  audience: string
}

export const isAsking = (url: string, { method }: RequestInit): boolean =>
  method === 'POST' && url.endsWith('/start')
export const askedIn = ({ body }: RequestInit): Asked =>
  read(String(body).split('.')[1]).request as unknown as Asked

export const inPlainText: Fault['outwards'] = sending((url, init) =>
  isAsking(url, init) ? { ...init, headers: { 'content-type': 'text/plain' } } : undefined,
)

export const shared = 'A'.repeat(22)

/** The same binding in every request. */
export const withSharedBinding = sending(async (url, init, _before, { folder }) => {
  if (!isAsking(url, init)) return undefined
  const [jwk] = keysIn(folder, 'rooms/signing.private')
  const keys = await importKeySet([{ ...jwk!, kid: 'platform' }], 'sign')
  const claims = read(String(init.body).split('.')[1])
  const request = { ...(claims.request as object), binding: shared }
  return { ...init, body: await signClaims({ ...claims, request }, 'JWT', keys) }
})
