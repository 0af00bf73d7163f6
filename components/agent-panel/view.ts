import type {
  Agent,
  AgentConversation,
  Attribute,
  EndReason,
  WaitingConversation,
} from '../../src/agent/index.ts'
import type { Messages } from '../localization/panel.nl.ts'
import type { Filter } from './filter.ts'
import type { More } from './load-more.ts'
import type { State } from './machine.ts'
import type { Settings } from './work/settings.ts'
import type { AgentPanelTexts } from './texts.ts'

/** A row of the queue; a colleague may have taken it a moment ago. */
export interface Row extends WaitingConversation {
  isTaken?: boolean
}

/** Where keyboard shortcuts may work: in the whole page, while the focus is in the panel, or nowhere. */
export type Shortcuts = 'page' | 'panel' | 'off'

export const longestFirst = (a: Row, b: Row): number =>
  +a.waitingSince - +b.waitingSince || (a.id < b.id ? -1 : 1)

/** What this side makes of the signature: `good`; `bad`; `unchecked` when it could not be checked here; `checking` until that is known. */
export type Verdict = 'checking' | 'good' | 'bad' | 'unchecked'

/** Everything that a view may know and do. Views are functions of this alone. */
export interface View {
  state: State
  language: string
  /** Words of the municipality's own. */
  texts?: AgentPanelTexts
  /** How the agent's own sign-in names them. */
  agentName: string
  /** Signing in is the agent tool's business, not ours. */
  isEmbedded: boolean
  /** Where to sign in. */
  login?: string
  /** What failed, for the administrator. */
  errorCode: string
  rows: Row[]
  /** The agent has taken somebody, and the desk has not answered yet. */
  isTaking: boolean
  filter: Filter
  emptySince?: Date
  /** What stands in the field for the code, and what is wrong with it. */
  code: string
  codeError: string
  conversation?: AgentConversation
  verdict: Verdict
  /** Why the values were put out of sight. */
  locked: 'asked' | 'hidden' | 'elsewhere'
  /** The conversation's channel, where it has something to show. */
  surface?: HTMLElement
  /** What the agent says of themselves. */
  presence?: Agent['presence']
  /** What a conversation can be passed on to. */
  purposes: Agent['purposes']
  /** May see how the desk stands. */
  supervises?: boolean
  /** How it stands, when that was asked for. */
  overview?: HTMLElement
  /** What was loaded because the agent asked for it. */
  more?: More
  /** Where keyboard shortcuts may work. */
  shortcuts: Shortcuts
  /** How the agent likes to work; there once the desk is. */
  settings?: Settings
  /** Why the last conversation ended. */
  ended: Exclude<EndReason, 'closed'>
  /** The agent has answered a call in which nobody is known. */
  isUnknownCaller: boolean
  /** Sensitive attributes that the agent asked to see. */
  revealed: ReadonlySet<Attribute>
  /** What the agent copied a moment ago. */
  copied?: Attribute
  /** How it goes with hanging up; from `busy` on the values are hidden. */
  ending: 'no' | 'busy' | 'failed'
  /** The desk's time, in milliseconds since 1970. */
  now(): number
  t(key: keyof Messages, values?: Record<string, string | undefined>): string
  act: Actions
}

export interface Actions {
  retry(): void
  signOut(): void
  setPresence(presence: Agent['presence']): void
  acceptNext(): void
  accept(id: string): void
  typeCode(event: Event): void
  acceptCode(event: Event): void
  toggle(attribute: Attribute): void
  copy(attribute: Attribute): void
  identify(): void
  ask(): void
  toggleOverview(): void
  askTransfer(): void
  transfer(purpose: string): void
  keep(): void
  filter(change: Partial<Filter>): void
  lock(): void
  unlock(): void
  end(): void
}
