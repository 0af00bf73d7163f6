import { StateError } from '../protocol/state-error.ts'
import { begin, type Attempt, type StartOptions } from './attempt.ts'
import type { CitizenConversation } from './conversation.ts'
import { requestJson } from './request.ts'
import { Shelf, type StoredConversation } from './storage.ts'
import { checkedTarget } from './target.ts'
import type { Widget } from './widget.ts'

/** What {@link authenticateDuring} accepts. */
export interface DuringOptions extends StartOptions {
  /**
   * Where the browser comes back. Default: this page. Its origin must be one that the communication plugin allows. A platform's own page
   * has no say in it: the platform said it when it let the resident in.
   */
  returnUrl?: string
  /** As for `start`. */
  lang?: string
}

/**
 * Starts a log-in in the midst of a conversation. Go on with {@link Attempt.go}.
 *
 * Of a conversation of this tab: when its `identification` is there. The page that the browser comes back to calls `resume()`, which gives the
 * same conversation; or throws a `ReturnError`, and the conversation runs on.
 *
 * Of a platform that brings its own rooms: with what {@link readWidget} read. The browser comes back to the platform.
 *
 * @param authMethod the tag of an authentication method of the purpose, as `discover()` tells them
 * @throws StateError `ERR_ID_CONTACT_NO_CONVERSATION` when this tab has no such conversation (any more)
 * @throws RequestError; `ERR_ID_CONTACT_PROBLEM` with status 409 when nobody asks, 400 for a method or a return address that is not allowed
 */
export async function authenticateDuring(
  conversation: CitizenConversation | Widget,
  authMethod: string,
  { returnUrl, lang, ...options }: DuringOptions = {},
): Promise<Attempt> {
  const { purpose } = conversation
  const body = { auth_method: authMethod, lang }
  if ('startUrl' in conversation) return forPlatform(conversation, { purpose, ...body }, options)
  // Its token is in this tab's storage and nowhere on the object, where a log or another script could come upon it.
  const conversations = new Shelf<StoredConversation>('conversations', options.storage)
  const [, stored] = conversations.all().find(([name]) => name === purpose) ?? []
  if (!stored?.token)
    throw new StateError('ERR_ID_CONTACT_NO_CONVERSATION', 'This tab has no such conversation')
  const { core, commMethod, url, token } = stored
  return begin(
    { url: `${url}/authenticate`, body, token, returnUrl },
    { core, purpose, authMethod, commMethod },
    options,
  )
}

/** A page that belongs to a platform keeps nothing: who comes back is told apart by the platform's own part. */
async function forPlatform(
  { startUrl }: Widget,
  body: object,
  options: StartOptions,
): Promise<Attempt> {
  const { client_url } = await requestJson<{ client_url?: unknown }>(startUrl, options, { body })
  const clientUrl = checkedTarget(client_url, startUrl)
  return { clientUrl, state: '', go: () => location.assign(clientUrl) }
}
