import {
  IdContactError,
  type AgentConversation,
  type Attribute,
  type Desk,
  type RequestError,
  type WaitingConversation,
} from '../../src/agent/index.ts'
import { duration, fill, plain } from '../localization/language.ts'
import { builtInPanel } from '../localization/load-panel.ts'
import { Announcer } from './announcer.ts'
import { digitsOf, isComplete, regroup } from './code-field.ts'
import type { AgentPanelEventDetail, AgentPanelEventMap } from './events.ts'
import { loadMore, type More } from './load-more.ts'
import { next, type Happening, type State } from './machine.ts'
import { IdentificationNews } from './news.ts'
import { Place } from './place.ts'
import { isLostConnection, Session } from './session.ts'
import { copyable } from '../../src/protocol/value.ts'
import type { Actions, View } from './view.ts'

export interface ControllerHost {
  /** Something is to be shown. */
  changed(): void
  /** Where the focus goes with what the agent just did. */
  focus(id: string): void
  dispatch<K extends keyof AgentPanelEventMap>(
    type: K,
    detail: AgentPanelEventMap[K]['detail'],
  ): void
}

const elsewhere = { isElsewhere: true }

/** Between the desk and the views: what the agent does, what happens, and what is said about it. */
export class Controller {
  state: State = 'connecting'
  catalogue = builtInPanel
  readonly announcer: Announcer

  readonly #host: ControllerHost
  readonly #news: IdentificationNews
  readonly #place: Place
  readonly #revealed = new Set<Attribute>()
  #address = ''
  #getToken: (() => string | Promise<string>) | undefined
  #session: Session | undefined
  #code = ''
  #codeError = ''
  #errorCode = ''
  #ending: View['ending'] = 'no'
  #copied: Attribute | undefined
  #ended: View['ended'] = 'ended'
  /** The call that the agent has answered, and whether it is still to be opened. */
  #call = ''
  #isCallDue = false
  #isUnknownCaller = false
  #more: More | undefined
  #overview: HTMLElement | undefined
  /** How many came since the last time that this was said. */
  #arrived = 0

  constructor(host: ControllerHost) {
    this.#host = host
    this.announcer = new Announcer(host.changed)
    this.#place = new Place(host.changed)
    this.#news = new IdentificationNews(this.announcer, (key) => this.#t(key))
  }

  get hasRows(): boolean {
    return !!this.#session?.rows.length
  }

  start(address: string, getToken?: () => string | Promise<string>): void {
    this.#address = address
    this.#getToken = getToken
    this.#session?.close()
    this.#session = this.#overview = undefined
    this.#reset()
    void this.#place.open()
    this.#happen('connect')
    if (!address) return
    const session = new Session({
      desk: address,
      getToken,
      onHappening: (happening) => this.#happen(happening),
      onArrival: (row) => this.#onArrival(row),
      onTaken: (row) => this.#onTaken(row),
      onIdentity: (conversation) => {
        this.#news.tell(conversation)
        this.#host.changed()
      },
      onEnded: (conversation, reason) => this.#onEnded(conversation, reason),
      onError: (error) => this.#report(error),
      onChange: () => this.#host.changed(),
    })
    this.#session = session
    void session.run()
  }

  /** The agent has answered this call; empty: none any more. It is opened as soon as there is a connection. */
  answer(call: string): void {
    this.#call = call
    this.#isCallDue = true
    this.#isUnknownCaller = false
    void this.#openCall()
    this.#host.changed()
  }

  /** Forgets everything at once. */
  stop(): void {
    this.#session?.close()
    this.#session = this.#overview = undefined
    this.announcer.stop()
    this.#reset()
    void this.#place.open()
    this.state = 'connecting'
  }

  view(): View {
    const { language } = this.catalogue
    const session = this.#session
    return {
      state: this.state,
      language,
      agentName: session?.agentName ?? '',
      isEmbedded: !!this.#getToken,
      login: session?.login,
      errorCode: this.#errorCode,
      rows: session?.rows ?? [],
      emptySince: session?.emptySince,
      code: this.#code,
      codeError: this.#codeError,
      conversation: session?.conversation,
      surface: this.#place.surface,
      presence: session?.desk?.agent.presence,
      purposes: session?.desk?.agent.purposes ?? [],
      supervises: session?.desk?.agent.supervises,
      overview: this.#overview,
      more: this.#more,
      ended: this.#ended,
      isUnknownCaller: this.#isUnknownCaller,
      revealed: this.#revealed,
      copied: this.#copied,
      ending: this.#ending,
      now: Date.now(),
      t: this.#t,
      act: this.actions,
    }
  }

  readonly #t: View['t'] = (key, values) => fill(this.catalogue.messages[key], values)

  #restart(): void {
    this.start(this.#address, this.#getToken)
  }

  #reset(): void {
    this.#code = this.#codeError = this.#errorCode = ''
    this.#revealed.clear()
    this.#copied = undefined
    this.#ending = 'no'
    this.#arrived = 0
  }

  #happen(happening: Happening): void {
    const before = this.state
    this.state = next(before, happening)
    if (happening === 'begin') {
      this.#reset()
      this.#news.begin(this.#session?.conversation)
      void this.#place.open(this.#session?.conversation)
      this.#isUnknownCaller = false
    }
    if (before !== 'lost' && this.state === 'lost')
      this.announcer.say(this.#t('lostStatus'), elsewhere)
    if (before === 'lost' && this.state === 'queue') this.announcer.say(this.#t('back'))
    void this.#openCall()
    this.#host.changed()
  }

  /** The focus stays where it is: whoever answers a call is at work elsewhere. */
  async #openCall(): Promise<void> {
    const isConnected = !['connecting', 'signed_out', 'failure', 'lost'].includes(this.state)
    const call = this.#call
    const session = this.#session
    if (!this.#isCallDue || !call || !session || !isConnected) return
    this.#isCallDue = false
    try {
      const conversation = await session.open(call)
      if (conversation) this.#host.dispatch('id-contact-accept', aboutOf(conversation))
      else if (call === this.#call) this.#onUnknownCaller()
    } catch (error) {
      if (session !== this.#session) return
      this.#isCallDue = isLostConnection(error)
      this.#refused(error, '')
    }
    this.#host.changed()
  }

  #onUnknownCaller(): void {
    this.#isUnknownCaller = true
    this.#happen('settle')
    this.announcer.say(`${this.#t('not_proven')} ${this.#t('not_provenText')}`, elsewhere)
  }

  #purposeOf(row: WaitingConversation): string {
    return plain(row.purposeName, this.catalogue.language) || row.purpose
  }

  #onEnded(conversation: AgentConversation, reason: View['ended']): void {
    this.#reset()
    void this.#place.open()
    this.#ended = reason
    this.announcer.say(`${this.#t('ended')} ${this.#t(`${reason}Text`)}`, elsewhere)
    this.#host.dispatch('id-contact-end', { ...aboutOf(conversation), reason })
  }

  #onArrival(row: WaitingConversation): void {
    this.#arrived++
    this.announcer.mention(() => {
      const count = this.#session?.rows.filter(({ isTaken }) => !isTaken).length
      const isSeveral = this.#arrived > 1
      this.#arrived = 0
      // Whoever is talking to somebody is not spoken to.
      if (this.#session?.conversation || !count) return undefined
      if (isSeveral) return this.#t('arrivals', { count: String(count) })
      return this.#t('arrival', { purpose: this.#purposeOf(row), channel: this.#t(row.channel) })
    })
  }

  #onTaken(row: WaitingConversation): void {
    if (this.#session?.conversation) return
    const text = `${this.#purposeOf(row)}: ${this.#t('taken')}`
    this.announcer.mention(() => text, { mayWait: false, ...elsewhere })
  }

  async #take(how: (desk: Desk) => Promise<AgentConversation | undefined>, id = ''): Promise<void> {
    const session = this.#session
    try {
      const conversation = await session?.take(how)
      if (conversation === 'nobody') this.announcer.say(this.#t('nobody'))
      else if (conversation) {
        this.#host.focus('conversation-title')
        this.#host.dispatch('id-contact-accept', aboutOf(conversation))
      }
    } catch (error) {
      if (session === this.#session) this.#refused(error, id)
    }
    this.#host.changed()
  }

  #refused(error: unknown, id: string): void {
    const { code, retryAfter } = error as Partial<RequestError>
    if (code === 'ERR_ID_CONTACT_TAKEN') {
      this.#session?.taken(id)
      this.announcer.say(this.#t('taken'), elsewhere)
    } else if (code === 'ERR_ID_CONTACT_GONE') this.announcer.say(this.#t('gone'))
    else if (code === 'ERR_ID_CONTACT_UNKNOWN_CODE') this.#sayCode(this.#t('codeUnknown'))
    else if (code === 'ERR_ID_CONTACT_TOO_MANY_CODES') {
      const left = retryAfter && duration(retryAfter * 1000, this.catalogue.language)
      this.#sayCode(left ? this.#t('codeTooMany', { left }) : this.#t('codeTooManyLater'))
    } else this.#failed(error)
  }

  #sayCode(text: string): void {
    this.#codeError = text
    this.announcer.say(text, elsewhere)
  }

  #failed(error: unknown): void {
    const isImpossible = (error as RequestError).code === 'ERR_ID_CONTACT_NOT_IDENTIFIABLE'
    this.#report(error)
    this.announcer.say(this.#t(isImpossible ? 'notIdentifiable' : 'actionFailed'))
    // Connecting again tells where to sign in.
    if ((error as Partial<RequestError>).code === 'ERR_ID_CONTACT_SIGN_IN') this.#restart()
  }

  #report(error: unknown): void {
    this.#errorCode = error instanceof IdContactError ? error.code : 'ERR_ID_CONTACT_PANEL'
    this.#host.dispatch('id-contact-error', { code: this.#errorCode })
  }

  async #end(): Promise<void> {
    const session = this.#session
    this.#ending = 'busy'
    this.#host.changed()
    try {
      this.#host.focus('conversation-title')
      await session?.end()
    } catch (error) {
      if (session !== this.#session) return
      this.#ending = 'failed'
      this.#happen('keep')
      this.#report(error)
      this.announcer.say(this.#t('endFailed'), elsewhere)
    }
  }

  async #copy(attribute: Attribute): Promise<void> {
    const label = plain(attribute.label, this.catalogue.language) || attribute.tag
    try {
      await navigator.clipboard.writeText(copyable(attribute.value))
      this.#copied = attribute
      this.announcer.say(this.#t('copied', { label }))
    } catch {
      this.announcer.say(this.#t('copyFailed'))
    }
  }

  /** Something that changes nothing here when it does not work. */
  async #attempt(work: (session: Session) => Promise<void>): Promise<void> {
    const session = this.#session
    try {
      if (session) await work(session)
    } catch (error) {
      if (session === this.#session) this.#failed(error)
    }
    this.#host.changed()
  }

  readonly actions: Actions = {
    retry: () => this.#restart(),
    signOut: () =>
      void this.#attempt(async (session) => {
        await session.signOut()
        this.#restart()
      }),
    setPresence: (presence) => void this.#attempt((session) => session.setPresence(presence)),
    acceptNext: () => void this.#take((desk) => desk.acceptNext()),
    accept: (id) => void this.#take((desk) => desk.accept(id), id),
    typeCode: (event) => {
      const field = event.target as HTMLInputElement
      regroup(field)
      this.#code = field.value
      this.#host.changed()
    },
    acceptCode: (event) => {
      event.preventDefault()
      this.#codeError = isComplete(this.#code) ? '' : this.#t('codeIncomplete')
      if (this.#codeError) this.#sayCode(this.#codeError)
      else void this.#take((desk) => desk.acceptCode(digitsOf(this.#code)))
      this.#host.changed()
    },
    toggle: (attribute) => {
      if (!this.#revealed.delete(attribute)) this.#revealed.add(attribute)
      this.#host.changed()
    },
    copy: (attribute) => void this.#copy(attribute),
    identify: () => {
      this.#news.repeat()
      void this.#attempt((session) => session.identify())
    },
    ask: () => {
      this.#host.focus('question')
      this.#happen('ask')
    },
    toggleOverview: () =>
      void this.#attempt(async ({ desk }) => {
        this.#more ??= await loadMore()
        this.#overview = this.#overview || !desk ? undefined : this.#more.overview(desk)
      }),
    askTransfer: () =>
      void this.#attempt(async () => {
        this.#more ??= await loadMore()
        this.#host.focus('question')
        this.#happen('transfer')
      }),
    transfer: (purpose) =>
      void this.#attempt((session) => {
        this.#host.focus('conversation-title')
        return session.transfer(purpose)
      }),
    keep: () => {
      this.#host.focus(this.state === 'asking' ? 'end' : 'transfer')
      this.#happen('keep')
    },
    end: () => void this.#end(),
  }
}

const aboutOf = ({ id, purpose, channel }: AgentConversation): AgentPanelEventDetail => ({
  id,
  purpose,
  channel,
})
