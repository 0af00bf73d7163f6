/** How many are before somebody in the queue, and about how long that takes: asked once for everybody who waits. */
import type { Store } from '../../store/index.ts'

/** Milliseconds between two looks at the queue: in a queue of thousands something changes all the time. */
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
  /** The queue is otherwise; `wasAccepted` when an agent took somebody. */
  changed(wasAccepted?: boolean): void
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
  let timer: ReturnType<typeof setTimeout> | undefined
  let isLooking = false
  let isDue = false
  let last = -Infinity

  function schedule(): void {
    if (watchers.size === 0 || timer !== undefined) return
    if (isLooking) {
      isDue = true
      return
    }
    timer = setTimeout(() => void look(), Math.max(0, last + interval - performance.now()))
  }

  async function look(): Promise<void> {
    timer = undefined
    isLooking = true
    last = performance.now()
    try {
      const order = await store.queueOrder()
      const places = new Map(order.map((id, index) => [id, index]))
      const pace = paceOf(accepted, now().getTime())
      for (const watcher of watchers) tell(watcher, places.get(watcher.id), pace)
    } catch (error) {
      onError(error)
    } finally {
      isLooking = false
      if (isDue) {
        isDue = false
        schedule()
      }
    }
  }

  return {
    watch(id, onPlace) {
      const watcher = { id, onPlace, told: '' }
      watchers.add(watcher)
      schedule()
      return () => void watchers.delete(watcher)
    },
    changed(wasAccepted = false) {
      if (wasAccepted) accepted.push(now().getTime())
      if (accepted.length > most) accepted.shift()
      schedule()
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      watchers.clear()
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
