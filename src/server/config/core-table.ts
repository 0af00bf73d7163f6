/** `[core]`: methods, purposes and what is asked. */
import * as v from 'valibot'
import {
  keys,
  level,
  localText,
  origins,
  seconds,
  tag,
  text,
  webAddress,
  wholeNumber,
} from '../../protocol/settings.ts'
import { hours } from './hours.ts'
import { anyPart, attributes, channel, flag, help, shownAs } from './table-parts.ts'

const { optional, strictObject } = v

const wholeSeconds = wholeNumber(1, 86_400)

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

/** Residents can ask to be called back. */
const callBack = strictObject({
  purposes: optional(v.array(text)),
  without_log_in: optional(flag),
  from_wait: optional(wholeNumber(60, 86_400)),
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
  call_back: optional(callBack),
  hours: optional(tag),
})

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

export const core = strictObject({
  ...anyPart,
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

export type CoreTable = v.InferOutput<typeof core>
