/**
 * The only way out: calls from our servers to other parties. An address that came in with a message is called only when it is of an
 * origin that the operator configured; so nobody can make a server call what they cannot reach themselves (CWE-918).
 */
import { RequestError } from './errors.ts'
import { isAllowedTarget } from './url.ts'

export interface EgressOptions {
  /** Scheme, host and port of every party that may be called. Private addresses too only when they are listed. */
  origins: readonly string[]
  /** Default: the global `fetch`, which keeps connections open between calls. */
  fetch?: typeof fetch
  /** Milliseconds for a whole call, answer included. Default 5000. */
  timeout?: number
}

export interface CallOptions {
  signal?: AbortSignal
}

/** Every method throws RequestError, and none of these errors holds an address. Redirects are not followed. */
export interface Egress {
  /** Posts JSON, gives the JSON of a 2xx answer. */
  postJson(url: string, body: unknown, options?: CallOptions): Promise<unknown>
  /** Posts a text, gives the JSON of a 2xx answer. */
  postForJson(
    url: string,
    body: string,
    contentType: string,
    options?: CallOptions,
  ): Promise<unknown>
  /** Posts a text, gives the status of whatever answer comes. */
  post(
    url: string,
    body: string,
    contentType: string,
    options?: CallOptions,
  ): Promise<{ status: number }>
  /** Gives the status of whatever answer comes. */
  delete(url: string, options?: CallOptions): Promise<{ status: number }>
  /** Gives the JSON of a 2xx answer. */
  get(url: string, options?: CallOptions): Promise<unknown>
}

/** Longest answer that is read, in bytes, after any decompression. */
export const longestAnswer = 64 * 1024

export function createEgress({
  origins,
  fetch: send = fetch,
  timeout = 5000,
}: EgressOptions): Egress {
  async function call<T>(
    url: string,
    init: RequestInit,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    if (!isAllowedTarget(url, origins)) throw new RequestError('ERR_ID_CONTACT_REFUSED')
    const caller = init.signal
    const late = AbortSignal.timeout(timeout)
    const signal = caller ? AbortSignal.any([caller, late]) : late
    try {
      const response = await send(url, { ...init, ...manners, signal })
      // With `redirect: 'error'` a redirect never gets here; a `fetch` that was handed in may not know that.
      if (response.redirected || (response.status >= 300 && response.status < 400))
        throw await badAnswer(response)
      return await read(response)
    } catch (error) {
      if (error instanceof RequestError) throw error
      if (caller?.aborted) throw caller.reason
      if (late.aborted) throw new RequestError('ERR_ID_CONTACT_TIMEOUT')
      throw new RequestError('ERR_ID_CONTACT_UNREACHABLE', {
        cause: withoutAddress(error),
      })
    }
  }

  const json = { accept: 'application/json' }
  const postForJson: Egress['postForJson'] = (url, body, contentType, { signal } = {}) => {
    const headers = { ...json, 'content-type': contentType }
    return call(url, { method: 'POST', headers, body, signal }, readJson)
  }
  return {
    postForJson,
    postJson: (url, body, options) =>
      postForJson(url, JSON.stringify(body), 'application/json', options),
    post: (url, body, contentType, { signal } = {}) =>
      call(
        url,
        { method: 'POST', headers: { 'content-type': contentType }, body, signal },
        readStatus,
      ),
    delete: (url, { signal } = {}) => call(url, { method: 'DELETE', signal }, readStatus),
    get: (url, { signal } = {}) => call(url, { headers: json, signal }, readJson),
  }
}

const manners = {
  redirect: 'error',
  credentials: 'omit',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
} as const

async function readStatus(response: Response): Promise<{ status: number }> {
  await response.body?.cancel()
  return { status: response.status }
}

async function readJson(response: Response): Promise<unknown> {
  if (!response.ok) throw await badAnswer(response)
  const text = await readText(response)
  try {
    return JSON.parse(text)
  } catch {
    throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER', { status: response.status })
  }
}

/** Reads no more than the cap, whatever the answer says of its own length. */
async function readText(response: Response): Promise<string> {
  if (Number(response.headers.get('content-length') ?? 0) > longestAnswer)
    throw await badAnswer(response)
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream.
    if (size > longestAnswer)
      throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER', { status: response.status })
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

async function badAnswer(response: Response): Promise<RequestError> {
  await response.body?.cancel()
  return new RequestError('ERR_ID_CONTACT_BAD_ANSWER', { status: response.status })
}

/** The system's code (`ECONNREFUSED`) tells an operator what to look at; the text beside it holds host and port. */
function withoutAddress(error: unknown): Error | undefined {
  const { code } = ((error as Error | undefined)?.cause ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? new Error(code) : undefined
}
