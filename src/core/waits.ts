/** About how long people wait, as the communication plugins say it: known to everybody who asks, and never worth waiting for. */
import { createEgress } from '../protocol/egress.ts'
import { parseExpectedWaits } from '../protocol/messages-plugins.ts'
import type { Log } from '../protocol/log-entry.ts'
import type { CoreCommMethod, Purpose } from './config.ts'

/** Milliseconds that an answer is good for, that a resident is kept waiting for one, and after which it is too old to tell. */
const fresh = 15_000
const patience = 300
const oldest = 90_000
/** Milliseconds that a plugin may take. */
const timeout = 3000

/** Seconds, for this purpose over this channel; undefined when nobody knows. */
export type WaitOf = (purpose: Purpose, comm: CoreCommMethod) => number | undefined

export interface WaitsOptions {
  commMethods: readonly CoreCommMethod[]
  origins: readonly string[]
  fetch?: typeof fetch | undefined
  log: Log
  now: () => Date
}

interface Known {
  waits: Readonly<Record<string, number>>
  at: number
  /** When it was last asked, whatever came of it. */
  asked: number
  asking?: Promise<void> | undefined
}

/** @returns what is known at this moment of each channel; asked of a plugin once in some seconds, however many residents ask */
export function createWaits({
  commMethods,
  origins,
  fetch,
  log,
  now,
}: WaitsOptions): () => Promise<WaitOf> {
  const telling = commMethods.filter(({ tellsWait }) => tellsWait)
  const egress = createEgress({ origins, fetch, timeout })
  const known = new Map<string, Known>(
    telling.map(({ tag }) => [tag, { waits: {}, at: -Infinity, asked: -Infinity }]),
  )

  async function ask({ tag, start }: CoreCommMethod, one: Known): Promise<void> {
    one.asked = now().getTime()
    try {
      const answer = await egress.get(`${start.replace(/\/+$/, '')}/expected_waits`)
      one.waits = parseExpectedWaits(answer).expected_waits
      one.at = now().getTime()
    } catch {
      log({ level: 'warn', event: 'expected_waits_unknown', part: tag })
    } finally {
      one.asking = undefined
    }
  }

  /** Whoever comes while it is being asked waits for the same answer. */
  function refreshed(comm: CoreCommMethod): Promise<void> | undefined {
    const one = known.get(comm.tag)!
    if (!one.asking && now().getTime() - one.asked >= fresh) one.asking = ask(comm, one)
    return one.asking
  }

  return async () => {
    const asking = telling.map(refreshed).filter((one) => one !== undefined)
    if (asking.length > 0) await Promise.race([Promise.all(asking), pause(patience)])
    const time = now().getTime()
    return (purpose, { tag }) => {
      const one = known.get(tag)
      if (!one || time - one.at > oldest || !Object.hasOwn(one.waits, purpose.tag)) return undefined
      return one.waits[purpose.tag]
    }
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
