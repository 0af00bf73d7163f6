import {
  connect,
  RequestError,
  type AgentConversation,
  type Desk,
  type Agent,
  type Queue,
  type WaitingConversation,
} from '../../src/agent/index.ts'
import type { Happening } from './machine.ts'
import type { Row, View } from './view.ts'
import { Waiting } from './waiting.ts'

/** How long the words stay that all is erased, in milliseconds. */
const endedStays = 5000
/** Pause before connecting again, in milliseconds. */
const pause = 3000

export interface Host {
  desk: string
  getToken: (() => string | Promise<string>) | undefined
  /** It is about to be on screen here; `isAsked`: because of what the agent did in this tab. */
  claim(conversation: AgentConversation, isAsked: boolean): Promise<void>
  /** What is needed to show anything; rejects when it is not there. */
  isReady(): Promise<void>
  /** Something happened; show it. */
  onHappening(happening: Happening): void
  onArrival(row: WaitingConversation): void
  onTaken(row: WaitingConversation): void
  /** Who the resident is, or what becomes of that question, is otherwise now. */
  onIdentity(conversation: AgentConversation): void
  onEnded(conversation: AgentConversation, reason: View['ended']): void
  onError(error: unknown): void
  onChange(): void
}

/** One stay of the element in a page: the desk, its queue, and the one conversation that is on screen. */
export class Session {
  agentName = ''
  login: string | undefined
  conversation: AgentConversation | undefined

  readonly #host: Host
  readonly #waiting: Waiting
  readonly #ending = new AbortController()
  #desk: Desk | undefined
  #queue: Queue | undefined
  /** The conversation that is or was on screen, until it has ended: a lost connection takes it off the screen only. */
  #current: AgentConversation | undefined
  #settling: ReturnType<typeof setTimeout> | undefined
  #isBusy = false
  #isRestoring = false

  constructor(host: Host) {
    this.#host = host
    this.#waiting = new Waiting(host)
  }

  /** Connects, and follows the queue until {@link close} or until the desk refuses. */
  async run(): Promise<void> {
    const { signal } = this.#ending
    while (!signal.aborted) {
      try {
        await this.#follow(signal)
        return
      } catch (error) {
        if (signal.aborted) return
        this.#erase()
        if (!isLostConnection(error)) return this.#refused(error)
        this.#host.onHappening('lose')
        await rest(pause, signal)
      }
    }
  }

  /** Forgets everything at once; the conversation goes on at the desk. */
  close(): void {
    this.#ending.abort()
    this.#erase()
  }

  /** Takes somebody. `undefined` when there was nobody, or when the last call is still on its way. */
  async take(
    how: (desk: Desk) => Promise<AgentConversation | undefined>,
  ): Promise<AgentConversation | undefined | 'nobody'> {
    const desk = this.#desk
    if (!desk || this.#isBusy || this.conversation) return undefined
    this.#isBusy = true
    try {
      const conversation = await how(desk)
      if (conversation) {
        await this.#host.claim(conversation, true)
        this.#begin(conversation)
      }
      return conversation ?? 'nobody'
    } finally {
      this.#isBusy = false
      void this.#restore()
    }
  }

  /** Whoever is in this call is the agent's, and on screen once nobody else is. */
  async open(call: string): Promise<AgentConversation | undefined> {
    const conversation = await this.#desk!.openCall(call, { signal: this.#ending.signal })
    if (conversation && !this.conversation) {
      await this.#host.claim(conversation, true)
      this.#begin(conversation)
    }
    return conversation
  }

  /** A colleague was first. */
  taken(id: string): void {
    this.#waiting.taken(id)
  }

  /** Hangs up; the values are gone from here before the desk has answered. */
  async end(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    try {
      await this.conversation?.end()
    } finally {
      this.#isBusy = false
    }
  }

  /** Asks the resident who they are. */
  async identify(): Promise<void> {
    await this.conversation?.requestIdentification({ signal: this.#ending.signal })
  }

  get rows(): Row[] {
    return this.#waiting.rows
  }

  get emptySince(): Date | undefined {
    return this.#waiting.emptySince
  }

  get isBusy() {
    return this.#isBusy
  }

  get desk(): Desk | undefined {
    return this.#desk
  }

  /** Passes it on. When that does not work, what is known of the resident is asked for again. */
  async transfer(purpose: string): Promise<void> {
    const { conversation } = this
    try {
      await conversation?.transfer(purpose)
    } catch (error) {
      void conversation?.refresh().catch(() => {})
      throw error
    }
  }

  async setPresence(presence: Agent['presence']): Promise<void> {
    await this.#desk?.setPresence(presence, { signal: this.#ending.signal })
  }

  async signOut(): Promise<void> {
    await this.#desk?.signOut()
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { desk: address, getToken } = this.#host
    const isReady = this.#host.isReady()
    isReady.catch(() => {})
    const desk = await connect(address, {
      signal,
      // Asked for at each call, so that a page may give another function later on.
      getToken: getToken && (() => this.#host.getToken!()),
    })
    await isReady
    this.#desk = desk
    this.agentName = desk.agent.name
    for await (const queue of desk.queue()) this.#receive(queue)
  }

  #receive(queue: Queue): void {
    const before = this.#queue
    this.#queue = queue
    if (queue.status === 'lost') {
      this.#current?.hide()
      this.conversation = undefined
      this.#host.onHappening('lose')
      return
    }
    this.#waiting.show(queue, before, this.#desk!.now())
    this.#host.onChange()
    void this.#restore()
  }

  #begin(conversation: AgentConversation): void {
    if (this.#ending.signal.aborted || this.conversation) return
    clearTimeout(this.#settling)
    this.#settling = undefined
    this.conversation = conversation
    this.#host.onHappening('begin')
    if (this.#current === conversation) return
    this.#current = conversation
    void this.#watch(conversation)
    void conversation.ended.then((reason) => {
      if (this.#current === conversation && reason !== 'closed') this.#ended(conversation, reason)
    })
  }

  async #watch(conversation: AgentConversation): Promise<void> {
    for await (const changed of conversation.changes({ signal: this.#ending.signal }))
      if (changed === this.conversation) this.#host.onIdentity(changed)
  }

  #ended(conversation: AgentConversation, reason: View['ended']): void {
    this.#current = this.conversation = undefined
    this.#host.onEnded(conversation, reason)
    this.#host.onHappening('end')
    this.#settling = setTimeout(() => {
      this.#settling = undefined
      this.#host.onHappening('settle')
      void this.#restore()
    }, endedStays)
  }

  /** Brings the agent's own conversation on screen: after a reload, after a lost connection, or when there is another one. */
  async #restore(): Promise<void> {
    if (this.#isRestoring) return
    this.#isRestoring = true
    const { signal } = this.#ending
    let found: AgentConversation | undefined
    while (this.#lacksConversation() && !signal.aborted) {
      try {
        const conversations = await this.#desk!.conversations({ signal })
        found = conversations.find((one) => one === this.#current) ?? conversations[0]
        break
      } catch {
        await rest(pause, signal)
      }
    }
    if (found && !signal.aborted) await this.#host.claim(found, false)
    this.#isRestoring = false
    if (signal.aborted || this.#queue?.status !== 'live') return
    // Only now, so that nobody sees an empty place where a conversation is about to be.
    this.#host.onHappening('live')
    if (found && this.#lacksConversation()) this.#begin(found)
  }

  #lacksConversation(): boolean {
    const isQuiet = !this.conversation && !this.#isBusy && !this.#settling
    return isQuiet && this.#queue?.status === 'live' && this.#queue.active.length > 0
  }

  #refused(error: unknown): void {
    const isSignedOut = error instanceof RequestError && error.code === 'ERR_ID_CONTACT_SIGN_IN'
    this.login = isSignedOut ? error.problem?.login : undefined
    this.#host.onError(error)
    this.#host.onHappening(isSignedOut ? 'sign_out' : 'fail')
  }

  #erase(): void {
    clearTimeout(this.#settling)
    this.#settling = undefined
    this.#current = this.conversation = undefined
    this.#desk?.close()
    this.#desk = undefined
    this.#queue = undefined
    this.#waiting.forget()
  }
}

/** Whether the same may work in a moment without anybody doing anything. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof RequestError)) return false
  const { code, status = 0 } = error
  return /_(OFFLINE|UNREACHABLE|TIMEOUT)$/.test(code) || status >= 500 || status === 429
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
