import type { Contact } from './contact.ts'
import { offered } from './offer.ts'
import type { CitizenConversation } from '../../src/client/index.ts'
import type { State } from './machine.ts'
import type { View } from './view.ts'

/** Brings the state in line with the conversation. Opens nothing by itself unless it may. */
export function settle(contact: Contact, opens: boolean): void {
  const { conversation, state } = contact
  if (!conversation) return
  const isEnded = conversation.state === 'ended'
  const { identification } = conversation
  // An agent asks anew, or knows now.
  if (/requested|undefined/.test(String(identification?.state))) contact.setback = undefined
  if (identification && !contact.questions) void contact.learn()
  if (isEnded) forget(contact)
  if (!opens && state === 'closed') contact.changed()
  else if (isEnded) contact.to('ended')
  else if (conversation.url) {
    // The channel has a page of its own.
    contact.conversation = undefined
    location.assign(conversation.url)
  } else toward(contact, standing(conversation, contact))
}

/** Where somebody is asked who they are, nothing is chosen yet but the only method there is. */
export function toward(contact: Contact, state: State): void {
  if (state === 'identify' && contact.state !== state)
    contact.choice = { ...contact.choice, authMethod: offered(contact.methods) }
  contact.to(state)
}

/** Milliseconds that the code still works. */
export const leftOf = ({ conversation }: Pick<View, 'conversation'>): number =>
  Number(conversation?.phone?.expiresAt ?? Infinity) - Date.now()

/** From a question to the conversation. */
export const show = (contact: Contact): void => contact.to(shown(contact.conversation!))

/** The conversation is over, and so is what was chosen for it. */
export function forget(contact: Contact): void {
  if (contact.conversation) contact.host.tell('end')
  contact.conversation = undefined
  contact.choice = {}
  contact.step = 'channel'
}

/** The state that shows how a running conversation stands. Somebody who is asked something, or is leaving, is not taken away from that. */
function standing(
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
const shown = ({ phone }: CitizenConversation): State => (phone ? 'phone' : 'connected')
