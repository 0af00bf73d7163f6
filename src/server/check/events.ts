/** Server-sent events, one at a time. */
import { createParser } from 'eventsource-parser'
import { shapeOf } from './ask.ts'
import { Unmet } from './requirement.ts'

export interface Events {
  type: string
  /** The data of the next event. @throws Unmet when none comes in time */
  next(): Promise<string>
  close(): void
}

/** @param timeout milliseconds for each event */
export async function openEvents(
  url: string,
  headers: Record<string, string>,
  timeout: number,
): Promise<Events> {
  const ending = new AbortController()
  const late = (): Unmet => new Unmet(`an event of ${shapeOf(url)}`, `none in ${timeout / 1000} s`)
  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined
    const end = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        ending.abort()
        reject(late())
      }, timeout)
    })
    return Promise.race([work, end]).finally(() => clearTimeout(timer))
  }
  const accept = { accept: 'text/event-stream', connection: 'close' }
  const response = await inTime(
    fetch(url, { headers: { ...headers, ...accept }, signal: ending.signal }),
  )
  const waiting: string[] = []
  const parser = createParser({ onEvent: ({ data }) => void waiting.push(data) })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()

  async function next(): Promise<string> {
    while (waiting.length === 0) {
      const { value, done } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) throw new Unmet(`an event of ${shapeOf(url)}`, 'the end')
      parser.feed(value)
    }
    return waiting.shift()!
  }
  return {
    type: (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase(),
    next: () => inTime(next()),
    close: () => ending.abort(),
  }
}
