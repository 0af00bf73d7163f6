import { follow, type Timing } from '../protocol/follow.ts'
import {
  parseConversationChange,
  parseLeft,
  parseQueueRow,
  parseSnapshot,
  type ConversationChange,
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

/** What the desk tells as it happens: one connection for everybody who listens, open as long as somebody does. */
export class Live {
  readonly #access: Access
  readonly #timing: Partial<Timing> | undefined
  readonly #listeners = new Set<Listener>()
  #running: AbortController | undefined
  #queue: Queue | undefined

  constructor(access: Access, timing?: Partial<Timing>) {
    this.#access = access
    this.#timing = timing
  }

  /** @returns the function that ends it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    if (this.#queue) listener.onQueue?.(this.#queue)
    if (!this.#running) void this.#run((this.#running = new AbortController()))
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
  }

  #stop(): void {
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
      const fresh = fromSnapshot(parseSnapshot(data))
      this.#change(fresh)
      for (const listener of this.#listeners) listener.onSnapshot?.(fresh)
      return
    }
    // Until the snapshot there is nothing that a change could change.
    if (queue?.status !== 'live') return
    if (name === 'waiting') this.#change(withArrival(queue, parseQueueRow(data)))
    if (name === 'left') this.#change(withoutLeft(queue, parseLeft(data)))
    if (name === 'conversation') {
      const change = parseConversationChange(data)
      this.#change(withActive(queue, change.id, change.state === 'active'))
      for (const listener of this.#listeners) listener.onConversation?.(change)
    }
  }

  #change(queue: Queue): void {
    this.#queue = queue
    for (const listener of this.#listeners) listener.onQueue?.(queue)
  }
}
