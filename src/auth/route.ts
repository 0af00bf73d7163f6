/** The routes of a method, below `{serverUrl}/m`, and who may use them. */
import type { Hono } from 'hono'
import { ConfigError } from '../protocol/errors.ts'
import { problem } from '../protocol/problem.ts'
import { isNavigation, languageOf, noted } from '../web/index.ts'
import { findAttempt } from './attempt.ts'
import type { Kit } from './config.ts'
import type { MethodRoute, RouteRequest } from './method-route.ts'
import { say } from './say.ts'

/** Which method each of them takes, beside those of the kit. */
export const pathsOf = ({ routes = [] }: Kit['method']): [path: string, allow: string][] =>
  routes.map(({ path, method }) => [`/m${path}`, method])

/** @throws ConfigError when a path cannot be one, or is there twice */
export function addRoutes(app: Hono, kit: Kit): void {
  const { routes = [] } = kit.method
  for (const [index, route] of routes.entries()) {
    const isTwice = routes.findIndex(({ path }) => path === route.path) < index
    if (isTwice || !/^(\/\w[\w.-]*)+$/.test(route.path))
      throw new ConfigError(`routes.${index}.path`, 'Give each route a plain path of its own.')
    app.on(route.method, `/m${route.path}`, (c) => answer(kit, route, c.req.raw))
  }
}

async function answer(kit: Kit, route: MethodRoute, request: Request): Promise<Response> {
  const { routesUrl, callbackUrl, organisation, texts } = kit
  const lang = languageOf(request)
  const told: RouteRequest = { request, routesUrl, callbackUrl, lang, organisation, texts }
  if (route.of === undefined) return answered(kit, request, () => route.answer(told))
  const state = new URL(request.url).searchParams.get(stateParameterOf(kit.method))
  const found = await findAttempt(kit, request, state)
  if (found.is === 'expired') return refused(kit, request, 'expired')
  if (found.is === 'unknown') {
    kit.log({ level: 'warn', event: 'step_of_another_browser', auth_method: kit.tag })
    return refused(kit, request, 'otherDevice')
  }
  const { memory, start } = found
  const { attributes, acr } = start
  const attempt = { state: state!, memory, attributes, acr }
  return answered(kit, request, () => route.answer({ ...told, attempt }))
}

/** What a method throws is our fault: a page for a person, a problem document for a script. */
async function answered(
  kit: Kit,
  request: Request,
  answer: () => Promise<Response> | Response,
): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    const refusal = noted(error, kit.log)
    if (!isNavigation(request)) return refusal.response()
    return say(kit, request, 'failure', refusal.reference)
  }
}

/** The name of the query parameter that brings back the state of an attempt. */
export const stateParameterOf = ({ stateParameter = 'state' }: Kit['method']): string =>
  stateParameter

function refused(
  kit: Kit,
  request: Request,
  why: 'expired' | 'otherDevice',
): Promise<Response> | Response {
  if (isNavigation(request)) return say(kit, request, why)
  return why === 'expired' ? problem(410, 'expired-ticket') : problem(403, 'other-device')
}
