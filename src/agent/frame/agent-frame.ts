import { RequestError, type ErrorCode } from '../../protocol/errors.ts'
import { StateError } from '../../protocol/state-error.ts'
import type { LocalText } from '../../protocol/local-text.ts'
import {
  frameVersion,
  isLanguage,
  parseFrameReady,
  parseFromFrame,
  type FrameConnect,
  type FrameReady,
  type FromFrame,
  type ToFrame,
} from '../../protocol/messages-frame.ts'
import type { CallOptions } from '../request.ts'

/** Milliseconds until a frame that says nothing counts as refused, and until an answer counts as lost. */
const patience = 15_000

/** Names a conversation. Never a value of a person. */
export interface FrameConversation {
  /** Names it at the desk. */
  id: string
  /** Tag of the purpose. */
  purpose: string
  /** How the resident and the agent talk. */
  channel: 'phone' | 'chat' | 'video'
}

/** What happens in the frame. */
export type FrameEvent =
  /** The agent picked somebody up. */
  | ({ type: 'accept' } & FrameConversation)
  /** The conversation is over here and its values are erased: erase what you asked for as well. */
  | ({ type: 'end'; reason: 'ended' | 'expired' | 'returned' | 'transferred' } & FrameConversation)
  /** Something did not work; `code` is stable. */
  | { type: 'error'; code: string }

/** One thing that is proved of the resident. */
export interface FrameAttribute {
  /** Tag of the attribute, such as `name`. */
  tag: string
  /** What it is called, for people. */
  label: LocalText
  /** As the source gave it. Text, never markup. */
  value: string
}

/** What {@link AgentFrame.attributes} resolves to. */
export interface FrameAttributes {
  /** The agent's conversation; absent when there is none. */
  conversation?: string
  /** Only what was proved, of {@link AgentFrame.allowed}. */
  attributes: readonly FrameAttribute[]
}

interface Parts {
  element: HTMLIFrameElement
  /** The desk's. */
  origin: string
  lang: string
  getToken: (() => string | Promise<string>) | undefined
  shortcuts: FrameConnect['shortcuts']
}

interface Question {
  resolve(attributes: FrameAttributes): void
  reject(error: Error): void
}

/** The panel in a frame. Made by `embed()`. */
export class AgentFrame {
  /** The frame in your page. Its size is that of `place`. */
  readonly element: HTMLIFrameElement
  /**
   * Resolves when the panel is there. Rejects with `ERR_ID_CONTACT_FRAME_SILENT` when it says nothing for 15 seconds: the desk cannot be reached, or
   * does not let this page have it in a frame.
   */
  readonly ready: Promise<void>
  /** Tags of the attributes that the desk's configuration lets this page ask for. Default there: none. */
  allowed: readonly string[] = []

  readonly #parts: Parts
  readonly #closing = new AbortController()
  readonly #listeners = new Set<(event: FrameEvent) => void>()
  readonly #questions = new Map<number, Question>()
  #port: MessagePort | undefined
  #lastQuestion = 0
  #lang: string
  #call = ''
  #isLockDue = false
  #welcome!: () => void

  /** @internal */
  constructor(parts: Parts) {
    this.#parts = parts
    this.#lang = parts.lang
    this.element = parts.element
    const { signal } = this.#closing
    this.ready = new Promise((resolve, reject) => {
      const silent = new RequestError('ERR_ID_CONTACT_FRAME_SILENT')
      const timer = setTimeout(() => reject(silent), patience)
      this.#welcome = () => {
        clearTimeout(timer)
        resolve()
      }
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(closed())
      })
    })
    // Who does not wait for it need not hear that it did not come.
    this.ready.catch(() => {})
    addEventListener('message', (event) => this.#onWindowMessage(event), { signal })
  }

  /** The call that the agent has answered on your telephone platform: whoever is in it comes on screen. Empty when there is none. */
  setCall(call: string): void {
    this.#call = call
    this.#send({ type: 'call', call })
  }

  /** The language of the panel from now on (BCP 47), as `lang` of `embed()`. */
  setLanguage(lang: string): void {
    this.#lang = isLanguage(lang) ? lang : 'nl'
    this.#send({ type: 'language', lang: this.#lang })
  }

  /**
   * Puts the values of the resident away, until the agent asks for them again: for a page that is locked. The conversation goes on. A frame that is
   * not there yet begins so.
   */
  lock(): void {
    this.#isLockDue = !this.#port
    this.#send({ type: 'lock' })
  }

  /** What happens in the frame from now on. Ends with the signal or the frame. */
  async *events({ signal }: CallOptions = {}): AsyncGenerator<FrameEvent, void, undefined> {
    const happened: FrameEvent[] = []
    let wake = (): void => {}
    const wakeUp = (): void => wake()
    const listener = (event: FrameEvent): void => {
      happened.push(event)
      wake()
    }
    const closing = this.#closing.signal
    this.#listeners.add(listener)
    signal?.addEventListener('abort', wakeUp)
    closing.addEventListener('abort', wakeUp)
    try {
      while (!signal?.aborted && !closing.aborted) {
        const event = happened.shift()
        if (event) yield event
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      this.#listeners.delete(listener)
      signal?.removeEventListener('abort', wakeUp)
      closing.removeEventListener('abort', wakeUp)
    }
  }

  /**
   * What is proved of the resident and on the panel's screen, as far as the desk's configuration lets this page have it: nothing while the panel is
   * locked or could not verify it. Keep it no longer than the conversation.
   *
   * @throws RequestError `ERR_ID_CONTACT_FRAME_NOT_ALLOWED` when that is nothing at all
   */
  attributes({ signal }: CallOptions = {}): Promise<FrameAttributes> {
    const request = ++this.#lastQuestion
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error)
      if (!this.#port) return reject(closed())
      const over = (): void => {
        clearTimeout(timer)
        this.#questions.delete(request)
        signal?.removeEventListener('abort', abort)
      }
      const fail = (error: Error): void => {
        over()
        reject(error)
      }
      const abort = (): void => fail(signal!.reason as Error)
      const timer = setTimeout(() => fail(new RequestError('ERR_ID_CONTACT_TIMEOUT')), patience)
      signal?.addEventListener('abort', abort)
      this.#questions.set(request, {
        resolve(attributes) {
          over()
          resolve(attributes)
        },
        reject: fail,
      })
      this.#send({ type: 'attributes', request })
    })
  }

  /** Takes the panel out of the page. The conversation goes on at the desk. */
  close(): void {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    this.#hangUp()
    this.element.remove()
    this.#listeners.clear()
  }

  #hangUp(): void {
    this.#port?.close()
    this.#port = undefined
    for (const { reject } of [...this.#questions.values()]) reject(closed())
  }

  #send(message: ToFrame): void {
    this.#port?.postMessage(message)
  }

  /** Every window can write to ours: only what this frame says counts, and only while the desk's page is in it. */
  #onWindowMessage({ source, origin, data }: MessageEvent): void {
    const frame = this.element.contentWindow
    if (!frame || source !== frame || origin !== this.#parts.origin) return
    let ready: FrameReady
    try {
      ready = parseFrameReady(data)
    } catch {
      return
    }
    if (!ready.versions.includes(frameVersion)) return this.#happen(versionError)
    // It was loaded again: what there was is over.
    this.#hangUp()
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.onmessage = ({ data }) => this.#port === port1 && this.#onMessage(data)
    const connect: FrameConnect = {
      type: 'id-contact-frame-connect',
      version: frameVersion,
      nonce: ready.nonce,
      sign_in: this.#parts.getToken ? 'token' : 'cookie',
      lang: this.#lang,
      shortcuts: this.#parts.shortcuts,
      ...(this.#call && { call: this.#call }),
    }
    frame.postMessage(connect, this.#parts.origin, [port2])
    if (this.#isLockDue) this.lock()
  }

  #onMessage(data: unknown): void {
    let message: FromFrame
    try {
      message = parseFromFrame(data)
    } catch {
      return
    }
    switch (message.type) {
      case 'welcome':
        this.allowed = message.attributes
        return this.#welcome()
      case 'token_request':
        return void this.#giveToken(message.request)
      case 'attributes': {
        const { request, conversation, attributes } = message
        const answer = { ...(conversation && { conversation }), attributes }
        return this.#questions.get(request)?.resolve(answer)
      }
      case 'refused': {
        const error = new RequestError(message.code as ErrorCode)
        return this.#questions.get(message.request ?? 0)?.reject(error)
      }
      default:
        return this.#happen(message)
    }
  }

  async #giveToken(request: number): Promise<void> {
    const port = this.#port
    let token: string | undefined
    try {
      token = await this.#parts.getToken?.()
    } catch {
      // Without one the agent is signed out, and the panel says so.
    }
    port?.postMessage({ type: 'token', request, token } satisfies ToFrame)
  }

  #happen(event: FrameEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

const versionError: FrameEvent = { type: 'error', code: 'ERR_ID_CONTACT_FRAME_VERSION' }

const closed = (): StateError => new StateError('ERR_ID_CONTACT_CLOSED', 'The frame is not there')
