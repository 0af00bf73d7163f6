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
  const answer = await requestJson(
    `${base}/session_options/${encodeURIComponent(purpose)}`,
    { headers: { accept: 'application/json' } },
    options,
  )
  let offer: Options
  try {
    offer = parseSessionOptions(answer)
  } catch (cause) {
    throw badAnswer(cause)
  }
  for (const method of [...offer.authMethods, ...offer.commMethods])
    method.imagePath = imageUrl(method.imagePath, base)
  return offer
}

/** Published cores write `/static/x.svg` for what stands below their own address. */
function imageUrl(path: string | undefined, base: string): string | undefined {
  const address = path?.replace(/^\/+/, '')
  if (!address || !URL.canParse(address, `${base}/`)) return undefined
  const url = new URL(address, `${base}/`)
  return /^https?:$/.test(url.protocol) ? url.href : undefined
}
