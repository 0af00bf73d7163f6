/** What a configuration file may hold: every key of every table. Keys that are not here are refused. */
import * as v from 'valibot'
import { methodKinds } from '../../auth/kinds.ts'
import { displayOf } from '../../comm/phone/number.ts'
import { hours } from './hours.ts'
import { texts } from './texts.ts'
import {
  beginning,
  keys,
  level,
  listen,
  localText,
  origin,
  origins,
  seconds,
  secret,
  tag,
  text,
  webAddress,
  wholeNumber,
} from '../../protocol/settings.ts'

const { optional, strictObject } = v
const flag = v.boolean()
const wholeSeconds = wholeNumber(1, 86_400)
const tags = v.array(tag)
const channel = v.picklist(['phone', 'chat', 'video'], 'must be "phone", "chat" or "video"')
const dialect = v.picklist(
  ['id-contact', 'verder-helpen'],
  'must be "id-contact" or "verder-helpen"',
)

const attributeKind = v.picklist(
  ['text', 'date', 'bsn', 'postcode'],
  'must be "text", "date", "bsn" or "postcode"',
)

const authMethod = strictObject({
  tag,
  name: optional(localText),
  image_path: optional(v.string()),
  description: optional(localText),
  duration: optional(wholeSeconds),
  start: optional(webAddress),
  origins: optional(origins),
  disable_attr_url: optional(flag, false),
  shim_tel_url: optional(flag, false),
})

const commMethod = strictObject({
  tag,
  name: optional(localText),
  image_path: optional(v.string()),
  duration: optional(wholeSeconds),
  channel: optional(channel),
  own_page: optional(flag),
  start: optional(webAddress),
  origins: optional(origins),
  disable_attributes_at_start: optional(flag, false),
  tells_wait: optional(flag),
  hours: optional(tag),
})

/** How employees see what is known. */
const shownAs = {
  groups: optional(v.array(strictObject({ label: localText, attributes: v.array(tag) })), []),
  labels: optional(v.record(tag, localText), {}),
}

const purpose = strictObject({
  tag,
  ...shownAs,
  name: optional(localText),
  attributes: v.array(text),
  allowed_auth: v.array(text),
  allowed_comm: v.array(text),
  allow_unauthenticated: optional(flag, false),
  optional: optional(v.array(text), []),
  acr: optional(level),
  terms: optional(
    v.record(tag, strictObject({ attributes: optional(v.array(text)), acr: optional(level) })),
    {},
  ),
  hours: optional(tag),
  legal_basis: optional(text),
  explanation: optional(localText),
})

const attributes = v.record(
  tag,
  strictObject({
    label: localText,
    sensitive: optional(flag, false),
    kind: optional(attributeKind),
  }),
)

const help = strictObject({ phone: text, phone_display: text, hours: optional(localText) })

export const core = strictObject({
  listen: optional(listen),
  server_url: webAddress,
  internal_url: optional(webAddress),
  secret,
  signing_keys: optional(keys),
  verification_keys: optional(keys),
  organisation: optional(localText),
  bsn_authorised: optional(flag, false),
  help: optional(help),
  recommends: optional(flag, true),
  allowed_origins: optional(origins, []),
  plugin_timeout: optional(seconds(0.1, 30), 5),
  static_dir: optional(text),
  auth_methods: v.array(authMethod),
  comm_methods: v.array(commMethod),
  purposes: v.array(purpose),
  hours: optional(v.record(tag, hours), {}),
  attributes: optional(attributes, {}),
  ui_tel_url: optional(webAddress),
  ui_signing_privkey: optional(keys),
  authonly_request_keys: optional(v.record(tag, keys), {}),
  requestors: optional(v.record(tag, strictObject({ keys, origins: optional(origins) })), {}),
})

const recipient = strictObject({ audience: optional(webAddress), keys })

/** What every authentication plugin has. */
const anyAuth = {
  listen: optional(listen),
  server_url: webAddress,
  internal_url: optional(webAddress),
  secret,
  signing_keys: optional(keys),
  verification_keys: optional(keys),
  dialect: optional(dialect, 'id-contact'),
  recipients: optional(v.array(recipient)),
  continuation_origins: optional(origins),
  attr_url_origins: optional(origins),
  kinds: optional(v.record(tag, attributeKind)),
}

/** A plugin that is not ours. Its settings are texts; secrets may stand in files. */
const ownModule = { module: text, settings: optional(v.record(tag, secret), {}) }

const authModule = strictObject({
  type: v.literal('module'),
  ...anyAuth,
  ...ownModule,
  attributes: v.array(tag),
})

const authKinds = methodKinds.map(({ type, settings }) =>
  // What is in it is the kind's own affair.
  strictObject({ type: v.literal(type), ...anyAuth, ...(settings as object) }),
)

export const auth = v.variant(
  'type',
  [authModule, ...authKinds],
  `must be ${methodKinds.map(({ type }) => `"${type}"`).join(', ')} or "module"`,
)

const peerCore = strictObject({
  issuer: webAddress,
  keys: optional(keys),
  legacy: optional(flag, false),
})
const peerAuthMethod = strictObject({
  tag,
  name: optional(localText),
  issuer: optional(webAddress),
  keys: optional(keys),
  attributes: optional(tags),
  legacy: optional(flag, false),
  origins: optional(origins),
  dialect: optional(dialect),
})
const peerPurpose = strictObject({
  tag,
  ...shownAs,
  name: optional(localText),
  attributes: v.array(text),
  allowed_auth: optional(v.array(text)),
})
const requestor = strictObject({
  core: optional(webAddress),
  kid: optional(tag),
  origins: optional(origins),
})

const retention = strictObject({
  attempt: optional(seconds(60, 1800)),
  idle: optional(seconds(60, 3600)),
  longest: optional(seconds(600, 86400)),
  audit: optional(seconds(86400, 47_304_000)),
  every: optional(seconds(0.1, 300)),
})

/** Residents may leave a number. */
const callBack = strictObject({
  purposes: optional(tags),
  countries: optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be a country such as "NL"'))),
      v.nonEmpty('must name a country'),
    ),
  ),
  without_log_in: optional(flag),
  lifetime: optional(seconds(600, 604_800)),
  most: optional(wholeNumber(1, 100_000)),
})

/** What every communication plugin has. */
const anyComm = {
  listen: optional(listen),
  server_url: webAddress,
  internal_url: optional(webAddress),
  secret,
  decryption_keys: optional(keys),
  encryption_keys: optional(keys),
  signing_keys: optional(keys),
  verification_keys: optional(keys),
  requestor: optional(requestor),
  delivery: optional(
    v.picklist(['attr_url', 'result'], 'must be "attr_url" or "result"'),
    'attr_url',
  ),
  cores: optional(v.array(peerCore)),
  auth_methods: optional(v.array(peerAuthMethod)),
  purposes: optional(v.array(peerPurpose)),
  attributes: optional(attributes),
  allowed_origins: optional(origins),
  retention: optional(retention, {}),
  call_back: optional(callBack),
}

const published = strictObject({
  type: optional(v.literal('published'), 'published'),
  api_key: secret,
  agents: optional(
    strictObject({
      issuer: webAddress,
      audience: text,
      keys: optional(keys),
      role_claim: optional(text),
      role: optional(text),
    }),
  ),
  dialect: optional(dialect, 'id-contact'),
  allowed_origins: optional(origins),
})

const language = v.picklist(['nl', 'en'], 'must be "nl" or "en"')

const twilio = strictObject({
  type: v.literal('twilio'),
  auth_token: secret,
  languages: optional(v.pipe(v.array(language), v.nonEmpty('must name a language'))),
  queue: optional(text),
  workflow: optional(
    v.pipe(v.string(), v.regex(/^WW[0-9a-fA-F]{32}$/, 'must be the SID of a workflow: WW…')),
  ),
  sip: optional(
    v.pipe(v.string(), v.regex(/^sips?:[^\s?<>"]+$/, 'must be a SIP address without headers')),
  ),
  redirect: optional(webAddress),
})

/** The telephone platform that answers the calls. */
const platform = v.variant(
  'type',
  [
    published,
    strictObject({ type: v.literal('amazon-connect'), api_key: secret }),
    twilio,
    strictObject({ type: v.literal('sip'), api_key: secret }),
  ],
  'must be "published", "amazon-connect", "twilio" or "sip"',
)

const phone = strictObject({
  type: v.literal('phone'),
  ...anyComm,
  number: v.pipe(
    v.string(),
    v.check(
      (number) => displayOf(number) !== undefined,
      'must be a number that exists, as it is dialled: +31… or 14…',
    ),
  ),
  display: optional(text),
  code_digits: optional(wholeNumber(8, 12), 9),
  code_lifetime: optional(seconds(120, 3600), 600),
  platform: optional(platform),
})

const chat = strictObject({
  type: v.literal('chat'),
  ...anyComm,
  most_messages: optional(wholeNumber(10, 5000), 500),
  messages_per_ten_seconds: optional(wholeNumber(1, 100), 10),
})

/** Servers by which two browsers find a way to each other. */
const ice = strictObject({
  stun_urls: optional(v.array(text)),
  turn_urls: optional(v.array(text)),
  turn_secret: optional(secret),
  turn_lifetime: optional(seconds(60, 86_400)),
  relay_only: optional(flag),
})

/** What links to every video platform have. */
const anyLink = {
  secret,
  audience: optional(text),
  lifetime: optional(seconds(30, 3600)),
  resident_name: optional(text),
  agent_name: optional(text),
}

const video = strictObject({
  type: v.literal('video'),
  ...anyComm,
  ice: optional(ice),
  jitsi: optional(
    strictObject({
      ...anyLink,
      server_url: webAddress,
      app_id: text,
      subject: optional(text),
      tenant: optional(text),
    }),
  ),
  link: optional(strictObject({ ...anyLink, address: text, issuer: text })),
})

const commModule = strictObject({
  type: v.literal('module'),
  ...anyComm,
  ...ownModule,
  channel,
})

export const comm = v.variant(
  'type',
  [phone, chat, video, commModule],
  'must be "phone", "chat", "video" or "module"',
)

const agents = strictObject({
  issuer: webAddress,
  audience: optional(text),
  client_id: text,
  client_secret: secret,
  keys: optional(keys),
  role_claim: optional(text),
  role: optional(text),
  resident_name_claim: optional(v.string()),
})

const skill = strictObject({ purposes: optional(tags), channels: optional(v.array(channel)) })
const deskAgents = strictObject({
  ...agents.entries,
  supervisor_role: optional(text),
  skills_claim: optional(text),
  skills: optional(v.record(text, skill)),
})

const deskFrame = strictObject({
  origin,
  ancestors: optional(origins),
  attributes: optional(tags),
})

export const desk = strictObject({
  listen: optional(listen),
  server_url: webAddress,
  secret: optional(secret),
  decryption_keys: optional(keys),
  agents: deskAgents,
  auth_methods: optional(v.array(peerAuthMethod)),
  purposes: optional(v.array(peerPurpose)),
  attributes: optional(attributes),
  identifies: optional(tags),
  calls: optional(tags),
  allowed_origins: optional(origins, []),
  frames: optional(v.array(deskFrame), []),
})

/** A platform with rooms of its own. */
export const rooms = strictObject({
  listen: optional(listen),
  server_url: webAddress,
  internal_url: optional(webAddress),
  secret,
  signing_keys: optional(keys),
  verification_keys: optional(keys),
  decryption_keys: optional(keys),
  encryption_keys: optional(keys),
  display_name: text,
  widget_url: optional(beginning),
  dialect: optional(dialect, 'id-contact'),
  platform_origins: v.pipe(origins, v.nonEmpty('must name an origin')),
  guest_secret: secret,
  host_secret: secret,
  requestor: optional(requestor),
  cores: optional(v.array(peerCore)),
  auth_methods: optional(v.array(peerAuthMethod)),
  purposes: optional(v.array(peerPurpose)),
  attributes: optional(attributes),
  agents: optional(agents),
  allowed_origins: optional(origins),
  retention: optional(
    strictObject({ idle: retention.entries.idle, longest: retention.entries.longest }),
    {},
  ),
})

export const store = strictObject({
  folder: optional(text),
  database_url: optional(secret),
  memory: optional(flag, false),
})

export const log = strictObject({
  level: optional(
    v.picklist(['error', 'warn', 'info', 'debug'], 'must be "error", "warn", "info" or "debug"'),
    'info',
  ),
})

export const metrics = strictObject({ listen: optional(listen) })

export const configFile = strictObject({
  production: optional(flag, false),
  data_dir: optional(text),
  core: optional(core),
  auth: optional(v.record(tag, auth), {}),
  comm: optional(v.record(tag, comm), {}),
  desk: optional(desk),
  rooms: optional(v.record(tag, rooms), {}),
  texts: optional(texts, {}),
  store: optional(store, {}),
  log: optional(log, {}),
  metrics: optional(metrics, {}),
})

export type ConfigFile = v.InferOutput<typeof configFile>
export type TextsTable = v.InferOutput<typeof texts>
export type HoursTable = v.InferOutput<typeof hours>
export type CoreTable = v.InferOutput<typeof core>
export type AuthTable = v.InferOutput<typeof auth>
export type CommTable = v.InferOutput<typeof comm>
export type PlatformTable = v.InferOutput<typeof platform>
export type VideoTable = v.InferOutput<typeof video>
export type DeskTable = v.InferOutput<typeof desk>
export type PeerCore = v.InferOutput<typeof peerCore>
export type RoomsTable = v.InferOutput<typeof rooms>
export type AgentsTable = v.InferOutput<typeof agents>
export type DeskAgentsTable = v.InferOutput<typeof deskAgents>
export type PeerAuthMethod = v.InferOutput<typeof peerAuthMethod>
export type PeerPurpose = v.InferOutput<typeof peerPurpose>
export { origin }
