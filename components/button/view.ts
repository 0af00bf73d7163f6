import type { CitizenConversation, Options, ReturnReason } from '../../src/client/index.ts'
import type { Messages } from '../localization/load.ts'
import type { Host } from './host.ts'
import type { Questions } from './load-questions.ts'
import type { WayBack } from './load-way-back.ts'
import type { State } from './machine.ts'

export type Method = Options['authMethods'][number]
export type Channel = Options['commMethods'][number]

/** Tags of what the resident chose. */
export interface Choice {
  authMethod?: string
  commMethod?: string
}

/** Everything that a view may know and do. Views are functions of this alone. */
export interface View {
  readonly language: string
  /** The words for a key, with values in their places. */
  t(key: keyof Messages, values?: Record<string, string | undefined>): string
  readonly state: State
  readonly options?: Options
  readonly host: Pick<Host, 'phone'>
  /** What can be chosen, narrowed by the element's attributes. */
  readonly channels: Channel[]
  /** Channels outside their hours. */
  readonly closed: Channel[]
  readonly methods: Method[]
  readonly choice: Choice
  /** The name of the chosen authentication method, as people know it. */
  readonly methodName: string
  /** How often the question was sent without an answer. */
  readonly missing: number
  readonly conversation?: CitizenConversation
  /** Why somebody is back from a log-in during the conversation without having shown who they are. */
  readonly setback?: ReturnReason
  /** The number of the failure that this state is about, by which a helpdesk finds it. */
  readonly reference?: string
  /** The outline of the QR code once somebody asked for it. */
  readonly qr?: string
  /** What the status region says. */
  readonly status?: () => string
  readonly act: Actions
  /** What is needed to ask something, once somebody is asked. */
  readonly questions?: Questions
  /** What is needed from the log-in on, once somebody leaves for it or is back. */
  readonly wayBack?: WayBack
}

/** A button of a state that only tells something: what it says, and what it does. */
export type Way = [label: keyof Messages, action: keyof Actions]

/** The first of each is the way that most people want. */
export type Ways = Partial<Record<State, Way[]>>

/** What the buttons do before somebody leaves. */
export interface QuestionActions {
  open(): void
  close(): void
  choose(choice: Choice): void
  submit(event: Event): void
  back(): void
  callBack(): void
  withoutLogin(): void
}

/** What they do besides, from the way back on. */
export interface ConversationActions {
  otherWay(): void
  copy(): void
  showQr(): void
  extend(): void
  renew(): void
  identify(): void
  decline(): void
  logOut(): void
  askStop(): void
  keep(): void
  stop(): void
}

export type Actions = QuestionActions & ConversationActions
