import { discover } from '../../src/client/discover.ts'
import type {
  CitizenConversation,
  Options,
  RequestError,
  ReturnError,
  ReturnReason,
} from '../../src/client/index.ts'
import { fill, plain } from '../localization/language.ts'
import type { Catalogue } from '../localization/load.ts'
import { loadQuestions, type Questions } from './load-questions.ts'
import { loadWayBack, type WayBack } from './load-way-back.ts'
import type { Host } from './host.ts'
import { isOver, next, transitions, type State } from './machine.ts'
import { isSamePageAgain, mayResume, openSteps } from './memory.ts'
import { offered, only } from './offer.ts'
import { questionActions } from './question-actions.ts'
import type { Actions, Channel, Choice, Method, View } from './view.ts'
import type { Watch } from './watch.ts'

/** How often a lost network is tried again, in milliseconds. */
const retryInterval = 10_000

/** One resident's way through the states, from the first question to the end of the conversation. The element shows it. */
export class Contact implements View {
  /** The words, as soon as they are there. */
  words: Catalogue | undefined
  state: State = 'closed'
  options: Options | undefined
  choice: Choice = {}
  conversation: CitizenConversation | undefined
  setback: ReturnReason | undefined
  missing = 0
  reference: string | undefined
  qr: string | undefined
  /** What the status region says: in words of now, so that it follows a change of language. */
  status: (() => string) | undefined
  readonly act = questionActions(this) as Actions
  /** There once somebody is asked something. */
  questions: Questions | undefined
  /** There once somebody leaves for the log-in, or is back. */
  wayBack: WayBack | undefined

  readonly host: Host
  step: 'channel' | 'method' = 'channel'
  #rememberedName = ''
  #task = new AbortController()
  #watch: Watch | undefined
  #retrying: ReturnType<typeof setInterval> | undefined

  constructor(host: Host) {
    this.host = host
  }

  t: View['t'] = (key, values) =>
    fill(
      this.words!.messages[key] ?? this.wayBack!.messages[key as keyof WayBack['messages']],
      values,
    )

  get language(): string {
    return this.words!.language
  }

  get channels(): Channel[] {
    return this.#channels.filter((one) => !isClosed(one))
  }

  get closed(): Channel[] {
    return this.#channels.filter(isClosed)
  }

  get #channels(): Channel[] {
    return only(this.options?.commMethods, this.host.channel)
  }

  get methods(): Method[] {
    return only(this.options?.authMethods, this.host.method)
  }

  get methodName(): string {
    const chosen = this.methods.find(({ tag }) => tag === this.choice.authMethod)
    return chosen ? plain(chosen.name, this.words?.language ?? '') : this.#rememberedName
  }

  /** Takes up what this tab left off: a way back, a running conversation, or an open question. */
  begin(): void {
    this.leave()
    const { core, purpose } = this.host
    const [[, remembered] = []] = openSteps().all(core, purpose)
    this.choice = remembered?.choice ?? {}
    this.step = remembered?.step ?? 'channel'
    this.#rememberedName = remembered?.methodName ?? ''
    const isOpen = !!remembered && isSamePageAgain()
    void this.run(async (signal) => {
      if ((await this.resume(signal, isOpen)) || !isOpen) return
      this.to('loading')
      await this.#ask(signal)
    })
  }

  /** The element is no longer in the page. What runs is found again by `begin()`. */
  leave(): void {
    this.close()
    this.conversation = this.options = undefined
    this.changed()
  }

  open(): void {
    if (this.conversation) this.wayBack!.settle(this, true)
    else if (this.state === 'closed') this.ask()
  }

  close(): void {
    this.#task.abort()
    this.to('closed')
  }

  /** Asks the core what is possible, and then the resident. */
  ask(): void {
    this.to('loading')
    this.retry()
  }

  /** Without a word: what stands on the screen changes only when there is an answer. */
  retry(): void {
    void this.run((signal) => this.#ask(signal))
  }

  choose(choice: Choice): void {
    this.choice = { ...this.choice, ...choice }
    this.missing = 0
    this.#remember()
    // The last question has an answer: what the next step needs may come while it is read once more.
    if (this.state === 'method') this.#loadWayBack().catch(() => {})
  }

  submit(): void {
    const { authMethod, commMethod } = this.choice
    const asksChannel = this.state === 'channel'
    const isLogin = !!this.methods[0]
    if (asksChannel ? !commMethod : isLogin && !authMethod) {
      this.missing++
      this.changed()
    } else if (asksChannel) this.to('method')
    else void this.go(isLogin)
  }

  /** On with what was chosen; `isLogin` false is without showing who somebody is. */
  async go(isLogin = true): Promise<void> {
    const { core, purpose, returnUrl } = this.host
    const { authMethod, commMethod = '' } = this.choice
    if (!isLogin) this.choice = { commMethod }
    // A second click finds that the first has left.
    if (!/method|identify/.test(this.state) || !this.host.tell('start')) return
    this.to(isLogin ? 'leaving' : 'loading')
    const way = {
      purpose,
      authMethod: isLogin ? authMethod : undefined,
      commMethod,
      lang: this.language,
      returnUrl,
    }
    await this.run(async (signal) => {
      const { leave } = await this.#loadWayBack()
      await leave(this, core, way, signal)
    })
  }

  say(status: () => string): void {
    this.status = status
    this.changed()
  }

  to(state: State): void {
    const before = this.state
    this.state = next(before, state)
    if (this.state === before) return this.changed()
    this.reference = this.status = undefined
    this.missing = 0
    if (state === 'channel' || state === 'method') this.step = state
    this.#remember()
    if (before === 'closed' && state !== 'loading') void this.learn()
  }

  changed(): void {
    this.#watch?.set(!!this.conversation)
    clearInterval(this.#retrying)
    if (this.state === 'offline') this.#retrying = setInterval(() => this.retry(), retryInterval)
    this.host.requestUpdate()
  }

  /** One thing at a time: what was asked for last counts. */
  async run(work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    this.#task.abort()
    const { signal } = (this.#task = new AbortController())
    try {
      await work(signal)
    } catch (error) {
      if (!signal.aborted) this.#fail(error as Partial<ReturnError & RequestError>)
    }
  }

  #fail(error: Partial<ReturnError & RequestError>): void {
    const { state } = this
    const { reason, code, problem } = error
    // It has closed since it was asked: what can be chosen now is asked anew.
    if (problem?.type === 'urn:id-contact:problem:closed') return this.ask()
    if (reason) this.to(reason === 'expired' ? 'late' : reason)
    else this.to(navigator.onLine === false ? 'offline' : 'failure')
    this.reference = error.reference
    if (this.state !== state)
      this.host.tell(reason ? 'return' : 'error', reason ? { reason } : { code })
  }

  /** @returns whether this tab has a conversation, which is then shown where `opens` says so */
  async resume(signal: AbortSignal, opens: boolean, url?: string): Promise<boolean> {
    const { core, purpose } = this.host
    if (!mayResume(core, purpose)) return false
    const { takeUp } = await this.#loadWayBack()
    signal.throwIfAborted()
    return takeUp(this, core, { purpose, signal, url }, opens)
  }

  async #loadWayBack(): Promise<WayBack> {
    const wayBack = (this.wayBack ??= await loadWayBack())
    this.#watch ??= new wayBack.Watch(this)
    Object.assign(transitions, wayBack.conversationTransitions)
    Object.assign(this.act, wayBack.conversationActions(this))
    return wayBack
  }

  async #ask(signal: AbortSignal): Promise<void> {
    if (await this.resume(signal, true)) return
    const { core, purpose } = this.host
    const [options, questions] = await Promise.all([
      discover(core, purpose, { signal }),
      this.questions ?? loadQuestions(),
    ])
    signal.throwIfAborted()
    Object.assign(this, { options, questions })
    const { channels, methods, choice } = this
    const [first, second] = channels
    const authMethod = offered(methods, choice.authMethod)
    const commMethod = offered(channels, choice.commMethod)
    this.choice = { authMethod, commMethod }
    if (this.closed[0] && !second && (!first || (first.callBack && this.step === 'channel')))
      return this.to('outside_hours')
    // The element's attributes leave nothing to choose.
    if (!first || !(methods[0] || options.idContact?.unauthenticated)) return this.#fail({})
    const asksMethod = commMethod && (!second || this.step === 'method')
    this.to(asksMethod ? 'method' : 'channel')
  }

  #remember(): void {
    const { choice, methodName } = this
    const { core, purpose } = this.host
    const open = { core, purpose, choice, step: this.step, methodName }
    openSteps().set(purpose, isOver(this.state) ? undefined : open)
    this.changed()
  }

  /** The help line and the names belong to every state, also to those on the way back. */
  async learn(): Promise<void> {
    const { core, purpose } = this.host
    const nothing = (): undefined => {}
    const isAsked = this.conversation?.identification
    if (isAsked) this.questions ??= await loadQuestions().catch(nothing)
    this.options ??= await discover(core, purpose).catch(nothing)
    this.changed()
    if (this.options && (this.questions || !isAsked)) this.wayBack!.settle(this, false)
  }
}

const isClosed = ({ hours }: Channel): boolean => hours?.open === false
