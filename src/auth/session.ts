/**
 * A log-in that stays at the identity provider. The communication plugin gets an address for it in the result (`session_url`), and says there
 * that the citizen is active, or that the conversation is over. What the method needs for that is in the address itself, sealed.
 */
import { IdContactError, TokenError } from '../protocol/errors.ts'
import { parseSessionUpdate, type SessionUpdate } from '../protocol/messages-plugins.ts'
import { longestUrl } from '../protocol/url.ts'
import type { Kit } from './config.ts'
import type { Outcome } from './method.ts'

/** Seconds: as long as a conversation can be configured to last (a day), and an hour for whoever has to try again. */
const sessionLifetime = 25 * 60 * 60
/** Milliseconds for the method: whoever posts waits for the answer, five seconds in published software and in ours. */
const patience = 4000

type Update = SessionUpdate['type']

/** The address for this log-in; undefined when there is nothing to hear of, or the address would be longer than an address may be. */
export async function sessionUrlOf(kit: Kit, outcome: Outcome): Promise<string | undefined> {
  if (!kit.method.session || outcome.status !== 'success') return undefined
  const { session } = outcome
  if (session === undefined) return leftOut(kit, 'nothing_kept')
  const ticket = await kit.sealer.seal('session', { session }, sessionLifetime)
  const url = `${kit.serverUrl}/session/${ticket}`
  return url.length > longestUrl ? leftOut(kit, 'too_long') : url
}

/** Told, because nobody will be able to log this citizen out. */
function leftOut({ log, tag }: Kit, reason: string): undefined {
  log({ level: 'warn', event: 'session_left_out', reason, auth_method: tag })
}

/** Ends a log-in that came to nothing: no conversation will ever do it. */
export async function endUnused(kit: Kit, { session }: Outcome): Promise<void> {
  if (session !== undefined) await tell(kit, 'logout', session)
}

/**
 * `POST /session/{ticket}?type=user_active|logout`. The answer is the same whatever happens, so that it gives away nothing: not whether the
 * address was ever good, whether the citizen is still logged in, or what the identity provider said.
 */
export async function updateSession(kit: Kit, request: Request, ticket: string): Promise<Response> {
  const type = typeOf(request)
  const kept = type && (await open(kit, ticket))
  if (kept) await tell(kit, type, kept.session)
  return new Response(null, { status: 200 })
}

function typeOf(request: Request): Update | undefined {
  try {
    return parseSessionUpdate({ type: new URL(request.url).searchParams.get('type') }).type
  } catch {
    return undefined
  }
}

async function open(kit: Kit, ticket: string): Promise<{ session: unknown } | undefined> {
  try {
    return await kit.sealer.open('session', ticket)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    const reason = error.expired ? 'expired' : 'invalid'
    kit.log({ level: 'debug', event: 'session_update_ignored', reason, auth_method: kit.tag })
    return undefined
  }
}

/** Never throws: there is nobody to whom it could be said but the operator. */
async function tell({ method, log, tag }: Kit, type: Update, session: unknown): Promise<void> {
  const act = type === 'logout' ? 'logout' : 'userActive'
  if (!method.session?.[act]) return
  const entry = { outcome: type, auth_method: tag } as const
  const signal = AbortSignal.timeout(patience)
  try {
    await unlessLate(method.session[act](session, { signal }), signal)
    log({ level: type === 'logout' ? 'info' : 'debug', event: 'session_update', ...entry })
  } catch (error) {
    const { name } = error as Error
    const code = error instanceof IdContactError ? error.code : undefined
    log({ level: 'error', event: 'session_update_failed', name, code, ...entry })
  }
}

/** Also for a method that does not look at the signal. */
function unlessLate(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    work.then(resolve, reject)
  })
}
