import { parseSessionOptions, type SessionOptions } from '../protocol/session-options.ts'
import { requestJson, type RequestOptions } from './request.ts'
import { retrying } from './retry.ts'
import { coreUrl } from './core-url.ts'

/** What a core offers for one purpose. Image paths are made absolute. `idContact` is there only when the core is ours. */
export type Options = SessionOptions

/**
 * Asks a core how a resident can make contact for a purpose.
 *
 * @param core the core's address, for instance `https://contact.gemeente.example`
 * @param purpose the tag of the purpose
 * @throws RequestError when the core cannot be reached, refuses (unknown purpose: status 400) or answers something else
 */
export async function discover(
  core: string | URL,
  purpose: string,
  options: RequestOptions = {},
): Promise<Options> {
  const base = coreUrl(core)
  // The browser may keep it; a core of ours lets it ask each time whether it is still good.
  const answer = await retrying(
    () =>
      requestJson(`${base}/session_options/${encodeURIComponent(purpose)}`, options, {
        cache: 'default',
      }),
    options.signal,
  )
  return parseSessionOptions(answer, base)
}
