import { parseTelUrl } from '../protocol/url.ts'
import { badAnswer } from '../protocol/errors.ts'
import { number, object, text } from '../protocol/session-options.ts'
import { requestJson } from './request.ts'
import type { ReturnReason } from './return-error.ts'
import { Shelf, type SessionStorage, type StoredConversation } from './storage.ts'

/** `page`: the communication plugin has a page of its own; go to {@link CitizenConversation.url}. */
export type Channel = 'phone' | 'chat' | 'video' | 'page'

/** `active`: an agent has picked up. `expired`: the code no longer works; `renew()` makes another. */
export type ConversationState = 'waiting' | 'active' | 'ended' | 'expired'

/**
 * `requested`: an agent asks. `started`: this resident left for a log-in, and is not back. `failed`, `cancelled`: nothing came of it; it can
 * be tried again.
 */
export type IdentificationState = 'requested' | 'started' | 'failed' | 'cancelled'

/** What somebody needs to call. */
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
  /** Tag of the purpose. */
  readonly purpose!: string
  /** Absent when nobody logged in. */
  readonly authMethod: string | undefined
  /** Tag of the communication method. */
  readonly commMethod!: string
  /** How the two talk. */
  channel: Channel = 'page'
  /** How it stands, as far as this browser knows. */
  state: ConversationState = 'waiting'
  /** With channel `phone`, until the code has done its work. */
  phone?: PhoneView
  /** With channel `page`: where to go. */
  url?: string
  /** Whether it was proved who this is. Not known with channel `page`. */
  identified?: boolean
  /** Somebody asks who this is: `authenticateDuring()` of `id-contact/during` shows it. Absent when nobody asks, and after a success. */
  identification?: { state: IdentificationState }
  /** Whether the service that this resident logged in at still knows them; {@link CitizenConversation.logOut} ends that. */
  canLogOut?: boolean

  #stored: StoredConversation
  #options: ClientOptions

  /** @internal */
  constructor(stored: StoredConversation, options: ClientOptions, view?: WireView) {
    this.#stored = stored
    this.#options = options
    const { purpose, authMethod, commMethod } = stored
    Object.assign(this, { purpose, authMethod, commMethod })
    if (view) this.#show(view)
    else if (!stored.token) this.#showPlain(stored.url)
    // A page of its own is gone to once; after that there is nothing here to find again.
    if (!this.url && this.state !== 'ended') this.#keep(stored)
  }

  /** Asks how it stands. A conversation that the server no longer has is `ended`, and leaves this tab. */
  refresh(options?: CallOptions): Promise<this> {
    return this.#call('', options, 'GET')
  }

  /** Makes a new code after the old one expired; the log-in still counts. */
  renew(options?: CallOptions): Promise<this> {
    return this.#call('/renew', options)
  }

  /** More time for the same code. */
  extend(options?: CallOptions): Promise<this> {
    return this.#call('/extend', options)
  }

  /** The resident would rather not show who they are, or could not. The conversation goes on. */
  decline({ reason = '', signal }: DeclineOptions = {}): Promise<this> {
    return this.#call(`/decline?reason=${reason}`, { signal })
  }

  /** Logs out where this resident logged in. The conversation goes on. */
  logOut(options?: CallOptions): Promise<this> {
    return this.#call('/logout', options)
  }

  /** Ends the conversation; the server erases it, and so does this tab. */
  end(options?: CallOptions): Promise<this> {
    return this.#call('', options, 'DELETE')
  }

  async #call(
    path: string,
    { signal }: CallOptions = {},
    method: 'GET' | 'POST' | 'DELETE' = 'POST',
  ): Promise<this> {
    const { url, token } = this.#stored
    try {
      const options = { ...this.#options, signal }
      const view =
        token && (await requestJson<WireView>(text(url) + path, options, { method, token }))
      if (method === 'DELETE') return this.#forget()
      return view ? this.#show(view) : this
    } catch (error) {
      const { status } = error as { status?: unknown }
      if (!/^4(04|10)$/.test(status as string)) throw error
      return this.#forget()
    }
  }

  #keep(stored?: StoredConversation): void {
    new Shelf<StoredConversation>('conversations', this.#options.storage).set(this.purpose, stored)
  }

  #forget(): this {
    this.#keep()
    return Object.assign(this, { state: 'ended', phone: undefined })
  }

  #show({ state, channel, phone, identified, identification, log_out }: WireView): this {
    if (state === 'ended') return this.#forget()
    if (!/^(waiting|active|expired)$/.test(text(state))) throw badAnswer()
    return Object.assign(this, {
      state,
      channel: text(channel),
      phone: phone && object(phoneView(phone.tel_url, phone)),
      identified: !!identified,
      identification: identification && text(identification.state) && identification,
      canLogOut: !!log_out,
    })
  }

  // A published communication plugin: a telephone number with a code, or a page of its own.
  #showPlain(url: string): void {
    if ((this.phone = phoneView(url))) this.channel = 'phone'
    else this.url = url
  }
}

interface ClientOptions {
  storage?: SessionStorage
  fetch?: typeof fetch
}

/** What every call about a running conversation accepts. */
export interface CallOptions {
  /** Ends the request; the promise then rejects with the signal's reason. */
  signal?: AbortSignal
}

/** What {@link CitizenConversation.decline} accepts. */
export interface DeclineOptions extends CallOptions {
  /** With the reason of a {@link ReturnError}: they went to log in, and are back without. A server cannot always know that by itself. */
  reason?: ReturnReason | ''
}

/** `ConversationView` of the wire, as far as it was looked at. */
export interface WireView {
  state: ConversationState
  channel: 'phone' | 'chat' | 'video'
  phone?: WirePhone
  identified: boolean
  identification?: { state: IdentificationState }
  log_out?: boolean
}

interface WirePhone {
  display: string
  tel_url: string
  expires_at: string
  extensions_left: number
}

/** Number and code are read from the link, so that what is shown and what is dialled cannot differ. */
function phoneView(telUrl: string, wire?: WirePhone): PhoneView | undefined {
  const tel = parseTelUrl(text(telUrl))
  const expiresAt = wire && new Date(text(wire.expires_at))
  if (!tel || (expiresAt && !+expiresAt)) return
  return {
    ...tel,
    telUrl,
    display: text(wire?.display ?? tel.number),
    expiresAt,
    extensionsLeft: number(wire?.extensions_left)! | 0,
  }
}
