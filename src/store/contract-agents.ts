/** What the room promises of agents: which of them are there. */

/** What an agent says of themselves. Whether they are talking to somebody is in the conversations. */
export type AgentState = 'available' | 'away'

/** Agents are named by pseudonyms. Somebody whom nobody has seen for {@link absence} seconds has no row. */
export interface Agents {
  /** A sign of life. Whoever was not there is `available` now. */
  seen(...ids: string[]): Promise<void>
  /** What this agent says of themselves; a sign of life too. */
  set(id: string, state: AgentState): Promise<void>
  /** Undefined when they are not there. */
  stateOf(id: string): Promise<AgentState | undefined>
  /** How many are there: available or away and talking to nobody, and talking, whether seen here or not. */
  count(): Promise<{ available: number; away: number; talking: number }>
  /** They left: the next sweep finds them gone. */
  left(id: string): Promise<void>
}
