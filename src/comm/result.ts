/** A result token arrives: is it for this conversation, from the plugin that was chosen, and the first? */
import { equal } from '../protocol/digest.ts'
import { openResult, type ResultClaims } from '../protocol/result.ts'
import { Refusal } from '../web/index.ts'
import type { Store, StoredConversation } from '../store/index.ts'
import { audit } from './audit.ts'
import type { TrustedMethod } from './config.ts'
import type { Attempt, Reader } from './reading.ts'
import { tagsOf, type Surroundings } from './surroundings.ts'

/** `posted`: by the authentication plugin, to an address that only it knows. `carried`: by the browser. */
export type Route = 'posted' | 'carried'

/** Where a result is kept: that of a conversation from its start, or that of an attempt in the midst of it. */
export interface Place {
  fail: Store['fail']
  attach: Store['attachResult']
}

/**
 * Checks a token once, when it arrives; after that our own retention clock runs. A second result changes nothing (T4), a token that
 * was used before is refused (T3).
 * @throws Refusal `invalid-result`, always the same, whatever the reason (T8)
 */
export async function acceptResult(
  comm: Surroundings,
  conversation: StoredConversation,
  token: string,
  route: Route,
  place: Place = { fail: comm.store.fail, attach: comm.store.attachResult },
): Promise<'accepted' | 'ignored' | 'failed'> {
  const claims = await check(comm, conversation, token, route)
  if (claims?.status === 'failed') {
    if (!(await place.fail(conversation.id))) return 'ignored'
    await note(comm, conversation, 'authentication_failed')
    return 'failed'
  }
  const outcome = claims && (await attach(place, conversation, token, claims))
  if (outcome === 'accepted') {
    await note(comm, conversation, 'result_accepted', Object.keys(claims?.attributes ?? {}))
    return 'accepted'
  }
  if (outcome === 'ignored') {
    await note(comm, conversation, 'result_ignored')
    return 'ignored'
  }
  await note(comm, conversation, 'result_refused')
  throw new Refusal('invalid-result')
}

function attach(
  place: Place,
  { id }: StoredConversation,
  result: string,
  { receiptHash, jti, exp }: ResultClaims,
) {
  return place.attach(id, {
    result,
    ...(receiptHash !== undefined && { receiptHash }),
    // Remembered until no clock takes it for fresh any more.
    ...(jti !== undefined && { jti, jtiUntil: new Date((exp + 120) * 1000) }),
  })
}

/** What a token says, when it is for this attempt and from the plugin that was chosen; undefined when it is not good for whatever reason. */
export async function check(
  comm: Reader & { config: { serverUrl: string } },
  attempt: Attempt,
  token: string,
  route: Route,
): Promise<ResultClaims | undefined> {
  for (const method of candidates(comm, attempt)) {
    const isLegacy = method.legacy === true
    if (isLegacy && route === 'carried') continue
    const claims = await openResult(token, {
      decryptionKeys: comm.decryptionKeys,
      verificationKeys: method.verificationKeys,
      ...(!isLegacy && { issuer: method.issuer, audience: comm.config.serverUrl }),
      now: comm.now,
    }).catch(() => undefined)
    if (claims && (isLegacy || isBound(claims, attempt, method))) return claims
  }
  return undefined
}

/** The plugin that was chosen. A published core does not say which; then any published plugin that we know. */
function candidates({ methods }: Reader, { authMethod }: Attempt): TrustedMethod[] {
  if (authMethod === undefined) return [...methods.values()].filter(({ legacy }) => legacy === true)
  const chosen = methods.get(authMethod)
  return chosen ? [chosen] : []
}

/** Whether it was made for this very conversation (T3, T6). */
function isBound(
  claims: ResultClaims,
  { binding, purpose }: Attempt,
  { tag }: TrustedMethod,
): boolean {
  return (
    claims.jti !== undefined &&
    claims.binding !== undefined &&
    binding !== undefined &&
    equal(claims.binding, binding) &&
    claims.purpose === purpose &&
    claims.authMethod === tag &&
    (claims.status === 'failed' || claims.receiptHash !== undefined)
  )
}

async function note(
  comm: Surroundings,
  conversation: StoredConversation,
  event: string,
  attributes?: string[],
): Promise<void> {
  const level = event === 'result_refused' ? 'warn' : 'info'
  comm.log({ level, event, ...tagsOf(conversation), ...(attributes && { attributes }) })
  await audit(comm, conversation, { event, ...(attributes && { attributes }) })
}
