/** `GET /go/{ticket}` and `GET /return/{ticket}`: the browser leaves, and must be the same one when it comes back. */
import { TokenError } from '../protocol/errors.ts'
import { signHandover } from '../protocol/handover.ts'
import { isAllowedTarget, parseTelUrl, withQuery } from '../protocol/url.ts'
import { privateHeaders } from '../web/index.ts'
import { began, finished, standingOf } from './cookie.ts'
import * as pages from './pages/notices.ts'
import { withdraw } from './start.ts'
import type { Surroundings } from './surroundings.ts'
import {
  codeLifetime,
  unpack,
  type CodeTicket,
  type GoTicket,
  type ReturnTicket,
} from './tickets.ts'

/** Longest code that still fits into the address of a municipal page, in characters: servers there take 8 KB. */
const longestCode = 6 * 1024

export async function go(core: Surroundings, request: Request, ticket: string): Promise<Response> {
  const opened = await open<GoTicket>(core, 'go', ticket, request)
  if (opened instanceof Response) return opened
  return redirect(opened.url, began(request, opened.session))
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
  if (standing === 'finished') return pages.done(request)
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
  await withdraw(core, attempt.audience && attempt.attr)
  return pages.otherDevice(request)
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
  { config, egress, log }: Surroundings,
  { auth, attr }: ReturnTicket,
  result: string | undefined,
): Promise<string | undefined> {
  const method = config.authMethods.find(({ tag }) => tag === auth)
  if (!attr || !method?.disableAttrUrl) return undefined
  if (!result) return 'failed'
  const status = await egress.post(attr, result, 'application/jwt').then(
    (answer) => answer.status,
    () => 0,
  )
  if (status >= 200 && status < 300) return undefined
  log({ level: 'warn', event: 'result_not_delivered', auth_method: auth, status })
  return status >= 400 && status < 500 ? 'failed' : 'unavailable'
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
  await withdraw(core, attempt.audience && attempt.attr)
  if (attempt.back) return redirect(backTo(core, attempt, { id_contact_error: hint }), cookie)
  return pages.setback(request, hint, core.config.serverUrl, attempt.purpose, cookie)
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
    const { session, purpose, auth, comm, client, audience, challenge } = attempt
    const ticket: CodeTicket = {
      session,
      purpose,
      auth,
      comm,
      client,
      audience,
      challenge,
      receipt,
      result,
    }
    const code = await core.sealer.seal('code', ticket, codeLifetime)
    if (code.length > longestCode) {
      core.log({ level: 'warn', event: 'result_too_large', comm_method: attempt.comm })
      return withoutConversation(core, request, attempt, 'failed', cookie)
    }
    return redirect(backTo(core, attempt, { id_contact_code: code }), cookie)
  }
  if (parseTelUrl(attempt.client)) return pages.telephone(request, attempt.client, cookie)
  const handover = await handoverFor(core, { ...attempt, receipt })
  return redirect(withQuery(attempt.client, { handover, result }), cookie)
}

/** Signed for a plugin that knows of bindings; a published one gets none. */
export async function handoverFor(
  { config, signingKeys, now }: Surroundings,
  ticket: Pick<
    CodeTicket,
    'session' | 'purpose' | 'auth' | 'comm' | 'client' | 'audience' | 'receipt'
  >,
): Promise<string | undefined> {
  const { audience, receipt } = ticket
  if (!audience) return undefined
  const claims = {
    iss: config.serverUrl,
    aud: audience,
    sub: ticket.client,
    jti: ticket.session,
    purpose: ticket.purpose,
    auth_method: ticket.auth,
    comm_method: ticket.comm,
    ...(receipt && { receipt }),
  }
  return signHandover(claims, { signingKeys, now })
}

function backTo(
  { config }: Surroundings,
  { back, state }: ReturnTicket,
  answer: Record<string, string>,
): string {
  // The list may have changed since the start.
  if (!back || !isAllowedTarget(back, config.allowedOrigins)) return `${config.serverUrl}/choose`
  return withQuery(back, { ...answer, id_contact_state: state })
}

function redirect(location: string, cookie: string): Response {
  return new Response(null, {
    status: 303,
    headers: { ...privateHeaders, location, 'set-cookie': cookie },
  })
}

async function open<T>(
  { sealer }: Surroundings,
  kind: string,
  ticket: string,
  request: Request,
): Promise<T | Response> {
  try {
    return await sealer.open<T>(kind, ticket)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    return error.expired ? pages.tooLate(request) : pages.invalidLink(request)
  }
}
