/**
 * Tells authentication plugins what stands in the outbox of the store: that a resident is active, that a log-in is over. Any number of processes
 * may do so over one store. Whoever wrote it down did not wait for this.
 */
import { createEgress } from '../protocol/egress.ts'
import { IdContactError, RequestError, TokenError } from '../protocol/errors.ts'
import type { LogEntry } from '../protocol/log-entry.ts'
import { createSealer } from '../protocol/ticket.ts'
import { withQuery } from '../protocol/url.ts'
import type { SessionUpdate } from '../store/index.ts'
import { sessionOrigins, type CommConfig } from './config.ts'
import { openSession } from './login-session.ts'

/** Of the part whose conversations or guests these were: it alone can open the addresses, and knows which may be called. */
export interface OutboxConfig extends Pick<
  CommConfig,
  'tag' | 'secret' | 'authMethods' | 'store' | 'fetch' | 'log' | 'now'
> {
  /** `rooms` for a part that serves a platform with rooms of its own. Default `comm`: a communication plugin. */
  kind?: 'comm' | 'rooms' | undefined
}

/** How often the outbox is looked at. */
export interface OutboxOptions {
  /** Milliseconds between two looks at what is due again. What is new is told at once. Default 2000. */
  every?: number | undefined
}

/** Seconds before each further try to tell a log-out. That somebody is active is not tried again: a minute later they are, or not. */
const pauses = [10, 60, 300]
/** So that a plugin which does not answer keeps nothing from the others. */
const mostUnderWay = 100

export interface Delivery {
  /** Begins with everything that is due. */
  round(): Promise<void>
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>
}

/** @throws ConfigError */
export function createDelivery(config: OutboxConfig, signal?: AbortSignal): Delivery {
  const { store, kind = 'comm', tag, authMethods, fetch, now = () => new Date() } = config
  const owner = kind === 'rooms' ? `rooms.${tag}` : tag
  const sealer = createSealer(config.secret, { now })
  const egress = createEgress({ origins: authMethods.flatMap(sessionOrigins), fetch })
  const underWay = new Set<Promise<void>>()
  const log = (entry: LogEntry): void => config.log?.({ part: `${kind}.${tag}`, ...entry })

  async function tell({ type, session }: SessionUpdate): Promise<void> {
    const url = withQuery(await openSession(sealer, session), { type })
    const { status } = await egress.post(url, '', 'application/x-www-form-urlencoded', { signal })
    if (status < 200 || status > 299)
      throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER', { status })
  }

  async function deliver(update: SessionUpdate): Promise<void> {
    const { id, type } = update
    const outcome = await tell(update).catch((error: unknown) => ({ error }))
    try {
      if (outcome) return await failed(update, outcome.error)
      await store.deleteUpdate(id)
      const level = type === 'logout' ? 'info' : 'debug'
      log({ level, event: 'session_update_sent', outcome: type })
    } catch (error) {
      // The claim runs out by itself, and then it is due again.
      log({ level: 'error', event: 'outbox_failed', name: (error as Error).name })
    }
  }

  async function failed({ id, type, attempts }: SessionUpdate, error: unknown): Promise<void> {
    // We stop ourselves: whoever starts next may begin at once.
    if (signal?.aborted) return store.postponeUpdate(id, now())
    const about = { ...aboutError(error), outcome: type, count: attempts }
    const pause = type === 'logout' && !isHopeless(error) ? pauses[attempts - 1] : undefined
    if (pause !== undefined) {
      log({ level: 'info', event: 'session_update_postponed', ...about })
      return store.postponeUpdate(id, new Date(now().getTime() + pause * 1000))
    }
    if (type === 'logout') log({ level: 'warn', event: 'session_update_given_up', ...about })
    else log({ level: 'info', event: 'session_update_skipped', ...about })
    return store.deleteUpdate(id)
  }

  return {
    async round() {
      // What is given back when we stop is due at once: it is for others then.
      while (!signal?.aborted && underWay.size < mostUnderWay) {
        const updates = await store.claimUpdates(owner)
        if (updates.length === 0) return
        for (const update of updates) {
          const work = deliver(update).finally(() => underWay.delete(work))
          underWay.add(work)
        }
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

/** A secret or an origin of before: no later try would do better. */
const isHopeless = (error: unknown): boolean =>
  error instanceof TokenError ||
  (error instanceof RequestError && error.code === 'ERR_ID_CONTACT_REFUSED')

const aboutError = (error: unknown): { code?: string; status?: number } =>
  error instanceof IdContactError
    ? { code: error.code, ...(error instanceof RequestError && { status: error.status }) }
    : {}

/**
 * Begins at once, and then whenever something is written down or due again. Start it beside
 * `createComm` or `createRooms`, in each process or in one.
 * @throws ConfigError
 */
export function startOutbox(
  config: OutboxConfig,
  { every = 2000 }: OutboxOptions = {},
): { stop(): Promise<void> } {
  const { store, log = () => {} } = config
  const stopping = new AbortController()
  const delivery = createDelivery(config, stopping.signal)
  let wanted = false
  let running: Promise<void> | undefined

  function wake(): void {
    if (stopping.signal.aborted) return
    wanted = true
    running ??= run()
  }

  async function run(): Promise<void> {
    while (wanted) {
      wanted = false
      try {
        await delivery.round()
      } catch (error) {
        log({ level: 'error', event: 'outbox_failed', name: (error as Error).name })
      }
    }
    // In the same breath as the last look, or a wake in between would be lost.
    running = undefined
  }

  const unsubscribe = store.subscribe(({ kind }) => {
    if (kind === 'outbox' || kind === 'reset') wake()
  })
  const timer = setInterval(wake, every)
  wake()
  return {
    async stop() {
      stopping.abort()
      unsubscribe()
      clearInterval(timer)
      await running
      await delivery.settled()
    },
  }
}
