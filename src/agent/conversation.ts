import type { RequestError } from '../protocol/errors.ts'
import { Line } from '../protocol/line.ts'
import type { LocalText } from '../protocol/local-text.ts'
import { parseConversation, type Conversation } from '../protocol/messages-desk.ts'
import {
  readIdentification,
  readIdentity,
  type AgentIdentity,
  type Attribute,
  type Identification,
  type Proof,
} from './identity.ts'
import { badAnswer, type Access, type CallOptions } from './request.ts'

/** On which number the resident wants to be called back. */
export interface CallBack {
  /** E.164. */
  readonly number: string
  /** As people write it. */
  readonly display: string
}

/**
 * `ended`: hung up, by anybody. `expired`: its time was over. `returned`: this agent was away too long, and it waits for another. `transferred`:
 * it was passed on. `closed`: it may go on, but this desk was closed.
 */
export type EndReason = 'ended' | 'expired' | 'returned' | 'transferred' | 'closed'

/** An agent's own conversation. Once it has ended it holds no attribute value any more, nor do the attributes that it gave out. */
export class AgentConversation {
  /** Names it at the desk. */
  readonly id: string
  /** Tag of the purpose. */
  purpose = ''
  /** What the purpose is called, for people. */
  purposeName: LocalText = ''
  /** How the two talk. */
  channel: 'phone' | 'chat' | 'video' = 'phone'
  /** Tag of the communication method. */
  commMethod = ''
  /** From when the resident waited, by the clock of the desk. */
  waitingSince = new Date(0)
  /** When it was picked up, by the clock of the desk. */
  acceptedAt = new Date(0)
  /** How sure it is who the resident is, and what is known of them. */
  identity: AgentIdentity = { status: 'not_proven', crossDevice: false, attributes: [] }
  /** Whether {@link requestIdentification} is possible. */
  identifiable = false
  /** While the agent's question is open. When it succeeds it is gone, and {@link identity} is fresh. */
  identification: Identification | undefined
  /** The resident is not there: they want to be called. Gone once it is ended or hidden. */
  callBack: CallBack | undefined
  /** Whether it has ended: then it holds no value of the resident any more. */
  isEnded = false
  /** Resolves when it has ended, here or elsewhere. */
  readonly ended: Promise<EndReason>

  readonly #access: Access
  readonly #watchers = new Set<() => void>()
  #resolve!: (reason: EndReason) => void
  #isHidden = false
  #isStale = false
  #isUpdating = false

  /** @internal */
  constructor(access: Access, message: Conversation) {
    this.id = message.id
    this.#access = access
    this.ended = new Promise((resolve) => (this.#resolve = resolve))
    this.receive(message)
  }

  /** What is known of the resident. */
  get attributes(): readonly Attribute[] {
    return this.identity.attributes
  }

  /**
   * Hangs up. The values are erased here at once, and at the desk when this resolves.
   *
   * @throws RequestError when the desk could not be told; calling again tries again
   */
  async end({ signal }: CallOptions = {}): Promise<void> {
    if (this.isEnded) return
    this.hide()
    try {
      await this.#access.json(this.#path('/end'), { body: {}, signal })
    } catch (error) {
      if (!isGone(error)) throw error
    }
    this.finish('ended')
  }

  /**
   * Asks the resident who they are; also once more, after a failure or when they were identified before. While they are at it, asking
   * again changes nothing. What becomes of it is in {@link identification} and {@link identity}; {@link changes} tells when.
   *
   * @throws RequestError `ERR_ID_CONTACT_NOT_IDENTIFIABLE` when that is not possible in this conversation
   */
  requestIdentification({ signal }: CallOptions = {}): Promise<this> {
    return this.#ask('/authenticate', { body: {}, signal }, true)
  }

  /**
   * Passes it on to those who are for another purpose. It waits there at its old place, the resident is told, and of what is known only what that
   * purpose asks as well follows. The values are erased here at once.
   *
   * @param purpose a tag of {@link Agent.purposes}
   * @throws RequestError when the desk refused or could not be told; {@link refresh} gets the values again
   */
  async transfer(purpose: string, { signal }: CallOptions = {}): Promise<void> {
    if (this.isEnded) return
    this.hide()
    await this.#access.json(this.#path('/transfer'), { body: { purpose }, signal })
    this.finish('transferred')
  }

  /** This side's line to it, for a chat or a video conversation: what happens there, told as it happens. */
  line(): Line {
    return new Line({
      side: 'agent',
      open: (headers, signal) => this.#access.open(this.#path('/events'), headers, signal),
      act: (verb, body, { signal }) =>
        this.#access.json(this.#path(`/channel/${verb}`), { body, signal }),
    })
  }

  /**
   * The conversation, each time that its identity or its identification changed. Changes that a slow reader missed come as one. Ends with the
   * conversation, or with the signal.
   */
  async *changes({ signal }: CallOptions = {}): AsyncGenerator<this, void, undefined> {
    let isNew = false
    let wake = (): void => {}
    const changed = (): void => {
      isNew = true
      wake()
    }
    const wakeUp = (): void => wake()
    this.#watchers.add(changed)
    signal?.addEventListener('abort', wakeUp)
    try {
      while (!this.isEnded && !signal?.aborted) {
        if (isNew) {
          isNew = false
          yield this
        } else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      this.#watchers.delete(changed)
      signal?.removeEventListener('abort', wakeUp)
    }
  }

  /** Erases the values here, without ending the conversation: for when they must not stay on screen. {@link refresh} gets them again. */
  hide(): void {
    const { attributes, proof } = this.identity
    this.#isHidden = true
    this.identity = { ...this.identity, attributes: [], proof: undefined }
    this.callBack = undefined
    for (const attribute of attributes as Mutable<Attribute>[]) attribute.value = ''
    if (proof) (proof as Mutable<Proof>).token = ''
  }

  /**
   * Asks the desk how it stands. A conversation that the desk no longer has is ended.
   *
   * @throws RequestError
   */
  refresh({ signal }: CallOptions = {}): Promise<this> {
    return this.#ask('', { signal })
  }

  /** With `isQuiet`, values that are hidden stay so. */
  async #ask(action: string, message: CallOptions & { body?: object }, isQuiet = false) {
    if (this.isEnded) return this
    try {
      const answer = readConversation(await this.#access.json(this.#path(action), message))
      this.receive(answer, isQuiet && this.#isHidden)
    } catch (error) {
      if (!isGone(error)) throw error
      this.finish('ended')
    }
    return this
  }

  /** @internal It changed at the desk. What is told while we ask is asked for once more, so that the last answer is the latest. */
  async update(): Promise<void> {
    this.#isStale = true
    if (this.#isUpdating) return
    this.#isUpdating = true
    while (this.#isStale && !this.isEnded) {
      this.#isStale = false
      // Without a connection there is a fresh snapshot soon, and with it another call.
      await this.#ask('', {}, true).catch(() => {})
    }
    this.#isUpdating = false
  }

  /** @internal */
  receive(message: Conversation, isHidden = false): this {
    if (this.isEnded) return this
    this.purpose = message.purpose
    this.purposeName = message.purpose_name
    this.channel = message.channel
    this.commMethod = message.comm_method
    this.waitingSince = new Date(message.waiting_since)
    this.acceptedAt = new Date(message.accepted_at)
    this.identifiable = message.identifiable ?? false
    const read = readIdentity(message.identity)
    const identity = isHidden ? { ...read, attributes: [], proof: undefined } : read
    const identification = readIdentification(message.identification)
    // The same once more is the same object: what an agent has revealed of it stays so.
    const isOther = !isSame(identity, this.identity)
    if (isOther) {
      this.hide()
      this.identity = identity
    }
    this.#isHidden = isHidden
    const callBack = isHidden ? undefined : message.call_back
    const isOtherNumber = !isSame(callBack, this.callBack)
    this.callBack = callBack
    const isChanged = isOther || isOtherNumber || !isSame(identification, this.identification)
    this.identification = identification
    if (isChanged) this.#tell()
    return this
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher()
  }

  /** @internal */
  finish(reason: EndReason): void {
    this.isEnded = true
    this.hide()
    this.identification = undefined
    this.#tell()
    this.#resolve(reason)
  }

  #path(action: string): string {
    return `/conversations/${encodeURIComponent(this.id)}${action}`
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** @throws RequestError `ERR_ID_CONTACT_BAD_ANSWER` */
export function readConversation(answer: unknown): Conversation {
  try {
    return parseConversation(answer)
  } catch {
    throw badAnswer()
  }
}

const isGone = (error: unknown): boolean =>
  [404, 410].includes((error as Partial<RequestError>).status ?? 0)

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
