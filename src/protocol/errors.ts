/**
 * Every error that this software raises on purpose. One class per family, a stable `code` for programs, and a sentence for people
 * that never holds a value of a person, a token, a code or an address.
 */

/** Stable across versions; compare with this, not with the message. `docs/errors.md` explains each. */
export type ErrorCode = `ERR_ID_CONTACT_${string}`

/** What an error carries beside its code and its sentence. */
export interface ErrorDetails {
  /** What led to it, for whoever debugs. Never put something here that holds a person's data. */
  cause?: unknown
}

/** The root of the family: `error instanceof IdContactError` tells ours from everything else. */
export class IdContactError extends Error {
  /** Compare with this: it stays the same from version to version. */
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, details?: ErrorDetails) {
    super(message, details)
    this.name = 'IdContactError'
    this.code = code
  }
}

/** A message on the wire has not the shape that the protocol gives it. Code `ERR_ID_CONTACT_MESSAGE`. */
export class MessageError extends IdContactError {
  constructor(message: string, details?: ErrorDetails) {
    super('ERR_ID_CONTACT_MESSAGE', message, details)
    this.name = 'MessageError'
  }
}

/**
 * A token was refused. Code `ERR_ID_CONTACT_TOKEN`, and always the same message: whoever sends forged tokens must not learn from the
 * answer how far they came (RFC 8725 section 3.2; RFC 7516 section 11.5).
 */
export class TokenError extends IdContactError {
  /** Only for tickets that we sealed ourselves: genuine, but too late. */
  readonly expired: boolean

  constructor({ expired = false }: { expired?: boolean } = {}) {
    super('ERR_ID_CONTACT_TOKEN', 'The token is not valid')
    this.name = 'TokenError'
    this.expired = expired
  }
}

/** An RFC 9457 problem document, as far as it is known. */
export interface Problem {
  /** `urn:id-contact:problem:<slug>` when one of our parts wrote it. */
  type: string
  /** A sentence for people who debug (RFC 9457 section 3.1.3), in English. */
  title?: string
  /** HTTP status. */
  status?: number
  /** What is the matter with this very request (RFC 9457 section 3.1.4). */
  detail?: string
  /** `urn:id-contact:failure:K7Q-2F` when one of our parts has it in its log (RFC 9457 section 3.1.5). */
  instance?: string
  /** The stable code of the refusal, when there is one. */
  code?: string
  /** With `sign-in-required`: where somebody signs in. */
  login?: string
  /** With `closed`: when it opens, as a date and time of RFC 3339. */
  opens_at?: string
  /** The time zone that people there live by. */
  time_zone?: string
}

/** What a {@link RequestError} carries beside its code. */
export interface RequestErrorDetails extends ErrorDetails {
  /** Default: the code. */
  message?: string
  /** HTTP status, when there was an answer. */
  status?: number
  /** What the other party says of it. */
  problem?: Problem
  /** Seconds to wait, from `Retry-After`. */
  retryAfter?: number
}

/**
 * A call to another party did not succeed. Codes: `ERR_ID_CONTACT_UNREACHABLE`, `ERR_ID_CONTACT_OFFLINE` (a browser without network),
 * `ERR_ID_CONTACT_TIMEOUT`, `ERR_ID_CONTACT_PROBLEM` (a browser's request was refused: `status` and `problem` say why),
 * `ERR_ID_CONTACT_BAD_ANSWER`, `ERR_ID_CONTACT_REFUSED` (we did not even try: the address is not configured).
 */
export class RequestError extends IdContactError {
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined
  /** What the other party says of it. */
  readonly problem: Problem | undefined
  /** Seconds to wait before the next try, when the other party says so. */
  readonly retryAfter: number | undefined
  /**
   * The number of this failure, such as `K7Q-2F`: show it to whoever met the failure, and a helpdesk finds it in the log of the server. It is random
   * and says nothing of anybody. Absent when no server of ours answered, and of refusals that nobody looks up.
   */
  readonly reference: string | undefined

  constructor(code: ErrorCode, details: RequestErrorDetails = {}) {
    super(code, code, details)
    const reference = details.problem?.instance?.split?.('failure:')[1]
    Object.assign(this, details, { name: 'RequestError', reference })
  }
}

/** The other party's answer is not what the protocol says. */
export const badAnswer = (): RequestError => new RequestError('ERR_ID_CONTACT_BAD_ANSWER')

/** The configuration cannot be used. Code `ERR_ID_CONTACT_CONFIG`. */
export class ConfigError extends IdContactError {
  /** Which setting, as a dotted path. */
  readonly key: string
  /** What to do about it, as a sentence. */
  readonly remedy: string

  constructor(key: string, remedy: string, details: ErrorDetails & { message?: string } = {}) {
    super('ERR_ID_CONTACT_CONFIG', details.message ?? `${key}: ${remedy}`, details)
    this.name = 'ConfigError'
    this.key = key
    this.remedy = remedy
  }
}
