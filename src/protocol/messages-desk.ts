/** Between the desk and an agent. Only `Conversation` holds attributes, and only whoever accepted the conversation gets it. */
import * as v from 'valibot'
import {
  channel,
  identificationState,
  level,
  list,
  localTextSchema,
  optional,
  parser,
  shortText,
  tag,
  time,
  token,
  wholeNumber,
} from './message-parts.ts'

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/))

/** A waiting conversation, as every agent sees it. */
export const queueRow = v.object({
  id,
  purpose: tag,
  purpose_name: localTextSchema,
  channel,
  comm_method: tag,
  waiting_since: time,
  identified: v.boolean(),
  /** The resident wants to be called back, and is not there. */
  call_back: optional(v.literal(true)),
  auth_method: optional(tag),
  auth_method_name: optional(shortText),
})
export type QueueRow = v.InferOutput<typeof queueRow>
export const parseQueueRow = parser('QueueRow', queueRow)

const presence = v.picklist(['available', 'away'])

/** Event `snapshot`: all that waits, which conversations are one's own, and what one says of oneself. */
export const snapshot = v.object({
  /** What time it is at the desk: an agent's computer may have another. */
  at: optional(time),
  waiting: list(queueRow, 1000),
  active: list(v.object({ id })),
  presence: optional(presence),
  /** Seconds until the desk ends the stream, because the token or the sign-in is over then. */
  lifetime: optional(wholeNumber(31_536_000)),
})
export type Snapshot = v.InferOutput<typeof snapshot>
export const parseSnapshot = parser('Snapshot', snapshot)

/** Event `left`: a conversation waits no longer. */
export const left = v.object({
  id,
  reason: v.picklist(['accepted', 'ended', 'expired', 'withdrawn']),
  by: optional(v.picklist(['you', 'colleague'])),
})
export type Left = v.InferOutput<typeof left>
export const parseLeft = parser('Left', left)

/** Event `conversation`: one's own conversation changed. */
export const conversationChange = v.object({
  id,
  /** `returned`, `transferred`: it waits for another agent. */
  state: v.picklist(['active', 'ended', 'expired', 'returned', 'transferred']),
})
export type ConversationChange = v.InferOutput<typeof conversationChange>
export const parseConversationChange = parser('ConversationChange', conversationChange)

const attribute = v.object({
  tag,
  label: localTextSchema,
  value: v.pipe(v.string(), v.maxLength(4096)),
  /** Shown masked until the agent asks for it. */
  sensitive: v.boolean(),
  /** Under which words it is shown; those of one group follow each other. Default: the panel's own groups. */
  group: optional(localTextSchema),
  /** How its value is written: `date` as RFC 3339 `full-date`. Default: text. */
  kind: optional(v.picklist(['date'])),
})
export type ConversationAttribute = v.InferOutput<typeof attribute>

/** How sure it is who the citizen is. Attributes are there only with `proven`. */
const identity = v.object({
  status: v.picklist(['proven', 'not_proven', 'not_verified']),
  auth_method: optional(tag),
  auth_method_name: optional(shortText),
  level: optional(level),
  authenticated_at: optional(time),
  cross_device: optional(v.boolean()),
  attributes: list(attribute),
  /** Only with `proven`, and only when everything in it is among `attributes`. */
  proof: optional(
    v.object({
      /** What the authentication plugin signed: a JWT in a compact JWS. */
      token,
      /** What it must say as `binding`. A published plugin says none. */
      binding: optional(shortText),
    }),
  ),
})
export type Identity = v.InferOutput<typeof identity>

export const conversation = v.object({
  id,
  state: v.literal('active'),
  purpose: tag,
  purpose_name: localTextSchema,
  channel,
  comm_method: tag,
  waiting_since: time,
  accepted_at: time,
  identity,
  /** On which number the resident wants to be called back: E.164, and as people write it. */
  call_back: optional(
    v.object({ number: v.pipe(v.string(), v.regex(/^\+[0-9]{6,15}$/)), display: shortText }),
  ),
  /** Whether `POST /conversations/{id}/authenticate` is possible. */
  identifiable: optional(v.boolean()),
  /** What became of it, and since when. Absent when nobody asked, and after a success. */
  identification: optional(v.object({ state: identificationState, since: time })),
})
export type Conversation = v.InferOutput<typeof conversation>
export const parseConversation = parser('Conversation', conversation)

/** `GET /conversations`. */
export const conversations = v.object({ conversations: list(conversation) })
export type Conversations = v.InferOutput<typeof conversations>
export const parseConversations = parser('Conversations', conversations)

/** `POST /conversations/code`: what the caller reads out. Spaces and dashes between the digits are dropped. */
export const codeRequest = v.object({
  code: v.pipe(
    v.string(),
    v.maxLength(32),
    v.transform((code) => code.replace(/[ -]/g, '')),
    v.regex(/^[0-9]{4,12}$/),
  ),
})
export type CodeRequest = v.InferOutput<typeof codeRequest>
export const parseCodeRequest = parser('CodeRequest', codeRequest)

/** `GET /me`: who is asking. */
export const me = v.object({
  name: v.pipe(v.string(), v.maxLength(128)),
  presence: optional(presence),
  /** They may ask `GET /supervision`. */
  supervises: optional(v.boolean()),
  /** What a conversation can be transferred to. */
  purposes: optional(list(v.object({ purpose: tag, purpose_name: localTextSchema }), 1000)),
})
export type Me = v.InferOutput<typeof me>
export const parseMe = parser('Me', me)

/** `POST /presence`, and event `presence`: what an agent says of themselves, in any of their windows. */
export const presenceRequest = v.object({ presence })
export type PresenceRequest = v.InferOutput<typeof presenceRequest>
export const parsePresenceRequest = parser('PresenceRequest', presenceRequest)

/** `POST /conversations/call`: the agent has answered this call of a telephone platform. What names no call is no error: nobody is known in it. */
export const callRequest = v.object({
  call: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
})
export type CallRequest = v.InferOutput<typeof callRequest>
export const parseCallRequest = parser('CallRequest', callRequest)

/** `POST /conversations/next`: of which channels. Default: of all. */
export const nextRequest = v.object({ channels: optional(list(channel, 3)) })
export type NextRequest = v.InferOutput<typeof nextRequest>
export const parseNextRequest = parser('NextRequest', nextRequest)

/** `POST /conversations/{id}/transfer`: for which purpose it is from here on. */
export const transferRequest = v.object({ purpose: tag })
export type TransferRequest = v.InferOutput<typeof transferRequest>
export const parseTransferRequest = parser('TransferRequest', transferRequest)

/** `GET /keys`: the authentication plugins whose results count here, with their public keys (RFC 7517). */
export const deskKeys = v.object({
  auth_methods: list(
    v.object({
      auth_method: tag,
      /** What its results say as `iss`. A published plugin (`legacy`) says nothing. */
      issuer: v.pipe(v.string(), v.maxLength(2048)),
      legacy: optional(v.boolean()),
      keys: list(v.looseObject({ kty: v.picklist(['EC', 'RSA']) }), 16),
    }),
  ),
})
export type DeskKeys = v.InferOutput<typeof deskKeys>
export const parseDeskKeys = parser('DeskKeys', deskKeys)

const count = wholeNumber(1_000_000)
const wait = optional(wholeNumber(31_536_000))

/** `GET /supervision`: how the desk stands, in numbers. Waits are in whole minutes, and of few residents rough, without a median. */
export const supervision = v.object({
  at: time,
  agents: v.object({ available: count, away: count, talking: count }),
  queues: list(
    v.object({
      purpose: tag,
      purpose_name: localTextSchema,
      channel,
      waiting: count,
      active: count,
      longest_wait: wait,
      median_wait: wait,
    }),
    3000,
  ),
})
export type Supervision = v.InferOutput<typeof supervision>
export const parseSupervision = parser('Supervision', supervision)
