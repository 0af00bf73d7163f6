import { listCookie } from '../web/index.ts'

/**
 * The cookie that binds an attempt to a browser (T1, RFC 9700 section 4.7). It holds random names of attempts and nothing about a
 * person. `__Host-`: only this very host sets it, over a secure connection; `Lax`: it comes along when the authentication plugin sends
 * the browser back.
 */
const attempts = listCookie('__Host-id-contact', {
  // Tabs at the same time. An older attempt has to start again.
  most: 5,
  // As long as an attempt may take.
  seconds: 15 * 60,
  entry: /^[A-Za-z0-9_-]{22}~?$/,
})

/** `open`: may come back. `finished`: has come back. */
export type Standing = 'open' | 'finished' | 'unknown'

export function standingOf(request: Request, session: string): Standing {
  const known = attempts.read(request)
  if (known.includes(session)) return 'open'
  return known.includes(`${session}~`) ? 'finished' : 'unknown'
}

/** The value of `Set-Cookie` after this browser began an attempt. */
export const began = (request: Request, session: string): string =>
  attempts.write([...without(request, session), session])

/** The value of `Set-Cookie` after this browser came back from an attempt. */
export const finished = (request: Request, session: string): string =>
  attempts.write([...without(request, session), `${session}~`])

const without = (request: Request, session: string): string[] =>
  attempts.read(request).filter((entry) => entry !== session && entry !== `${session}~`)
