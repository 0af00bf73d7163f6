/** The authentication plugin as a fetch handler: what every method needs, around the one method that it is given. */
import { Hono, type Context, type MiddlewareHandler, type Next } from 'hono'
import { TokenError } from '../protocol/errors.ts'
import type { StartAuthentication } from '../protocol/messages-plugins.ts'
import { problem } from '../protocol/problem.ts'
import {
  languageCookie,
  languageOf,
  noContent,
  noted,
  nothingHere,
  pageLanguage,
  privateHeaders,
  seeOther,
} from '../web/index.ts'
import { findAttempt, keepAttempt } from './attempt.ts'
import { loadKit, type AuthConfig, type Kit } from './config.ts'
import { deliver } from './deliver.ts'
import type { Begun } from './method.ts'
import { addRoutes, pathsOf, stateParameterOf } from './route.ts'
import { updateSession } from './session.ts'
import { start } from './start.ts'
import { say } from './say.ts'

const methods: [path: RegExp, allow: string][] = [
  [/^\/start_authentication$/, 'POST'],
  [/^\/begin\/[^/]+$/, 'GET'],
  [/^\/callback$/, 'GET'],
  [/^\/session\/[^/]+$/, 'POST'],
]

/**
 * Makes the handler. It keeps nothing between requests: what it has to remember travels sealed, in a ticket and in a cookie.
 * @throws ConfigError whose `key` names the setting that cannot be used
 */
export async function createAuth(
  config: AuthConfig,
): Promise<(request: Request) => Promise<Response>> {
  const kit = await loadKit(config)
  const app = new Hono()
  app.use(withPrivateHeaders, onlyOwnMethods(pathsOf(kit.method)))
  app.post('/start_authentication', (c) => start(kit, c.req.raw))
  app.get('/begin/:ticket', (c) => begin(kit, c.req.raw, c.req.param('ticket')))
  app.get('/callback', (c) => complete(kit, c.req.raw))
  app.post('/session/:ticket', (c) => updateSession(kit, c.req.raw, c.req.param('ticket')))
  addRoutes(app, kit)
  app.notFound(({ req }) => nothingHere(req.raw, config))
  app.onError((error, c) => {
    const refusal = noted(error, kit.log)
    if (c.req.method !== 'GET') return refusal.response()
    return say(kit, c.req.raw, 'failure', refusal.reference)
  })
  return async (request) => app.fetch(request)
}

async function withPrivateHeaders(c: Context, next: Next): Promise<void> {
  await next()
  const { headers } = c.res
  for (const [name, value] of Object.entries(privateHeaders)) headers.set(name, value)
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
}

/** Also HEAD, which would take a step that the citizen did not take yet: link previews send it. */
function onlyOwnMethods(paths: ReturnType<typeof pathsOf>): MiddlewareHandler {
  const own = new Map(paths)
  return async ({ req }, next) => {
    const allow = own.get(req.path) ?? methods.find(([path]) => path.test(req.path))?.[1]
    if (allow === undefined || req.method === allow) return next()
    const refusal = problem(405, 'method-not-allowed', { headers: { allow } })
    return req.method === 'HEAD' ? new Response(null, refusal) : refusal
  }
}

/** Only here, in the citizen's own browser, does an attempt at the identity provider come to be (T5b). */
async function begin(kit: Kit, request: Request, ticket: string): Promise<Response> {
  let start: StartAuthentication
  try {
    start = await kit.sealer.open('begin', ticket)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    return say(kit, request, error.expired ? 'expired' : 'invalid')
  }
  const { attributes, acr, purpose, auth_method = kit.tag } = start
  const chosen = pageLanguage(start.lang)
  let begun: Begun
  try {
    const lang = chosen ?? languageOf(request)
    const { callbackUrl, routesUrl, method } = kit
    const { signal } = request
    begun = await method.begin({ callbackUrl, routesUrl, attributes, acr, lang, signal })
  } catch (error) {
    // The browser went away, as it does when somebody clicks twice, and may be beginning anew already. Of that nobody is told that it failed.
    if (request.signal.aborted) return noContent()
    return deliver(kit, start, { status: 'unavailable', reason: reasonOf(error) })
  }
  const answer = seeOther(begun.url)
  for (const cookie of await keepAttempt(kit, request, start, begun))
    answer.headers.append('set-cookie', cookie)
  if (chosen) answer.headers.append('set-cookie', languageCookie(chosen))
  kit.log({ event: 'authentication_started', auth_method, purpose, attributes })
  return answer
}

async function complete(kit: Kit, request: Request): Promise<Response> {
  const { search, searchParams } = new URL(request.url)
  const found = await findAttempt(kit, request, searchParams.get(stateParameterOf(kit.method)))
  const answer = await finished(kit, request, found, search)
  if (found.removal) answer.headers.append('set-cookie', found.removal)
  return answer
}

async function finished(
  kit: Kit,
  request: Request,
  found: Awaited<ReturnType<typeof findAttempt>>,
  search: string,
): Promise<Response> {
  if (found.is === 'unknown') {
    kit.log({ level: 'warn', event: 'callback_of_another_browser' })
    return say(kit, request, 'otherDevice')
  }
  if (found.is === 'expired') return say(kit, request, 'expired')
  const { start, memory } = found
  const { callbackUrl, method } = kit
  const callback = new URL(callbackUrl)
  callback.search = search
  // Not ended when the browser goes away: the identity provider's code is used up by then, and the result may still be posted.
  const outcome = await method
    .complete({ callback, callbackUrl, memory, attributes: start.attributes, acr: start.acr })
    .catch((error: unknown) => ({ status: 'failed', reason: reasonOf(error) }) as const)
  return deliver(kit, start, outcome)
}

/** `ERR_ID_CONTACT_TIMEOUT` → `timeout`; of an error of others nothing is said. */
function reasonOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown }
  const [, word] = /^ERR_ID_CONTACT_([A-Z_]{1,40})$/.exec(String(code)) ?? []
  return word?.toLowerCase()
}
