/** `GET /go/{ticket}` and `GET /return/{ticket}`: the browser leaves, and must be the same one when it comes back. */
import { TokenError } from '../protocol/errors.ts'
import { parseTelUrl, withQuery } from '../protocol/url.ts'
import { noted, Refusal, seeOther } from '../web/index.ts'
import { began, finished, standingOf } from './cookie.ts'
import type { ShimTicket } from './flows/authenticate.ts'
import * as pages from './pages/notices.ts'
import { arrivalAddress } from './handover.ts'
import { deliverResult, withdraw } from './plugins.ts'
import type { Surroundings } from './surroundings.ts'
import { unpack, type CodeTicket, type GoTicket, type ReturnTicket } from './tickets.ts'
import { backTo, backWithCode } from './way-back.ts'

export async function go(core: Surroundings, request: Request, ticket: string): Promise<Response> {
  const opened = await open<GoTicket>(core, 'go', ticket, request)
  if (opened instanceof Response) return opened
  return seeOther(opened.url, began(request, opened.session))
}

export async function comeBack(
  core: Surroundings,
  request: Request,
  ticket: string,
): Promise<Response> {
  const packed = await open<Record<string, string>>(core, 'return', ticket, request)
  if (packed instanceof Response) return packed
  const attempt = unpack(packed)
  const standing = standingOf(request, attempt.session)
  if (standing === 'finished') return pages.done(core.config, request)
  if (standing === 'unknown') return refuse(core, request, attempt)

  const { receipt, result, error } = answerOf(request)
  const hint = error ?? (await deliver(core, attempt, result))
  const cookie = finished(request, attempt.session)
  if (hint) return withoutConversation(core, request, attempt, hint, cookie)
  return onwards(core, request, { attempt, receipt, result, cookie })
}

/**
 * A browser that did not start this attempt (T1): somebody may have been sent the link of somebody else. Nothing of what was just proved may
 * stay for whoever did start it.
 */
async function refuse(
  core: Surroundings,
  request: Request,
  attempt: ReturnTicket,
): Promise<Response> {
  core.log({
    level: 'warn',
    event: 'binding_mismatch',
    purpose: attempt.purpose,
    auth_method: attempt.auth,
    comm_method: attempt.comm,
  })
  await withdraw(core, attempt.audience && attempt.attr, 'other_device')
  return pages.otherDevice(core.config, request)
}

interface Answer {
  /** Proof that this browser is the one that authenticated; its hash is in the result. */
  receipt?: string
  result?: string
  error?: string
}

/** What the plugin added to the address. All of it is a hint or is checked elsewhere: anybody can write an address. */
function answerOf(request: Request): Answer {
  const query = new URL(request.url).searchParams
  const matching = (name: string, pattern: RegExp): string | undefined => {
    const value = query.get(name)
    return value !== null && pattern.test(value) ? value : undefined
  }
  const receipt = matching('receipt', /^[A-Za-z0-9_-]{22,86}$/)
  const result = matching('result', /^[A-Za-z0-9_.-]{1,16000}$/)
  const error = query.has('error')
    ? (matching('error', /^(cancelled|too_low|unavailable)$/) ?? 'failed')
    : undefined
  return { ...(receipt && { receipt }), ...(result && { result }), ...(error && { error }) }
}

/** A plugin that returns results through the browser only, for a channel that wants them posted: the core is the messenger. */
async function deliver(
  core: Surroundings,
  { auth, attr }: ReturnTicket,
  result: string | undefined,
): Promise<string | undefined> {
  const method = core.config.authMethods.find(({ tag }) => tag === auth)
  if (!attr || !method?.disableAttrUrl) return undefined
  if (!result) return 'failed'
  const outcome = await deliverResult(core, attr, result)
  return { delivered: undefined, refused: 'failed', unavailable: 'unavailable' }[outcome]
}

/**
 * `GET /auth_attr_shim/{state}`: the same for a platform that asked for authentication during a conversation. The browser goes on only
 * when the result was taken.
 */
export async function shim(core: Surroundings, request: Request, state: string): Promise<Response> {
  const ticket = await open<ShimTicket>(core, 'shim', state, request)
  if (ticket instanceof Response) return ticket
  const { result } = answerOf(request)
  const outcome = result ? await deliverResult(core, ticket.attr, result) : 'refused'
  if (outcome === 'refused') return pages.notDelivered(core.config, request, outcome, undefined)
  if (outcome === 'unavailable') {
    const { reference } = noted(new Refusal('plugin-unreachable'), core.log)
    return pages.notDelivered(core.config, request, outcome, reference)
  }
  return seeOther(ticket.continuation)
}

async function withoutConversation(
  core: Surroundings,
  request: Request,
  attempt: ReturnTicket,
  hint: string,
  cookie: string,
): Promise<Response> {
  core.log({
    event: 'authentication_returned',
    outcome: hint,
    auth_method: attempt.auth,
    purpose: attempt.purpose,
  })
  await withdraw(core, attempt.audience && attempt.attr, hint)
  if (attempt.back) return seeOther(backTo(core, attempt, { id_contact_error: hint }), cookie)
  // The conversation goes on, and says itself what became of the attempt.
  if (attempt.binding) return seeOther(withQuery(attempt.client, { error: hint }), cookie)
  return pages.setback(core.config, request, hint, attempt.purpose, cookie)
}

interface Arrival extends Pick<Answer, 'receipt' | 'result'> {
  attempt: ReturnTicket
  cookie: string
}

async function onwards(core: Surroundings, request: Request, arrival: Arrival): Promise<Response> {
  const { attempt, receipt, cookie } = arrival
  // What was posted needs no second way.
  const result = attempt.attr ? undefined : arrival.result
  core.log({
    event: 'authentication_returned',
    outcome: 'success',
    auth_method: attempt.auth,
    purpose: attempt.purpose,
  })
  if (attempt.back && attempt.challenge) {
    const { attr: _attr, back: _back, state: _state, ...rest } = attempt
    const ticket: CodeTicket = { ...rest, challenge: attempt.challenge, receipt, result }
    const address = await backWithCode(core, attempt, ticket)
    if (address) return seeOther(address, cookie)
    core.log({ level: 'warn', event: 'result_too_large', comm_method: attempt.comm })
    return withoutConversation(core, request, attempt, 'failed', cookie)
  }
  if (parseTelUrl(attempt.client))
    return pages.telephone(core.config, request, attempt.client, cookie)
  return seeOther(await arrivalAddress(core, { ...attempt, receipt }, result), cookie)
}

async function open<T>(
  { sealer, config }: Surroundings,
  kind: string,
  ticket: string,
  request: Request,
): Promise<T | Response> {
  try {
    return await sealer.open<T>(kind, ticket)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    return error.expired ? pages.tooLate(config, request) : pages.invalidLink(config, request)
  }
}
