/** Listens to a desk's events as an agent tool does. */
import { createParser } from 'eventsource-parser'
import type { Handler } from '../../app.ts'
import { deskUrl } from '../../testing/comm.ts'

export interface Listening {
  /** Everything that came in. */
  seen: { event: string; data: unknown }[]
  /** The next event of this kind, also when it came in already. Fails after three seconds. */
  next(event: string): Promise<unknown>
  close(): Promise<void>
}

export async function listen(desk: Handler, token: string): Promise<Listening> {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await desk(new Request(`${deskUrl}/events`, { headers }))
  if (!answer.ok) throw new Error(`no events: ${answer.status}`)
  const seen: Listening['seen'] = []
  const read = new Set<object>()
  let wake = (): void => {}
  const parser = createParser({
    onEvent({ event = '', data }) {
      seen.push({ event, data: JSON.parse(data) })
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
  return {
    seen,
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
      await reader.cancel()
      await reading.catch(() => {})
    },
  }
}
