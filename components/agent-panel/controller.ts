import {
  IdContactError,
  RequestError,
  type AgentConversation,
  type Attribute,
} from '../../src/agent/index.ts'
import { fill } from '../localization/language.ts'
import { builtInPanel } from '../localization/load-panel.ts'
import { actionsOf } from './actions.ts'
import { Announcer, elsewhere } from './announcer.ts'
import { Caller } from './caller.ts'
import { aboutOf, type AgentPanelEventMap } from './events.ts'
import type { More } from './load-more.ts'
import { loadWork, type Work } from './load-work.ts'
import { Lock } from './lock.ts'
import { next, type Happening, type State } from './machine.ts'
import { Memory } from './memory.ts'
import { IdentificationNews } from './news.ts'
import { Place } from './place.ts'
import { QueueNews } from './queue-news.ts'
import { Session } from './session.ts'
import type { AgentPanelTexts } from './texts.ts'
import { Trust } from './trust.ts'
import type { View } from './view.ts'

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

/** Between the desk and the views: what happens, and what is said about it. What the agent does is in `actions.ts`. */
export class Controller {
  state: State = 'connecting'
  catalogue = builtInPanel
  texts: AgentPanelTexts | undefined
  readonly host: ControllerHost
  readonly announcer: Announcer
  readonly news: IdentificationNews
  readonly memory = new Memory()
  readonly trust = new Trust()
  readonly place: Place
  readonly lock: Lock
  readonly actions: ReturnType<typeof actionsOf>
  session: Session | undefined
  more: More | undefined
  overview: HTMLElement | undefined
  work: Work | undefined
  settings: InstanceType<Work['Settings']> | undefined
  shortcuts: View['shortcuts'] = 'page'

  readonly #caller: Caller
  readonly #queueNews = new QueueNews()
  #address = ''
  #getToken: (() => string | Promise<string>) | undefined
  #ended: View['ended'] = 'ended'

  constructor(host: ControllerHost) {
    this.host = host
    this.actions = actionsOf(this)
    this.announcer = new Announcer(host.changed)
    this.place = new Place(host.changed)
    this.lock = new Lock(this)
    this.#caller = new Caller(this)
    this.news = new IdentificationNews(this.announcer, (key) => this.t(key))
  }

  start(address: string, getToken?: () => string | Promise<string>): void {
    this.#address = address
    this.#getToken = getToken
    this.#leave()
    this.happen('connect')
    if (!address) return
    const session = new Session({
      desk: address,
      getToken,
      claim: (conversation, isAsked) => this.lock.claim(conversation, isAsked),
      isReady: () => this.#load(),
      onHappening: (happening) => this.happen(happening),
      onArrival: (row) => {
        this.#queueNews.arrival(row, this.#told)
        this.settings?.arrived(row)
      },
      onTaken: (row) => this.#queueNews.taken(row, this.#told()),
      onIdentity: (conversation) => {
        this.news.tell(conversation)
        void this.judge()
        this.host.changed()
      },
      onEnded: (conversation, reason) => this.#onEnded(conversation, reason),
      onError: (error) => this.report(error),
      onChange: () => {
        this.settings?.changed()
        this.host.changed()
      },
    })
    this.session = session
    void session.run()
  }

  restart(): void {
    this.start(this.#address, this.#getToken)
  }

  /** The agent has answered this call; empty: none any more. It is opened as soon as there is a connection. */
  answer(call: string): void {
    this.#caller.answer(call)
    this.host.changed()
  }

  /** Forgets everything at once. */
  stop(): void {
    this.announcer.stop()
    this.#leave()
    this.state = 'connecting'
  }

  view(): View {
    const { session, memory } = this
    return {
      state: this.state,
      language: this.catalogue.language,
      texts: this.texts,
      agentName: session?.agentName ?? '',
      isEmbedded: !!this.#getToken,
      login: session?.login,
      errorCode: memory.errorCode,
      rows: session?.rows ?? [],
      isTaking: !!session?.isBusy,
      filter: memory.filter,
      emptySince: session?.emptySince,
      code: memory.code,
      codeError: memory.codeError,
      conversation: session?.conversation,
      verdict: this.trust.verdict,
      locked: this.lock.why ?? 'asked',
      surface: this.place.surface,
      presence: session?.desk?.agent.presence,
      purposes: session?.desk?.agent.purposes ?? [],
      supervises: session?.desk?.agent.supervises,
      overview: this.overview,
      more: this.more,
      shortcuts: this.shortcuts,
      settings: this.settings,
      ended: this.#ended,
      isUnknownCaller: this.#caller.isUnknown,
      revealed: memory.revealed,
      copied: memory.copied,
      ending: memory.ending,
      now: () => session?.desk?.now() ?? Date.now(),
      t: this.t,
      act: this.actions,
    }
  }

  /** The conversation, while it is on screen with what is known of the resident. */
  get shown(): AgentConversation | undefined {
    const isShown = /^(conv|ask|transf)/.test(this.state) && this.memory.ending === 'no'
    return isShown ? this.session?.conversation : undefined
  }

  /** What is proven of the resident and on screen, once the signature was looked at. */
  async proven(): Promise<readonly Attribute[]> {
    void this.judge()
    await this.trust.settled
    const { shown, trust } = this
    return shown?.identity.status === 'proven' && trust.verdict === 'good' ? shown.attributes : []
  }

  readonly t: View['t'] = (key, values) => fill(this.catalogue.messages[key], values)

  happen(happening: Happening): void {
    const before = this.state
    this.state = next(before, happening)
    if (happening === 'begin') this.#begin()
    this.settings?.changed()
    if (before !== 'lost' && this.state === 'lost')
      this.announcer.say(this.t('lostStatus'), elsewhere)
    if (before === 'lost' && this.state === 'queue') this.announcer.say(this.t('back'))
    void this.#caller.open()
    this.host.changed()
  }

  /** Something did not work, and everything stays as it is. */
  failed(error: unknown): void {
    const { code } = error as Partial<RequestError>
    this.report(error)
    const isImpossible = code === 'ERR_ID_CONTACT_NOT_IDENTIFIABLE'
    this.announcer.say(this.t(isImpossible ? 'notIdentifiable' : 'actionFailed'))
    // Connecting again tells where to sign in.
    if (code === 'ERR_ID_CONTACT_SIGN_IN') this.restart()
  }

  report(error: unknown): void {
    this.memory.errorCode = error instanceof IdContactError ? error.code : 'ERR_ID_CONTACT_PANEL'
    this.host.dispatch('id-contact-error', { code: this.memory.errorCode })
  }

  /** Without it there is nothing to show, so what does not load counts as a desk that cannot be reached. */
  async #load(): Promise<void> {
    const { session } = this
    try {
      this.work ??= await loadWork()
      this.settings ??= new this.work.Settings(this)
      if (session !== this.session) return
      this.lock.agree(this.work, this.#address)
    } catch (cause) {
      throw new RequestError('ERR_ID_CONTACT_UNREACHABLE', { cause })
    }
  }

  #leave(): void {
    this.lock.leave()
    this.session?.close()
    this.session = this.overview = undefined
    this.settings?.changed()
    this.memory.forget()
    this.trust.forget()
    this.#queueNews.forget()
    void this.place.open()
  }

  #begin(): void {
    this.memory.forget()
    this.news.begin(this.session?.conversation)
    if (this.lock.why !== 'elsewhere') void this.place.open(this.session?.conversation, this.texts)
    this.#caller.isUnknown = false
    // It was out of sight before the connection was lost, and nobody asked to see it.
    if (this.lock.why) {
      this.session?.conversation?.hide()
      this.state = next(this.state, 'lock')
    }
    void this.judge()
  }

  /** Until this side has looked at the signature itself, nothing is shown as proven. */
  async judge(): Promise<void> {
    const { session, trust } = this
    const { conversation, desk } = session ?? {}
    if (!conversation || !desk || conversation.identity.status !== 'proven') return
    if (this.state === 'locked' || !(await trust.judge(conversation, desk))) return
    if (session !== this.session) return
    if (trust.verdict === 'bad') {
      this.announcer.say(`${this.t('not_verified')} ${this.t('not_verifiedText')}`, elsewhere)
      this.host.dispatch('id-contact-error', { code: 'ERR_ID_CONTACT_NOT_VERIFIED' })
    }
    this.host.changed()
  }

  #onEnded(conversation: AgentConversation, reason: View['ended']): void {
    this.memory.forget()
    this.lock.release()
    void this.place.open()
    this.#ended = reason
    this.announcer.say(`${this.t('ended')} ${this.t(`${reason}Text`)}`, elsewhere)
    this.host.dispatch('id-contact-end', { ...aboutOf(conversation), reason })
  }

  readonly #told = () => ({
    announcer: this.announcer,
    session: this.session,
    language: this.catalogue.language,
    t: this.t,
  })
}
