/** The desk as a fetch handler: the agents' side of the communication plugins that share a store. */
import { Hono, type Context } from 'hono'
import {
  answerTo,
  cors,
  json,
  mediaTypeOf,
  noContent,
  noHead,
  nothingHere,
  readBody,
  Refusal,
} from '../../web/index.ts'
import type { Handler } from '../app.ts'
import { createWhoAsks, type Agent } from './agent.ts'
import type { DeskConfig } from './config.ts'
import {
  accept,
  acceptCode,
  actInChannel,
  end,
  follow,
  look,
  mine,
  next,
  openCall,
  requestIdentification,
} from './conversations.ts'
import { events } from './events.ts'
import { refuseForgery } from './forgery.ts'
import { keysOf } from './keys.ts'
import { me, setPresence } from './me.ts'
import { deskPage, framePage } from './page.ts'
import { signOut } from './session.ts'
import { createSignIn } from './sign-in.ts'
import { supervision } from './supervision.ts'
import { surround, type Desk } from './surroundings.ts'
import { transfer } from './transfer.ts'

/** One row a route. `agents` alone get an answer, or those of them who are `supervisors`; `open` is for everybody, and holds nobody's data. */
export interface Route {
  method: 'GET' | 'POST'
  path: string
  policy: 'agents' | 'supervisors' | 'open'
}

interface Served extends Route {
  answer: (asked: Asked) => Promise<Response> | Response
}

interface Asked {
  request: Request
  id: string
  verb: string
  /** Whoever asks; on an open route nobody looked. */
  agent: Agent
}

/** The table from which the routes are made: there is no route without a policy. */
function routesOf(desk: Desk): Served[] {
  const { config } = desk
  const signIn = createSignIn(desk)
  return [
    open('GET', '/', ({ request }) => deskPage(config, request)),
    open('GET', '/frame', ({ request }) => framePage(config, request)),
    open('GET', '/login', ({ request }) => signIn.begin(request)),
    open('GET', '/callback', ({ request }) => signIn.finish(request)),
    open('GET', '/health', () => json({ status: 'ok' })),
    agents('GET', '/me', async ({ agent }) => json(await me(desk, agent))),
    agents('GET', '/keys', () => json(keysOf(desk))),
    supervisors('GET', '/supervision', async () => json(await supervision(desk))),
    agents('POST', '/presence', async ({ agent, request }) => {
      await setPresence(desk, agent, await readBody(request))
      return noContent()
    }),
    agents('GET', '/events', ({ agent }) => events(desk, agent)),
    agents('GET', '/conversations', async ({ agent }) =>
      json({ conversations: await mine(desk, agent) }),
    ),
    agents('GET', '/conversations/:id', async ({ agent, id }) => json(await look(desk, agent, id))),
    agents('POST', '/conversations/next', async ({ agent, request }) => {
      const conversation = await next(desk, agent, await readBody(request))
      return conversation ? json(conversation) : noContent()
    }),
    agents('POST', '/conversations/code', async ({ agent, request }) =>
      json(await acceptCode(desk, agent, await readBody(request))),
    ),
    agents('POST', '/conversations/call', async ({ agent, request }) => {
      const conversation = await openCall(desk, agent, await readBody(request))
      return conversation ? json(conversation) : noContent()
    }),
    agents('POST', '/conversations/:id/accept', async ({ agent, id }) =>
      json(await accept(desk, agent, id)),
    ),
    agents('POST', '/conversations/:id/authenticate', async ({ agent, id }) =>
      json(await requestIdentification(desk, agent, id)),
    ),
    agents('GET', '/conversations/:id/events', ({ agent, id, request }) =>
      follow(desk, agent, { id, lastId: request.headers.get('last-event-id') ?? undefined }),
    ),
    agents('POST', '/conversations/:id/channel/:verb', ({ agent, id, verb, request }) =>
      actInChannel(desk, agent, { id, verb, request }),
    ),
    agents('POST', '/conversations/:id/transfer', async ({ agent, id, request }) => {
      await transfer(desk, agent, id, await readBody(request))
      return noContent()
    }),
    agents('POST', '/conversations/:id/end', async ({ agent, id }) => {
      await end(desk, agent, id)
      return noContent()
    }),
    agents('POST', '/logout', async ({ agent, request }) => {
      await desk.store.agents.left(agent.id)
      return noContent({ 'set-cookie': await signOut(desk, request) })
    }),
  ]
}

const route =
  (policy: Route['policy']) =>
  (method: Route['method'], path: string, answer: Served['answer']): Served => ({
    method,
    path,
    policy,
    answer,
  })
const open = route('open')
const agents = route('agents')
const supervisors = route('supervisors')

/**
 * The desk: the queue, picking up, and hanging up. Agents are known by the cookie of its own page or by the bearer token of the agent
 * tool that embeds the panel.
 * @throws ConfigError when the configuration cannot be used
 */
export async function createDesk(config: DeskConfig): Promise<Handler> {
  const desk = await surround(config)
  const whoAsks = createWhoAsks(desk)
  const app = new Hono()
  app.use(
    cors(
      [...config.allowedOrigins, new URL(config.serverUrl).origin],
      'GET, POST',
      'authorization, content-type, last-event-id',
    ),
  )
  for (const path of ['/events', '/conversations/:id/events']) app.use(path, noHead)
  for (const { method, path, policy, answer } of routesOf(desk)) {
    app.on(method, path, async (context: Context) => {
      const request = context.req.raw
      const [id = '', verb = ''] = [context.req.param('id'), context.req.param('verb')]
      if (policy === 'open') return answer({ request, id, verb, agent: undefined as never })
      const agent = await whoAsks(request)
      if (policy === 'supervisors' && !agent.supervises) throw new Refusal('forbidden')
      if (method === 'POST') refuseOthers(config, request, agent)
      return answer({ request, id, verb, agent })
    })
  }
  app.notFound(({ req }) => nothingHere(req.raw, config))
  app.onError((error) => answerTo(error, desk.log))
  return async (request) => app.fetch(request)
}

/** On top of that, content of a kind that no form can send. */
function refuseOthers(config: DeskConfig, request: Request, agent: Agent): void {
  if (mediaTypeOf(request) !== 'application/json')
    throw new Refusal(agent.by === 'cookie' ? 'forbidden' : 'unsupported-media-type')
  refuseForgery(config, request, agent)
}

/** Every route with its policy, for whoever wants to check that none is without one. */
export const deskRoutes = async (config: DeskConfig): Promise<Route[]> =>
  routesOf(await surround(config)).map(({ method, path, policy }) => ({ method, path, policy }))
