import { follow, type Timing } from '../protocol/follow.ts'
import {
  parseConversationChange,
  parseLeft,
  parsePresenceRequest,
  parseQueueRow,
  parseSnapshot,
  type ConversationChange,
  type PresenceRequest,
} from '../protocol/messages-desk.ts'
import {
  emptyQueue,
  fromSnapshot,
  lost,
  withActive,
  withArrival,
  withoutLeft,
  type Queue,
} from './queue.ts'
import type { Access } from './request.ts'

export interface Listener {
  onQueue?(queue: Queue): void
  onSnapshot?(queue: Queue): void
  onConversation?(change: ConversationChange): void
  /** The desk refused; nothing comes any more. */
  onFailure(error: unknown): void
}

/** Seconds before the desk ends a connection in which it is made anew. */
const renewal = 30
/** Longest time that a timer can run, in milliseconds. */
const longestTimer = 2 ** 31 - 1

/** What the desk tells as it happens: one connection for everybody who listens, open as long as somebody does. */
export class Live {
  readonly #access: Access
  readonly #timing: Partial<Timing> | undefined
  readonly #listeners = new Set<Listener>()
  #running: AbortController | undefined
  #queue: Queue | undefined
  /** The desk's time with the last snapshot, and when that was by a clock that nobody sets. */
  #time: { at: number; seen: number } | undefined
  #renewing: ReturnType<typeof setTimeout> | undefined
  readonly #onPresence: (presence: PresenceRequest['presence']) => void

  constructor(
    access: Access,
    onPresence: (presence: PresenceRequest['presence']) => void,
    timing?: Partial<Timing>,
  ) {
    this.#access = access
    this.#onPresence = onPresence
    this.#timing = timing
  }

  /** Milliseconds since 1970 by the desk's clock, or by this machine's while the desk has not said. */
  now(): number {
    const time = this.#time
    return time ? time.at + performance.now() - time.seen : Date.now()
  }

  /** @returns the function that ends it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    if (this.#queue) listener.onQueue?.(this.#queue)
    if (!this.#running) this.#begin()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
  }

  /** Nobody is told anything any more, also who still holds an iteration that was never ended. */
  close(): void {
    this.#listeners.clear()
    this.#stop()
  }

  #begin(): void {
    this.#running?.abort()
    void this.#run((this.#running = new AbortController()))
  }

  #stop(): void {
    clearTimeout(this.#renewing)
    this.#running?.abort()
    this.#running = undefined
    this.#queue = undefined
  }

  async #run({ signal }: AbortController): Promise<void> {
    try {
      await follow({
        signal,
        timing: this.#timing,
        open: (headers, signal) => this.#access.open('/events', headers, signal),
        onEvent: (name, data) => this.#receive(name, data),
        onLost: () => this.#change(lost(this.#queue ?? emptyQueue)),
      })
    } catch (error) {
      const listeners = [...this.#listeners]
      this.#listeners.clear()
      this.#stop()
      for (const { onFailure } of listeners) onFailure(error)
    }
  }

  #receive(name: string, data: unknown): void {
    const queue = this.#queue
    if (name === 'snapshot') {
      const snapshot = parseSnapshot(data)
      const fresh = fromSnapshot(snapshot)
      this.#time = snapshot.at
        ? { at: Date.parse(snapshot.at), seen: performance.now() }
        : undefined
      this.#renewIn(snapshot.lifetime)
      if (snapshot.presence) this.#onPresence(snapshot.presence)
      this.#change(fresh)
      for (const listener of this.#listeners) listener.onSnapshot?.(fresh)
      return
    }
    // Until the snapshot there is nothing that a change could change.
    if (queue?.status !== 'live') return
    if (name === 'waiting') this.#change(withArrival(queue, parseQueueRow(data)))
    if (name === 'left') this.#change(withoutLeft(queue, parseLeft(data)))
    if (name === 'presence') {
      this.#onPresence(parsePresenceRequest(data).presence)
      this.#change({ ...queue, left: undefined })
    }
    if (name === 'conversation') {
      const change = parseConversationChange(data)
      this.#change(withActive(queue, change.id, change.state === 'active'))
      for (const listener of this.#listeners) listener.onConversation?.(change)
    }
  }

  /**
   * A tool's token is soon over, and the desk ends the connection with it. So another one begins before that, with a fresh token, and nobody
   * sees a lost connection. A cookie cannot be made fresh.
   */
  #renewIn(lifetime: number | undefined): void {
    clearTimeout(this.#renewing)
    if (lifetime === undefined || !this.#access.hasTokens) return
    const seconds = Math.max(lifetime - renewal, lifetime / 2, 1)
    this.#renewing = setTimeout(() => this.#begin(), Math.min(seconds * 1000, longestTimer))
  }

  #change(queue: Queue): void {
    this.#queue = queue
    for (const listener of this.#listeners) listener.onQueue?.(queue)
  }
}
