/** The end of every attempt, good or bad: a result token for the communication plugin, and the citizen sent on. */
import { randomId, sha256 } from '../protocol/digest.ts'
import { IdContactError, MessageError } from '../protocol/errors.ts'
import { seconds } from '../protocol/lifetime.ts'
import type { StartAuthentication } from '../protocol/messages-plugins.ts'
import { sealResult } from '../protocol/result.ts'
import type { Statement } from '../protocol/result-claims.ts'
import { seeOther } from '../web/index.ts'
import { withQuery } from '../protocol/url.ts'
import { recipientFor, type Kit } from './config.ts'
import { isEnough } from './levels.ts'
import type { Failure, Outcome } from './method.ts'
import { normalise } from './normalise.ts'
import { endUnused, sessionUrlOf } from './session.ts'

/** Longest address with a result in it, in characters: servers commonly take 16 KiB of headers, cookies included. */
const longestAddress = 12 * 1024

/** Seals the result, posts it when there is an `attr_url`, and answers the redirect to `continuation`. */
export async function deliver(
  kit: Kit,
  start: StartAuthentication,
  proposed: Outcome,
): Promise<Response> {
  const { outcome, query } = await handedOver(kit, start, proposed)
  if (outcome.status !== 'success') await endUnused(kit, proposed)
  return finish(kit, start, outcome, query)
}

interface HandedOver {
  /** What came of it in the end. */
  outcome: Outcome
  /** What the browser takes along. */
  query: { receipt?: string; result?: string }
}

async function handedOver(
  kit: Kit,
  start: StartAuthentication,
  proposed: Outcome,
): Promise<HandedOver> {
  // With a binding the receiver knows its own conversation again, and asks the browser for the receipt. A published one knows neither.
  const receipt = start.binding && randomId()
  let outcome = asRequested(kit, proposed, start)
  let token = await seal(kit, start, outcome, receipt)
  if (token === undefined) {
    outcome = { status: 'failed', reason: 'unusable_value' }
    token = await seal(kit, start, outcome, receipt)
  }
  if (start.attr_url !== undefined) {
    if (!(await post(kit, start, start.attr_url, token!))) outcome = undelivered(outcome)
    return { outcome, query: { receipt } }
  }
  const target = withQuery(start.continuation, { result: token, receipt })
  if (target.length > longestAddress) {
    outcome = { status: 'failed', reason: 'result_too_long' }
    token = await seal(kit, start, outcome, receipt)
  }
  return { outcome, query: { result: token, receipt } }
}

/** Whatever the method says: no attribute that was not asked for, none missing, and no weaker log-in. */
function asRequested(
  { kinds }: Kit,
  outcome: Outcome,
  { attributes: requested, optional = [], acr }: StartAuthentication,
): Outcome {
  if (outcome.status !== 'success') return outcome
  if (!isEnough(acr, outcome.acr)) return { status: 'too_low' }
  const usable = usableOf(outcome.attributes, kinds)
  const attributes = Object.fromEntries(
    requested.filter((tag) => usable.has(tag)).map((tag) => [tag, usable.get(tag)!]),
  )
  const missing = requested.filter((tag) => !usable.has(tag) && !optional.includes(tag))
  if (missing.some((tag) => Object.hasOwn(outcome.attributes, tag)))
    return { status: 'failed', reason: 'attribute_unusable' }
  if (missing.length > 0 || Object.keys(attributes).length === 0)
    return { status: 'failed', reason: 'attribute_missing' }
  return { ...outcome, attributes }
}

/** The values that are what they should be, in the one way in which we write them. */
function usableOf(attributes: Record<string, string>, kinds: Kit['kinds']): Map<string, string> {
  const usable = Object.entries(attributes).flatMap(([tag, proved]) => {
    const value = Object.hasOwn(kinds, tag) ? normalise(proved, kinds[tag]!) : proved
    return value === undefined ? [] : [[tag, value] as const]
  })
  return new Map(usable)
}

/** Undefined when the outcome holds something that a result cannot say. */
async function seal(
  kit: Kit,
  start: StartAuthentication,
  outcome: Outcome,
  receipt: string | undefined,
): Promise<string | undefined> {
  const encryptionKeys = recipientFor(kit, start.audience)
  if (!encryptionKeys) throw new Error('The recipient is no longer configured')
  const statement: Statement = {
    ...statementOf(outcome),
    sessionUrl: await sessionUrlOf(kit, outcome),
    iss: kit.serverUrl,
    aud: start.audience,
    jti: randomId(),
    binding: start.binding,
    purpose: start.purpose,
    authMethod: start.auth_method,
    receiptHash: receipt && (await sha256(receipt)),
  }
  const { dialect, signingKeys, now } = kit
  try {
    return await sealResult(statement, { dialect, signingKeys, encryptionKeys, now })
  } catch (error) {
    if (error instanceof MessageError && outcome.status === 'success') return undefined
    throw error
  }
}

function statementOf(outcome: Outcome): Statement {
  if (outcome.status !== 'success') return { status: 'failed' }
  const { status, attributes, acr, crossDevice, authenticatedAt } = outcome
  return {
    status,
    attributes,
    acr,
    crossDevice,
    authenticatedAt: authenticatedAt && seconds(authenticatedAt),
  }
}

async function post(
  { egress, log, tag }: Kit,
  { auth_method = tag, purpose }: StartAuthentication,
  attrUrl: string,
  token: string,
): Promise<boolean> {
  const entry = { level: 'error', event: 'result_not_delivered', auth_method, purpose } as const
  try {
    const { status } = await egress.post(attrUrl, token, 'application/jwt')
    if (status >= 200 && status < 300) return true
    log({ ...entry, status })
  } catch (error) {
    if (!(error instanceof IdContactError)) throw error
    log({ ...entry, code: error.code })
  }
  return false
}

/** A citizen who proved who they are but whose result got lost must not go on as if it had arrived. */
const undelivered = (outcome: Outcome): Failure =>
  outcome.status === 'success' ? { status: 'unavailable', reason: 'not_delivered' } : outcome

function finish(
  { log, tag }: Kit,
  start: StartAuthentication,
  outcome: Outcome,
  query: HandedOver['query'],
): Response {
  const isSuccess = outcome.status === 'success'
  log({
    event: 'authentication_finished',
    outcome: outcome.status,
    reason: isSuccess ? undefined : outcome.reason,
    auth_method: start.auth_method ?? tag,
    purpose: start.purpose,
    attributes: start.attributes,
  })
  const error = isSuccess ? undefined : outcome.status
  return seeOther(withQuery(start.continuation, { ...query, error }))
}
