/** What a result may say, between the wire (snake_case) and TypeScript (camelCase), with a bound on every part of it. */
import { dialects, readStatus, type Dialect } from './dialect.ts'
import { tagPattern } from './limits.ts'
import { longestUrl } from './url.ts'

/** What an authentication plugin says of a log-in, in the names of TypeScript. */
export interface Statement {
  /** Whether somebody showed who they are. */
  status: 'success' | 'failed'
  /** Attribute tag → value. Only when it succeeded. At most 64, of at most 4 KiB each. */
  attributes?: Record<string, string>
  /** Where the plugin that keeps a login session wants to hear of activity and log-out. */
  sessionUrl?: string
  /** The authentication plugin: its `serverUrl`. */
  iss?: string
  /** The communication plugin that it is for. */
  aud?: string
  /** Names this token, so that it can be used once. */
  jti?: string
  /** The random value with which the communication plugin recognises its own conversation. */
  binding?: string
  /** Tag of the purpose that was chosen. */
  purpose?: string
  /** Tag of the authentication method that was chosen. */
  authMethod?: string
  /** Level of assurance, in the words of the identity provider or of the configuration. */
  acr?: string
  /** base64url(SHA-256(receipt)): the browser that authenticated holds the receipt. */
  receiptHash?: string
  /** The citizen authenticated on another device than the one that the conversation runs on. */
  crossDevice?: boolean
  /** When the citizen authenticated, in seconds since 1970. */
  authenticatedAt?: number
}

const mostAttributes = 64
const longestValue = 4096

/** Each text claim: its name in TypeScript, its name on the wire, and how long it may be. */
const texts = [
  ['sessionUrl', 'session_url', longestUrl],
  ['iss', 'iss', longestUrl],
  ['aud', 'aud', longestUrl],
  ['jti', 'jti', 128],
  ['binding', 'binding', 128],
  ['purpose', 'purpose', 64],
  ['authMethod', 'auth_method', 64],
  ['acr', 'acr', 256],
  ['receiptHash', 'receipt_hash', 64],
] as const

export function writeClaims(statement: Statement, dialect: Dialect): Record<string, unknown> {
  const { status, attributes, crossDevice, authenticatedAt } = statement
  return {
    status: status === 'success' ? dialects[dialect].success : status,
    attributes,
    ...Object.fromEntries(texts.map(([name, wire]) => [wire, statement[name]])),
    cross_device: crossDevice,
    auth_time: authenticatedAt,
  }
}

/**
 * Claims that are not known are ignored; one that is known must be exactly of its type.
 * @throws Error whose message names the claim, and never its value
 */
export function readClaims(wire: Record<string, unknown>): Statement {
  const status = readStatus(wire.status)
  if (!status) throw new Error('status is not one that we know')
  const statement: Statement = { status }
  if (wire.attributes !== undefined) {
    if (status !== 'success') throw new Error('attributes without success')
    statement.attributes = readAttributes(wire.attributes)
  }
  for (const [name, claim, longest] of texts) {
    const value = wire[claim]
    if (value !== undefined) statement[name] = text(value, claim, longest)
  }
  if (wire.cross_device !== undefined) {
    if (typeof wire.cross_device !== 'boolean') throw new Error('cross_device is not a boolean')
    statement.crossDevice = wire.cross_device
  }
  if (wire.auth_time !== undefined) {
    if (!Number.isSafeInteger(wire.auth_time)) throw new Error('auth_time is not a time')
    statement.authenticatedAt = wire.auth_time as number
  }
  return statement
}

function readAttributes(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('attributes are not an object')
  const entries = Object.entries(value)
  if (entries.length > mostAttributes) throw new Error('too many attributes')
  if (!entries.every(([tag]) => tagPattern.test(tag)))
    throw new Error('the tag of an attribute is not allowed')
  return Object.fromEntries(
    entries.map(([tag, content]) => [tag, text(content, 'an attribute', longestValue, 0)]),
  )
}

const utf8 = new TextEncoder()

function text(value: unknown, claim: string, longest: number, shortest = 1): string {
  if (typeof value !== 'string' || !value.isWellFormed()) throw new Error(`${claim} is not a text`)
  const bytes = utf8.encode(value).length
  if (bytes < shortest || bytes > longest) throw new Error(`${claim} is too long or empty`)
  return value
}
