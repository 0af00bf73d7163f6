import { StateError } from '../protocol/state-error.ts'
import type { LocalText } from '../protocol/local-text.ts'
import { AgentConversation, readConversation } from './conversation.ts'
import { Live } from './live.ts'
import type { Queue } from './queue.ts'
import { readKeys, type TrustedMethod } from './keys.ts'
import { readSupervision, type Supervision } from './supervision.ts'
import { badAnswer, failure, type Access, type CallOptions } from './request.ts'
import type { Timing } from '../protocol/follow.ts'

/** Who is signed in at the desk. */
export interface Agent {
  /** As the agent's own sign-in says it. */
  name: string
  /** What they say of themselves, in any of their windows. Others see how many are there, and not who. `followPresence()` tells when. */
  presence: 'available' | 'away'
  /** May ask for {@link Desk.supervision}. */
  supervises: boolean
  /** What a conversation can be transferred to. */
  purposes: readonly { tag: string; name: LocalText }[]
}

/** What {@link Desk.acceptNext} accepts. */
export interface NextOptions extends CallOptions {
  /** Default: all of them. */
  channels?: readonly AgentConversation['channel'][]
}

/** An agent's place at the desk: what waits, and the agent's own conversations. Made by `connect()`. */
export class Desk {
  /** Who is signed in. */
  readonly agent: Agent

  readonly #access: Access
  readonly #live: Live
  readonly #closing = new AbortController()
  readonly #conversations = new Map<string, AgentConversation>()
  #unlisten: (() => void) | undefined

  /** @internal */
  constructor(
    access: Access,
    agent: Agent,
    { signal, timing }: CallOptions & { timing?: Partial<Timing> },
  ) {
    this.#access = access
    this.#live = new Live(access, (presence) => (agent.presence = presence), timing)
    this.agent = agent
    if (signal?.aborted) this.close()
    signal?.addEventListener('abort', () => this.close(), { once: true })
  }

  /**
   * What time it is at the desk, in milliseconds since 1970. This computer's clock may be wrong, so how long somebody waits is
   * `desk.now() - row.waitingSince.getTime()`. Until there is a queue, and at a desk that does not tell, it is this computer's time.
   */
  now(): number {
    return this.#live.now()
  }

  /**
   * The queue: how it stands, and again at each change. Connects again by itself after a lost connection; meanwhile its status is
   * `lost`. Changes that a slow reader missed are skipped, except that every `left` comes. Ends when the signal or the desk does.
   *
   * @throws RequestError when the desk refuses, with `ERR_ID_CONTACT_SIGN_IN` when the sign-in is over
   */
  async *queue({ signal }: CallOptions = {}): AsyncGenerator<Queue, void, undefined> {
    const changes: Queue[] = []
    const closing = this.#closing.signal
    let wake = (): void => {}
    let refused: { error: unknown } | undefined
    const wakeUp = (): void => wake()
    const unlisten = this.#live.listen({
      onQueue(queue) {
        if (changes.length > 0 && !changes.at(-1)!.left) changes.pop()
        changes.push(queue)
        wake()
      },
      onFailure(error) {
        refused = { error }
        wake()
      },
    })
    signal?.addEventListener('abort', wakeUp)
    closing.addEventListener('abort', wakeUp)
    try {
      while (!signal?.aborted && !closing.aborted) {
        const change = changes.shift()
        if (change) yield change
        else if (refused) throw refused.error
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      unlisten()
      signal?.removeEventListener('abort', wakeUp)
      closing.removeEventListener('abort', wakeUp)
    }
  }

  /**
   * Accepts a waiting conversation.
   *
   * @throws RequestError `ERR_ID_CONTACT_TAKEN` when a colleague was first, `ERR_ID_CONTACT_GONE` when it waits no longer
   */
  async accept(id: string, options?: CallOptions): Promise<AgentConversation> {
    return this.#adopt(
      await this.#post(`/conversations/${encodeURIComponent(id)}/accept`, {}, options),
    )
  }

  /** Accepts whoever waits longest, of these channels and of what the agent has the skills for; `undefined` when nobody does. */
  acceptNext({ channels, ...options }: NextOptions = {}): Promise<AgentConversation | undefined> {
    return this.#acceptAny('/conversations/next', { channels }, options)
  }

  /**
   * Opens the conversation of a call that the agent has answered on a telephone platform: it is theirs from then on, also when they
   * open it again.
   *
   * @param call what the platform calls the call, or what its header `X-Id-Contact-Call` says
   * @returns undefined when the caller is not identified: nobody keyed in a good code in this call, or it is over
   * @throws RequestError `ERR_ID_CONTACT_TAKEN` when a colleague has it
   */
  openCall(call: string, options?: CallOptions): Promise<AgentConversation | undefined> {
    return this.#acceptAny('/conversations/call', { call }, options)
  }

  async #acceptAny(path: string, body: object, options?: CallOptions) {
    const answer = await this.#post(path, body, options)
    return answer === undefined ? undefined : this.#adopt(answer)
  }

  /**
   * Accepts the conversation of a caller who reads out a code.
   *
   * @param code spaces and dashes do not matter
   * @throws RequestError `ERR_ID_CONTACT_UNKNOWN_CODE`, or `ERR_ID_CONTACT_TOO_MANY_CODES` with `retryAfter`
   */
  async acceptCode(code: string, options?: CallOptions): Promise<AgentConversation> {
    const digits = code.replace(/[\s\p{Dash}]/gu, '')
    if (!/^[0-9]{4,12}$/.test(digits))
      throw failure('UNKNOWN_CODE', { message: 'A code has four to twelve digits' })
    return this.#adopt(await this.#post('/conversations/code', { code: digits }, options))
  }

  /** The agent's own conversations that have not ended: also those accepted before this page was loaded. */
  async conversations({ signal }: CallOptions = {}): Promise<AgentConversation[]> {
    const answer = await this.#call('/conversations', { signal })
    const { conversations } = (answer ?? {}) as { conversations?: unknown }
    if (!Array.isArray(conversations)) throw badAnswer()
    return conversations.map((conversation) => this.#adopt(conversation))
  }

  /**
   * How the desk stands: how many wait, for how long, and how many agents there are.
   *
   * @throws RequestError `ERR_ID_CONTACT_PROBLEM` with status 403 when the agent is no supervisor
   */
  async supervision({ signal }: CallOptions = {}): Promise<Supervision> {
    return readSupervision(await this.#call('/supervision', { signal }))
  }

  /** The authentication plugins whose results count at this desk, with their public keys. */
  async trustedMethods({ signal }: CallOptions = {}): Promise<TrustedMethod[]> {
    return readKeys(await this.#call('/keys', { signal }))
  }

  /** Says that the agent is there for residents, or away for a moment. It takes nobody away from them. */
  async setPresence(presence: Agent['presence'], options?: CallOptions): Promise<void> {
    await this.#post('/presence', { presence }, options)
    this.agent.presence = presence
  }

  /** Signs the agent out at the desk, and closes. */
  async signOut(options?: CallOptions): Promise<void> {
    await this.#post('/logout', {}, options)
    this.close()
  }

  /** Stops listening and erases every value here. The conversations go on at the desk. */
  close(): void {
    this.#closing.abort()
    this.#unlisten?.()
    this.#live.close()
    for (const conversation of this.#conversations.values()) conversation.finish('closed')
    this.#conversations.clear()
  }

  #post(path: string, body: object, options: CallOptions = {}): Promise<unknown> {
    return this.#call(path, { ...options, body })
  }

  async #call(path: string, message: CallOptions & { body?: object }): Promise<unknown> {
    this.#throwIfClosed()
    const answer = await this.#access.json(path, message)
    this.#throwIfClosed()
    return answer
  }

  #throwIfClosed(): void {
    if (this.#closing.signal.aborted)
      throw new StateError('ERR_ID_CONTACT_CLOSED', 'The desk was closed')
  }

  /** One object per conversation, however often the desk tells of it. */
  #adopt(answer: unknown): AgentConversation {
    const message = readConversation(answer)
    const known = this.#conversations.get(message.id)
    if (known && !known.isEnded) return known.receive(message)
    const conversation = new AgentConversation(this.#access, message)
    this.#conversations.set(message.id, conversation)
    void conversation.ended.then(() => {
      this.#conversations.delete(message.id)
      if (this.#conversations.size === 0) this.#unlisten?.()
    })
    this.#listen()
    return conversation
  }

  /** While there are conversations somebody must hear of their end, also when nobody reads the queue. */
  #listen(): void {
    if (this.#unlisten) return
    const unlisten = this.#live.listen({
      onConversation: ({ id, state }) => {
        const conversation = this.#conversations.get(id)
        if (state === 'active') void conversation?.update()
        else conversation?.finish(state)
      },
      // It ended or changed while there was no connection. Or the snapshot is older than our accepting it: so it is asked for.
      onSnapshot: ({ waiting }) => {
        for (const conversation of this.#conversations.values())
          if (waiting.some(({ id }) => id === conversation.id)) conversation.finish('returned')
          else void conversation.update()
      },
      onFailure: () => (this.#unlisten = undefined),
    })
    this.#unlisten = () => {
      this.#unlisten = undefined
      unlisten()
    }
  }
}
