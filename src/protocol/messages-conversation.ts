/** Between the citizen's browser and our communication plugin, once the core has handed over. */
import * as v from 'valibot'
import {
  channel,
  identificationState,
  isWholeWayBack,
  language,
  optional,
  parser,
  random,
  shortText,
  tag,
  time,
  token,
  wayBack,
  wholeNumber,
} from './message-parts.ts'
import { telPattern } from './url.ts'

/**
 * `POST {client_url}`: the handover of the core, with the result when it travels through the browser. With a `key` that no other browser
 * knows, the same browser may ask again, and is answered with the same token.
 */
export const redeemRequest = v.object({
  handover: token,
  result: optional(token),
  key: optional(random),
})
export type RedeemRequest = v.InferOutput<typeof redeemRequest>
export const parseRedeemRequest = parser('RedeemRequest', redeemRequest)

const phone = v.object({
  /** E.164, or a short number such as `14026`. */
  number: v.pipe(v.string(), v.regex(/^\+?[0-9]{3,15}$/)),
  /** The number as people write it. */
  display: shortText,
  code: v.pipe(v.string(), v.regex(/^[0-9]{4,12}$/)),
  tel_url: v.pipe(v.string(), v.regex(telPattern)),
  expires_at: time,
  extensions_left: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
})

/** `POST {client_url}/authenticate`: with which method, and which way back. The way back is of `POST {core}/start`. */
export const authenticateRequest = v.pipe(
  v.object({ auth_method: tag, lang: optional(language), ...wayBack }),
  v.check((m) => isWholeWayBack(m)),
)
export type AuthenticateRequest = v.InferOutput<typeof authenticateRequest>
export const parseAuthenticateRequest = parser('AuthenticateRequest', authenticateRequest)

/** `POST {client_url}/call_back`: on which number, as people write it. */
export const callBackRequest = v.object({
  number: v.pipe(v.string(), v.minLength(3), v.maxLength(40)),
})
export type CallBackRequest = v.InferOutput<typeof callBackRequest>
export const parseCallBackRequest = parser('CallBackRequest', callBackRequest)

/** How a conversation stands, as its citizen may see it. */
export const conversationView = v.object({
  state: v.picklist(['waiting', 'active', 'ended', 'expired']),
  channel,
  purpose: tag,
  /** Whether a result was accepted. */
  identified: v.boolean(),
  /** The resident is still logged in at the authentication plugin, and can log out: `POST {client_url}/logout`. */
  log_out: optional(v.literal(true)),
  phone: optional(phone),
  /** In events, while it waits: how many are before it in the queue, and in how many seconds about its turn comes, when that is known. */
  position: optional(wholeNumber(1_000_000)),
  expected_wait: optional(wholeNumber(86_400)),
  /** While it waits once more: its agent disappeared (`returned`), or passed it on. It keeps its place. */
  moved: optional(v.picklist(['returned', 'transferred'])),
  /** `possible`: they can leave a number, instead of waiting. `requested`: they did, and need not stay. */
  call_back: optional(v.picklist(['possible', 'requested'])),
  /** Who picked it up, as far as residents may know. */
  agent: optional(v.object({ name: shortText })),
  /** The agent asks who it is: nothing came of it yet, or it is under way. Absent when nobody asks, and after a success. */
  identification: optional(v.object({ state: identificationState })),
})
export type ConversationView = v.InferOutput<typeof conversationView>
export const parseConversationView = parser('ConversationView', conversationView)

/** The answer to a redeemed handover: the key to the conversation, and the conversation. */
export const redeemAnswer = v.object({ token: random, conversation: conversationView })
export type RedeemAnswer = v.InferOutput<typeof redeemAnswer>
export const parseRedeemAnswer = parser('RedeemAnswer', redeemAnswer)
