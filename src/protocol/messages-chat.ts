/** What the sides of a chat post, each below `…/channel/`. */
import * as v from 'valibot'
import { parser, random, wholeNumber } from './message-parts.ts'

/** `send`: `id` is the sender's own; the same once more is the same message. The channel has a lower limit of its own for `text`, and says so in words. */
export const chatSend = v.object({
  id: random,
  text: v.pipe(
    v.string(),
    v.maxLength(60_000),
    v.check((text) => text.trim() !== ''),
  ),
})
export type ChatSend = v.InferOutput<typeof chatSend>
export const parseChatSend = parser('ChatSend', chatSend)

/** The answer: its place in the conversation, when it got there, and how the agent who sent it is called. */
export interface ChatSent {
  number: number
  at: string
  name?: string
}

/** `receipt`: up to which message (its `number`) this side's device has what was said, and up to which it was on its screen. */
export const chatReceipt = v.object({
  delivered: wholeNumber(1_000_000_000),
  read: wholeNumber(1_000_000_000),
})
export type ChatReceipt = v.InferOutput<typeof chatReceipt>
export const parseChatReceipt = parser('ChatReceipt', chatReceipt)
