/**
 * Cookies of this very host. `__Host-`: no other host or path can set them, and they travel over a secure connection alone (RFC 6265bis
 * section 4.1.3.2).
 */

/** What the browser sent, oldest first (RFC 6265 section 5.4). */
export function cookiesOf(request: Request): [name: string, value: string][] {
  return (request.headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]]
  })
}

export const cookieOf = (request: Request, wanted: string): string | undefined =>
  cookiesOf(request).find(([name]) => name === wanted)?.[1]

export interface CookieLife {
  /** 0 removes it. */
  seconds: number
  /** Default `Lax`: it comes along when another site sends the browser here. */
  sameSite?: 'Lax' | 'Strict'
}

/** The value of `Set-Cookie`. `name` begins with `__Host-`. */
export const hostCookie = (
  name: `__Host-${string}`,
  value: string,
  { seconds, sameSite = 'Lax' }: CookieLife,
): string => `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=${sameSite}`

export interface ListCookie {
  /** The entries that look as they should, at most as many as are kept, the latest last. */
  read(request: Request): string[]
  /** The value of `Set-Cookie` for these entries, or the latest of them. */
  write(entries: string[]): string
}

/** A cookie with a few random names in it, one for each tab. */
export function listCookie(
  name: `__Host-${string}`,
  { most, seconds, entry }: { most: number; seconds: number; entry: RegExp },
): ListCookie {
  return {
    read: (request) =>
      (cookieOf(request, name) ?? '')
        .split('.')
        .filter((text) => entry.test(text))
        .slice(-most),
    write: (entries) => hostCookie(name, entries.slice(-most).join('.'), { seconds }),
  }
}
