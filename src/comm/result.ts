/** A result token arrives: is it for this conversation, from the plugin that was chosen, and the first? */
import { equal, sha256 } from '../protocol/digest.ts'
import { openSigned, type ResultClaims } from '../protocol/result.ts'
import { Refusal } from '../web/index.ts'
import type { Store, StoredConversation } from '../store/index.ts'
import { audit } from './audit.ts'
import { isAllowedFor, type TrustedMethod } from './config.ts'
import { sealedSession } from './login-session.ts'
import type { Attempt, Read, Reader } from './reading.ts'
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
 * @throws Refusal `invalid-result`, always the same, whatever the reason (T8); `result-by-browser`, whatever the token, when the browser
 *   carries what only a published plugin can have made (D1)
 */
export async function acceptResult(
  comm: Surroundings,
  conversation: StoredConversation,
  token: string,
  route: Route,
  place: Place = { fail: comm.store.fail, attach: comm.store.attachResult },
): Promise<'accepted' | 'ignored' | 'failed'> {
  if (route === 'carried' && candidates(comm, conversation).every(({ legacy }) => legacy))
    await refuseCarried(comm, conversation)
  const read = await check(comm, conversation, token, route)
  const claims = read?.claims
  if (claims?.status === 'failed') {
    if (!(await place.fail(conversation.id))) return 'ignored'
    await note(comm, conversation, 'authentication_failed')
    return 'failed'
  }
  const outcome = read && (await attach(comm, place, conversation, token, read))
  if (outcome === 'accepted') {
    const attributes = Object.keys(claims?.attributes ?? {})
    await note(comm, conversation, 'result_accepted', { attributes })
    return 'accepted'
  }
  if (outcome === 'ignored') {
    await note(comm, conversation, 'result_ignored')
    return 'ignored'
  }
  await note(comm, conversation, 'result_refused')
  throw new Refusal('invalid-result')
}

async function attach(
  comm: Surroundings,
  place: Place,
  { id }: StoredConversation,
  token: string,
  read: Read,
) {
  const session = await sealedSession(comm, read)
  const arrived = await arrivalOf(token, read.claims)
  return place.attach(id, { ...arrived, ...(session !== undefined && { session }) })
}

/** Without a binding, whoever holds the address would be whom it names (D1). Not looked at. */
export async function refuseCarried(
  comm: Surroundings,
  conversation: StoredConversation,
): Promise<never> {
  await note(comm, conversation, 'result_refused', { reason: 'carried_by_browser' })
  throw new Refusal('result-by-browser')
}

/** What the store keeps of a token that was checked. */
export async function arrivalOf(result: string, { receiptHash, jti, exp }: ResultClaims) {
  return {
    result,
    ...(receiptHash !== undefined && { receiptHash }),
    // A published plugin gives no name; then it is the text itself, which nobody can vary who cannot open it (T3).
    jti: jti ?? (await sha256(result)),
    // Remembered until no clock takes it for fresh any more.
    jtiUntil: new Date((exp + 120) * 1000),
  }
}

/** What a token says and which plugin says so, when it is for this attempt and from the plugin that was chosen; undefined when it is not good for whatever reason. */
export async function check(
  comm: Reader & { config: { serverUrl: string } },
  attempt: Attempt,
  token: string,
  route: Route,
): Promise<Read | undefined> {
  for (const method of candidates(comm, attempt)) {
    const isLegacy = method.legacy === true
    if (isLegacy && route === 'carried') continue
    const opened = await openSigned(token, {
      decryptionKeys: comm.decryptionKeys,
      verificationKeys: method.verificationKeys,
      ...(!isLegacy && { issuer: method.issuer, audience: comm.config.serverUrl }),
      now: comm.now,
    }).catch(() => undefined)
    const claims = opened?.claims
    const isFor = isLegacy
      ? claims && contradictsNothing(claims, attempt, comm.config)
      : claims && isBound(claims, attempt, method)
    if (opened && isFor) return { ...opened, by: method }
  }
  return undefined
}

/**
 * The plugin that was chosen. A published core does not say which, nor does a result that came along at the start; then any published plugin that
 * this purpose takes (T6).
 */
function candidates(
  { methods, config }: Reader,
  { authMethod, purpose }: Attempt,
): TrustedMethod[] {
  if (authMethod === undefined)
    return [...methods.values()].filter(
      ({ legacy, tag }) => legacy === true && isAllowedFor(config.purposes, purpose, tag),
    )
  const chosen = methods.get(authMethod)
  return chosen ? [chosen] : []
}

/** A published plugin says nothing of the conversation. What it says all the same must be true (T3). */
function contradictsNothing(
  claims: ResultClaims,
  { binding, purpose }: Attempt,
  { serverUrl }: { serverUrl: string },
): boolean {
  const isOrNone = (said: string | undefined, is: string | undefined): boolean =>
    said === undefined || said === is
  return (
    isOrNone(claims.binding, binding) &&
    isOrNone(claims.aud, serverUrl) &&
    isOrNone(claims.purpose, purpose)
  )
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
  { attributes, reason }: { attributes?: string[]; reason?: string } = {},
): Promise<void> {
  const level = event === 'result_refused' ? 'warn' : 'info'
  const tags = attributes && { attributes }
  comm.log({ level, event, ...tagsOf(conversation), ...tags, ...(reason && { reason }) })
  await audit(comm, conversation, { event, ...tags, ...(reason && { outcome: reason }) })
}
