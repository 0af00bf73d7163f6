/** What several tables of a configuration file have in common. */
import * as v from 'valibot'
import {
  keys,
  listen,
  localText,
  origins,
  seconds,
  secret,
  tag,
  text,
  webAddress,
} from '../../protocol/settings.ts'
import { ownHours } from './hours.ts'

const { optional, strictObject } = v

/** What every part has that others call: where it is, and what it seals and signs with. */
export const anyPart = {
  listen: optional(listen),
  server_url: webAddress,
  internal_url: optional(webAddress),
  secret,
  signing_keys: optional(keys),
  verification_keys: optional(keys),
}

export const flag = v.boolean()

export const tags = v.array(tag)

export const channel = v.picklist(['phone', 'chat', 'video'], 'must be "phone", "chat" or "video"')

export const dialect = v.picklist(
  ['id-contact', 'verder-helpen'],
  'must be "id-contact" or "verder-helpen"',
)

export const attributeKind = v.picklist(
  ['text', 'date', 'bsn', 'postcode'],
  'must be "text", "date", "bsn" or "postcode"',
)

/** Where residents get help. */
export const help = strictObject({ phone: text, phone_display: text, hours: optional(localText) })

/** How employees see what is known. */
export const shownAs = {
  groups: optional(v.array(strictObject({ label: localText, attributes: v.array(tag) })), []),
  labels: optional(v.record(tag, localText), {}),
}

export const attributes = v.record(
  tag,
  strictObject({
    label: localText,
    sensitive: optional(flag, false),
    kind: optional(attributeKind),
  }),
)

/** A plugin that is not ours. Its settings are texts; secrets may stand in files. */
export const ownModule = { module: text, settings: optional(v.record(tag, secret), {}) }

export const peerCore = strictObject({
  issuer: webAddress,
  keys: optional(keys),
  legacy: optional(flag, false),
})

export const peerAuthMethod = strictObject({
  tag,
  name: optional(localText),
  issuer: optional(webAddress),
  keys: optional(keys),
  attributes: optional(tags),
  legacy: optional(flag, false),
  origins: optional(origins),
  dialect: optional(dialect),
})

export const peerPurpose = strictObject({
  tag,
  ...shownAs,
  name: optional(localText),
  attributes: v.array(text),
  allowed_auth: optional(v.array(text)),
})

/** As residents are told of it: also when conversations for it can start. */
export const openPurpose = strictObject({ ...peerPurpose.entries, hours: optional(ownHours) })

export const requestor = strictObject({
  core: optional(webAddress),
  kid: optional(tag),
  origins: optional(origins),
})

export const retention = strictObject({
  attempt: optional(seconds(60, 1800)),
  idle: optional(seconds(60, 3600)),
  longest: optional(seconds(600, 86400)),
  audit: optional(seconds(86400, 47_304_000)),
  every: optional(seconds(0.1, 300)),
})

export type PeerCore = v.InferOutput<typeof peerCore>

export type PeerAuthMethod = v.InferOutput<typeof peerAuthMethod>

export type OpenPurpose = v.InferOutput<typeof openPurpose>

export type HelpTable = v.InferOutput<typeof help>
