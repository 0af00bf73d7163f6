/**
 * Server-sent events (HTML standard, section 9.2) read with fetch, so that a token can go along. Whoever follows is connected again by itself,
 * and says where it was.
 */
import { createParser } from 'eventsource-parser'
import { RequestError } from './errors.ts'

/** In milliseconds. */
export interface Timing {
  /** So long without even a heartbeat, and the connection counts as lost. Our servers send one every 15 s. */
  silence: number
  /** The first pause before connecting again; it doubles up to the longest. */
  firstPause: number
  longestPause: number
}

const defaults: Timing = { silence: 40_000, firstPause: 1000, longestPause: 30_000 }

/** Longest event, in characters: a thousand rows with long names stay below it. */
const longestEvent = 4 * 1024 * 1024

export interface Follower {
  signal: AbortSignal
  timing?: Partial<Timing> | undefined
  /** Asks for the stream; the signal ends it. @throws RequestError */
  open(headers: Record<string, string>, signal: AbortSignal): Promise<Response>
  /** An event with its data, parsed as JSON. What it throws breaks the connection, and a new one begins. */
  onEvent(name: string, data: unknown): void
  onLost(): void
}

/**
 * Follows server-sent events until the signal ends it: connects again by itself and says where it was (`Last-Event-ID`).
 *
 * @throws RequestError when the server refuses for good: answers 4xx
 */
export async function follow(follower: Follower): Promise<void> {
  const { signal, onLost } = follower
  const timing = { ...defaults, ...follower.timing }
  const progress = { lastId: '', failures: 0 }
  while (!signal.aborted) {
    let askedPause = 0
    try {
      await read(follower, timing.silence, progress)
    } catch (error) {
      if (signal.aborted) return
      if (isFinal(error)) throw error
      if (error instanceof RequestError) askedPause = Math.min(error.retryAfter ?? 0, 120) * 1000
    }
    if (signal.aborted) return
    onLost()
    const pause = Math.min(timing.firstPause * 2 ** progress.failures++, timing.longestPause)
    // Jitter: after a restart of the server not all browsers come at the same moment.
    await rest(Math.max(askedPause, pause * (1 + Math.random() / 2)), signal)
  }
}

/** One connection, from its beginning until it ends, breaks or falls silent. */
async function read(
  { signal, open, onEvent }: Follower,
  silence: number,
  progress: { lastId: string; failures: number },
): Promise<void> {
  const connection = new AbortController()
  const abort = (): void => connection.abort()
  signal.addEventListener('abort', abort)
  // A browser that knows that it has no network need not wait for the silence.
  globalThis.addEventListener?.('offline', abort)
  let timer = setTimeout(abort, silence)
  try {
    const headers = {
      accept: 'text/event-stream',
      ...(progress.lastId && { 'last-event-id': progress.lastId }),
    }
    const { body, headers: answered } = await open(headers, connection.signal)
    const isStream = answered.get('content-type')?.startsWith('text/event-stream')
    if (!body || !isStream) throw badAnswer()
    const parser = createParser({
      maxBufferSize: longestEvent,
      onEvent({ event = 'message', id, data }) {
        onEvent(event, JSON.parse(data))
        progress.lastId = id ?? progress.lastId
        progress.failures = 0
      },
      onError(error) {
        if (error.type === 'max-buffer-size-exceeded') throw badAnswer()
      },
    })
    const decoder = new TextDecoder()
    const reader = body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      clearTimeout(timer)
      if (done) return
      timer = setTimeout(abort, silence)
      if (!signal.aborted) parser.feed(decoder.decode(value, { stream: true }))
    }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
    globalThis.removeEventListener?.('offline', abort)
    connection.abort()
  }
}

const badAnswer = (): RequestError => new RequestError('ERR_ID_CONTACT_BAD_ANSWER')

/** Whether asking again would get the same answer. */
function isFinal(error: unknown): boolean {
  const { status = 0 } = error instanceof RequestError ? error : {}
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

/** Waits; shorter when the browser is back online, or when it is over. */
function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      globalThis.removeEventListener?.('online', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
    globalThis.addEventListener?.('online', done)
  })
}
