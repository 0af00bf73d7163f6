import { parseTelUrl } from '../protocol/url.ts'
import { badAnswer } from '../protocol/errors.ts'
import { text } from '../protocol/session-options.ts'

const web = /^https?:\/\/[^/?#@\\\s]+([/?#]\S*)?$/

/**
 * A URL that a core or plugin answered and that the browser is about to open or call: never a scheme that runs code, no
 * user name in it, and no step down from https to http.
 *
 * @throws RequestError `ERR_ID_CONTACT_BAD_ANSWER`
 */
export function checkedTarget(value: unknown, core: string): string {
  const url = text(value)
  const isStepDown = /^http:/.test(url) && !/^http:/.test(core)
  if (isStepDown || !(web.test(url) || parseTelUrl(url))) throw badAnswer()
  return url
}
