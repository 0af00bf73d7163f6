import { parseSessionOptions, type SessionOptions } from '../protocol/session-options.ts'
import { badAnswer, requestJson, type RequestOptions } from './request.ts'
import { coreUrl } from './target.ts'

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
  const url = `${base}/session_options/${encodeURIComponent(purpose)}`
  const answer = await requestJson(url, options)
  try {
    return parseSessionOptions(answer, base)
  } catch {
    throw badAnswer()
  }
}
