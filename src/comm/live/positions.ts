/**
 * How many are before somebody in the queue, and about how long that takes. The queue is read once and then followed: with a hundred thousand
 * who wait, one who comes or goes costs a few steps in a tree.
 */
import type { Change, Store } from '../../store/index.ts'
import { createOrder } from './order.ts'

/** Milliseconds between two rounds of telling: in a queue of thousands something changes all the time. */
const interval = 1000
/** From how many acceptances, of the last so many milliseconds, a pace is guessed. */
const fewest = 5
const most = 20
const memory = 30 * 60_000
/** What is guessed is told in steps of so many seconds, so that it is not another guess every second. */
const step = 60

export interface Place {
  before: number
  /** Seconds, when there is something to guess it from. */
  expectedWait?: number
}

export interface Positions {
  /** Tells the place of this conversation soon, and again when it is another. @returns what stops it */
  watch(id: string, onPlace: (place: Place) => void): () => void
  /** Every change that the store tells, from before the first is watched. */
  hear(change: Change): void
  /** Forgets everything: what is not heard any more is not known any more. */
  stop(): void
}

interface Watcher {
  id: string
  onPlace(place: Place): void
  told: string
}

export interface PositionsOptions {
  store: Pick<Store, 'queueOrder'>
  now: () => Date
  onError(error: unknown): void
}

export function createPositions({ store, now, onError }: PositionsOptions): Positions {
  const watchers = new Set<Watcher>()
  const accepted: number[] = []
  const order = createOrder()
  /** Whether the order is that of the queue; if not, it is read before the next round. */
  let isKnown = false
  /** What is heard during a reading: it may be older than what is read, and comes to the same in the end. */
  let meanwhile: Change[] | undefined
  /** Raised when a reading under way is no longer worth anything. */
  let readings = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isInRound = false
  let isDue = false
  let last = -Infinity

  function schedule(): void {
    if (watchers.size === 0 || timer !== undefined) return
    if (isInRound) {
      isDue = true
      return
    }
    timer = setTimeout(() => void round(), Math.max(0, last + interval - performance.now()))
  }

  async function round(): Promise<void> {
    timer = undefined
    isInRound = true
    last = performance.now()
    try {
      if (!isKnown) await read()
      const pace = paceOf(accepted, now().getTime())
      if (isKnown) for (const watcher of watchers) tell(watcher, order.before(watcher.id), pace)
    } catch (error) {
      onError(error)
    } finally {
      isInRound = false
      if (isDue || !isKnown) {
        isDue = false
        schedule()
      }
    }
  }

  async function read(): Promise<void> {
    const reading = ++readings
    meanwhile = []
    try {
      const all = await store.queueOrder()
      if (reading !== readings) return
      order.replace(all)
      isKnown = true
      for (const change of meanwhile) follow(change)
    } finally {
      meanwhile = undefined
    }
  }

  function follow(change: Change): void {
    if (change.kind === 'left') order.remove(change.id)
    if (change.kind !== 'waiting') return
    const { id, since } = change
    // A process of an older version does not say since when.
    if (Number.isFinite(since)) order.add({ id, since })
    else forget()
  }

  function forget(): void {
    isKnown = false
    readings++
  }

  return {
    watch(id, onPlace) {
      const watcher = { id, onPlace, told: '' }
      watchers.add(watcher)
      schedule()
      return () => void watchers.delete(watcher)
    },
    hear(change) {
      if (change.kind === 'reset') forget()
      else if (change.kind !== 'waiting' && change.kind !== 'left') return
      else if (meanwhile) meanwhile.push(change)
      else if (isKnown) follow(change)
      if (change.kind === 'left' && change.reason === 'accepted') accepted.push(now().getTime())
      if (accepted.length > most) accepted.shift()
      schedule()
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      watchers.clear()
      forget()
      order.replace([])
    },
  }
}

function tell(watcher: Watcher, before: number | undefined, pace: number | undefined): void {
  // Somebody who left the queue a moment ago hears of that by other ways.
  if (before === undefined) return
  const wait = pace && Math.min(86_400, Math.ceil(((before + 1) * pace) / step) * step)
  const place: Place = { before, ...(wait !== undefined && { expectedWait: wait }) }
  const told = JSON.stringify(place)
  if (told === watcher.told) return
  watcher.told = told
  watcher.onPlace(place)
}

/** Seconds from one acceptance to the next, the quiet since the last one included. */
export function paceOf(accepted: readonly number[], now: number): number | undefined {
  const recent = accepted.filter((at) => now - at < memory)
  if (recent.length < fewest) return undefined
  return (now - recent[0]!) / recent.length / 1000
}
