/** `[comm.TAG]`: what every communication plugin has, and what its channel adds. */
import * as v from 'valibot'
import { displayOf } from '../../comm/phone/number.ts'
import {
  keys,
  localText,
  origins,
  seconds,
  secret,
  text,
  webAddress,
  wholeNumber,
} from '../../protocol/settings.ts'
import { ownHours } from './hours.ts'
import {
  anyPart,
  attributes,
  channel,
  dialect,
  flag,
  help,
  peerAuthMethod,
  peerCore,
  openPurpose,
  requestor,
  retention,
  tags,
  ownModule,
} from './table-parts.ts'

const { optional, strictObject } = v

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
  ...anyPart,
  decryption_keys: optional(keys),
  encryption_keys: optional(keys),
  requestor: optional(requestor),
  delivery: optional(
    v.picklist(['attr_url', 'result'], 'must be "attr_url" or "result"'),
    'attr_url',
  ),
  cores: optional(v.array(peerCore)),
  auth_methods: optional(v.array(peerAuthMethod)),
  purposes: optional(v.array(openPurpose)),
  attributes: optional(attributes),
  allowed_origins: optional(origins),
  retention: optional(retention, {}),
  call_back: optional(callBack),
  organisation: optional(localText),
  help: optional(help),
  hours: optional(ownHours),
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

export type PlatformTable = v.InferOutput<typeof platform>

export type VideoTable = v.InferOutput<typeof video>

export type CommTable = v.InferOutput<typeof comm>
