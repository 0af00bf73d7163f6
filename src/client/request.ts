import { RequestError } from '../protocol/errors.ts'

/** What every verb of the client accepts. */
export interface RequestOptions {
  /** Ends the request; the promise then rejects with the signal's reason. */
  signal?: AbortSignal
  /** The `fetch` to use. Default: the global one. */
  fetch?: typeof fetch
}

/** Milliseconds until a silent server counts as a failure. A core may itself wait five seconds for a plugin. */
const timeout = 12_000

/**
 * One exchange of JSON. Sends no cookie and no referrer, follows no redirect.
 *
 * @returns the parsed body, `undefined` for 204
 * @throws RequestError `ERR_ID_CONTACT_OFFLINE` (the browser has no network), `_UNREACHABLE`, `_TIMEOUT`,
 *   `_PROBLEM` (an error status; `status` and `problem` say which) or `_BAD_ANSWER` (no JSON)
 */
export async function requestJson(
  url: string,
  init: RequestInit,
  { signal, fetch = globalThis.fetch }: RequestOptions,
): Promise<unknown> {
  signal?.throwIfAborted()
  // Not AbortSignal.any: phones that do not have it yet are still in many pockets.
  const ending = new AbortController()
  const abort = (): void => ending.abort()
  const timer = setTimeout(abort, timeout)
  signal?.addEventListener('abort', abort)
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      ...init,
      signal: ending.signal,
    })
    const body = await response.text()
    if (!response.ok) throw refusal(response.status, body)
    return response.status === 204 ? undefined : parse(body)
  } catch (cause) {
    signal?.throwIfAborted()
    if (cause instanceof RequestError) throw cause
    if (ending.signal.aborted) throw failure('TIMEOUT', cause)
    const offline = globalThis.navigator?.onLine === false
    throw failure(offline ? 'OFFLINE' : 'UNREACHABLE', cause)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

/** The `init` of a POST of JSON that wants JSON back (published cores compare `Accept` literally). */
export const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body: JSON.stringify(body),
})

/** The answer is not what the protocol says. */
export const badAnswer = (cause?: unknown): RequestError => failure('BAD_ANSWER', cause)

const failure = (kind: string, cause: unknown): RequestError =>
  new RequestError(`ERR_ID_CONTACT_${kind}`, undefined, { cause })

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw badAnswer(cause)
  }
}

/** A published core answers errors without a problem document. */
function refusal(status: number, body: string): RequestError {
  const problem = /urn:id-contact:problem:([a-z-]+)/.exec(body)?.[1]
  return new RequestError('ERR_ID_CONTACT_PROBLEM', undefined, { status, problem })
}
