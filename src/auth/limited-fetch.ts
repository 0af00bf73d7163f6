/** Calls to the provider: https, in time, and with an answer of a size that makes sense. */
import { RequestError } from '../protocol/errors.ts'
import { isLoopback } from '../protocol/settings.ts'

export interface Limits {
  /** Milliseconds for the whole call. */
  timeout: number
  /** Whether `http:` to this machine is allowed. */
  insecure: boolean
  /** Ends the call when whoever asked for it goes away. */
  signal?: AbortSignal
}

/** Bytes, after any decompression. Key sets of large providers are some tens of kilobytes. */
const longestAnswer = 256 * 1024
/** Statuses that may not have a body. */
const empty = new Set([101, 204, 205, 304])

/** Also what `openid-client` takes for a `fetch`. */
export type LimitedFetch = (url: string, init: Call) => Promise<Response>

interface Call {
  method: string
  headers?: HeadersInit
  body?: unknown
  signal?: AbortSignal
}

/** Everything that is the network's or the server's fault becomes a RequestError. */
export function limitedFetch(
  send: typeof fetch,
  { timeout, insecure, signal }: Limits,
): LimitedFetch {
  return async (url, init) => {
    if (!mayCall(new URL(url), insecure)) throw new RequestError('ERR_ID_CONTACT_REFUSED')
    const late = AbortSignal.timeout(timeout)
    const signals = [late, signal, init.signal].filter((given) => given !== undefined)
    try {
      const response = await send(url, {
        ...init,
        body: init.body as BodyInit | null | undefined,
        signal: AbortSignal.any(signals),
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
      })
      const body = await readWithin(response)
      if (response.status >= 500)
        throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER', { status: response.status })
      const { status, headers } = response
      return new Response(empty.has(status) ? null : body, { status, headers })
    } catch (error) {
      if (error instanceof RequestError) throw error
      throw new RequestError(late.aborted ? 'ERR_ID_CONTACT_TIMEOUT' : 'ERR_ID_CONTACT_UNREACHABLE')
    }
  }
}

/** Endpoints come from the provider's description; the configuration vouches for who wrote that, not for how they are reached. */
const mayCall = (url: URL, insecure: boolean): boolean =>
  url.protocol === 'https:' || (insecure && url.protocol === 'http:' && isLoopback(url))

async function readWithin(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream.
    if (size > longestAnswer)
      throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER', { status: response.status })
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
