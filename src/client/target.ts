import { parseTelUrl } from '../protocol/url.ts'
import { badAnswer } from './request.ts'

/** The core's address without the slash at its end. Throws a TypeError when it is no web address. */
export function coreUrl(core: string | URL): string {
  const url = new URL(core, globalThis.location?.href)
  if (!isWeb(url)) throw new TypeError('core must be an http or https URL')
  return (url.origin + url.pathname).replace(/\/+$/, '')
}

/**
 * A URL that a core or plugin answered and that the browser is about to open or call: never a scheme that runs code, no
 * user name in it, and no step down from https to http.
 *
 * @throws RequestError `ERR_ID_CONTACT_BAD_ANSWER`
 */
export function checkedTarget(value: unknown, core: string): string {
  if (typeof value !== 'string') throw badAnswer()
  if (parseTelUrl(value)) return value
  let url: URL
  try {
    url = new URL(value)
  } catch (cause) {
    throw badAnswer(cause)
  }
  const down = url.protocol === 'http:' && core.startsWith('https:')
  if (!isWeb(url) || down || url.username || url.password) throw badAnswer()
  return url.href
}

const isWeb = (url: URL): boolean => /^https?:$/.test(url.protocol)
