import type { CitizenConversation } from '../../src/client/index.ts'
import type { State } from './machine.ts'
import type { View } from './view.ts'

/** The state that shows how a running conversation stands. Somebody who is asked something, or is leaving, is not taken away from that. */
export function standing(
  conversation: CitizenConversation,
  {
    state: now,
    setback,
    methods,
    questions,
  }: Pick<View, 'state' | 'setback' | 'methods' | 'questions'>,
): State {
  const { state, channel, identification } = conversation
  if (state === 'expired') return 'expired'
  if (state === 'waiting' && channel !== 'phone') return 'failure'
  if (/warning|stopping|leaving/.test(now)) return now
  // Whoever would rather not is asked again only when they want it, or the agent does.
  const isAsked =
    identification && (identification.state !== 'cancelled' || setback || now === 'identify')
  return isAsked && questions && methods[0] ? 'identify' : shown(conversation)
}

/** The number and the code; when the code has done its work, that somebody is on the line. */
export const shown = ({ phone }: CitizenConversation): State => (phone ? 'phone' : 'connected')
