import { RequestError, type Problem } from '../protocol/errors.ts'
import { object } from '../protocol/session-options.ts'

/** What every verb of the client accepts. */
export interface RequestOptions {
  /** Ends the request; the promise then rejects with the signal's reason. */
  signal?: AbortSignal
  /** The `fetch` to use. Default: the global one. */
  fetch?: typeof fetch
}

/** Milliseconds until a silent server counts as a failure. A core may itself wait five seconds for a plugin. */
const timeout = 12_000

/** What is sent. With a body it is a POST of JSON. */
export interface Message {
  method?: 'GET' | 'POST' | 'DELETE'
  body?: object
  /** The bearer token of a conversation. */
  token?: string
  /** Default `no-store`: what is asked once is kept by no cache. */
  cache?: RequestCache
}

/**
 * One exchange of JSON. Sends no cookie and no referrer, follows no redirect.
 *
 * @returns the parsed body, which is an object; an empty one when there is no content (204). What is in it is for the caller to look at.
 * @throws RequestError `ERR_ID_CONTACT_OFFLINE` (the browser has no network), `_UNREACHABLE`, `_TIMEOUT`,
 *   `_PROBLEM` (an error status; `status` and `problem` say which) or `_BAD_ANSWER`
 */
export async function requestJson<T>(
  url: string,
  { signal, fetch = globalThis.fetch }: RequestOptions,
  { body, token, cache = 'no-store', method = body ? 'POST' : 'GET' }: Message = {},
): Promise<T> {
  signal?.throwIfAborted()
  // Not AbortSignal.any: phones that do not have it yet are still in many pockets.
  const ending = new AbortController()
  const abort = (): void => ending.abort()
  const timer = setTimeout(abort, timeout)
  signal?.addEventListener('abort', abort)
  try {
    const response = await fetch(url, {
      method,
      headers: {
        // Published cores compare this literally.
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache,
      signal: ending.signal,
    })
    const answer: unknown =
      response.status === 204
        ? {}
        : await response.json().catch((error: unknown) => {
            if (!(error instanceof SyntaxError)) throw error
          })
    // A published core answers errors without a problem document.
    if (!response.ok)
      throw new RequestError('ERR_ID_CONTACT_PROBLEM', {
        status: response.status,
        problem: answer as Problem | undefined,
        retryAfter: +response.headers.get('retry-after')! || undefined,
      })
    return object(answer) as T
  } catch (cause) {
    signal?.throwIfAborted()
    if (cause instanceof RequestError) throw cause
    const isOffline = navigator.onLine === false
    const kind = ending.signal.aborted ? 'TIMEOUT' : isOffline ? 'OFFLINE' : 'UNREACHABLE'
    throw new RequestError(`ERR_ID_CONTACT_${kind}`, { cause })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
