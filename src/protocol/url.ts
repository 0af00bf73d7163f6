/**
 * Where we may send a browser or a request. An address that somebody else can see or edit is compared with what the operator
 * configured; it is never repaired, and never trusted for how it looks (OWASP open redirect, CWE-601; RFC 9700 section 4.11).
 */

/** Longest address in a message, in characters. */
export const longestUrl = 2048

/**
 * Longest address that a browser is sent to, in characters: the core's holds that of a plugin, which holds the way back, and each of them is sealed
 * or in base64. Proxies take lines of 8 kB.
 */
export const longestClientUrl = 8000

/** The telephone links of the protocol: a number, and after a pause the code that is keyed in (RFC 3966 local subset). */
export const telPattern = /^tel:(\+?[0-9]{3,15})(?:[,;]+([0-9]{4,12})#?)?$/

// Printable ASCII after a plain scheme: no control character, space, backslash or letter that only looks like ASCII, all of which
// parsers read in different ways. The authority ends at the first `/`, `?` or `#` and holds no `@`, so no user name hides the host.
const plainUrl = /^https?:\/\/[^/?#@\\]+(?:[/?#][!-[\]-~]*)?$/
const printable = /^[!-~]+$/

/**
 * Whether `url` may be gone to: `https:` (or `http:` where an origin with `http:` is listed), without user name or password, and of exactly
 * one of `origins` (scheme, host and port). Path, query and fragment are free.
 */
export function isAllowedTarget(url: string, origins: Iterable<string>): boolean {
  const origin = originOf(url)
  if (!origin) return false
  for (const allowed of origins) if (originOf(allowed) === origin) return true
  return false
}

/** `https://contact.gemeente.example:8443` of an address, undefined when it is not a plain http(s) one. */
export function originOf(url: string): string | undefined {
  if (
    typeof url !== 'string' ||
    url.length > longestClientUrl ||
    !printable.test(url) ||
    !plainUrl.test(url)
  )
    return undefined
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || parsed.username || parsed.password) return undefined
  return parsed.origin
}

/** Number and code of a `tel:` link; undefined when it is anything else. The code comes without its closing `#`. */
export function parseTelUrl(
  url: string,
): { number: string; code?: string | undefined } | undefined {
  const [, number, code] = telPattern.exec(url) ?? []
  return number ? { number, code } : undefined
}

/**
 * `url` with query parameters added; one of the same name is replaced, one that is undefined is left out. What else stands in the
 * query stays as it was, character for character: the party that made it may compare it.
 * @throws TypeError when `url` is no absolute URL
 */
export function withQuery(url: string, params: Record<string, string | undefined>): string {
  const target = new URL(url)
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue
    if (target.searchParams.has(name)) target.searchParams.set(name, value)
    else
      target.search += `${target.search ? '&' : '?'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`
  }
  return target.href
}
