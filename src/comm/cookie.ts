/** For a browser without our script, the tokens of its conversations are in a cookie of this very host. */
import { listCookie } from '../web/index.ts'

const tokens = listCookie('__Host-id-contact-conversation', {
  // Conversations at the same time, in as many tabs.
  most: 5,
  seconds: 4 * 60 * 60,
  entry: /^[A-Za-z0-9_-]{43}$/,
})

export const tokensOf = tokens.read

/** The value of `Set-Cookie`. */
export const remembered = (request: Request, added: string): string =>
  tokens.write([...tokensOf(request), added])
