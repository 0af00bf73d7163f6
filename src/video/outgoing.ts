import type { RequestError } from '../protocol/errors.ts'
import type { VideoSignal } from '../protocol/messages-video.ts'

/** As often as one signal is tried. */
const tries = 5
/** Pause between two of them, in milliseconds. */
const pause = 1000

/** Signals on their way: one after the other, because a candidate is of no use before the description that it belongs to. */
export class Outgoing {
  readonly #act: (signal: VideoSignal) => Promise<unknown>
  readonly #queue: VideoSignal[] = []
  #isSending = false

  constructor(act: (signal: VideoSignal) => Promise<unknown>) {
    this.#act = act
  }

  send(signal: VideoSignal): void {
    this.#queue.push(signal)
    if (!this.#isSending) void this.#sendAll()
  }

  stop(): void {
    this.#queue.length = 0
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true
    for (let failures = 0; this.#queue.length > 0;) {
      try {
        await this.#act(this.#queue[0]!)
      } catch (error) {
        if (mayGoBetter(error) && ++failures < tries) {
          await new Promise((resolve) => setTimeout(resolve, pause))
          continue
        }
      }
      this.#queue.shift()
      failures = 0
    }
    this.#isSending = false
  }
}

/** Offline, too many at once, or the server has trouble; not when the conversation is over or given away. */
function mayGoBetter(error: unknown): boolean {
  const { status = 0 } = error as Partial<RequestError>
  return status === 0 || status === 429 || status >= 500
}
