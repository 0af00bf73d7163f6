/** What a way to log in must be able to do. One folder beside this one per way; the kit does everything else. */
import type { PluginContext } from '../protocol/plugin-module.ts'
import type { MethodRoute } from './method-route.ts'

/** What {@link AuthMethod.begin} is given. */
export interface BeginRequest {
  /** Where the identity provider must send the browser back to: our own address, the same every time. */
  callbackUrl: string
  /** Below here are the routes of the method: `{serverUrl}/m`. */
  routesUrl: string
  /** Tags of the attributes that are asked for. Each is one of `AuthMethod.attributes`. */
  attributes: string[]
  /** Least level of assurance: `low`, `substantial`, `high`, or a word of the identity provider. */
  acr?: string
  /** BCP 47. */
  lang: string
  /** Ends when the browser goes away. */
  signal?: AbortSignal
}

/** What {@link AuthMethod.begin} gives. */
export interface Begun {
  /** Where the browser goes now: to the identity provider, or to a page of the method's own (`AuthMethod.routes`). */
  url: string
  /** A random key, of this attempt alone, that comes back as query parameter `state` of the callback (`AuthMethod.stateParameter`). */
  state: string
  /** Whatever `complete` needs: verifier, nonce. JSON, of at most about 500 bytes: it is kept, sealed, in a cookie of this browser. */
  memory: unknown
}

/** What {@link AuthMethod.complete} is given. */
export interface CompleteRequest {
  /** `callbackUrl` with the query with which the browser came back. */
  callback: URL
  /** As in {@link BeginRequest}. */
  callbackUrl: string
  /** As `begin` gave it. */
  memory: unknown
  /** As in {@link BeginRequest}. */
  attributes: string[]
  /** As in {@link BeginRequest}. */
  acr?: string
  /** Ends when the browser goes away. */
  signal?: AbortSignal
}

/** Somebody showed who they are. */
export interface Success {
  /** Tells it from a {@link Failure}. */
  status: 'success'
  /** Tag → value. */
  attributes: Record<string, string>
  /** Level of assurance, in the words of the configuration: `low`, `substantial` or `high`. Weaker than was asked for becomes `too_low`. */
  acr?: string
  /** When they logged in. Default: the result does not say. */
  authenticatedAt?: Date
  /** The citizen logged in on another device than the one with this browser. */
  crossDevice?: boolean
  /**
   * What `AuthMethod.session` needs to speak of this log-in later. JSON, of at most about 1200 bytes: it travels, sealed, in an address that
   * the communication plugin gets, and an address has 2048 characters. One that does not fit is left out, and logged.
   */
  session?: unknown
}

/**
 * `cancelled`: the citizen stopped. `too_low`: the log-in is real, but weaker than was asked for. `unavailable`: the identity provider
 * cannot be reached. `failed`: everything else; the answer was not good, or was not meant for this attempt.
 */
export type FailedStatus = 'cancelled' | 'failed' | 'too_low' | 'unavailable'

/** Nobody showed who they are. */
export interface Failure {
  /** Decides the words on the next page. */
  status: FailedStatus
  /** Why, for the log: small letters and underscores, never something that came in from outside. */
  reason?: string
  /** As in `Success`: the citizen is logged in at the identity provider all the same. The kit ends that log-in at once. */
  session?: unknown
}

/** What became of a log-in. */
export type Outcome = Success | Failure

/** What both functions of a {@link LoginSession} take. */
export interface SessionOptions {
  /** Ends after four seconds: whoever brought the news waits for an answer. */
  signal: AbortSignal
}

/** What a method can do with a log-in that the identity provider keeps. `session` is what the method gave with its outcome. */
export interface LoginSession {
  /** The citizen is still there; told once a minute at most. Leave it out when the identity provider does not want to know. */
  userActive?(session: unknown, options: SessionOptions): Promise<void>
  /** Ends the log-in. May be called again for one that is over already, which is no error. Throws when it may not have been ended. */
  logout(session: unknown, options: SessionOptions): Promise<void>
}

/** A way to log in. The kit asks it twice: when the browser comes, and when it is back from the identity provider. */
export interface AuthMethod {
  /** Tags of the attributes that it can prove. */
  readonly attributes: readonly string[]
  /** Prepares an attempt. Throws when the identity provider cannot be reached. */
  begin(request: BeginRequest): Promise<Begun>
  /** Checks what came back. An answer of the identity provider never makes it throw. */
  complete(request: CompleteRequest): Promise<Outcome>
  /** Only of a method that keeps log-ins: then results say where activity and log-out are to be told (`session_url`). */
  readonly session?: LoginSession
  /** Pages and addresses of its own, below `{serverUrl}/m`. */
  readonly routes?: readonly MethodRoute[]
  /** Query parameter in which the state of an attempt comes back, where the protocol of the provider names it. Default: `state`. */
  readonly stateParameter?: string
}

/** The default export of a module that `[auth.TAG]` names with `type = "module"`. */
export type AuthModule = (context: PluginContext) => AuthMethod | Promise<AuthMethod>
