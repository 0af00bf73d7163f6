/**
 * How many are before somebody in the queue, and about how long that takes. The queue is read once and then followed: with a hundred thousand
 * who wait, one who comes or goes costs a few steps. How fast it moves is asked of the store, which knows it for all processes.
 */
import type { Change, Pace, Store } from '../../store/index.ts'
import { expectedWait } from './expected-wait.ts'
import { createLanes, type InLane } from './lanes.ts'
import { createOrder, type Spot } from './order.ts'

/** Milliseconds between two rounds of telling: in a queue of thousands something changes all the time. */
const interval = 1000
/** Milliseconds after which the pace is asked anew: sooner when something happens, later when nothing does. */
const fresh = 10_000
const restful = 30_000

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
  /** Where it was found in the order, so that it is not looked for in every round. */
  spot: Spot | undefined
  onPlace(place: Place): void
  told: string
}

export interface PositionsOptions {
  store: Pick<Store, 'queueOrder' | 'paces'>
  onError(error: unknown): void
}

export function createPositions({ store, onError }: PositionsOptions): Positions {
  const watchers = new Set<Watcher>()
  const order = createOrder()
  const lanes = createLanes()
  let paces = new Map<string, Pace>()
  let asked = -Infinity
  /** Whether the order is that of the queue; if not, it is read before the next round. */
  let isKnown = false
  /** What is heard during a reading: it may be older than what is read, and comes to the same in the end. */
  let meanwhile: Change[] | undefined
  /** Raised when a reading under way is no longer worth anything. */
  let readings = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The next round, when nothing happens before. */
  let rest: ReturnType<typeof setTimeout> | undefined
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
    clearTimeout(rest)
    isInRound = true
    last = performance.now()
    try {
      if (!isKnown) await read()
      if (last - asked >= fresh) await ask()
      if (isKnown) for (const watcher of watchers) tell(watcher)
    } catch (error) {
      onError(error)
    } finally {
      isInRound = false
      if (isDue || !isKnown) {
        isDue = false
        schedule()
      } else if (watchers.size > 0) rest = setTimeout(schedule, restful)
    }
  }

  /** Places are told all the same when this fails. */
  async function ask(): Promise<void> {
    asked = performance.now()
    const all = await store.paces().catch((error: unknown) => {
      onError(error)
      return []
    })
    paces = new Map(all.map((pace) => [`${pace.purpose} ${pace.channel} ${pace.plugin}`, pace]))
  }

  function beforeOf(watcher: Watcher): number | undefined {
    const before = watcher.spot && order.before(watcher.spot)
    if (before !== undefined) return before
    watcher.spot = order.find(watcher.id)
    return watcher.spot && order.before(watcher.spot)
  }

  function tell(watcher: Watcher): void {
    const before = beforeOf(watcher)
    // Somebody who left the queue a moment ago hears of that by other ways.
    if (before === undefined) return
    const inLane = lanes.placeOf(watcher.id)
    const pace = inLane && paces.get(inLane.lane)
    const wait = pace && expectedWait(pace, inLane.before)
    const place: Place = { before, ...(wait !== undefined && { expectedWait: wait }) }
    const told = JSON.stringify(place)
    if (told === watcher.told) return
    watcher.told = told
    watcher.onPlace(place)
  }

  function replace(all: readonly InLane[]): void {
    order.replace(all)
    lanes.replace(all)
  }

  async function read(): Promise<void> {
    const reading = ++readings
    meanwhile = []
    try {
      const all = await store.queueOrder()
      if (reading !== readings) return
      replace(all)
      isKnown = true
      for (const change of meanwhile) follow(change)
    } finally {
      meanwhile = undefined
    }
  }

  function follow(change: Change): void {
    if (change.kind === 'left') {
      order.remove(change.id)
      lanes.remove(change.id)
    }
    if (change.kind !== 'waiting') return
    const { id, since, lane } = change
    // A process of an older version does not say since when.
    if (!Number.isFinite(since)) return forget()
    order.add({ id, since })
    lanes.add({ id, since, lane })
  }

  function forget(): void {
    isKnown = false
    readings++
  }

  return {
    watch(id, onPlace) {
      const watcher: Watcher = { id, spot: undefined, onPlace, told: '' }
      watchers.add(watcher)
      schedule()
      return () => void watchers.delete(watcher)
    },
    hear(change) {
      if (change.kind === 'reset') forget()
      else if (change.kind !== 'waiting' && change.kind !== 'left') return
      else if (meanwhile) meanwhile.push(change)
      else if (isKnown) follow(change)
      schedule()
    },
    stop() {
      clearTimeout(timer)
      clearTimeout(rest)
      timer = undefined
      watchers.clear()
      forget()
      replace([])
      asked = -Infinity
    },
  }
}
