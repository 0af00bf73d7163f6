/** What a method may answer itself, below `{serverUrl}/m`: pages, the scripts of those, what such a page asks, and metadata. */
import type { LocalText } from '../protocol/local-text.ts'
import type { PageLanguage } from '../web/index.ts'
import type { AuthTexts } from './words/index.ts'

/** The log-in that this browser began. */
export interface OwnAttempt {
  /** As `begin` gave it. */
  state: string
  /** As `begin` gave it. */
  memory: unknown
  /** Tags of the attributes that are asked for. */
  attributes: string[]
  /** Least level of assurance, as in `BeginRequest`. */
  acr?: string
}

/** What a route is given. */
export interface RouteRequest {
  /** As it came in. */
  request: Request
  /** `{serverUrl}/m`. */
  routesUrl: string
  /** Where every attempt ends: `{serverUrl}/callback`. Send the browser there, with its state, when there is something for `complete`. */
  callbackUrl: string
  /** The language that somebody chose on the page before, else the one that the browser prefers, of those that our pages are written in. */
  lang: PageLanguage
  /** Whose pages these are: give it to `page`. */
  organisation?: LocalText | undefined
  /** Words of the municipality's own, for pages of the method. */
  texts?: AuthTexts | undefined
}

/** What the route of an attempt is given. */
export interface AttemptRequest extends RouteRequest {
  /** The one that this browser began. */
  attempt: OwnAttempt
}

interface AnyRoute {
  method: 'GET' | 'POST'
  /** Below `{serverUrl}/m`, such as `/metadata`. No parameters: those go into the query. */
  path: `/${string}`
}

/** For everybody. */
export interface OpenRoute extends AnyRoute {
  /** Tells it from an {@link AttemptRoute}. */
  of?: undefined
  /** Gives the answer. */
  answer(request: RouteRequest): Promise<Response> | Response
}

/**
 * For the browser of an attempt alone, which its state in the query names, as in the callback (`AuthMethod.stateParameter`). Every other
 * browser is refused before the method hears of it: with a page, or with a problem document where a script asks. The attempt goes on;
 * only the callback ends it. A form of another site comes without the cookie, so with POST this is for one's own pages.
 */
export interface AttemptRoute extends AnyRoute {
  /** Tells it from an {@link OpenRoute}. */
  of: 'attempt'
  /** Gives the answer. */
  answer(request: AttemptRequest): Promise<Response> | Response
}

/** One address of a method. */
export type MethodRoute = OpenRoute | AttemptRoute
