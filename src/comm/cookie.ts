/** For a browser without our script, the tokens of its conversations are in a cookie of this very host. */
import { chosenLanguage, languageCookie, listCookie, seeOther } from '../web/index.ts'
import type { Surroundings } from './surroundings.ts'

const tokens = listCookie('__Host-id-contact-conversation', {
  // Conversations at the same time, in as many tabs.
  most: 5,
  seconds: 4 * 60 * 60,
  entry: /^[A-Za-z0-9_-]{43}$/,
})

export const tokensOf = tokens.read

/**
 * On to the page of the conversation, at an address with nothing in it (T2, T14).
 * @param token opens it from now on, in this browser
 */
export function toPage(
  { config }: Surroundings,
  request: Request,
  ref: string,
  token?: string,
): Response {
  const lang = chosenLanguage(request)
  return seeOther(
    `${config.serverUrl}/conversation/${ref}`,
    token && tokens.write([...tokensOf(request), token]),
    lang && languageCookie(lang),
  )
}
