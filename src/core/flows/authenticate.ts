/** Authentication during a conversation: a platform with a registered key asks for it, and the resident goes back there. */
import { randomId } from '../../protocol/digest.ts'
import { checkLifetime } from '../../protocol/lifetime.ts'
import { verifyClaims } from '../../protocol/jws.ts'
import { parseAuthOnlyRequest, type AuthOnlyRequest } from '../../protocol/messages-core.ts'
import { isAllowedTarget } from '../../protocol/url.ts'
import { parsed, Refusal } from '../../web/index.ts'
import { authMethodFor, checkReturnUrl, commMethodFor, purposeFor } from '../choices.ts'
import type { CoreAuthMethod, Purpose } from '../config.ts'
import { backOf, goAddress, returnAddress } from '../departure.ts'
import { askedOf } from '../policy.ts'
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
 * @returns where the resident goes: the authentication plugin's `client_url`, or, when the request has a `binding`, our own `/go`
 * @throws Refusal
 */
export async function authenticate(core: Surroundings, token: string): Promise<string> {
  const { config, log } = core
  const { request, requestor } = await verified(core, token)
  const purpose = purposeFor(config, request.purpose)
  const auth = authMethodFor(config, purpose, request.auth_method)
  const { comm_url, attr_url, binding, audience } = request
  for (const target of audience ? [comm_url, audience] : [comm_url])
    if (!mayGoTo(requestor, target)) throw new Refusal('continuation-not-allowed')
  if (attr_url && !mayGoTo(requestor, attr_url)) throw new Refusal('attr-url-not-allowed')
  const asked = { request, purpose, auth }
  const url =
    binding && audience
      ? await startBound(core, asked, { binding, audience })
      : await startPlainly(core, asked)
  log({ event: 'authentication_requested', purpose: purpose.tag, auth_method: auth.tag })
  return url
}

interface Asked {
  request: AuthOnlyRequest
  purpose: Purpose
  auth: CoreAuthMethod
}

/** As published: the plugin sends the browser straight on. */
async function startPlainly(
  core: Surroundings,
  { request: { comm_url, attr_url }, purpose, auth }: Asked,
): Promise<string> {
  const needsShim = attr_url !== undefined && auth.disableAttrUrl === true
  return startAuthentication(core, auth, {
    ...askedOf(purpose, auth.tag),
    continuation: needsShim ? await shimFor(core, attr_url, comm_url) : comm_url,
    attr_url: needsShim ? undefined : attr_url,
  })
}

/** For a plugin that knows of bindings: the browser that comes back is the one that went, and gets a handover that says so. */
async function startBound(
  core: Surroundings,
  { request, purpose, auth }: Asked,
  { binding, audience }: { binding: string; audience: string },
): Promise<string> {
  const { config } = core
  const { comm_url, attr_url, comm_method } = request
  checkReturnUrl(config, request.return_url)
  if (comm_method) commMethodFor(config, purpose, comm_method)
  // The core itself says there when nobody will come.
  if (attr_url) checkEgress(core, attr_url)
  const session = randomId()
  const continuation = await returnAddress(core, {
    session,
    purpose: purpose.tag,
    auth: auth.tag,
    comm: comm_method,
    client: comm_url,
    attr: attr_url,
    audience,
    binding,
    lang: request.lang,
    ...backOf(request),
  })
  const url = await startAuthentication(core, auth, {
    ...askedOf(purpose, auth.tag),
    continuation,
    attr_url: auth.disableAttrUrl ? undefined : attr_url,
    binding,
    audience,
    purpose: purpose.tag,
    auth_method: auth.tag,
    lang: request.lang,
  })
  return goAddress(core, { session, url })
}

/** One answer to every token that is not good (RFC 8725 section 3.2). */
async function verified(
  { requestors, now }: Surroundings,
  token: string,
): Promise<{ request: AuthOnlyRequest; requestor: Requestor }> {
  for (const requestor of requestors) {
    const claims = await signedBy(requestor, token)
    if (!claims) continue
    try {
      checkLifetime(claims, { now: now(), longest: longestRequest })
    } catch {
      break
    }
    return { request: parsed(parseAuthOnlyRequest, claims.request), requestor }
  }
  // 400 as published.
  const detail = 'The request is not signed by a registered key.'
  throw new Refusal('malformed-request', { detail })
}

async function signedBy(
  { keys }: Requestor,
  token: string,
): Promise<Record<string, unknown> | undefined> {
  for (const key of keys) {
    const claims = await verifyClaims(token, 'JWT', key).catch(() => undefined)
    if (claims) return claims
  }
  return undefined
}

/** Whoever registered a key without saying where it may send people vouches for it. */
const mayGoTo = ({ origins }: Requestor, url: string): boolean =>
  origins === undefined || isAllowedTarget(url, origins)

/** Where it is the core that would call, a signature is not enough: the address must be one that it knows (T18). */
function checkEgress({ egressOrigins }: Surroundings, url: string): void {
  if (!isAllowedTarget(url, egressOrigins)) throw new Refusal('attr-url-not-allowed')
}

async function shimFor(core: Surroundings, attr: string, continuation: string): Promise<string> {
  checkEgress(core, attr)
  const { config, sealer } = core
  const ticket: ShimTicket = { attr, continuation }
  return `${config.serverUrl}/auth_attr_shim/${await sealer.seal('shim', ticket, shimLifetime)}`
}
