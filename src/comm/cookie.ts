/** For a browser without our script, the tokens of its conversations are in a cookie of this very host. */
const name = '__Host-id-contact-conversation'
/** Conversations at the same time, in as many tabs. */
const most = 5
const lifetime = 4 * 60 * 60
const token = /^[A-Za-z0-9_-]{43}$/

export function tokensOf(request: Request): string[] {
  const cookies = (request.headers.get('cookie') ?? '').split(/; */)
  const value =
    cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  return value
    .split('.')
    .filter((entry) => token.test(entry))
    .slice(-most)
}

/** The value of `Set-Cookie`. `Lax`: the core sends the browser here from another site. */
export const remembered = (request: Request, added: string): string =>
  `${name}=${[...tokensOf(request), added].slice(-most).join('.')}; Path=/; Max-Age=${lifetime}; HttpOnly; Secure; SameSite=Lax`
