/**
 * The agent's side, without a user interface: {@link connect} to a desk, follow its queue, accept a conversation, end it.
 *
 * @module
 */
export {
  Chat,
  longestMessage,
  type ChatMessage,
  type MessageRefusal,
  type MessageState,
} from '../protocol/chat.ts'
export { Line, type LineListener, type Standing } from '../protocol/line.ts'
export { connect, type ConnectOptions } from './connect.ts'
export { Desk, type Agent, type NextOptions } from './desk.ts'
export { AgentConversation, type CallBack, type EndReason } from './conversation.ts'
export type { AgentIdentity, Attribute, Identification, Proof } from './identity.ts'
export { followOwn, followPresence } from './follow-own.ts'
export type { TrustedMethod } from './keys.ts'
export type { SupervisedQueue, Supervision } from './supervision.ts'
export type { LeftConversation, Queue, WaitingConversation } from './queue.ts'
export type { CallOptions } from './request.ts'
export { IdContactError, RequestError } from '../protocol/errors.ts'
export { localText, type LocalText } from '../protocol/local-text.ts'
export { dateInWords } from '../protocol/date-in-words.ts'
export { groupsOf, type Group, type Grouped, type GroupWords } from '../protocol/groups.ts'
export { hasHiddenSigns, isMixed, isPiled } from '../protocol/suspicious.ts'
export { copyable, visible } from '../protocol/value.ts'
