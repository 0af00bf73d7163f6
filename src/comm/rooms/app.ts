/** The part that serves a platform with rooms of its own, as a fetch handler: its routes, and what they answer when something is not right. */
import { Hono, type Context } from 'hono'
import { publicJwks } from '../../protocol/keys.ts'
import { TokenError } from '../../protocol/errors.ts'
import { parseGuestStart } from '../../protocol/messages-platform.ts'
import { verifyWidgetParameters } from '../../protocol/widget-parameters.ts'
import {
  cors,
  json,
  noted,
  mediaTypeOf,
  isNavigation,
  noContent,
  noHead,
  nothingHere,
  parsed,
  privateHeaders,
  readBody,
  readText,
  Refusal,
  seeOther,
} from '../../web/index.ts'
import type { Handler } from '../app.ts'
import { createWhoAsks } from '../desk/agent.ts'
import { refuseForgery } from '../desk/forgery.ts'
import { sessionOf, signOut } from '../desk/session.ts'
import { createSignIn } from '../desk/sign-in.ts'
import type { RoomsConfig } from './config.ts'
import { choosingAddress, choosingOf, comeBack, endGuest, guestOf, start } from './guest.ts'
import { endRoom, guestsOf, hostOf, live } from './host.ts'
import { choosePage, type Choosing } from './pages/choose.ts'
import { guestsPage, noRoomPage } from './pages/host.ts'
import { hostPage, refusedPage } from './pages/notice.ts'
import { acceptResult, withdraw } from './result.ts'
import { surround, type Rooms } from './surroundings.ts'

/**
 * Authentication during a conversation, for a platform that brings its own rooms (for video, for instance) and says in signed tokens who is
 * in them. Stateless besides the store: n processes over one database.
 *
 * Routes: `GET /guest/init/{guestToken}`, `POST /guest/start/{guestToken}`, `GET /guest/return/{ref}`, `DELETE /guest/{guestToken}`, `POST|DELETE
 * /internal/auth_result/{id}`, `GET|DELETE /host/{hostToken}`, `GET /host/live/{hostToken}`, `GET /widget/{parameters}` (the choosing page), `GET
 * /login`, `GET /callback` and `POST /logout` (of hosts), `GET /jwks.json`, `GET /health`.
 * @throws ConfigError when the configuration cannot be used
 */
export async function createRooms(config: RoomsConfig): Promise<Handler> {
  const rooms = await surround(config)
  const whoAsks = createWhoAsks(rooms)
  const signIn = createSignIn(rooms)
  const app = new Hono()
  const origins = [...config.allowedOrigins, new URL(config.serverUrl).origin]
  app.use('/guest/*', cors([...origins, new URL(rooms.widgetUrl).origin], 'POST, DELETE'))
  app.use('/host/*', cors(origins, 'GET, DELETE', 'authorization, last-event-id'))

  app.get('/guest/init/:guestToken', async (context) =>
    seeOther(await choosingAddress(rooms, context.req.param('guestToken'))),
  )
  app.post('/guest/start/:guestToken', (context) =>
    guestStarts(rooms, context.req.raw, context.req.param('guestToken')),
  )
  app.get('/guest/return/:ref', async (context) =>
    seeOther(await comeBack(rooms, context.req.param('ref'), context.req.query('handover'))),
  )
  app.delete('/guest/:guestToken', async (context) => {
    await endGuest(rooms, context.req.param('guestToken'))
    return noContent()
  })
  app.get('/widget/:parameters', async (context) =>
    choosePage(rooms, context.req.raw, await choosing(rooms, context.req.param('parameters'))),
  )

  app.post('/internal/auth_result/:id', async (context) => {
    if (mediaTypeOf(context.req.raw) !== 'application/jwt')
      throw new Refusal('unsupported-media-type')
    await acceptResult(rooms, context.req.param('id'), await readText(context.req.raw))
    return new Response('ok', { headers: privateHeaders })
  })
  app.delete('/internal/auth_result/:id', async (context) => {
    await withdraw(rooms, context.req.param('id'))
    return noContent()
  })

  const host = (context: Context) =>
    hostOf(rooms, whoAsks, context.req.raw, context.req.param('hostToken')!)
  app.get('/host/live/:hostToken', noHead, (context) =>
    live(rooms, whoAsks, context.req.raw, context.req.param('hostToken')),
  )
  app.get('/host/:hostToken', async (context) => {
    const guests = await guestsOf(rooms, await host(context))
    return wantsPage(context) ? guestsPage(rooms, context.req.raw, guests) : json(guests)
  })
  app.delete('/host/:hostToken', async (context) => {
    const known = await host(context)
    refuseForgery(config, context.req.raw, known.agent)
    await endRoom(rooms, known)
    return noContent()
  })

  app.get('/', async (context) =>
    hostPage(context.req.raw, config, (await sessionOf(rooms, context.req.raw)) !== undefined),
  )
  app.get('/login', (context) => signIn.begin(context.req.raw))
  app.get('/callback', (context) => signIn.finish(context.req.raw))
  app.post('/logout', async (context) => {
    refuseForgery(config, context.req.raw, { by: 'cookie' })
    return seeOther(`${config.serverUrl}/`, await signOut(rooms, context.req.raw))
  })

  app.get('/jwks.json', (context) => context.json(publicJwks(rooms.signingKeys)))
  app.get('/health', () => json({ status: 'ok' }))
  app.notFound(({ req }) => nothingHere(req.raw, config))
  app.onError((error, context) => {
    const refusal = noted(error, rooms.log)
    if (!wantsPage(context)) return refusal.response()
    return context.req.path.startsWith('/host/') && error instanceof Refusal
      ? noRoomPage(context.req.raw, config, refusal)
      : refusedPage(rooms, context.req.raw, refusal)
  })
  return async (request) => app.fetch(request)
}

/** A browser that goes somewhere; scripts and platforms get JSON and problem documents. */
const wantsPage = ({ req }: Context): boolean =>
  /^\/(guest|widget|host)\//.test(req.path) && isNavigation(req.raw)

async function choosing({ verificationKeys, now }: Rooms, parameters: string): Promise<Choosing> {
  try {
    return await verifyWidgetParameters(parameters, { verificationKeys, now })
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    throw new Refusal(error.expired ? 'expired-ticket' : 'invalid-ticket')
  }
}

/** From a page with a script: where to go, as JSON. From the form of our own page: there. */
async function guestStarts(rooms: Rooms, request: Request, token: string): Promise<Response> {
  const isForm = mediaTypeOf(request) === 'application/x-www-form-urlencoded'
  const guest = await guestOf(rooms, token)
  const body = (await readBody(request, { forms: true })) as Record<string, unknown> | null
  if (isForm && !body?.auth_method)
    return choosePage(rooms, request, choosingOf(rooms, guest, token), { missing: true })
  const { purpose, auth_method } = parsed(parseGuestStart, body)
  if (purpose !== guest.purpose)
    throw new Refusal('malformed-request', { detail: 'The purpose is not that of the token.' })
  try {
    const client_url = await start(rooms, guest, auth_method)
    return isForm ? seeOther(client_url) : json({ client_url })
  } catch (error) {
    if (isForm && error instanceof Refusal)
      return refusedPage(rooms, request, noted(error, rooms.log), guest.redirectUrl)
    throw error
  }
}
