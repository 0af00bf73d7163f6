/** `[desk]` and `[rooms.TAG]`: where employees are. */
import * as v from 'valibot'
import {
  beginning,
  keys,
  listen,
  localText,
  origin,
  origins,
  secret,
  text,
  webAddress,
} from '../../protocol/settings.ts'
import { ownHours } from './hours.ts'
import {
  anyPart,
  attributes,
  channel,
  dialect,
  peerAuthMethod,
  peerCore,
  help,
  openPurpose,
  peerPurpose,
  requestor,
  retention,
  tags,
} from './table-parts.ts'

const { optional, strictObject } = v

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
  ...anyPart,
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
  purposes: optional(v.array(openPurpose)),
  attributes: optional(attributes),
  help: optional(help),
  hours: optional(ownHours),
  agents: optional(agents),
  allowed_origins: optional(origins),
  organisation: optional(localText),
  retention: optional(
    strictObject({ idle: retention.entries.idle, longest: retention.entries.longest }),
    {},
  ),
})

export type AgentsTable = v.InferOutput<typeof agents>

export type DeskAgentsTable = v.InferOutput<typeof deskAgents>

export type DeskTable = v.InferOutput<typeof desk>

export type RoomsTable = v.InferOutput<typeof rooms>
