/** `GET /expected_waits`: about how long people wait for each purpose, for the core to tell before they choose. Nothing of anybody is in it. */
import type { ExpectedWaits } from '../protocol/messages-plugins.ts'
import type { Store } from '../store/index.ts'
import { json } from '../web/index.ts'
import { expectedWait } from './live/expected-wait.ts'

/** Seconds that an answer is good for: the store is asked no more often, whoever asks here. */
const fresh = 10

export interface WaitsOptions {
  store: Pick<Store, 'paces'>
  /** Tag of the communication plugin. */
  plugin: string
  now: () => Date
}

export function createWaits({ store, plugin, now }: WaitsOptions): () => Promise<ExpectedWaits> {
  let known: Promise<ExpectedWaits> | undefined
  let until = 0
  const read = async (): Promise<ExpectedWaits> => {
    const own = (await store.paces()).filter((pace) => pace.plugin === plugin)
    const waits = own.flatMap((pace) => {
      const wait = expectedWait(pace, pace.waiting)
      return wait === undefined ? [] : [[pace.purpose, wait] as const]
    })
    return { expected_waits: Object.fromEntries(waits) }
  }
  return () => {
    if (known && now().getTime() < until) return known
    until = now().getTime() + fresh * 1000
    const reading = read()
    known = reading
    // What failed is asked again the next time.
    reading.catch(() => (until = 0))
    return reading
  }
}

export function expectedWaitsAnswer(waits: ExpectedWaits): Response {
  const answer = json(waits)
  answer.headers.set('cache-control', `max-age=${fresh}`)
  return answer
}
