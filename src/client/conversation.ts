import { parseTelUrl } from '../protocol/url.ts'
import { RequestError } from '../protocol/errors.ts'
import { badAnswer, requestJson, type RequestOptions } from './request.ts'
import { Shelf, type SessionStorage, type StoredConversation } from './storage.ts'

/** `page`: the communication plugin has a page of its own; go to {@link CitizenConversation.url}. */
export type Channel = 'phone' | 'chat' | 'video' | 'page'

/** `active`: an agent has picked up. `expired`: the code no longer works; `renew()` makes another. */
export type ConversationState = 'waiting' | 'active' | 'ended' | 'expired'

export interface PhoneView {
  /** What to dial: E.164 or a short number such as `14026`. */
  number: string
  /** The number as people write it. */
  display: string
  /** What to key in when asked. */
  code?: string
  /** Number, pause and code in one `tel:` link. */
  telUrl: string
  /** When the code stops working. A published plugin does not say. */
  expiresAt?: Date
  /** How often {@link CitizenConversation.extend} is still allowed. */
  extensionsLeft: number
}

/** One resident's conversation, seen from the browser that started it. Every call brings the properties up to date. */
export class CitizenConversation {
  readonly purpose: string
  readonly authMethod: string
  readonly commMethod: string
  channel: Channel = 'page'
  state: ConversationState = 'waiting'
  /** Whether verified attributes will be shown to the agent. */
  identified = false
  phone?: PhoneView
  /** With channel `page`: where to go. */
  url?: string

  #stored: StoredConversation
  #shelf: Shelf<StoredConversation>
  #fetch: typeof fetch | undefined

  /** @internal */
  constructor(
    stored: StoredConversation,
    options: { storage?: SessionStorage; fetch?: typeof fetch },
    view?: unknown,
  ) {
    this.#stored = stored
    this.#shelf = new Shelf('conversation', options.storage)
    this.#fetch = options.fetch
    this.purpose = stored.purpose
    this.authMethod = stored.authMethod
    this.commMethod = stored.commMethod
    if (stored.token) {
      if (view) this.#show(view)
    } else {
      this.#showPlain(stored.url)
    }
    // A page of its own is gone to once; after that there is nothing here to find again.
    if (!this.url) this.#shelf.put(stored.purpose, stored)
  }

  /** Asks how it stands. A conversation that the server no longer has is `ended`, and leaves this tab. */
  refresh(options?: { signal?: AbortSignal }): Promise<this> {
    return this.#call('GET', '', options)
  }

  /** Makes a new code after the old one expired; the log-in still counts. */
  renew(options?: { signal?: AbortSignal }): Promise<this> {
    return this.#call('POST', '/renew', options)
  }

  /** More time for the same code. */
  extend(options?: { signal?: AbortSignal }): Promise<this> {
    return this.#call('POST', '/extend', options)
  }

  /** Ends the conversation; the server erases it, and so does this tab. */
  async end(options?: { signal?: AbortSignal }): Promise<void> {
    if (this.state !== 'ended') await this.#call('DELETE', '', options)
    this.#forget()
  }

  async #call(method: string, path: string, options?: { signal?: AbortSignal }): Promise<this> {
    const { url, token } = this.#stored
    if (!token) return this
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
    const request: RequestOptions = { signal: options?.signal, fetch: this.#fetch }
    try {
      const view = await requestJson(url + path, { method, headers }, request)
      if (method !== 'DELETE') this.#show(view)
    } catch (error) {
      if (!isGone(error)) throw error
      this.#forget()
    }
    return this
  }

  #forget(): void {
    this.state = 'ended'
    this.phone = undefined
    this.#shelf.remove(this.purpose)
  }

  #show(view: unknown): void {
    const { state, channel, identified, phone } = view as WireView
    if (!['waiting', 'active', 'ended', 'expired'].includes(state)) throw badAnswer()
    if (state === 'ended') return this.#forget()
    this.state = state
    this.channel = channel
    this.identified = identified === true
    this.phone = phone && phoneView(phone)
  }

  // A published communication plugin: a telephone number with a code, or a page of its own.
  #showPlain(url: string): void {
    const tel = parseTelUrl(url)
    if (tel) {
      this.channel = 'phone'
      this.phone = { ...tel, display: tel.number, telUrl: url, extensionsLeft: 0 }
    } else {
      this.url = url
    }
  }
}

/** `ConversationView` of the wire, as far as it was looked at. */
interface WireView {
  state: ConversationState
  channel: 'phone' | 'chat' | 'video'
  identified?: unknown
  phone?: {
    number: string
    display: string
    code: string
    tel_url: string
    expires_at: string
    extensions_left: number
  }
}

function phoneView(wire: NonNullable<WireView['phone']>): PhoneView {
  const expiresAt = new Date(wire.expires_at)
  if (!parseTelUrl(wire.tel_url) || isNaN(expiresAt.getTime())) throw badAnswer()
  return {
    number: String(wire.number),
    display: String(wire.display),
    code: String(wire.code),
    telUrl: wire.tel_url,
    expiresAt,
    extensionsLeft: Number(wire.extensions_left) || 0,
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof RequestError && (error.status === 404 || error.status === 410)
