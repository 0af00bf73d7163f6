/** How far each side has what was said. */
import type { MessageState } from './chat-message.ts'
import type { Side } from './message-parts.ts'

/** Of the last message of which this is so, its place in the conversation. */
export interface Receipt {
  delivered: number
  read: number
}

interface Host {
  readonly side: Side
  /** Milliseconds: several are told in one. */
  readonly pause: number
  isLive(): boolean
  act(verb: 'receipt', receipt: Receipt): Promise<unknown>
}

const other = (side: Side): Side => (side === 'agent' ? 'resident' : 'agent')

export class Receipts {
  readonly #host: Host
  readonly #told: Record<Side, Receipt> = {
    resident: { delivered: 0, read: 0 },
    agent: { delivered: 0, read: 0 },
  }
  /** What this side's device has, and what was on its screen. */
  readonly #seen: Receipt = { delivered: 0, read: 0 }
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: Host) {
    this.#host = host
  }

  /** What became of a message that the server has. */
  stateOf(by: Side, number: number): MessageState {
    const { delivered, read } = this.#told[other(by)]
    return number <= read ? 'read' : number <= delivered ? 'delivered' : 'sent'
  }

  /** A side has told it. */
  note({ by, delivered, read }: { by: Side } & Receipt): void {
    const known = this.#told[by]
    if (!known) return
    known.delivered = Math.max(known.delivered, delivered, read)
    known.read = Math.max(known.read, read)
  }

  /** This one is here. */
  delivered(number: number): void {
    this.#seen.delivered = Math.max(this.#seen.delivered, number)
    this.acknowledge()
  }

  /** Everything that is here was on the screen. */
  read(): void {
    this.#seen.read = this.#seen.delivered
    this.acknowledge()
  }

  /** What another screen of this side has said already need not be said again. */
  acknowledge(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const { delivered, read } = this.#seen
      const told = this.#told[this.#host.side]
      const isNews = delivered > told.delivered || read > told.read
      if (!isNews || !this.#host.isLive()) return
      const receipt = {
        delivered: Math.max(delivered, told.delivered),
        read: Math.max(read, told.read),
      }
      // When it does not arrive, it is said again with the next one, or when the connection is back.
      this.#host.act('receipt', receipt).catch(() => {})
    }, this.#host.pause)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
