import { RequestError, type Problem } from '../protocol/errors.ts'
import { originOf } from '../protocol/url.ts'

/** What every call accepts. */
export interface CallOptions {
  /** Ends the request; the promise then rejects with the signal's reason. */
  signal?: AbortSignal
}

export interface AccessOptions {
  /**
   * The agent tool's own token for this desk. Asked for at every request, once more after a 401, and before the desk ends an open
   * connection because the last one is over; calls at the same time share one question. Without it the browser's cookie for the desk is used.
   */
  getToken?: () => string | Promise<string>
  /** The `fetch` to use. Default: the global one. */
  fetch?: typeof fetch
}

interface Message extends CallOptions {
  /** With a body it is a POST of JSON. */
  body?: object
  headers?: Record<string, string>
}

/** Milliseconds until a silent desk counts as a failure. */
const timeout = 12_000

/** What the desk may say no to, by the slug of its problem. Everything else is `ERR_ID_CONTACT_PROBLEM`. */
const refusals: Record<string, [kind: string, message: string]> = {
  'sign-in-required': ['SIGN_IN', 'The agent is not signed in'],
  taken: ['TAKEN', 'A colleague took this conversation'],
  gone: ['GONE', 'The conversation has ended'],
  'not-identifiable': ['NOT_IDENTIFIABLE', 'Nobody can be asked here who they are'],
  'unknown-code': ['UNKNOWN_CODE', 'No conversation has this code'],
  'too-many-codes': ['TOO_MANY_CODES', 'There were too many wrong codes'],
}

/** One agent's access to one desk. */
export class Access {
  readonly #base: string
  readonly #options: AccessOptions
  #asking: Promise<string> | undefined

  constructor(desk: string | URL, options: AccessOptions) {
    this.#base = String(desk).replace(/\/+$/, '')
    this.#options = options
    if (!originOf(this.#base)) throw failure('REFUSED')
  }

  /** Whether it is a tool that signs the agent in. */
  get hasTokens(): boolean {
    return !!this.#options.getToken
  }

  /** One exchange of JSON. `undefined` when the answer has no content (204). */
  async json(path: string, message: Message = {}): Promise<unknown> {
    return this.#within(message.signal, async (signal) => {
      const response = await this.#send(path, message, signal)
      if (response.status === 204) return undefined
      return response.json().catch((cause: unknown) => {
        throw cause instanceof SyntaxError ? badAnswer() : cause
      })
    })
  }

  /** Opens a stream. The time limit is for its beginning; after that `signal` alone ends it. */
  async open(path: string, headers: Record<string, string>, signal: AbortSignal) {
    const response = await this.#within(signal, (limit) =>
      // The stream outlives the limit, so it hangs on the signal; the limit only stops waiting for it.
      unlessAborted(this.#send(path, { headers }, signal), limit),
    )
    if (!response.body) throw badAnswer()
    return response as Response & { body: ReadableStream<Uint8Array<ArrayBuffer>> }
  }

  async #send(path: string, message: Message, signal: AbortSignal): Promise<Response> {
    let response = await this.#sendOnce(path, message, signal)
    if (response.status === 401 && this.#options.getToken) {
      await response.body?.cancel()
      response = await this.#sendOnce(path, message, signal)
    }
    if (!response.ok) throw await refusal(response, this.#base)
    return response
  }

  async #sendOnce(path: string, { body, headers }: Message, signal: AbortSignal) {
    const { getToken, fetch = globalThis.fetch } = this.#options
    const token = getToken && (await unlessAborted(this.#token(getToken), signal))
    return fetch(this.#base + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        accept: 'application/json',
        ...headers,
        // Even when empty: a form of another website cannot send this type, so it cannot send this request (T17).
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
      credentials: getToken ? 'omit' : 'include',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal,
    })
  }

  #token(getToken: () => string | Promise<string>): Promise<string> {
    return (this.#asking ??= askToken(getToken).finally(() => (this.#asking = undefined)))
  }

  async #within<T>(
    signal: AbortSignal | undefined,
    action: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted()
    const ending = new AbortController()
    const abort = (): void => ending.abort()
    const timer = setTimeout(abort, timeout)
    signal?.addEventListener('abort', abort)
    try {
      return await action(ending.signal)
    } catch (cause) {
      signal?.throwIfAborted()
      if (cause instanceof RequestError) throw cause
      if (ending.signal.aborted) throw failure('TIMEOUT', { cause })
      throw failure(navigator.onLine === false ? 'OFFLINE' : 'UNREACHABLE', { cause })
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }
}

/** The answer is not what the protocol says. */
export const badAnswer = (): RequestError => failure('BAD_ANSWER')

export const failure = (
  kind: string,
  details?: ConstructorParameters<typeof RequestError>[1],
): RequestError => new RequestError(`ERR_ID_CONTACT_${kind}`, details)

/** The tool's own sign-in has lapsed when it has no token to give. */
async function askToken(getToken: () => string | Promise<string>): Promise<string> {
  const lapsed = { status: 401, message: refusals['sign-in-required']![1] }
  const token = await Promise.resolve()
    .then(getToken)
    .catch((cause: unknown) => {
      throw failure('SIGN_IN', { ...lapsed, cause })
    })
  if (!token) throw failure('SIGN_IN', lapsed)
  return token
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

async function refusal(response: Response, base: string): Promise<RequestError> {
  const { status, headers } = response
  const problem = readProblem(await response.json().catch(() => undefined), base)
  const slug = status === 401 ? 'sign-in-required' : problem?.type.split(':').pop()
  const [kind, message] = (slug && Object.hasOwn(refusals, slug) && refusals[slug]) || ['PROBLEM']
  return failure(kind, { status, problem, message, retryAfter: secondsOf(headers) })
}

/** What of an answer is a problem document. `login` is made absolute, and left out when a browser must not go there. */
function readProblem(answer: unknown, base: string): Problem | undefined {
  const { type, title, status, detail, login, instance } = (answer ?? {}) as Partial<Problem>
  if (typeof type !== 'string') return undefined
  const found = { type, title, status, detail, login: login && loginUrl(login, base) }
  return isFailure(instance) ? { ...found, instance } : found
}

/** Of an `instance` only the number is for people, so nothing else is taken for one. */
const isFailure = (instance: unknown): instance is string =>
  typeof instance === 'string' && /^urn:id-contact:failure:[\w-]{6}$/.test(instance)

function loginUrl(login: unknown, base: string): string | undefined {
  if (typeof login !== 'string' || !URL.canParse(login, base)) return undefined
  const { href, protocol } = new URL(login, `${base}/`)
  const isStepDown = protocol === 'http:' && base.startsWith('https:')
  return originOf(href) && !isStepDown ? href : undefined
}

/** `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date. */
function secondsOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (!value) return undefined
  const seconds = /^\d{1,6}$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return seconds >= 0 ? Math.ceil(seconds) : undefined
}
