/** One message of a chat, as either side sees it. */
import type { Side } from './message-parts.ts'

/** Longest message, in characters (UTF-16 code units, as a text field counts them). */
export const longestMessage = 4000

/**
 * What became of a message. `waiting`: it is on its way, or will be when there is a connection. `refused`: it will not be sent; `refusal`
 * says why. `sent`: the server has it. `delivered`: the other side's device has it. `read`: it was on the other side's screen.
 */
export type MessageState = 'waiting' | 'refused' | 'sent' | 'delivered' | 'read'

/** Why a message was refused: `full` when the conversation holds as many as it may, `ended` when it is over, `bad` for whatever else. */
export type MessageRefusal = 'full' | 'ended' | 'bad'

/** One message of a chat. */
export interface ChatMessage {
  /** The sender's own name for it, unique within the conversation. */
  readonly id: string
  /** Which side wrote it. */
  readonly by: Side
  /** Who wrote it, as they were called then; a colleague who takes over has another name. Absent for the resident. Text, never markup. */
  readonly name?: string
  /** Text, never markup. */
  readonly text: string
  /** When the server got it; until then, when it was written. */
  readonly at: Date
  /** Whether this side wrote it: on this screen, on another one, or a colleague before. */
  readonly isOwn: boolean
  /** What became of it. */
  readonly state: MessageState
  /** With `refused`: why. */
  readonly refusal?: MessageRefusal
}
