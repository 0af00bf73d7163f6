/** A server of events, at the network boundary: a `fetch` with streams that stay open until a test breaks or ends them. */

export interface AskedOfEvents {
  url: string
  method: string
  headers: Headers
  body: unknown
  init: RequestInit
}

export class EventServer {
  readonly asked: AskedOfEvents[] = []
  /** The answer to a POST, by the end of its path. Default: 204. */
  readonly answers = new Map<string, (asked: AskedOfEvents) => Response | Promise<Response>>()
  /** What is sent to everybody who connects. */
  greeting: (asked: AskedOfEvents) => string = () => ''
  /** No network at all. */
  isDown = false
  /** Refuses whoever wants to listen. */
  refusal: Response | undefined
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>()

  get openStreams(): number {
    return this.#streams.size
  }

  readonly fetch = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const { method = 'GET', body } = init
    const asked: AskedOfEvents = {
      url: String(input),
      method,
      headers: new Headers(init.headers),
      body: typeof body === 'string' ? JSON.parse(body) : undefined,
      init,
    }
    this.asked.push(asked)
    // An answer takes a moment, as from a server.
    await new Promise((resolve) => setTimeout(resolve))
    if (this.isDown) throw new TypeError('Failed to fetch')
    init.signal?.throwIfAborted()
    if (method === 'GET') return this.refusal?.clone() ?? this.#stream(asked)
    const answer = this.answers.get(asked.url.split('/').at(-1)!)
    return answer ? answer(asked) : new Response(null, { status: 204 })
  }

  send(event: string, data: unknown, id?: number): void {
    this.raw(eventText(event, data, id))
  }

  raw(text: string): void {
    for (const stream of this.#streams) stream.enqueue(new TextEncoder().encode(text))
  }

  /** Breaks every connection. */
  break(): void {
    for (const stream of this.#streams) stream.error(new TypeError('network error'))
    this.#streams.clear()
  }

  /** Ends every connection in good order. */
  end(): void {
    for (const stream of this.#streams) stream.close()
    this.#streams.clear()
  }

  #stream(asked: AskedOfEvents): Response {
    let controller: ReadableStreamDefaultController<Uint8Array>
    const body = new ReadableStream<Uint8Array>({
      cancel: () => void this.#streams.delete(controller),
      start: (stream) => {
        controller = stream
        this.#streams.add(stream)
        asked.init.signal?.addEventListener('abort', () => {
          if (this.#streams.delete(stream)) stream.error(asked.init.signal!.reason)
        })
        stream.enqueue(new TextEncoder().encode(`:\n\n${this.greeting(asked)}`))
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
}

export const eventText = (event: string, data: unknown, id?: number): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** Waits for what is about to happen, without a fixed pause. */
export async function until(wished: () => unknown): Promise<void> {
  const deadline = performance.now() + 5000
  while (!wished()) {
    if (performance.now() > deadline) throw new Error('Waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
