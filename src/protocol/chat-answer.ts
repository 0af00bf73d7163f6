/** What the server says of a chat's messages. */
import type { MessageRefusal } from './chat-message.ts'
import { RequestError } from './errors.ts'
import type { Side } from './message-parts.ts'

export interface WireMessage {
  id: string
  number: number
  by: Side
  name?: unknown
  text: string
  at: string
}

/** @throws RequestError */
export function placeIn(answer: unknown): { number: number; at: string; name?: string } {
  const { number, at, name } = (answer ?? {}) as Record<string, unknown>
  if (!Number.isInteger(number) || typeof at !== 'string')
    throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER')
  return { number: number as number, at, ...(typeof name === 'string' && name && { name }) }
}

/** Undefined when the same may go well in a moment. */
export function refusalOf(error: unknown): MessageRefusal | undefined {
  const { status = 0, problem } = error as Partial<RequestError>
  if (status < 400 || status >= 500 || status === 408 || status === 429) return undefined
  if (status === 404 || status === 410) return 'ended'
  const slug = problem?.type.split(':').at(-1)
  // It waits for another employee.
  if (slug === 'not-waiting') return undefined
  return slug === 'conversation-full' ? 'full' : 'bad'
}
