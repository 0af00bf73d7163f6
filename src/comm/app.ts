/** A communication plugin as a fetch handler. */
import { Hono, type Context } from 'hono'
import { parseAuthenticateRequest, parseRedeemRequest } from '../protocol/messages-conversation.ts'
import {
  chosenLanguage,
  cors,
  json,
  mediaTypeOf,
  noContent,
  noHead,
  noted,
  nothingHere,
  parsed,
  privateHeaders,
  readBody,
  readText,
  Refusal,
  seeOther,
} from '../web/index.ts'
import type { StoredConversation } from '../store/index.ts'
import { isNumberRefusal, requestCallBack } from './call-back.ts'
import type { CommConfig } from './config.ts'
import { extend, find, renew, stop, view } from './conversation.ts'
import { toPage, tokensOf } from './cookie.ts'
import { act } from './live/act.ts'
import { residentEvents } from './live/resident.ts'
import { conversationPage, noticePage } from './pages/conversation.ts'
import { authenticate, decline } from './identification/begin.ts'
import { acceptAttemptResult, endAttempt } from './identification/result.ts'
import { isVisit, landing } from './landing.ts'
import { logOut } from './login-session.ts'
import { redeem } from './redeem.ts'
import { acceptResult } from './result.ts'
import { expectedWaitsAnswer } from './expected-waits.ts'
import { startCommunication } from './start.ts'
import { surround, tagsOf, type Surroundings } from './surroundings.ts'

/** A part as a function of the Fetch standard: for Node, Deno, Bun and others. */
export type Handler = (request: Request) => Promise<Response>

/**
 * The kit of a communication plugin, with one channel. Stateless besides the store: n processes over one database.
 *
 * Routes: `POST /start_communication`, `GET /expected_waits`, `POST|DELETE /result/{capability}`, and below `/conversation/{ref}` what the resident's browser asks.
 * @throws ConfigError when the configuration cannot be used
 */
export async function createComm(config: CommConfig): Promise<Handler> {
  const comm = await surround(config)
  const app = new Hono()
  const path = '/conversation/:ref'

  app.post('/start_communication', async (context) =>
    json(await startCommunication(comm, await readBody(context.req.raw))),
  )
  app.post('/result/:capability', (context) =>
    resultPosted(comm, context.req.raw, context.req.param('capability')),
  )
  app.delete('/result/:capability', (context) =>
    resultWithdrawn(comm, context.req.param('capability'), context.req.query('reason')),
  )

  app.get('/expected_waits', async () => expectedWaitsAnswer(await comm.waits()))

  const headers = 'authorization, content-type, last-event-id'
  const origins = [...config.allowedOrigins, new URL(config.serverUrl).origin]
  app.use(`${path}/*`, cors(origins, 'GET, POST, DELETE', headers))
  app.get(path, async (context) => {
    const ref = context.req.param('ref')
    if (bearerOf(context)) return shown(comm, await mine(comm, context, ref))
    if (context.req.query('handover')) return arrival(comm, context.req.raw, ref)
    const landed = await landing(comm, context.req.raw, ref)
    if (landed) return landed
    if (context.req.query('error')) return setback(comm, context.req.raw, ref)
    return conversationPage(comm, context.req.raw, ref)
  })
  app.post(path, async (context) => {
    const ref = context.req.param('ref')
    const request = parsed(parseRedeemRequest, await readBody(context.req.raw))
    const { token, id } = await redeem(comm, { ref, ...request })
    const conversation = await comm.store.byId(id)
    if (!conversation) throw new Refusal('gone')
    return json({ token, conversation: await view(comm, conversation) }, 201)
  })
  app.post(`${path}/renew`, (context) => changed(comm, context, renew))
  app.post(`${path}/extend`, (context) => changed(comm, context, extend))
  app.post(`${path}/logout`, (context) => changed(comm, context, logOut))
  app.post(`${path}/stop`, (context) => changed(comm, context, stop))
  app.post(`${path}/call_back`, (context) => calledBack(comm, context))
  app.post(`${path}/authenticate`, (context) => begun(comm, context))
  app.post(`${path}/decline`, (context) =>
    changed(comm, context, withdrawal(context.req.query('reason'))),
  )
  app.get(`${path}/events`, noHead, async (context) => {
    const bearer = bearerOf(context)
    const tokens = bearer ? [bearer] : tokensOf(context.req.raw)
    return residentEvents(comm, await mine(comm, context, context.req.param('ref')), {
      tokens,
      lastId: context.req.header('last-event-id'),
    })
  })
  app.post(`${path}/channel/:verb`, async (context) => {
    refuseForgery(comm, context)
    const conversation = await mine(comm, context, context.req.param('ref'))
    await comm.store.touch(conversation.id)
    const seat = { conversation, side: 'resident' } as const
    return act(comm.meeting, seat, context.req.param('verb'), context.req.raw)
  })
  app.delete(path, async (context) => {
    await stop(comm, await mine(comm, context, context.req.param('ref')))
    return noContent()
  })

  const own = config.channel.routes?.(comm)
  if (own) app.route('/', own)

  app.get('/health', () => json({ status: 'ok' }))
  app.notFound(({ req }) => nothingHere(req.raw, config))
  app.onError((error, context) => {
    const isOfPage = /^\/conversation\/[^/]+\/./.test(context.req.path)
    const isForm = isOfPage && mediaTypeOf(context.req.raw) === 'application/x-www-form-urlencoded'
    const isVisit = context.req.method === 'GET' && !context.req.path.endsWith('/events')
    const isPerson = !bearerOf(context) && (isVisit || isForm)
    const refusal = noted(error, comm.log)
    return isPerson ? noticePage(comm, context.req.raw, refusal) : refusal.response()
  })
  return async (request) => app.fetch(request)
}

async function resultPosted(
  comm: Surroundings,
  request: Request,
  capability: string,
): Promise<Response> {
  if (mediaTypeOf(request) !== 'application/jwt') throw new Refusal('unsupported-media-type')
  const token = await readText(request)
  const { conversation, isAttempt } = await holderOf(comm, capability)
  if (!conversation || conversation.plugin !== comm.config.tag) throw new Refusal('not-found')
  await (isAttempt ? acceptAttemptResult : acceptResult)(comm, conversation, token, 'posted')
  return new Response('ok', { headers: privateHeaders })
}

/** The core says that nobody will come. Once a resident is waiting, only they and the agent can end it. */
async function resultWithdrawn(
  comm: Surroundings,
  capability: string,
  reason: string | undefined,
): Promise<Response> {
  const { conversation, isAttempt } = await holderOf(comm, capability)
  const isOpen =
    conversation && ['starting', 'authenticating', 'failed'].includes(conversation.state)
  if (conversation && isAttempt) await endAttempt(comm, conversation, reason)
  else if (isOpen) {
    await comm.store.end(conversation.id, { reason: 'abandoned' })
    comm.log({ event: 'conversation_abandoned', ...tagsOf(conversation) })
  }
  return noContent()
}

/** The conversation whose result this capability is for: that of its start, or that of an attempt in the midst of it. */
async function holderOf({ store, keyedHash }: Surroundings, capability: string) {
  const key = await keyedHash('capability', capability)
  const conversation = await store.byCapability(key)
  if (conversation) return { conversation, isAttempt: false }
  return { conversation: await store.identifications.byCapability(key), isAttempt: true }
}

/** The handover came in the address: take it, and leave an address with nothing in it (T2, T14). */
async function arrival(comm: Surroundings, request: Request, ref: string): Promise<Response> {
  const query = new URL(request.url).searchParams
  const handover = query.get('handover') ?? ''
  const result = query.get('result') ?? undefined
  const tokens = tokensOf(request)
  if (!isVisit(request)) throw new Refusal('result-missing')
  try {
    const { token } = await redeem(comm, { ref, handover, result, tokens })
    return toPage(comm, request, ref, token)
  } catch (error) {
    // A result that is not here yet is waited for. Else, whoever is in this conversation sees there how it stands.
    const isWaiting = error instanceof Refusal && error.slug === 'result-missing'
    const own = isWaiting ? undefined : await find(comm, ref, tokens).catch(() => undefined)
    if (own?.state === 'active') return toPage(comm, request, ref)
    throw error
  }
}

/** Back from a log-in during the conversation that came to nothing. */
async function setback(comm: Surroundings, request: Request, ref: string): Promise<Response> {
  const conversation = await find(comm, ref, tokensOf(request))
  await setBack(comm, conversation, new URL(request.url).searchParams.get('error'))
  return toPage(comm, request, ref)
}

/** The browser says what the core may have been unable to tell. An attempt that is over already stays what it was. */
async function setBack(
  comm: Surroundings,
  conversation: StoredConversation,
  reason: string | null,
): Promise<void> {
  if (conversation.identification?.attempt)
    await endAttempt(comm, conversation, reason === 'cancelled' ? reason : 'failed')
}

/** The resident would rather not; or, with a reason, went to log in and is back without. */
const withdrawal = (reason: string | undefined): Change =>
  reason ? (comm, conversation) => setBack(comm, conversation, reason) : decline

function bearerOf(context: Context): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{43})$/.exec(context.req.header('authorization') ?? '')?.[1]
}

function mine(comm: Surroundings, context: Context, ref: string): Promise<StoredConversation> {
  const bearer = bearerOf(context)
  return find(comm, ref, bearer ? [bearer] : tokensOf(context.req.raw))
}

async function shown(comm: Surroundings, conversation: StoredConversation): Promise<Response> {
  await comm.store.touch(conversation.id)
  return json(await view(comm, conversation))
}

type Change = (comm: Surroundings, conversation: StoredConversation) => Promise<void>

/** From the SDK: the new view. From the form of our own page: back to that page. */
async function changed(comm: Surroundings, context: Context, change: Change): Promise<Response> {
  const ref = context.req.param('ref')!
  const isPage = isFromPage(context)
  const conversation = await mine(comm, context, ref)
  await change(comm, conversation)
  if (isPage) return seeOther(`${comm.config.serverUrl}/conversation/${ref}`)
  const current = await comm.store.byId(conversation.id)
  if (!current) throw new Refusal('gone')
  return shown(comm, current)
}

/** A number is left: from the SDK, or from the form of our own page, which then says why when it is none. */
async function calledBack(comm: Surroundings, context: Context): Promise<Response> {
  const ref = context.req.param('ref')!
  const isPage = isFromPage(context)
  const conversation = await mine(comm, context, ref)
  const body = await readBody(context.req.raw, { forms: isPage })
  try {
    await requestCallBack(comm, conversation, body)
  } catch (error) {
    if (!isPage || !(error instanceof Refusal) || !isNumberRefusal(error)) throw error
    return conversationPage(comm, context.req.raw, ref, error)
  }
  if (isPage) return seeOther(`${comm.config.serverUrl}/conversation/${ref}`)
  const current = await comm.store.byId(conversation.id)
  if (!current) throw new Refusal('gone')
  return shown(comm, current)
}

/** A log-in begins: from the SDK, which says where it comes back to; from the form of our own page, which it comes back to. */
async function begun(comm: Surroundings, context: Context): Promise<Response> {
  const ref = context.req.param('ref')!
  const isPage = isFromPage(context)
  const conversation = await mine(comm, context, ref)
  const body = await readBody(context.req.raw, { forms: isPage })
  const request = parsed(parseAuthenticateRequest, body)
  if (isPage)
    return seeOther(
      await authenticate(comm, conversation, ref, {
        auth_method: request.auth_method,
        lang: chosenLanguage(context.req.raw),
      }),
    )
  // Without the verifier nobody could tell this browser from one that a link was sent to.
  if (!request.return_url)
    throw new Refusal('malformed-request', {
      detail: 'AuthenticateRequest: return_url is missing',
    })
  return json({ client_url: await authenticate(comm, conversation, ref, request) })
}

/** The cookie comes along by itself, so without a token it must show that our own page asks (T17). */
function refuseForgery({ config }: Surroundings, context: Context): void {
  if (bearerOf(context)) return
  const site = context.req.header('sec-fetch-site') ?? 'same-origin'
  const isOwn = context.req.header('origin') === new URL(config.serverUrl).origin
  if (!isOwn || site !== 'same-origin') throw new Refusal('forbidden')
}

/**
 * Without a bearer token it is the form of our own page. The cookie is `Lax`, so no other site's form brings it along; this is the second
 * lock.
 * @throws Refusal
 */
function isFromPage(context: Context): boolean {
  if (bearerOf(context)) return false
  const site = context.req.header('sec-fetch-site') ?? 'same-origin'
  if (site !== 'same-origin') throw new Refusal('forbidden')
  return true
}
