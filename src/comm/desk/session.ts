/** The desk's own page keeps an agent signed in with a cookie that only this origin gets, on requests that begin here (T17). */
import type { Desk } from './surroundings.ts'

const name = '__Host-id-contact-desk'

export interface Session {
  /** `sub` at the provider. */
  subject: string
  name: string
  /** Milliseconds since 1970. */
  until: number
}

export async function sessionOf({ sealer }: Desk, request: Request): Promise<Session | undefined> {
  const value = cookieOf(request, name)
  if (!value) return undefined
  return sealer.open<Session>('desk-session', value).catch(() => undefined)
}

export async function signedIn({ sealer, now }: Desk, session: Session): Promise<string> {
  const seconds = Math.max(1, Math.floor((session.until - now().getTime()) / 1000))
  const value = await sealer.seal('desk-session', session, seconds)
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Strict`
}

export const signedOut = `${name}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict`

export function cookieOf(request: Request, wanted: string): string | undefined {
  const cookies = (request.headers.get('cookie') ?? '').split(/; */)
  return cookies.find((cookie) => cookie.startsWith(`${wanted}=`))?.slice(wanted.length + 1)
}
