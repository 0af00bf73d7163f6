import { RequestError, type Problem } from '../../protocol/errors.ts'
import { StateError } from '../../protocol/state-error.ts'
import type { Timing } from '../../protocol/follow.ts'
import { Line } from '../../protocol/line.ts'
import type { CitizenConversation } from '../conversation.ts'
import { requestJson } from '../request.ts'
import { Shelf, type SessionStorage, type StoredConversation } from '../storage.ts'

/** What {@link follow} takes beside the conversation. */
export interface FollowOptions {
  /** The storage that the conversation was started with. Default: `sessionStorage`. */
  storage?: SessionStorage
  /** The `fetch` to use. Default: the global one. */
  fetch?: typeof fetch
  /** @internal For tests. */
  timing?: Partial<Timing>
}

/**
 * The resident's line to a conversation: how it stands, told as it changes, and whatever its channel says. Nothing is asked for until somebody
 * listens.
 *
 * @param conversation what `resume()` gave; or, on a page of the communication plugin itself, the conversation's address, and then the
 *   browser's cookie counts
 * @throws StateError `ERR_ID_CONTACT_NOT_HERE` when this tab has no key to it
 */
export function follow(
  conversation: Pick<CitizenConversation, 'purpose'> | URL,
  options: FollowOptions = {},
): Line {
  let last = keyOf(conversation, options)
  if (!last) throw new StateError('ERR_ID_CONTACT_NOT_HERE', 'This tab has no key to it')
  // Looked up each time: a log-in during the conversation changes it. Once it is over there is none, and the server says so.
  const key = (): Key => (last = keyOf(conversation, options) ?? last!)
  const { timing } = options
  const isCookie = conversation instanceof URL
  const fetch: typeof globalThis.fetch = (input, init) =>
    (options.fetch ?? globalThis.fetch)(input, {
      ...init,
      ...(isCookie && { credentials: 'same-origin' }),
    })
  return new Line({
    side: 'resident',
    timing,
    async open(headers, signal) {
      const { url, token } = key()
      const response = await fetch(`${url}/events`, {
        headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal,
      })
      if (!response.ok) throw await refusalOf(response)
      return response
    },
    async act(verb, body, { signal }) {
      const { url, token } = key()
      return requestJson(`${url}/channel/${verb}`, { signal, fetch }, { body, token })
    },
  })
}

type Key = Pick<StoredConversation, 'url' | 'token'>

function keyOf(
  conversation: Pick<CitizenConversation, 'purpose'> | URL,
  { storage }: FollowOptions,
): Key | undefined {
  if (conversation instanceof URL) return { url: conversation.href }
  const stored = new Shelf<StoredConversation>('conversations', storage)
    .all()
    .find(([name]) => name === conversation.purpose)?.[1]
  return stored?.token ? stored : undefined
}

async function refusalOf(response: Response): Promise<RequestError> {
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined
  return new RequestError('ERR_ID_CONTACT_PROBLEM', {
    status: response.status,
    problem,
    retryAfter: Number(response.headers.get('retry-after')) || undefined,
  })
}
