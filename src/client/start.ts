import { begin, type Attempt, type StartOptions } from './attempt.ts'
import { coreUrl } from './core-url.ts'

/** What a resident chose. */
export interface Choice {
  /** Tag of the purpose. */
  purpose: string
  /** Tag of the authentication method. Leave it out where `options.idContact.unauthenticated` allows a start without a log-in. */
  authMethod?: string
  /** Tag of the communication method. */
  commMethod: string
  /** The language of your page (BCP 47): that of the pages to come, where they are written in it. Default: what the browser prefers. */
  lang?: string
  /** Where the browser comes back. Default: this page. Its origin must be one that the core allows. */
  returnUrl?: string
}

/**
 * Starts an attempt. Go on with {@link Attempt.go}, and with `resume()` on the page that the browser comes back to.
 *
 * Without an `authMethod` there is no log-in to go to, and {@link Attempt.go} leads straight back. To stay in this page instead, take the
 * attempt up at once: `resume(core, { url: attempt.clientUrl })`.
 *
 * The result of an earlier log-in cannot be given along: it is proof of who somebody is, and has no place in a browser. A server that
 * holds one posts it to the core itself.
 *
 * @throws RequestError; `ERR_ID_CONTACT_PROBLEM` with status 400 for an unknown purpose or method, a purpose that needs a log-in, or a
 *   return address that is not allowed
 */
export async function start(
  core: string | URL,
  { purpose, authMethod, commMethod, lang, returnUrl }: Choice,
  options: StartOptions = {},
): Promise<Attempt> {
  const base = coreUrl(core)
  const body = { purpose, auth_method: authMethod, comm_method: commMethod, lang }
  return begin(
    { url: `${base}/start`, body, returnUrl },
    { core: base, purpose, authMethod, commMethod },
    options,
  )
}
