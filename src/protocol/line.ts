/** What one side of a conversation is told as it happens, and what it does with its channel. */
import { RequestError } from './errors.ts'
import { follow, type Timing } from './follow.ts'
import type { Side } from './message-parts.ts'

/** How a conversation stands, as this side may know it. */
export interface Standing {
  /** `expired`: the code no longer works. */
  readonly state: 'waiting' | 'active' | 'ended' | 'expired'
  /** While it waits: how many are before it in the queue. */
  readonly position?: number
  /** While it waits: seconds until about its turn comes, where there is something to guess that from. */
  readonly expectedWait?: number
  /** While it waits once more: its employee was lost (`returned`), or passed it on. It keeps its place. */
  readonly moved?: 'returned' | 'transferred'
  /** How the employee is called who picked it up, as far as residents may know. Text, never markup. */
  readonly agentName?: string
  /** Whether it was proved who the resident is. Told to the resident alone. */
  readonly identified?: boolean
  /** The employee asks who the resident is, or what became of that. Told to the resident alone. */
  readonly identification?: 'requested' | 'started' | 'failed' | 'cancelled'
  /** Whether the resident is still logged in at the authentication plugin, and can log out. */
  readonly canLogOut?: boolean
  /** Whether there is a connection. Without one, the rest is how it stood before. */
  readonly isLive: boolean
}

/** Who is told of what comes over a {@link Line}. Each member may be left out. */
export interface LineListener {
  /** An event of the channel, with its data as it came. What came before anybody heard it is told to the first who listens for events. */
  onEvent?(name: string, data: unknown): void
  /** How the conversation stands, each time that it changed. */
  onStanding?(standing: Standing): void
  /** The server refused; nothing comes any more. */
  onFailure?(error: unknown): void
}

export interface LineOptions {
  /** Who listens. */
  side: Side
  /** Asks for the events; the signal ends them. @throws RequestError */
  open(headers: Record<string, string>, signal: AbortSignal): Promise<Response>
  /** `POST …/channel/{verb}`. @throws RequestError */
  act(verb: string, body: object, options: { signal?: AbortSignal }): Promise<unknown>
  timing?: Partial<Timing> | undefined
}

const states = ['waiting', 'active', 'ended', 'expired']
const identificationStates = ['requested', 'started', 'failed', 'cancelled']

/** One connection for everybody who listens here, open as long as somebody does; it comes back by itself. */
export class Line {
  /** Who listens here. */
  readonly side: Side
  /** How the conversation stands now. */
  standing: Standing = { state: 'waiting', isLive: false }

  readonly #options: LineOptions
  readonly #listeners = new Set<LineListener>()
  #running: AbortController | undefined
  /** Whatever shows the channel may still be on its way. */
  #unheard: [name: string, data: unknown][] = []

  /** @internal */
  constructor(options: LineOptions) {
    this.side = options.side
    this.#options = options
  }

  /** @returns the function that ends it */
  listen(listener: LineListener): () => void {
    this.#listeners.add(listener)
    if (!this.#running && this.standing.state !== 'ended')
      void this.#run((this.#running = new AbortController()))
    if (listener.onEvent)
      for (const [name, data] of this.#unheard.splice(0)) listener.onEvent(name, data)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
  }

  /**
   * Does something with the channel; what can be done is the channel's own.
   *
   * @throws RequestError
   */
  act(verb: string, body: object = {}, options: { signal?: AbortSignal } = {}): Promise<unknown> {
    return this.#options.act(verb, body, options)
  }

  /**
   * How it stands, and again at each change, until it has ended. Changes that a slow reader missed are skipped.
   *
   * @throws RequestError when the server refuses, for instance because the key is no longer good
   */
  async *changes({ signal }: { signal?: AbortSignal } = {}): AsyncGenerator<Standing> {
    let next: Standing | undefined
    let refused: { error: unknown } | undefined
    let wake = (): void => {}
    const wakeUp = (): void => wake()
    const hangUp = this.listen({
      onStanding: (standing) => ((next = standing), wake()),
      onFailure: (error) => ((refused = { error }), wake()),
    })
    signal?.addEventListener('abort', wakeUp)
    try {
      while (!signal?.aborted) {
        if (next) {
          const standing = next
          next = undefined
          yield standing
          if (standing.state === 'ended') return
        } else if (refused) throw refused.error
        else if (this.standing.state === 'ended') return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      hangUp()
      signal?.removeEventListener('abort', wakeUp)
    }
  }

  #stop(): void {
    this.#running?.abort()
    this.#running = undefined
    this.#unheard = []
    this.standing = { ...this.standing, isLive: false }
  }

  async #run({ signal }: AbortController): Promise<void> {
    const { open, timing } = this.#options
    try {
      await follow({
        ...{ signal, open, timing },
        onEvent: (name, data) => this.#receive(name, data),
        onLost: () => this.#stand({ ...this.standing, isLive: false }),
      })
    } catch (error) {
      if (signal.aborted) return
      const { status } = error as Partial<RequestError>
      // A conversation that the server no longer has is over.
      if (status === 404 || status === 410) return this.#end({ state: 'ended', isLive: false })
      const listeners = [...this.#listeners]
      this.#listeners.clear()
      this.#stop()
      for (const { onFailure } of listeners) onFailure?.(error)
    }
  }

  #receive(name: string, data: unknown): void {
    if (name !== 'state') {
      const listeners = [...this.#listeners].filter(({ onEvent }) => onEvent)
      if (!listeners[0]) this.#unheard.push([name, data])
      for (const { onEvent } of listeners) onEvent!(name, data)
    } else {
      const standing = standingOf(data)
      if (standing.state === 'ended') this.#end(standing)
      else this.#stand(standing)
    }
  }

  #stand(standing: Standing): void {
    this.standing = standing
    for (const { onStanding } of this.#listeners) onStanding?.(standing)
  }

  #end(standing: Standing): void {
    this.#running?.abort()
    this.#running = undefined
    this.#unheard = []
    this.#stand(standing)
  }
}

/** @throws RequestError: then the connection is a bad one, and another is made */
function standingOf(data: unknown): Standing {
  const { state, position, expected_wait, moved, agent, ...more } = (data ?? {}) as Record<
    string,
    unknown
  >
  if (!states.includes(state as string)) throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER')
  const name = (agent as { name?: unknown } | undefined)?.name
  const asked = (more.identification as { state?: unknown } | undefined)?.state
  return {
    state: state as Standing['state'],
    ...(Number.isInteger(position) && { position: position as number }),
    ...(Number.isInteger(expected_wait) && { expectedWait: expected_wait as number }),
    ...((moved === 'returned' || moved === 'transferred') && { moved }),
    ...(typeof name === 'string' && name !== '' && { agentName: name }),
    ...(typeof more.identified === 'boolean' && { identified: more.identified }),
    ...(identificationStates.includes(asked as string) && {
      identification: asked as NonNullable<Standing['identification']>,
    }),
    ...(more.log_out === true && { canLogOut: true }),
    isLive: true,
  }
}
