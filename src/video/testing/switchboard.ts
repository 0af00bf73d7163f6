/** A conversation that two windows listen to, in one page: what a server does with signals, without one. */
import { Line } from '../../protocol/line.ts'
import type { Side } from '../../protocol/message-parts.ts'
import type { VideoSignal } from '../../protocol/messages-video.ts'

interface Listener {
  side: Side
  write(event: string, data: unknown): void
  fail(): void
}

export interface Sent {
  by: Side
  signal: VideoSignal
}

export class Switchboard {
  readonly sent: Sent[] = []
  state: 'waiting' | 'active' | 'ended' = 'active'
  /** Answers to `begin`. */
  begun = 0
  room = 'r'.repeat(22)
  /** The two meet at this address. */
  elsewhere = ''
  /** Milliseconds that a signal takes. */
  delay = 5
  isDown = false
  /** Signals that are lost on their way. */
  loses: (sent: Sent) => boolean = () => false
  readonly #listeners = new Set<Listener>()

  line(side: Side): Line {
    return new Line({
      side,
      open: (_headers, signal) => this.#open(side, signal),
      act: (verb, body) => this.#act(side, verb, body),
      timing: { firstPause: 20, longestPause: 50 },
    })
  }

  become(state: Switchboard['state']): void {
    this.state = state
    for (const { write } of this.#listeners) write('state', { state })
  }

  /** Every connection is lost. */
  break(): void {
    for (const { fail } of this.#listeners) fail()
    this.#listeners.clear()
  }

  count(kind: VideoSignal['kind'], by?: Side): number {
    return this.sent.filter((one) => one.signal.kind === kind && (!by || one.by === by)).length
  }

  async #open(side: Side, signal: AbortSignal): Promise<Response> {
    if (this.isDown) throw new TypeError('Failed to fetch')
    let listener: Listener
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        listener = {
          side,
          write: (event, data) =>
            controller.enqueue(
              new TextEncoder().encode(`id: 0\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
            ),
          fail: () => controller.error(new TypeError('network error')),
        }
        listener.write('state', { state: this.state })
        this.#listeners.add(listener)
      },
      cancel: () => void this.#listeners.delete(listener),
    })
    signal.addEventListener('abort', () => this.#listeners.delete(listener))
    return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
  }

  async #act(by: Side, verb: string, body: object): Promise<unknown> {
    await new Promise((resolve) => setTimeout(resolve, this.delay))
    if (this.isDown) throw new TypeError('Failed to fetch')
    if (verb === 'begin') {
      this.begun++
      const until = new Date(Date.now() + 300_000).toISOString()
      if (this.elsewhere) return { place: 'elsewhere', url: this.elsewhere, expires_at: until }
      return { place: 'here', room: this.room, ice_servers: [], ice_transport_policy: 'all' }
    }
    const signal = body as VideoSignal
    const sent = { by, signal }
    this.sent.push(sent)
    if (this.loses(sent)) return {}
    for (const { side, write } of this.#listeners)
      if (side !== by || signal.kind === 'join') write('signal', { ...signal, by })
    return {}
  }
}
