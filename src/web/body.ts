/** The body of a request, as an object. */
import { parseStrictJson } from '../protocol/strict-json.ts'
import { Refusal } from './refusal.ts'

/** Longest body, in bytes. */
const longest = 64 * 1024

/** `application/json` of `application/json; charset=utf-8` (RFC 9110 section 8.3.1); empty when there is none. */
export const mediaTypeOf = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()

/**
 * @param forms whether a form (`application/x-www-form-urlencoded`) is as good as JSON
 * @throws Refusal
 */
export async function readBody(request: Request, { forms = false } = {}): Promise<unknown> {
  const type = mediaTypeOf(request)
  const isForm = forms && type === 'application/x-www-form-urlencoded'
  if (type !== 'application/json' && !isForm) throw new Refusal('unsupported-media-type')
  const text = await readText(request)
  if (isForm) return Object.fromEntries(new URLSearchParams(text))
  try {
    return parseStrictJson(text)
  } catch {
    throw new Refusal('malformed-request', { detail: 'The body is no JSON of one meaning.' })
  }
}

/**
 * The body of a request as text, of at most 64 KB, whatever it says of its own length.
 * @throws Refusal
 */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > longest)
    throw new Refusal('body-too-large')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  for await (const chunk of chunksOf(request)) {
    size += chunk.byteLength
    if (size > longest) throw new Refusal('body-too-large')
    text += decoded(decoder, chunk)
  }
  return text + decoded(decoder)
}

async function* chunksOf({ body }: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* (body ?? []) as AsyncIterable<Uint8Array>
  } catch {
    throw new Refusal('malformed-request', { detail: 'The body was cut off.' })
  }
}

/** A byte that is no UTF-8 is an error, not something to replace (RFC 8259 section 8.1). */
function decoded(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch {
    throw new Refusal('malformed-request', { detail: 'The body is no UTF-8.' })
  }
}
