/** What is wrong in a configuration file, in words: the key, what is the matter, and what to do. Never the value. */
import type { BaseIssue, GenericSchema } from 'valibot'
import { ConfigError } from '../../protocol/errors.ts'
import { nearest } from './nearest.ts'
import { isTable, knownKeys } from './shape.ts'

/** One thing that is wrong with a configuration file. */
export interface Problem {
  /** Dotted path, for instance `core.purposes.0.allowed_auth`. */
  key: string
  /** What is wrong, as a sentence. */
  message: string
  /** What to do about it, as a sentence. */
  remedy: string
}

/** A configuration that cannot be used. `problems` holds every reason; `key` and `remedy` are those of the first. */
export class InvalidConfig extends ConfigError {
  /** Everything that is wrong. */
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    const [first] = problems
    super(first?.key ?? '', first?.remedy ?? '', { message: problems.map(inWords).join('\n') })
    this.name = 'InvalidConfig'
    this.problems = problems
  }
}

const inWords = ({ key, message, remedy }: Problem): string => `${key} ${message}. ${remedy}`

/** What to write, by the last part of the key. */
const examples: Record<string, string> = {
  server_url: 'server_url = "https://contact.gemeente.example"',
  internal_url: 'internal_url = "http://core:8081"',
  secret: 'secret = { file = "secret" }, a file with 32 random bytes or more',
  listen: 'listen = "127.0.0.1:8081"',
  start: 'start = "https://auth.gemeente.example"',
  tag: 'tag = "digid"',
  type: 'type = "oidc" below [auth.…], or type = "phone" or "video" below [comm.…]; type = "module" for a plugin of your own',
  module: 'module = "plugins/portal.js"',
  auth_methods: '[[core.auth_methods]] with tag = "…" and name = "…"',
  comm_methods: '[[core.comm_methods]] with tag = "…" and name = "…"',
  purposes: '[[core.purposes]] with tag, attributes, allowed_auth and allowed_comm',
  attributes: 'attributes = ["name", "email"]',
  allowed_auth: 'allowed_auth = ["*"]',
  allowed_comm: 'allowed_comm = ["*"]',
  allowed_origins: 'allowed_origins = ["https://www.gemeente.example"]',
  issuer: 'issuer = "https://login.gemeente.example"',
  client_id: 'client_id = "id-contact"',
  client_secret: 'client_secret = { file = "client-secret" }',
  claims: '[auth.….claims] with one line per attribute: email = "email"',
  agents: '[desk.agents] with issuer, client_id and client_secret',
  display_name: 'display_name = "Videobellen"',
  platform_origins: 'platform_origins = ["https://video.example"]',
  guest_secret:
    'guest_secret = { file = "guest-secret" }, what the platform signs tokens of guests with',
  host_secret:
    'host_secret = { file = "host-secret" }, what the platform signs tokens of hosts with',
  label: 'label = { nl = "Naam", en = "Name" }',
  number: 'number = "+31201234567"',
  display: 'display = "020 123 45 67"',
  phone: 'phone = "+31201234567"',
  phone_display: 'phone_display = "020 123 45 67"',
  turn_urls: 'turn_urls = ["turn:turn.gemeente.example:3478?transport=udp"]',
  turn_secret: 'turn_secret = { file = "turn-secret" }, the static-auth-secret of coturn',
  app_id: 'app_id = "id_contact", that of Prosody',
  address: 'address = "https://video.example/join?token={token}"',
  signing_keys: 'signing_keys = { file = "signing.private.json" }',
  decryption_keys: 'decryption_keys = { file = "encryption.private.json" }',
  keys: 'keys = { file = "signing.public.json" }',
}

const kinds: Record<string, string> = {
  string: 'must be text between quotes',
  number: 'must be a number without quotes',
  boolean: 'must be true or false, without quotes',
  Array: 'must be a list',
  Object: 'must be a table',
}

export function problemOf(issue: BaseIssue<unknown>, schema: GenericSchema, raw: unknown): Problem {
  const path = (issue.path ?? []).map((item) => item.key as PropertyKey)
  const key = dotted(path, raw)
  const last = String(path.at(-1) ?? '')
  if (issue.kind === 'schema' && issue.expected === 'never')
    return unknownKey(key, last, path, schema, raw)
  const example = examples[last]
  const remedy = example ? `Write ${example}.` : 'See docs/configuration.md.'
  if (isMissing(issue)) return { key, message: 'is missing', remedy }
  if (issue.kind === 'schema' && !isOwnMessage(issue.message)) {
    return { key, message: kinds[issue.expected ?? ''] ?? 'has a value of the wrong kind', remedy }
  }
  return { key, message: issue.message, remedy }
}

/** The items of a list go by their tag, where they have one: `core.purposes.report_move.attributes`. */
function dotted(path: readonly PropertyKey[], raw: unknown): string {
  let value = raw
  const parts = path.map((part) => {
    const isItem = Array.isArray(value)
    value = (value as Record<PropertyKey, unknown> | undefined)?.[part]
    return isItem && isTable(value) && typeof value.tag === 'string' ? value.tag : String(part)
  })
  return parts.join('.')
}

const isMissing = (issue: BaseIssue<unknown>): boolean =>
  issue.kind === 'schema' && (issue.path?.at(-1)?.value === undefined || issue.input === undefined)

/** Messages of the schema library name what they got; ours do not. */
const isOwnMessage = (message: string): boolean => !message.startsWith('Invalid ')

function unknownKey(
  key: string,
  last: string,
  path: PropertyKey[],
  schema: GenericSchema,
  raw: unknown,
): Problem {
  const known = knownKeys(schema, raw, path.slice(0, -1))
  const meant = nearest(last, known)
  const remedy = meant ? `Did you mean "${meant}"?` : `Known here: ${known.join(', ')}.`
  return { key, message: 'is not a known key', remedy }
}
