type Controller = ReadableStreamDefaultController<Uint8Array>

const utf8 = new TextEncoder()

/** Streams of events that stay open until they are broken. Each is of something: of the desk, or of one conversation. */
export class FakeStreams {
  readonly #open = new Map<Controller, string>()

  get size(): number {
    return this.#open.size
  }

  /** @param pieces What it begins with: what arrives need not end where an event does. */
  open(of: string, pieces: string[], signal: AbortSignal | null | undefined): Response {
    let controller: Controller
    const body = new ReadableStream<Uint8Array>({
      cancel: () => void this.#open.delete(controller),
      start: (stream) => {
        controller = stream
        this.#open.set(stream, of)
        signal?.addEventListener('abort', () => {
          if (this.#open.delete(stream)) stream.error(signal.reason)
        })
        for (const piece of pieces) stream.enqueue(utf8.encode(piece))
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

  send(to: string, text: string): void {
    for (const [stream, of] of this.#open) if (of === to) stream.enqueue(utf8.encode(text))
  }

  break(): void {
    for (const stream of this.#open.keys()) stream.error(new TypeError('network error'))
    this.#open.clear()
  }
}
