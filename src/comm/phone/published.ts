/**
 * A telephone platform that speaks as the published plugin has it: the platform says which code was keyed in during which call,
 * and the page of the agent who takes that call asks who it is. The published plugin asks nobody for credentials; here the platform has a key,
 * and the agent an identity.
 */
import { Hono } from 'hono'
import type { Dialect } from '../../protocol/dialect.ts'
import { ConfigError } from '../../protocol/errors.ts'
import { originOf } from '../../protocol/url.ts'
import { answerTo, cors, json, noContent, readBody } from '../../web/index.ts'
import { createBearer, type Agent } from '../desk/agent.ts'
import type { AgentTokens } from '../desk/config.ts'
import type { Surroundings } from '../surroundings.ts'
import { checkApiKey, createIsPlatform, keyRequired } from './api-key.ts'
import { endCall, endOwnCall, link, sessionInfo } from './calls.ts'

/** A platform answers the calls that speaks to the published plugin. */
export interface PublishedOptions {
  /** Tells it from other platforms. */
  type?: 'published' | undefined
  /** What the platform shows with every request: 32 characters of ASCII or more. */
  apiKey: string
  /** How agents are known: by the bearer tokens that their page gets at the provider of the organisation. */
  agents: AgentTokens
  /** In which words a result is told. Default `id-contact`. */
  dialect?: Dialect | undefined
  /** Origins of the agents' pages. Default: none, so only servers can ask. */
  allowedOrigins?: string[] | undefined
}

/** @throws ConfigError */
export function checkPublished({ apiKey, allowedOrigins = [] }: PublishedOptions): void {
  checkApiKey(apiKey)
  for (const origin of allowedOrigins)
    if (originOf(origin) !== origin)
      throw new ConfigError(
        'platform.allowedOrigins',
        `Write ${JSON.stringify(origin)} as scheme, host and port.`,
      )
}

/** `POST /link_phone`, and `GET|DELETE /session_info/{sessionid}`. */
export function publishedRoutes(comm: Surroundings, options: PublishedOptions): Hono {
  const isPlatform = createIsPlatform(comm, options.apiKey)
  const agentOf = createAgentOf(comm, options)
  const app = new Hono()

  app.post('/link_phone', async ({ req: { raw } }) => {
    if (!(await isPlatform(raw))) throw keyRequired()
    await link(comm, await readBody(raw))
    return json({})
  })

  const path = '/session_info/:sessionid'
  app.use(path, cors(options.allowedOrigins ?? [], 'GET, DELETE', 'authorization'))
  app.get(path, async ({ req }) =>
    json(await sessionInfo(comm, await agentOf(req.raw), req.param('sessionid'), options)),
  )
  app.delete(path, async ({ req }) => {
    const sessionid = req.param('sessionid')
    if (await isPlatform(req.raw)) await endCall(comm, sessionid)
    else await endOwnCall(comm, await agentOf(req.raw), sessionid)
    return noContent()
  })

  app.onError((error) => answerTo(error, comm.log))
  return app
}

/** No cookie counts here, so no other page can make a browser ask (T17). */
function createAgentOf(
  { keyedHash, now, config }: Surroundings,
  { agents }: PublishedOptions,
): (request: Request) => Promise<Agent> {
  const verify = createBearer({ keyedHash, now, config: { agents, fetch: config.fetch } })
  return ({ headers }) => verify(headers.get('authorization') ?? '')
}
