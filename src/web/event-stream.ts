/** Server-sent events (HTML standard, section 9.2): an answer that stays open, with a sign of life for the proxies in between. */
import { privateHeaders } from './page.ts'

/** Milliseconds between two signs of life. */
const heartbeat = 15_000
/**
 * Bytes that wait for somebody who does not read: a window that sleeps, or a connection that nobody holds any more. As long as the longest event that
 * our clients take.
 */
const mostUnread = 4 * 1024 * 1024
/** Longest time that a timer can run. */
const longestTimer = 2 ** 31 - 1

export interface EventSink {
  /** Whole events, each with its empty line. After the end nothing is written. */
  write(text: string): void
  close(): void
}

export interface EventStreamOptions {
  /** Milliseconds until the stream is closed, for instance because whoever listens is signed out then. */
  lifetime: number
  /** Written before that. */
  last?: string
}

/**
 * Ends by itself for somebody who lets too much lie: they begin again, where they were, and nothing is kept for them meanwhile.
 * @param begin starts to write, and gives what stops it when the stream ends, whoever ends it
 */
export function eventStream(
  { lifetime, last }: EventStreamOptions,
  begin: (sink: EventSink) => () => void,
): Response {
  let cancel = (): void => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        cancel = pump(controller, { lifetime, ...(last !== undefined && { last }) }, begin)
      },
      cancel: () => cancel(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostUnread }),
  )
  const headers = {
    ...privateHeaders,
    'content-type': 'text/event-stream',
    'x-accel-buffering': 'no',
  }
  return new Response(body, { headers })
}

const utf8 = new TextEncoder()

function pump(
  controller: ReadableStreamDefaultController<Uint8Array>,
  { lifetime, last }: EventStreamOptions,
  begin: (sink: EventSink) => () => void,
): () => void {
  let isOpen = true
  let halt = (): void => {}
  const write = (text: string): void => {
    if (!isOpen) return
    controller.enqueue(utf8.encode(text))
    if (controller.desiredSize! <= 0) close()
  }
  const stop = (): void => {
    isOpen = false
    clearInterval(alive)
    clearTimeout(over)
    halt()
  }
  const close = (): void => {
    if (!isOpen) return
    stop()
    controller.close()
  }
  const alive = setInterval(() => write(':\n\n'), heartbeat)
  const over = setTimeout(
    () => {
      if (last !== undefined) write(last)
      close()
    },
    Math.min(Math.max(0, lifetime), longestTimer),
  )
  halt = begin({ write, close })
  // It may have ended before it had begun.
  if (!isOpen) halt()
  return () => isOpen && stop()
}
