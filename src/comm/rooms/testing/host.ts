/** What tests of a host's side share. */
import type { Setting } from './rooms.ts'

let count = 0
/** A room in which nobody is. */
export const freshRoom = (): string => `room-${(count += 1)}`

/** The headers of an agent of `state`. */
export const agentOf = async (
  state: Setting,
  agent = 'sanne',
  claims = {},
): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await state.agent(agent, claims)}`,
})
