/** A chat over a conversation's line: the same for both sides, without a user interface. */
import type { WireMessage } from './chat-answer.ts'
import { Entries, type Entry } from './chat-entries.ts'
import { longestMessage, type ChatMessage } from './chat-message.ts'
import { Outbox } from './chat-outbox.ts'
import { Receipts, type Receipt } from './chat-receipts.ts'
import { defaults, type ChatTiming } from './chat-timing.ts'
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

/** What is said in a conversation. It listens from the first {@link Chat.watch} (or the first iteration) on, and as long as somebody does. */
export class Chat {
  /** The side that this is. */
  readonly side: Side

  readonly #line: Line
  readonly #timing: ChatTiming
  readonly #entries = new Entries()
  readonly #outbox: Outbox
  readonly #receipts: Receipts
  readonly #watchers = new Set<() => void>()
  #hangUp: (() => void) | undefined
  #typingTimer: ReturnType<typeof setTimeout> | undefined
  #lastTyping = -Infinity
  #isOtherTyping = false
  #hasHistory = false

  /** @param line `conversation.line()` of an agent, or what `follow()` gives a resident */
  constructor(line: Line, timing: Partial<ChatTiming> = {}) {
    this.#line = line
    this.side = line.side
    this.#timing = { ...defaults, ...timing }
    const act = (verb: string, body: object) => line.act(verb, body)
    this.#outbox = new Outbox({
      ...{ timing: this.#timing, act },
      onSent: (entry, at) => this.#arrived(entry, at),
      onChange: () => this.#tell(),
    })
    this.#receipts = new Receipts({
      ...{ side: line.side, pause: this.#timing.receipt, act },
      isLive: () => this.standing.isLive,
    })
  }

  /** How the conversation stands, and whether there is a connection. */
  get standing(): Standing {
    return this.#line.standing
  }

  /** Everything that was said, in order, and then what is still to be sent. A fresh list at each call. */
  get messages(): ChatMessage[] {
    return this.#entries.all.map((entry) => this.#shown(entry))
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
        const entry = this.#entries.all[next]
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
    this.#entries.add(entry)
    this.#lastTyping = -Infinity
    this.#tell()
    this.#outbox.add(entry)
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
    this.#receipts.read()
  }

  /** Forgets whatever was said, and stops sending. */
  close(): void {
    this.#watchers.clear()
    this.#hangUp?.()
    this.#hangUp = undefined
    clearTimeout(this.#typingTimer)
    this.#receipts.stop()
    this.#entries.clear()
    this.#outbox.clear()
  }

  #shown({ number, ...message }: Entry): ChatMessage {
    if (message.refusal) return { ...message, state: 'refused' }
    if (number === undefined) return { ...message, state: 'waiting' }
    return { ...message, state: this.#receipts.stateOf(message.by, number) }
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher()
  }

  #stand(standing: Standing): void {
    if (standing.state === 'ended') {
      this.#outbox.refuse()
      this.#isOtherTyping = false
    }
    if (!standing.isLive) this.#isOtherTyping = false
    else this.#receipts.acknowledge()
    this.#outbox.wake()
    this.#tell()
  }

  #receive(name: string, data: unknown): void {
    if (name === 'message') this.#hear(data as WireMessage)
    else if (name === 'receipt') this.#receipts.note(data as { by: Side } & Receipt)
    else if (name === 'typing') this.#typed()
    else if (name === 'caught_up') this.#hasHistory = true
    else return
    this.#tell()
  }

  /** After a lost connection it may be one that is known already; one of our own may be known before its answer is here. */
  #hear({ id, number, by, name, text, at }: WireMessage): void {
    const known = this.#entries.find(by, id)
    if (known?.number !== undefined) return
    const isOwn = by === this.side
    const entry: Entry = {
      ...{ id, number, by, text, isOwn, at: new Date(at) },
      ...(typeof name === 'string' && name !== '' && { name }),
    }
    if (known) this.#arrived(known, entry)
    else this.#entries.add(entry)
    if (isOwn) return
    clearTimeout(this.#typingTimer)
    this.#isOtherTyping = false
    this.#receipts.delivered(number)
  }

  /** An answer may come after the message itself, or after all of it was forgotten. */
  #arrived(entry: Entry, at: Pick<Entry, 'number' | 'at' | 'name'>): void {
    if (entry.number !== undefined || !this.#entries.find(entry.by, entry.id)) return
    this.#entries.arrived(entry, at)
    this.#outbox.remove(entry)
  }

  #typed(): void {
    this.#isOtherTyping = true
    clearTimeout(this.#typingTimer)
    this.#typingTimer = setTimeout(() => {
      this.#isOtherTyping = false
      this.#tell()
    }, this.#timing.typingStays)
  }
}
