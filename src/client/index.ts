/**
 * The resident's side, without a user interface: {@link discover} what is possible, {@link start} an attempt, {@link resume}
 * when the browser is back.
 *
 * @module
 */
export { discover, type Options } from './discover.ts'
export { start, type Choice } from './start.ts'
export type { Attempt, StartOptions } from './attempt.ts'
export { resume, type ResumeOptions } from './resume.ts'
export {
  CitizenConversation,
  type CallOptions,
  type Channel,
  type ConversationState,
  type DeclineOptions,
  type IdentificationState,
  type PhoneView,
} from './conversation.ts'
export { ReturnError, type ReturnReason } from './return-error.ts'
export type { RequestOptions } from './request.ts'
export type { SessionStorage } from './storage.ts'
export {
  IdContactError,
  RequestError,
  type ErrorCode,
  type ErrorDetails,
  type Problem,
  type RequestErrorDetails,
} from '../protocol/errors.ts'
export type {
  AuthMethodOption,
  CommMethodOption,
  Help,
  SessionOptions,
} from '../protocol/session-options.ts'
export { localText, type LocalText } from '../protocol/local-text.ts'
