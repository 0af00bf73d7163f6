/** The desk's own page keeps an agent signed in with a cookie that only this origin gets, on requests that begin here (T17). */
import { cookieOf, hostCookie } from '../../web/index.ts'
import type { Sealer } from '../../protocol/ticket.ts'

const name = '__Host-id-contact-desk'
const sameSite = 'Strict'

export interface Sessions {
  readonly config: { serverUrl: string }
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

/**
 * Where somebody signed in. Another part may have the same secret, and other people who may sign in: what one let in is not let in by the other (RFC 8725
 * section 3.9).
 */
interface Sealed extends Session {
  at: string
}

export async function sessionOf(
  { config, sealer }: Sessions,
  request: Request,
): Promise<Session | undefined> {
  const value = cookieOf(request, name)
  if (!value) return undefined
  const session = await sealer.open<Sealed>('desk-session', value).catch(() => undefined)
  return session?.at === config.serverUrl ? session : undefined
}

export async function signedIn(
  { config, sealer, now }: Sessions,
  session: Session,
): Promise<string> {
  const seconds = Math.max(1, Math.floor((session.until - now().getTime()) / 1000))
  const sealed: Sealed = { ...session, at: config.serverUrl }
  const value = await sealer.seal('desk-session', sealed, seconds)
  return hostCookie(name, value, { seconds, sameSite })
}

export const signedOut = hostCookie(name, '', { seconds: 0, sameSite })
