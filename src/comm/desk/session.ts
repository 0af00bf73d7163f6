/** The desk's own page keeps an agent signed in with a cookie that only this origin gets, on requests that begin here (T17). */
import { cookieOf, hostCookie } from '../../web/index.ts'
import type { Sealer } from '../../protocol/ticket.ts'

const name = '__Host-id-contact-desk'
const sameSite = 'Strict'

export interface Sessions {
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

export async function sessionOf(
  { sealer }: Sessions,
  request: Request,
): Promise<Session | undefined> {
  const value = cookieOf(request, name)
  if (!value) return undefined
  return sealer.open<Session>('desk-session', value).catch(() => undefined)
}

export async function signedIn({ sealer, now }: Sessions, session: Session): Promise<string> {
  const seconds = Math.max(1, Math.floor((session.until - now().getTime()) / 1000))
  const value = await sealer.seal('desk-session', session, seconds)
  return hostCookie(name, value, { seconds, sameSite })
}

export const signedOut = hostCookie(name, '', { seconds: 0, sameSite })
