/** What the elements take in a template of a framework, whichever it is. Types alone. */
import type { AgentPanelEventMap } from '../agent-panel/events.ts'
import type { IdContactAgentPanel } from '../agent-panel/id-contact-agent-panel.ts'
import type { IdContactButton } from '../button/id-contact-button.ts'

export type { IdContactAgentPanel, IdContactButton }

/** Attributes of `<id-contact-button>`, beside those of every element. */
export interface ButtonAttributes {
  /** The core's address. */
  core: string
  /** Tag of the purpose. */
  purpose: string
  /** Narrows the choice to one channel (`phone`) or the tag of one communication method. */
  channel?: string | undefined
  /** Narrows the choice to the tag of one authentication method. */
  method?: string | undefined
  /** Your telephone number, for help: shown when the core gives none, or could not be reached. */
  phone?: string | undefined
  /** Where the browser comes back after the log-in. Default: this page. */
  'return-url'?: string | undefined
  /** Words of your own, as JSON. */
  texts?: string | undefined
  /** Asks its questions in the page instead of in a dialog. */
  inline?: boolean | undefined
}

/** Attributes of `<id-contact-agent-panel>`, beside those of every element; and the property that only a script can set. */
export interface AgentPanelAttributes {
  /** The desk's address. */
  desk: string
  /** The call that the agent has answered on a telephone platform. */
  'call-id'?: string | undefined
  /** Words of your own, as JSON. */
  texts?: string | undefined
  /** Gives the agent tool's token for the desk. The element must be defined before this is set. */
  getToken?: IdContactAgentPanel['getToken']
}

export type ButtonEventMap = Pick<
  GlobalEventHandlersEventMap,
  'id-contact-start' | 'id-contact-return' | 'id-contact-end' | 'id-contact-error'
>

/** A handler for each event, under the name that the framework gives it. */
export type Handlers<Events, Before extends string> = {
  [Type in keyof Events & string as `${Before}${Type}`]?:
    ((event: Events[Type]) => void) | undefined
}

export type ButtonHandlers<Before extends string> = Handlers<ButtonEventMap, Before>
export type AgentPanelHandlers<Before extends string> = Handlers<AgentPanelEventMap, Before>
