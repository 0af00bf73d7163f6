/** A communication plugin as a fetch handler. */
import { Hono, type Context } from 'hono'
import { parseRedeemRequest } from '../protocol/messages-conversation.ts'
import { problem } from '../protocol/problem.ts'
import { withQuery } from '../protocol/url.ts'
import {
  answerTo,
  cors,
  json,
  mediaTypeOf,
  noContent,
  parsed,
  privateHeaders,
  readBody,
  readText,
  Refusal,
  seeOther,
} from '../web/index.ts'
import type { StoredConversation } from '../store/index.ts'
import type { CommConfig } from './config.ts'
import { extend, find, renew, stop, view } from './conversation.ts'
import { remembered, tokensOf } from './cookie.ts'
import { conversationPage, noticePage } from './pages/conversation.ts'
import { redeem } from './redeem.ts'
import { acceptResult } from './result.ts'
import { startCommunication } from './start.ts'
import { surround, tagsOf, type Surroundings } from './surroundings.ts'

export type Handler = (request: Request) => Promise<Response>

/**
 * The kit of a communication plugin, with one channel. Stateless besides the store: n processes over one database.
 *
 * Routes: `POST /start_communication`, `POST|DELETE /result/{capability}`, and below `/conversation/{ref}` what the resident's browser asks.
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
    resultWithdrawn(comm, context.req.param('capability')),
  )

  const headers = 'authorization, content-type'
  app.use(`${path}/*`, cors(config.allowedOrigins, 'GET, POST, DELETE', headers))
  app.get(path, async (context) => {
    const ref = context.req.param('ref')
    if (bearerOf(context)) return shown(comm, await mine(comm, context, ref))
    return context.req.query('handover')
      ? arrival(comm, context.req.raw, ref)
      : conversationPage(comm, context.req.raw, ref)
  })
  app.post(path, async (context) => {
    const ref = context.req.param('ref')
    const request = parsed(parseRedeemRequest, await readBody(context.req.raw))
    const { token, id } = await redeem(comm, ref, request)
    return json({ token, conversation: await view(comm, (await comm.store.byId(id))!) }, 201)
  })
  app.post(`${path}/renew`, (context) => changed(comm, context, renew))
  app.post(`${path}/extend`, (context) => changed(comm, context, extend))
  app.post(`${path}/stop`, (context) => changed(comm, context, stop))
  app.delete(path, async (context) => {
    await stop(comm, await mine(comm, context, context.req.param('ref')))
    return noContent()
  })

  app.get('/health', () => json({ status: 'ok' }))
  app.notFound(() => problem(404, 'not-found'))
  app.onError((error, context) => {
    const isNavigation = context.req.method === 'GET' && !bearerOf(context)
    if (error instanceof Refusal && isNavigation) return noticePage(context.req.raw, error)
    return answerTo(error, comm.log)
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
  const conversation = await comm.store.byCapability(await comm.keyedHash('capability', capability))
  if (!conversation || conversation.plugin !== comm.config.tag) throw new Refusal('not-found')
  await acceptResult(comm, conversation, token, 'posted')
  return new Response('ok', { headers: privateHeaders })
}

/** The core says that nobody will come. Once a resident is waiting, only they and the agent can end it. */
async function resultWithdrawn(comm: Surroundings, capability: string): Promise<Response> {
  const conversation = await comm.store.byCapability(await comm.keyedHash('capability', capability))
  const isOpen =
    conversation && ['starting', 'authenticating', 'failed'].includes(conversation.state)
  if (isOpen) {
    await comm.store.end(conversation.id, { reason: 'abandoned' })
    comm.log({ event: 'conversation_abandoned', ...tagsOf(conversation) })
  }
  return noContent()
}

/** The handover came in the address: take it, and leave an address with nothing in it (T2, T14). */
async function arrival(comm: Surroundings, request: Request, ref: string): Promise<Response> {
  const url = new URL(request.url)
  const handover = url.searchParams.get('handover') ?? ''
  const result = url.searchParams.get('result') ?? undefined
  const lang = url.searchParams.get('lang') ?? undefined
  const { token } = await redeem(comm, ref, { handover, result })
  const location = withQuery(`${comm.config.serverUrl}/conversation/${ref}`, { lang })
  return seeOther(location, remembered(request, token))
}

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
  const bearer = bearerOf(context)
  // The cookie is `Lax`, so no other site's form brings it along; this is the second lock.
  const site = context.req.header('sec-fetch-site') ?? 'same-origin'
  if (!bearer && site !== 'same-origin') throw new Refusal('forbidden')
  const conversation = await mine(comm, context, ref)
  await change(comm, conversation)
  if (!bearer) return seeOther(`${comm.config.serverUrl}/conversation/${ref}`)
  const current = await comm.store.byId(conversation.id)
  if (!current) throw new Refusal('gone')
  return shown(comm, current)
}
