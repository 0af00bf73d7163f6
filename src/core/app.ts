/** The core as a fetch handler: its routes, and what they answer when something is not right. */
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { publicJwks } from '../protocol/keys.ts'
import { problem } from '../protocol/problem.ts'
import { parseTelUrl } from '../protocol/url.ts'
import {
  cors,
  isNavigation,
  json,
  noted,
  nothingHere,
  readBody,
  Refusal,
  seeOther,
} from '../web/index.ts'
import type { CoreConfig } from './config.ts'
import { Closed } from './choices.ts'
import { offerAnswer, offerFor } from './offer.ts'
import { choosePage } from './pages/choose.ts'
import { closedPage } from './pages/closed.ts'
import * as pages from './pages/notices.ts'
import { resume } from './resume.ts'
import { comeBack, go, shim } from './return.ts'
import { start } from './start.ts'
import { surround } from './surroundings.ts'

/** A part as a function of the Fetch standard: for Node, Deno, Bun and others. */
export type Handler = (request: Request) => Promise<Response>

/**
 * The orchestrator. Stateless: any number of processes with the same configuration form one core. It holds no key that opens a result.
 *
 * Routes: `GET /session_options[/{purpose}]`, `POST /start`, `GET /go/{ticket}`, `GET /return/{ticket}`, `GET /auth_attr_shim/{state}`, `POST /resume`, `GET|POST /choose` (the
 * questions without scripts), `GET /jwks.json`, `GET /health`.
 * @throws ConfigError when the configuration cannot be used
 */
export async function createCore(config: CoreConfig): Promise<Handler> {
  const core = await surround(config)
  const app = new Hono()
  const asked = cors(config.allowedOrigins, 'GET')
  const posted = cors(config.allowedOrigins, 'POST')
  const purposeOf = (tag: string) => config.purposes.find((purpose) => purpose.tag === tag)

  // The inner one answers 304; the outer one marks that too for the page that asks.
  app.use('/session_options/*', asked, etag({ generateDigest: sha256 }))
  app.get('/session_options', async () => {
    const waitOf = await core.waits()
    const offers = config.purposes.map((purpose) => [purpose.tag, offerFor(core, purpose, waitOf)])
    return offerAnswer(Object.fromEntries(offers))
  })
  app.get('/session_options/:purpose', async (context) => {
    const purpose = purposeOf(context.req.param('purpose'))
    if (!purpose) throw new Refusal('unknown-purpose')
    return offerAnswer(offerFor(core, purpose, await core.waits()))
  })

  app.use('/start', posted)
  app.post('/start', async (context) => {
    const wantsJson = (context.req.header('accept') ?? '').includes('application/json')
    const url = await start(core, context.req.raw)
    if (wantsJson) return json({ client_url: url })
    // A browser does not always follow a redirect to a telephone.
    if (parseTelUrl(url)) return pages.telephone(config, context.req.raw, url)
    return seeOther(url)
  })

  app.use('/resume', posted)
  app.post('/resume', async (context) => json(await resume(core, await readBody(context.req.raw))))

  app.get('/go/:ticket', (context) => go(core, context.req.raw, context.req.param('ticket')))
  app.get('/return/:ticket', (context) =>
    comeBack(core, context.req.raw, context.req.param('ticket')),
  )

  app.get('/auth_attr_shim/:state', (context) =>
    shim(core, context.req.raw, context.req.param('state')),
  )

  app.get('/choose', (context) => choosePage(core, context.req.raw, context.req.query('purpose')))
  app.post('/choose', async (context) => {
    const form = (await readBody(context.req.raw, { forms: true })) as Record<string, unknown>
    return choosePage(core, context.req.raw, String(form.purpose ?? ''))
  })

  app.get('/jwks.json', (context) => context.json(publicJwks(core.signingKeys)))
  app.get('/health', () => json({ status: 'ok' }))

  app.notFound(({ req }) => {
    const isKnown =
      /^\/(session_options|start|resume|go|return|choose|jwks\.json|health)(\/|$)/.test(req.path)
    const isOurs = isKnown && !['GET', 'HEAD'].includes(req.method)
    return isOurs || (/^\/(start|resume)$/.test(req.path) && !isNavigation(req.raw))
      ? problem(405, 'method-not-allowed')
      : nothingHere(req.raw, config)
  })
  app.onError((error, { req }) => {
    const refusal = noted(error, core.log)
    const isPerson = (req.header('accept') ?? '').includes('text/html')
    if (!isPerson) return refusal.response()
    if (error instanceof Closed) return closedPage(req.raw, core, error.hours, error.status)
    return pages.refused(config, req.raw, refusal)
  })
  return async (request) => app.fetch(request)
}

const sha256 = (body: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', body)
