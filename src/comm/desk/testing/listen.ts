/** Listens to a desk's events as an agent tool does. */
import { createParser } from 'eventsource-parser'
import type { Handler } from '../../app.ts'
import { deskUrl } from '../../testing/comm.ts'

export interface Listening {
  /** Everything that came in. */
  seen: { event: string; data: unknown; id?: string | undefined }[]
  /** Resolves when the other side has ended it. */
  ended: Promise<void>
  /** The next event of this kind, also when it came in already. Fails after three seconds. */
  next(event: string): Promise<unknown>
  close(): Promise<void>
}

const open = new Set<Listening>()

/** For the end of a suite: a stream that a failed test left open would keep the process alive. */
export const stopListening = async (): Promise<void> => {
  await Promise.all([...open].map((listening) => listening.close()))
}

export const listen = (desk: Handler, token: string): Promise<Listening> =>
  listenAt(desk, `${deskUrl}/events`, { authorization: `Bearer ${token}` })

export async function listenAt(
  handler: Handler,
  url: string,
  headers: Record<string, string>,
): Promise<Listening> {
  const answer = await handler(new Request(url, { headers }))
  if (!answer.ok) throw new Error(`no events: ${answer.status}`)
  const seen: Listening['seen'] = []
  const read = new Set<object>()
  let wake = (): void => {}
  const parser = createParser({
    onEvent({ event = '', data, id }) {
      seen.push({ event, data: JSON.parse(data), id })
      wake()
    },
  })
  const reader = answer
    .body!.pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      parser.feed(value)
    }
  })()
  const listening: Listening = {
    seen,
    ended: reading,
    async next(event) {
      const deadline = Date.now() + 3000
      for (;;) {
        const found = seen.find((one) => one.event === event && !read.has(one))
        if (found) {
          read.add(found)
          return found.data
        }
        if (Date.now() > deadline) throw new Error(`no ${event} in ${JSON.stringify(seen)}`)
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, 50)
        })
      }
    },
    async close() {
      open.delete(listening)
      await reader.cancel()
      await reading.catch(() => {})
    },
  }
  open.add(listening)
  return listening
}
