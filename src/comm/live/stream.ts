/** `GET …/events`: what one side of a conversation is told as it happens, as server-sent events (HTML standard, section 9.2). */
import type { Log } from '../../protocol/log-entry.ts'
import { eventStream, Refusal, type EventSink } from '../../web/index.ts'
import type { Change, Exchange, Side, StoredConversation } from '../../store/index.ts'
import type { Meeting, Seat } from '../channel.ts'
import type { Hub } from './hub.ts'
import type { Place } from './positions.ts'

export interface StreamOptions {
  hub: Hub
  exchange: Exchange
  side: Side
  conversation: StoredConversation
  meeting: Meeting | undefined
  /** `Last-Event-ID`: the number of the last entry that this browser has seen. */
  lastId: string | undefined
  /** Milliseconds. */
  lifetime: number
  /** The conversation as it is now: undefined when it has ended, `elsewhere` when it is no longer this browser's. */
  current(): Promise<StoredConversation | 'elsewhere' | undefined>
  /** What event `state` says, beside the place. */
  view(conversation: StoredConversation): Promise<object>
  ended(conversation: StoredConversation): object
  log: Log
}

/**
 * Begins with how it stands, and then tells each change, and each entry once and in order; `caught_up` comes once, when all that was said
 * before is told. The id of every event is the number of the last
 * entry before it, so that a browser that says its `Last-Event-ID` misses nothing and hears nothing twice.
 * @throws Refusal `too-many-requests`
 */
export function conversationEvents(options: StreamOptions): Response {
  const { hub, conversation, lifetime } = options
  let pump: Pump | undefined
  const leave = hub.join(conversation.id, {
    onChange: (change) => pump?.onChange(change),
    ...(options.side === 'resident' && { onPlace: (place: Place) => pump?.onPlace(place) }),
  })
  if (!leave) throw new Refusal('too-many-requests', { headers: { 'retry-after': '30' } })
  return eventStream({ lifetime }, (sink) => {
    pump = new Pump(options, sink)
    pump.start()
    return () => {
      pump!.isOpen = false
      leave()
    }
  })
}

const asTold = ({ before, expectedWait }: Place): object => ({
  position: before,
  ...(expectedWait !== undefined && { expected_wait: expectedWait }),
})

/** One open stream. Does one thing at a time: an event never overtakes another. */
class Pump {
  isOpen = true
  readonly #options: StreamOptions
  readonly #sink: EventSink
  #conversation: StoredConversation
  #place: Place | undefined
  #view: object | undefined
  #cursor = 0
  #shown = ''
  #wantsState = true
  #wantsEntries = true
  #isRunning = false
  /** What was said before is told; from here on it happens now. */
  #isCaughtUp = false
  readonly #tasks: (() => Promise<void>)[] = []
  readonly #hints: string[] = []

  constructor(options: StreamOptions, sink: EventSink) {
    this.#options = options
    this.#sink = sink
    this.#conversation = options.conversation
  }

  start(): void {
    this.#do(() => this.#begin())
  }

  onChange(change: Change): void {
    if (change.kind === 'exchange' && change.hint) {
      const { side, kind } = change.hint
      if (side === this.#options.side || !this.#options.meeting?.hints?.includes(kind)) return
      this.#hints.push(kind)
    } else if (change.kind === 'exchange') {
      this.#wantsEntries = true
    } else this.#wantsState = this.#wantsEntries = true
    this.#run()
  }

  onPlace(place: Place): void {
    this.#place = place
    this.#do(() => this.#tellState())
  }

  #do(task: () => Promise<void>): void {
    this.#tasks.push(task)
    this.#run()
  }

  #run(): void {
    if (this.#isRunning) return
    this.#work().catch((error: unknown) => {
      this.#options.log({ level: 'error', event: 'events_failed', name: (error as Error).name })
      this.#sink.close()
    })
  }

  async #work(): Promise<void> {
    this.#isRunning = true
    try {
      while (this.isOpen) {
        const task = this.#tasks.shift()
        if (task) await task()
        else if (this.#wantsState) await this.#look()
        else if (this.#wantsEntries) await this.#tellEntries()
        else if (this.#hints.length > 0) this.#tellHint(this.#hints.shift()!)
        else return
      }
    } finally {
      this.#isRunning = false
    }
  }

  async #begin(): Promise<void> {
    const { lastId, meeting, exchange, conversation, side } = this.#options
    if (lastId !== undefined && /^\d{1,9}$/.test(lastId)) this.#cursor = Number(lastId)
    else if (meeting?.begins === 'now') this.#cursor = await exchange.last(conversation.id)
    // What was said for another purpose, to somebody who might know more.
    if (side === 'agent') this.#cursor = Math.max(this.#cursor, conversation.withheldEntries ?? 0)
  }

  async #look(): Promise<void> {
    this.#wantsState = false
    const now = await this.#options.current()
    if (now === 'elsewhere') return this.#sink.close()
    if (!now) {
      this.#send('state', this.#options.ended(this.#conversation))
      return this.#sink.close()
    }
    this.#conversation = now
    this.#view = undefined
    await this.#tellState()
  }

  async #tellState(): Promise<void> {
    // In a long queue it is the place alone that changes, every second for everybody: nothing is unsealed for that.
    this.#view ??= await this.#options.view(this.#conversation)
    const place = this.#conversation.state === 'waiting' ? this.#place : undefined
    const view = { ...this.#view, ...(place && asTold(place)) }
    const shown = JSON.stringify(view)
    if (shown === this.#shown) return
    this.#shown = shown
    this.#send('state', view)
  }

  async #tellEntries(): Promise<void> {
    this.#wantsEntries = false
    const { meeting, exchange, side } = this.#options
    const conversation = this.#conversation
    if (!meeting?.tell || conversation.state !== 'active') return
    const seat: Seat = { conversation, side }
    const entries = await exchange.since(conversation.id, this.#cursor)
    if (entries.length === 0 && !this.#isCaughtUp) {
      this.#isCaughtUp = true
      this.#send('caught_up', {})
    }
    // There may be more than one reading gives.
    if (entries.length > 0) this.#wantsEntries = true
    for (const entry of entries) {
      const told = await meeting.tell(seat, entry)
      this.#cursor = entry.number
      if (told) this.#send(told.event, told.data)
    }
  }

  #tellHint(kind: string): void {
    this.#send(kind, { by: this.#options.side === 'agent' ? 'resident' : 'agent' })
  }

  #send(event: string, data: object): void {
    this.#sink.write(`id: ${this.#cursor}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
}
