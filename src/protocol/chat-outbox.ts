/** What was said here and is not at the server yet. */
import { placeIn, refusalOf } from './chat-answer.ts'
import type { Entry } from './chat-entries.ts'
import type { ChatTiming } from './chat-timing.ts'
import { RequestError } from './errors.ts'

interface Host {
  timing: ChatTiming
  act(verb: 'send', message: { id: string; text: string }): Promise<unknown>
  onSent(entry: Entry, at: Pick<Entry, 'number' | 'at' | 'name'>): void
  onChange(): void
}

/** Sends one after the other, each until the server has it or refuses it. */
export class Outbox {
  readonly #host: Host
  readonly #waiting: Entry[] = []
  #isSending = false
  #failures = 0
  #wake = (): void => {}

  constructor(host: Host) {
    this.#host = host
  }

  add(entry: Entry): void {
    this.#waiting.push(entry)
    void this.#sendAll()
  }

  /** It is at the server, whether or not there was an answer. */
  remove(entry: Entry): void {
    const index = this.#waiting.indexOf(entry)
    if (index >= 0) this.#waiting.splice(index, 1)
  }

  /** Nothing of it will be sent. */
  refuse(): void {
    for (const entry of this.#waiting.splice(0)) Object.assign(entry, { refusal: 'ended' })
  }

  clear(): void {
    this.#waiting.length = 0
    this.wake()
  }

  /** Something is otherwise now: a pause may be over sooner. */
  wake(): void {
    this.#wake()
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    this.#failures = 0
    while (this.#waiting.length > 0) {
      await this.#send(this.#waiting[0]!)
      this.#host.onChange()
    }
    this.#isSending = false
  }

  async #send(entry: Entry): Promise<void> {
    const { id, text } = entry
    try {
      const { number, at, name } = placeIn(await this.#host.act('send', { id, text }))
      this.#host.onSent(entry, { number, at: new Date(at), name })
      this.#failures = 0
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) return this.#rest(error)
      if (this.#waiting[0] !== entry) return
      this.#waiting.shift()
      Object.assign(entry, { refusal })
    }
  }

  /** Until the pause is over; shorter when the connection is back. */
  #rest(error: unknown): Promise<void> {
    const { firstPause, longestPause } = this.#host.timing
    const asked = error instanceof RequestError ? (error.retryAfter ?? 0) * 1000 : 0
    const pause = Math.max(asked, Math.min(firstPause * 2 ** this.#failures++, longestPause))
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause)
      this.#wake = () => {
        // A server that asks for time gets it.
        if (asked && this.#waiting.length > 0) return
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
