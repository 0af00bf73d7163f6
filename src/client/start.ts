import { randomId, sha256 } from '../protocol/digest.ts'
import { requestJson, type RequestOptions } from './request.ts'
import { Shelf, type SessionStorage, type StoredAttempt } from './storage.ts'
import { checkedTarget, coreUrl } from './target.ts'

export interface Choice {
  /** Tag of the purpose. */
  purpose: string
  /** Tag of the authentication method. */
  authMethod: string
  /** Tag of the communication method. */
  commMethod: string
  /** Where the browser comes back. Default: this page. Its origin must be one that the core allows. */
  returnUrl?: string
}

export interface StartOptions extends RequestOptions {
  /** Default: `sessionStorage`. */
  storage?: SessionStorage
}

/** A started attempt; nothing is shown or shared before {@link Attempt.go}. */
export interface Attempt {
  /** The core's `/go` address, or, with a published core, the authentication plugin's or a `tel:` address. */
  clientUrl: string
  /** The name of this attempt in this tab; comes back as `id_contact_state`. */
  state: string
  /** Leaves this page for {@link Attempt.clientUrl}. */
  go(): void
}

/**
 * Starts an attempt: makes a PKCE pair (RFC 7636, S256), keeps the verifier in this tab, and posts the choices.
 *
 * @throws RequestError; `REFUSED` with status 400 for an unknown purpose or method or a return address that is not allowed
 */
export async function start(
  core: string | URL,
  choice: Choice,
  options: StartOptions = {},
): Promise<Attempt> {
  const base = coreUrl(core)
  const { purpose, authMethod, commMethod, returnUrl = location.href } = choice
  const verifier = randomId(32)
  const state = randomId()
  const answer = await requestJson(`${base}/start`, options, {
    body: {
      purpose,
      auth_method: authMethod,
      comm_method: commMethod,
      code_challenge: await sha256(verifier),
      code_challenge_method: 'S256',
      return_url: returnUrl,
      state,
    },
  })
  const clientUrl = checkedTarget((answer as { client_url?: unknown } | null)?.client_url, base)
  // A published core ignores the extra members and sends the browser to a plugin: nobody will come back with a code.
  if (/\/go\/[^/]+$/.test(clientUrl))
    new Shelf<StoredAttempt>('attempts', options.storage).set(state, {
      core: base,
      purpose,
      authMethod,
      commMethod,
      verifier,
    })
  return { clientUrl, state, go: () => location.assign(clientUrl) }
}
