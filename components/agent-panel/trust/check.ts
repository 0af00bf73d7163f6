/** Holds what the desk says of a resident against what the authentication plugin signed. Loaded when there is something to hold. */
import type { AgentConversation, AgentIdentity, TrustedMethod } from '../../../src/agent/index.ts'
import { importKeySet, type JWK, type KeySet } from '../../../src/protocol/keys.ts'
import { verifyResult, type ResultClaims } from '../../../src/protocol/signed-result.ts'
import type { Verdict } from '../view.ts'

/** The desk checked its lifetime when it came; after that its retention counts. Seconds. */
const retention = 2 * 86_400

const loaded = new WeakMap<TrustedMethod, Promise<KeySet>>()

function keysOf(method: TrustedMethod): Promise<KeySet> {
  let keys = loaded.get(method)
  if (!keys) loaded.set(method, (keys = importKeySet(method.keys as JWK[], 'verify')))
  return keys
}

/** Which statement belongs to which conversation: the same one under another is somebody else's. */
export type Seen = Map<string, string>

/** `unchecked` when there is nothing to hold it against: no statement, no keys of that plugin, no cryptography on this page. */
export async function check(
  { id, acceptedAt, identity }: AgentConversation,
  methods: readonly TrustedMethod[],
  seen: Seen,
): Promise<Verdict> {
  const method = methods.find(({ authMethod }) => authMethod === identity.authMethod)
  // A page without https has no cryptography.
  if (!identity.proof || !method || !isSecureContext) return 'unchecked'
  const claims = await verifyResult(identity.proof.token, {
    verificationKeys: await keysOf(method),
    ...(!method.legacy && { issuer: method.issuer }),
    // The desk's clock: this machine's may be wrong, and says nothing of when the resident logged in.
    now: () => acceptedAt,
    clockTolerance: retention,
  }).catch(() => undefined)
  if (!claims || !says(claims, identity) || !(method.legacy || isBound(claims, identity)))
    return 'bad'
  const { jti } = claims
  if (jti === undefined) return 'good'
  if (!seen.has(jti)) seen.set(jti, id)
  return seen.get(jti) === id ? 'good' : 'bad'
}

/** Everything that is shown as proven was signed: each value, how sure it is, and when that was. */
function says(claims: ResultClaims, identity: AgentIdentity): boolean {
  const { status, attributes = {}, acr, crossDevice = false } = claims
  const at = claims.authenticatedAt ?? claims.iat
  return (
    status === 'success' &&
    identity.attributes.every(
      ({ tag, value }) => Object.hasOwn(attributes, tag) && attributes[tag] === value,
    ) &&
    (identity.level === undefined || identity.level === acr) &&
    identity.crossDevice === crossDevice &&
    (!identity.authenticatedAt || Math.floor(+identity.authenticatedAt / 1000) === at)
  )
}

const isBound = (claims: ResultClaims, { proof, authMethod }: AgentIdentity): boolean =>
  claims.binding !== undefined &&
  claims.binding === proof?.binding &&
  claims.authMethod === authMethod
