import { randomId, sha256 } from '../protocol/digest.ts'
import { requestJson, type RequestOptions } from './request.ts'
import { Shelf, type SessionStorage, type Started, type StoredAttempt } from './storage.ts'
import { checkedTarget } from './target.ts'

/** What every verb accepts that keeps something in this tab. */
export interface StartOptions extends RequestOptions {
  /** Default: `sessionStorage`. */
  storage?: SessionStorage
}

/** A started attempt; nothing is shown or shared before {@link Attempt.go}. */
export interface Attempt {
  /**
   * Where the browser goes: to the core's `/go`; without a log-in, to the page that it would come back to; with a published core, to the
   * authentication plugin or a `tel:` address.
   */
  clientUrl: string
  /** The name of this attempt in this tab; comes back as `id_contact_state`. */
  state: string
  /** Leaves this page for {@link Attempt.clientUrl}. */
  go(): void
}

/** What is posted, and where to: an address that takes a way back. */
export interface Departure {
  url: string
  body: object
  /** The bearer token of a conversation. */
  token?: string
  /** Where the browser comes back. Default: this page. */
  returnUrl?: string
}

/** Posts it with the challenge of a PKCE pair (RFC 7636, S256), and keeps the verifier in this tab. */
export async function begin(
  { url, body, token, returnUrl = location.href }: Departure,
  started: Started,
  options: StartOptions,
): Promise<Attempt> {
  const verifier = randomId(32)
  const state = randomId()
  const { client_url } = await requestJson<{ client_url?: unknown }>(url, options, {
    token,
    body: {
      ...body,
      code_challenge: await sha256(verifier),
      code_challenge_method: 'S256',
      return_url: returnUrl,
      state,
    },
  })
  const clientUrl = checkedTarget(client_url, started.core)
  // A published core ignores the extra members and sends the browser to a plugin: nobody will come back with a code.
  if (/\/go\/[^/]+$|id_contact_code=/.test(clientUrl))
    new Shelf<StoredAttempt>('attempts', options.storage).set(state, { ...started, verifier })
  return { clientUrl, state, go: () => location.assign(clientUrl) }
}
