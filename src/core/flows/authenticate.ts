/** Authentication during a conversation: a platform with a registered key asks for it, and the resident goes back there. */
import { checkLifetime } from '../../protocol/lifetime.ts'
import { verifyClaims } from '../../protocol/jws.ts'
import { parseAuthOnlyRequest, type AuthOnlyRequest } from '../../protocol/messages-core.ts'
import { isAllowedTarget } from '../../protocol/url.ts'
import { parsed, Refusal } from '../../web/index.ts'
import { authMethodFor, purposeFor } from '../choices.ts'
import { startAuthentication } from '../plugins.ts'
import type { Requestor, Surroundings } from '../surroundings.ts'

/** Longest `exp - iat` of a request, in seconds. */
const longestRequest = 600
/** Seconds that a log-in may take. */
const shimLifetime = 30 * 60

/** What the core keeps of it, sealed, when it has to post the result itself. */
export interface ShimTicket {
  attr: string
  continuation: string
}

/**
 * @param token the signed request: header `kid` names the requestor, claim `request` says what is asked
 * @returns the authentication plugin's `client_url`
 * @throws Refusal
 */
export async function authenticate(core: Surroundings, token: string): Promise<string> {
  const { config, log } = core
  const { request, requestor } = await verified(core, token)
  const purpose = purposeFor(config, request.purpose)
  const auth = authMethodFor(config, purpose, request.auth_method)
  const { comm_url, attr_url } = request
  if (!mayGoTo(requestor, comm_url)) throw new Refusal('continuation-not-allowed')
  if (attr_url && !mayGoTo(requestor, attr_url)) throw new Refusal('attr-url-not-allowed')
  const needsShim = attr_url !== undefined && auth.disableAttrUrl === true
  const url = await startAuthentication(core, auth, {
    attributes: purpose.attributes,
    continuation: needsShim ? await shimFor(core, attr_url, comm_url) : comm_url,
    attr_url: needsShim ? undefined : attr_url,
    acr: purpose.acr,
  })
  log({ event: 'authentication_requested', purpose: purpose.tag, auth_method: auth.tag })
  return url
}

/** One answer to every token that is not good (RFC 8725 section 3.2). */
async function verified(
  { requestors, now }: Surroundings,
  token: string,
): Promise<{ request: AuthOnlyRequest; requestor: Requestor }> {
  for (const requestor of requestors) {
    const claims = await verifyClaims(token, 'JWT', requestor.keys).catch(() => undefined)
    if (!claims) continue
    try {
      checkLifetime(claims, { now: now(), longest: longestRequest })
    } catch {
      break
    }
    return { request: parsed(parseAuthOnlyRequest, claims.request), requestor }
  }
  throw new Refusal('forbidden', { detail: 'The request is not signed by a registered key.' })
}

/** Whoever registered a key without saying where it may send people vouches for it. */
const mayGoTo = ({ origins }: Requestor, url: string): boolean =>
  origins === undefined || isAllowedTarget(url, origins)

async function shimFor(
  { config, sealer, egressOrigins }: Surroundings,
  attr: string,
  continuation: string,
): Promise<string> {
  // Here it is the core that would post, so a signature is not enough: the address must be one that it knows (T18).
  if (!isAllowedTarget(attr, egressOrigins)) throw new Refusal('attr-url-not-allowed')
  const ticket: ShimTicket = { attr, continuation }
  return `${config.serverUrl}/auth_attr_shim/${await sealer.seal('shim', ticket, shimLifetime)}`
}
