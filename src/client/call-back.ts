import { StateError } from '../protocol/state-error.ts'
import type { CallOptions, CitizenConversation } from './conversation.ts'
import { requestJson, type RequestOptions } from './request.ts'
import { Shelf, type SessionStorage, type StoredConversation } from './storage.ts'

/** What the verbs about calling back accept. */
export interface CallBackOptions extends RequestOptions, CallOptions {
  /** Where this tab keeps its conversations. Default: `sessionStorage`. */
  storage?: SessionStorage
}

/** `possible`: a number can be left, instead of waiting. `requested`: it was, and nobody has to stay. Absent: neither. */
export type CallBackState = 'possible' | 'requested' | undefined

/**
 * Whether this resident can be called back, which the municipality decides for each purpose and channel.
 *
 * @throws StateError `ERR_ID_CONTACT_NO_CONVERSATION` when this tab has no such conversation (any more)
 * @throws RequestError
 */
export const callBackState = (
  conversation: CitizenConversation,
  options: CallBackOptions = {},
): Promise<CallBackState> => ask(conversation, '', undefined, options)

/**
 * Leaves a telephone number: an agent calls it when it is this resident's turn, at the place that they have. Whoever waited for a code does not need it
 * any more, and the log-in ends. The number is kept sealed, and erased with the conversation.
 *
 * @param number as people write it; the server checks it
 * @returns `requested`
 * @throws StateError `ERR_ID_CONTACT_NO_CONVERSATION` when this tab has no such conversation (any more)
 * @throws RequestError; `ERR_ID_CONTACT_PROBLEM` with status 400 when the number cannot be called, 409 when it was asked for before (also on
 *   this number) or is not possible (any more), 503 when too many are to be called
 */
export const requestCallBack = (
  conversation: CitizenConversation,
  number: string,
  options: CallBackOptions = {},
): Promise<CallBackState> => ask(conversation, '/call_back', { number }, options)

async function ask(
  { purpose }: CitizenConversation,
  path: string,
  body: object | undefined,
  options: CallBackOptions,
): Promise<CallBackState> {
  const conversations = new Shelf<StoredConversation>('conversations', options.storage)
  const [, stored] = conversations.all().find(([name]) => name === purpose) ?? []
  if (!stored?.token)
    throw new StateError('ERR_ID_CONTACT_NO_CONVERSATION', 'This tab has no such conversation')
  const { url, token } = stored
  const view = await requestJson<{ call_back?: unknown }>(url + path, options, { body, token })
  return (['possible', 'requested'] as const).find((known) => known === view.call_back)
}
