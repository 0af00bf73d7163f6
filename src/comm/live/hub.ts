/** Everybody who listens at this process to a conversation: one subscription at the store for all of them. */
import type { Log } from '../../protocol/log-entry.ts'
import type { Change, Store } from '../../store/index.ts'
import { createPositions, type Place } from './positions.ts'

/** Milliseconds between two signs of life of those who listen: one query for all of them. */
const heartbeat = 60_000
/** Windows of one side and the other that may listen to one conversation at this process. */
const mostListeners = 12

export interface Listener {
  /** Something happened to this conversation, or may have happened while nobody looked (`reset`). */
  onChange(change: Change): void
  /** While it waits: how many are before it. */
  onPlace?(place: Place): void
}

export interface Hub {
  /** @returns what ends it; undefined when too many listen already */
  join(id: string, listener: Listener): (() => void) | undefined
}

export interface HubOptions {
  store: Store
  log: Log
}

export function createHub({ store, log }: HubOptions): Hub {
  const conversations = new Map<string, Set<Listener>>()
  const onError = (error: unknown): void =>
    log({ level: 'error', event: 'live_failed', name: (error as Error).name })
  const positions = createPositions({ store, onError })
  let halt = (): void => {}

  function begin(): void {
    const unsubscribe = store.subscribe(hear)
    const alive = setInterval(() => {
      store.touch(...conversations.keys()).catch(onError)
    }, heartbeat)
    halt = () => {
      unsubscribe()
      clearInterval(alive)
      positions.stop()
    }
  }

  function hear(change: Change): void {
    positions.hear(change)
    if (change.kind === 'reset') {
      for (const listeners of conversations.values())
        for (const listener of listeners) listener.onChange(change)
      return
    }
    if (change.kind === 'outbox') return
    for (const listener of conversations.get(change.id) ?? []) listener.onChange(change)
  }

  return {
    join(id, listener) {
      const listeners = conversations.get(id) ?? new Set()
      if (listeners.size >= mostListeners) return undefined
      if (conversations.size === 0) begin()
      listeners.add(listener)
      conversations.set(id, listeners)
      const unwatch = listener.onPlace && positions.watch(id, (place) => listener.onPlace!(place))
      return () => {
        unwatch?.()
        listeners.delete(listener)
        if (listeners.size === 0 && conversations.get(id) === listeners) conversations.delete(id)
        if (conversations.size === 0) halt()
      }
    },
  }
}
