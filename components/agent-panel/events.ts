import type { AgentConversation } from '../../src/agent/index.ts'

/** What the events tell. Never a value of a person, a token or a code that a caller keys in. */
export interface AgentPanelEventDetail {
  /** Names the conversation at the desk. */
  id: string
  /** Tag of the purpose. */
  purpose: string
  channel: 'phone' | 'chat' | 'video'
}

export interface AgentPanelEndDetail extends AgentPanelEventDetail {
  /**
   * `ended`: hung up, by anybody. `expired`: its time was over. `returned`: the agent was away too long, and it waits for another.
   * `transferred`: it was passed on.
   */
  reason: 'ended' | 'expired' | 'returned' | 'transferred'
}

export interface AgentPanelErrorDetail {
  /** A stable `ERR_ID_CONTACT_…`. */
  code: string
}

export interface AgentPanelEventMap {
  'id-contact-accept': CustomEvent<AgentPanelEventDetail>
  'id-contact-end': CustomEvent<AgentPanelEndDetail>
  'id-contact-error': CustomEvent<AgentPanelErrorDetail>
}

/** Names of the slots for what a page adds. */
export type AgentPanelSlot = 'actions' | 'toolbar'

export const aboutOf = ({ id, purpose, channel }: AgentConversation): AgentPanelEventDetail => ({
  id,
  purpose,
  channel,
})
