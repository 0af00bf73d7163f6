/** A chat over a conversation's line: the same for both sides, without a user interface. */
import { placeIn, refusalOf, type WireMessage } from './chat-answer.ts'
import { longestMessage, type ChatMessage, type MessageState } from './chat-message.ts'
import { defaults, type ChatTiming } from './chat-timing.ts'
import { RequestError } from './errors.ts'
import { StateError } from './state-error.ts'
import { randomId } from './digest.ts'
import { eachChange } from './each-change.ts'
import type { Line, Standing } from './line.ts'
import type { Side } from './message-parts.ts'

export {
  longestMessage,
  type ChatMessage,
  type MessageRefusal,
  type MessageState,
} from './chat-message.ts'
export type { ChatTiming } from './chat-timing.ts'

interface Receipt {
  delivered: number
  read: number
}

interface Entry extends Omit<ChatMessage, 'state'> {
  /** Its place in the conversation, once the server has it. */
  number?: number
}

const other = (side: Side): Side => (side === 'agent' ? 'resident' : 'agent')

/** What is said in a conversation. It listens from the first {@link Chat.watch} (or the first iteration) on, and as long as somebody does. */
export class Chat {
  /** The side that this is. */
  readonly side: Side

  readonly #line: Line
  readonly #timing: ChatTiming
  readonly #entries: Entry[] = []
  readonly #byId = new Map<string, Entry>()
  readonly #watchers = new Set<() => void>()
  readonly #outbox: Entry[] = []
  readonly #receipts: Record<Side, Receipt> = {
    resident: { delivered: 0, read: 0 },
    agent: { delivered: 0, read: 0 },
  }
  /** What this side's device has, and what was on its screen. */
  readonly #seen: Receipt = { delivered: 0, read: 0 }
  #hangUp: (() => void) | undefined
  #isSending = false
  #wake = (): void => {}
  #receiptTimer: ReturnType<typeof setTimeout> | undefined
  #typingTimer: ReturnType<typeof setTimeout> | undefined
  #lastTyping = -Infinity
  #isOtherTyping = false
  #hasHistory = false

  /** @param line `conversation.line()` of an agent, or what `follow()` gives a resident */
  constructor(line: Line, timing: Partial<ChatTiming> = {}) {
    this.#line = line
    this.side = line.side
    this.#timing = { ...defaults, ...timing }
  }

  /** How the conversation stands, and whether there is a connection. */
  get standing(): Standing {
    return this.#line.standing
  }

  /** Everything that was said, in order, and then what is still to be sent. A fresh list at each call. */
  get messages(): ChatMessage[] {
    return this.#entries.map((entry) => this.#shown(entry))
  }

  /** Whether everything is here that was said before this screen was there; what comes from now on is new. */
  get hasHistory(): boolean {
    return this.#hasHistory
  }

  /** Whether the other side typed something a moment ago. */
  get isOtherTyping(): boolean {
    return this.#isOtherTyping
  }

  /** Calls at each change, whatever it is. @returns the function that ends it; when nobody watches any more, the connection is closed */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    this.#hangUp ??= this.#line.listen({
      onEvent: (name, data) => this.#receive(name, data),
      onStanding: (standing) => this.#stand(standing),
      onFailure: () => this.#tell(),
    })
    return () => {
      this.#watchers.delete(watcher)
      if (this.#watchers.size > 0) return
      this.#hangUp?.()
      this.#hangUp = undefined
      clearTimeout(this.#typingTimer)
      this.#isOtherTyping = false
    }
  }

  /**
   * The chat, each time that something of it changed: a message came or became `read`, the other side types, the connection is lost or back. Changes
   * that a slow reader missed come as one. Ends after the conversation did, or with the signal.
   */
  async *changes({ signal }: { signal?: AbortSignal } = {}): AsyncGenerator<this, void> {
    const watch = (changed: () => void) => this.watch(changed)
    const isOver = () => this.standing.state === 'ended'
    for await (const _ of eachChange({ watch, isOver, signal })) yield this
  }

  /**
   * Each message once, of both sides and in order, from the beginning of the conversation on; its state is how it was at that moment.
   * Ends with the conversation, or with the signal.
   */
  async *said({ signal }: { signal?: AbortSignal } = {}): AsyncGenerator<ChatMessage, void> {
    let next = 0
    let wake = (): void => {}
    const wakeUp = (): void => wake()
    const unwatch = this.watch(wakeUp)
    signal?.addEventListener('abort', wakeUp)
    try {
      while (!signal?.aborted) {
        const entry = this.#entries[next]
        if (entry?.number !== undefined) {
          next++
          yield this.#shown(entry)
        } else if (this.standing.state === 'ended') return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      unwatch()
      signal?.removeEventListener('abort', wakeUp)
    }
  }

  /**
   * Says something. It is kept until the server has it, through lost connections, and arrives once, in the order in which it was said: watch
   * {@link Chat.messages}.
   *
   * @param text white space at its ends does not count
   * @returns the message's id
   * @throws StateError `ERR_ID_CONTACT_MESSAGE_EMPTY`, `ERR_ID_CONTACT_MESSAGE_TOO_LONG` (over {@link longestMessage}), or
   *   `ERR_ID_CONTACT_CLOSED` when the conversation has ended
   */
  send(text: string): string {
    const said = text.replace(/\r\n?/g, '\n').trim()
    if (this.standing.state === 'ended')
      throw new StateError('ERR_ID_CONTACT_CLOSED', 'The conversation has ended')
    if (!said) throw new StateError('ERR_ID_CONTACT_MESSAGE_EMPTY', 'There is nothing to say')
    if (said.length > longestMessage)
      throw new StateError('ERR_ID_CONTACT_MESSAGE_TOO_LONG', 'The message is too long')
    const entry: Entry = {
      id: randomId(),
      by: this.side,
      text: said,
      at: new Date(),
      isOwn: true,
    }
    this.#keep(entry)
    this.#outbox.push(entry)
    this.#lastTyping = -Infinity
    this.#tell()
    void this.#sendAll()
    return entry.id
  }

  /** Says that somebody is typing here. Call it at each key: it is passed on now and then only. */
  typing(): void {
    const now = performance.now()
    if (now - this.#lastTyping < this.#timing.typing || !this.standing.isLive) return
    this.#lastTyping = now
    this.#line.act('typing').catch(() => {})
  }

  /** Says that everything up to now was on the screen here. */
  read(): void {
    this.#seen.read = this.#seen.delivered
    this.#acknowledge()
  }

  /** Forgets whatever was said, and stops sending. */
  close(): void {
    this.#watchers.clear()
    this.#hangUp?.()
    this.#hangUp = undefined
    clearTimeout(this.#receiptTimer)
    clearTimeout(this.#typingTimer)
    this.#outbox.length = this.#entries.length = 0
    this.#byId.clear()
    this.#wake()
  }

  #shown(entry: Entry): ChatMessage {
    const { number, ...message } = entry
    return { ...message, state: this.#stateOf(entry, number) }
  }

  #stateOf({ by, refusal }: Entry, number: number | undefined): MessageState {
    if (refusal) return 'refused'
    if (number === undefined) return 'waiting'
    const { delivered, read } = this.#receipts[other(by)]
    return number <= read ? 'read' : number <= delivered ? 'delivered' : 'sent'
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher()
  }

  #stand(standing: Standing): void {
    if (standing.state === 'ended') {
      for (const entry of this.#outbox.splice(0)) Object.assign(entry, { refusal: 'ended' })
      this.#isOtherTyping = false
    }
    if (!standing.isLive) this.#isOtherTyping = false
    else this.#acknowledge()
    this.#wake()
    this.#tell()
  }

  #receive(name: string, data: unknown): void {
    if (name === 'message') this.#hear(data as WireMessage)
    else if (name === 'receipt') this.#note(data as { by: Side } & Receipt)
    else if (name === 'typing') this.#typed()
    else if (name === 'caught_up') this.#hasHistory = true
    else return
    this.#tell()
  }

  /** After a lost connection it may be one that is known already; one of our own may be known before its answer is here. */
  #hear({ id, number, by, name, text, at }: WireMessage): void {
    const known = this.#byId.get(`${by} ${id}`)
    if (known?.number !== undefined) return
    const isOwn = by === this.side
    const entry: Entry = {
      ...{ id, number, by, text, isOwn, at: new Date(at) },
      ...(typeof name === 'string' && name !== '' && { name }),
    }
    if (known) this.#arrived(known, entry)
    else this.#keep(entry)
    if (isOwn) return
    clearTimeout(this.#typingTimer)
    this.#isOtherTyping = false
    this.#seen.delivered = Math.max(this.#seen.delivered, number)
    this.#acknowledge()
  }

  /** What is not sent yet stands at the end; whatever the server has is in its order. */
  #keep(entry: Entry): void {
    this.#byId.set(`${entry.by} ${entry.id}`, entry)
    this.#place(entry)
  }

  #place(entry: Entry): void {
    const { number } = entry
    const before =
      number === undefined
        ? -1
        : this.#entries.findIndex((one) => one.number === undefined || one.number > number)
    this.#entries.splice(before < 0 ? this.#entries.length : before, 0, entry)
  }

  #arrived(entry: Entry, now: Pick<Entry, 'number' | 'at' | 'name'>): void {
    const { number, at, name } = now
    this.#entries.splice(this.#entries.indexOf(entry), 1)
    Object.assign(entry, { number, at }, name && { name })
    this.#place(entry)
    const index = this.#outbox.indexOf(entry)
    if (index >= 0) this.#outbox.splice(index, 1)
  }

  #note({ by, delivered, read }: { by: Side } & Receipt): void {
    const known = this.#receipts[by]
    if (!known) return
    known.delivered = Math.max(known.delivered, delivered, read)
    known.read = Math.max(known.read, read)
  }

  #typed(): void {
    this.#isOtherTyping = true
    clearTimeout(this.#typingTimer)
    this.#typingTimer = setTimeout(() => {
      this.#isOtherTyping = false
      this.#tell()
    }, this.#timing.typingStays)
  }

  /** What another screen of this side has said already need not be said again. */
  #acknowledge(): void {
    clearTimeout(this.#receiptTimer)
    this.#receiptTimer = setTimeout(() => {
      const { delivered, read } = this.#seen
      const told = this.#receipts[this.side]
      const isNews = delivered > told.delivered || read > told.read
      if (!isNews || !this.standing.isLive) return
      const receipt = {
        delivered: Math.max(delivered, told.delivered),
        read: Math.max(read, told.read),
      }
      // When it does not arrive, it is said again with the next one, or when the connection is back.
      this.#line.act('receipt', receipt).catch(() => {})
    }, this.#timing.receipt)
  }

  /** One after the other, each until the server has it. */
  async #sendAll(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    let failures = 0
    while (this.#outbox.length > 0) {
      const entry = this.#outbox[0]!
      try {
        const { id, text } = entry
        const { number, at, name } = placeIn(await this.#line.act('send', { id, text }))
        if (entry.number === undefined && this.#byId.has(`${entry.by} ${id}`))
          this.#arrived(entry, { number, at: new Date(at), name })
        failures = 0
      } catch (error) {
        const refusal = refusalOf(error)
        if (refusal && this.#outbox[0] === entry) {
          this.#outbox.shift()
          Object.assign(entry, { refusal })
        } else if (!refusal) await this.#rest(error, failures++)
      }
      this.#tell()
    }
    this.#isSending = false
  }

  /** Until the pause is over; shorter when the connection is back. */
  #rest(error: unknown, failures: number): Promise<void> {
    const { firstPause, longestPause } = this.#timing
    const asked = error instanceof RequestError ? (error.retryAfter ?? 0) * 1000 : 0
    const pause = Math.max(asked, Math.min(firstPause * 2 ** failures, longestPause))
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause)
      this.#wake = () => {
        // A server that asks for time gets it.
        if (asked && this.#outbox.length > 0) return
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
