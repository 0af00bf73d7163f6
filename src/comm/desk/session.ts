/** The desk's own page keeps an agent signed in with a cookie that only this origin gets, on requests that begin here (T17). */
import { cookieOf, hostCookie } from '../../web/index.ts'
import { randomId } from '../../protocol/digest.ts'
import type { Sealer } from '../../protocol/ticket.ts'
import type { Store } from '../../store/index.ts'

const name = '__Host-id-contact-desk'
const sameSite = 'Strict'

export interface Sessions {
  readonly config: { serverUrl: string }
  readonly store: Pick<Store, 'spend' | 'isSpent'>
  readonly sealer: Sealer
  readonly now: () => Date
}

export interface Session {
  /** `sub` at the provider. */
  subject: string
  name: string
  residentName?: string
  skills?: string[]
  supervises?: boolean
  /** Milliseconds since 1970. */
  until: number
}

interface Sealed extends Session {
  /** Names it, so that it can end before its time. */
  id: string
  /**
   * Where somebody signed in. Another part may have the same secret, and other people who may sign in: what one let in is not let in by the other (RFC
   * 8725 section 3.9).
   */
  at: string
}

export const sessionOf = (sessions: Sessions, request: Request): Promise<Session | undefined> =>
  sealedOf(sessions, request)

async function sealedOf(
  { config, store, sealer }: Sessions,
  request: Request,
): Promise<Sealed | undefined> {
  const value = cookieOf(request, name)
  if (!value) return undefined
  const session = await sealer.open<Sealed>('desk-session', value).catch(() => undefined)
  if (session?.at !== config.serverUrl) return undefined
  return (await store.isSpent(nameOf(session))) ? undefined : session
}

const nameOf = ({ id }: Sealed): string => `session ${id}`

export async function signedIn(
  { config, sealer, now }: Sessions,
  session: Session,
): Promise<string> {
  const seconds = Math.max(1, Math.floor((session.until - now().getTime()) / 1000))
  const sealed: Sealed = { ...session, id: randomId(), at: config.serverUrl }
  const value = await sealer.seal('desk-session', sealed, seconds)
  return hostCookie(name, value, { seconds, sameSite })
}

/**
 * From here on the cookie of this request opens nothing, wherever a copy of it may be.
 * @returns the value of `Set-Cookie` that removes it
 */
export async function signOut(sessions: Sessions, request: Request): Promise<string> {
  const session = await sealedOf(sessions, request)
  if (session) await sessions.store.spend(nameOf(session), new Date(session.until))
  return hostCookie(name, '', { seconds: 0, sameSite })
}
