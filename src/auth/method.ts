/** What a way to log in must be able to do. One folder beside this one per way; the kit does everything else. */

export interface BeginRequest {
  /** Where the identity provider must send the browser back to: our own address, the same every time. */
  callbackUrl: string
  /** Tags of the attributes that are asked for. Each is one of `AuthMethod.attributes`. */
  attributes: string[]
  /** Least level of assurance: `low`, `substantial`, `high`, or a word of the identity provider. */
  acr?: string
  /** BCP 47. */
  lang: string
  /** Ends when the browser goes away. */
  signal?: AbortSignal
}

export interface Begun {
  /** Where the browser goes now. */
  url: string
  /** A random key, of this attempt alone, that comes back as query parameter `state` of the callback. */
  state: string
  /** Whatever `complete` needs: verifier, nonce. JSON, of at most about 500 bytes: it is kept, sealed, in a cookie of this browser. */
  memory: unknown
}

export interface CompleteRequest {
  /** `callbackUrl` with the query with which the browser came back. */
  callback: URL
  callbackUrl: string
  memory: unknown
  attributes: string[]
  acr?: string
  signal?: AbortSignal
}

export interface Success {
  status: 'success'
  /** Tag → value. */
  attributes: Record<string, string>
  /** Level of assurance, in the words of the configuration. */
  acr?: string
  authenticatedAt?: Date
  /** The citizen logged in on another device than the one with this browser. */
  crossDevice?: boolean
}

/**
 * `cancelled`: the citizen stopped. `too_low`: the log-in is real, but weaker than was asked for. `unavailable`: the identity provider
 * cannot be reached. `failed`: everything else; the answer was not good, or was not meant for this attempt.
 */
export type FailedStatus = 'cancelled' | 'failed' | 'too_low' | 'unavailable'

export interface Failure {
  status: FailedStatus
  /** Why, for the log: small letters and underscores, never something that came in from outside. */
  reason?: string
}

export type Outcome = Success | Failure

export interface AuthMethod {
  /** Tags of the attributes that it can prove. */
  readonly attributes: readonly string[]
  /** Prepares an attempt. Throws when the identity provider cannot be reached. */
  begin(request: BeginRequest): Promise<Begun>
  /** Checks what came back. An answer of the identity provider never makes it throw. */
  complete(request: CompleteRequest): Promise<Outcome>
}
