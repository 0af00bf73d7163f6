/**
 * The cookie that binds an attempt to a browser (T1, RFC 9700 section 4.7). It holds random names of attempts and nothing about a
 * person. `__Host-`: only this very host sets it, over a secure connection; `Lax`: it comes along when the authentication plugin sends
 * the browser back.
 */
const name = '__Host-id-contact'
/** Tabs at the same time. An older attempt has to start again. */
const most = 5
/** Seconds: as long as an attempt may take. */
const lifetime = 15 * 60
const attempt = /^[A-Za-z0-9_-]{22}~?$/

/** `open`: may come back. `finished`: has come back. */
export type Standing = 'open' | 'finished' | 'unknown'

export function standingOf(request: Request, session: string): Standing {
  const attempts = read(request)
  if (attempts.includes(session)) return 'open'
  return attempts.includes(`${session}~`) ? 'finished' : 'unknown'
}

/** The value of `Set-Cookie` after this browser began an attempt. */
export const began = (request: Request, session: string): string =>
  write([...without(request, session), session])

/** The value of `Set-Cookie` after this browser came back from an attempt. */
export const finished = (request: Request, session: string): string =>
  write([...without(request, session), `${session}~`])

const without = (request: Request, session: string): string[] =>
  read(request).filter((entry) => entry !== session && entry !== `${session}~`)

function read(request: Request): string[] {
  const cookies = (request.headers.get('cookie') ?? '').split(/; */)
  const value =
    cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  return value
    .split('.')
    .filter((entry) => attempt.test(entry))
    .slice(-most)
}

const write = (entries: string[]): string =>
  `${name}=${entries.slice(-most).join('.')}; Path=/; Max-Age=${lifetime}; HttpOnly; Secure; SameSite=Lax`
