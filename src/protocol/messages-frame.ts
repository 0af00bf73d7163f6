/**
 * Between an agent tool's page and the panel in a frame of it (HTML standard, sections 9.3 and 9.4). The frame says that it is there, the page
 * answers with a port, and from then on everything goes through that port. No value of a resident is in any of these but `FrameAttributes`.
 */
import * as v from 'valibot'
import {
  channel,
  language,
  list,
  localTextSchema,
  optional,
  parser,
  random,
  tag,
  token,
  wholeNumber,
} from './message-parts.ts'

/** The version of these messages that we speak. */
export const frameVersion = 1

const version = v.literal(frameVersion)
const request = wholeNumber(2 ** 31)
const call = v.pipe(v.string(), v.maxLength(256))
const code = v.pipe(v.string(), v.regex(/^ERR_ID_CONTACT_[A-Z_]{1,64}$/))

/** To the page, before there is a port. It holds nothing that another page could use: browsers give it to the configured origin alone. */
const frameReady = v.object({
  type: v.literal('id-contact-frame-ready'),
  versions: list(wholeNumber(1000)),
  /** Counts once: a message that is sent again opens nothing. */
  nonce: random,
})
export type FrameReady = v.InferOutput<typeof frameReady>
export const parseFrameReady = parser('FrameReady', frameReady)

/** To the frame, with one port. */
const frameConnect = v.object({
  type: v.literal('id-contact-frame-connect'),
  version,
  nonce: random,
  /** `token`: the page has tokens of the agent. `cookie`: the agent is signed in at the desk. */
  sign_in: v.picklist(['token', 'cookie']),
  lang: optional(language),
  call: optional(call),
  /** Keyboard shortcuts of the panel, while the focus is in the frame. Default: `page`. */
  shortcuts: optional(v.picklist(['page', 'off'])),
})
export type FrameConnect = v.InferOutput<typeof frameConnect>
export const parseFrameConnect = parser('FrameConnect', frameConnect)

/** Through the port, to the frame. */
const toFrame = v.variant('type', [
  /** Answers `token_request`; without a token the agent is signed out. */
  v.object({ type: v.literal('token'), request, token: optional(token) }),
  /** The call that the agent has answered; empty: none. */
  v.object({ type: v.literal('call'), call }),
  v.object({ type: v.literal('language'), lang: language }),
  v.object({ type: v.literal('attributes'), request }),
  /** The page is locked: the values of the resident are to be put away. */
  v.object({ type: v.literal('lock') }),
])
/** Whether a page may say that it is in this language (BCP 47): what the panel does not have becomes Dutch there. */
export const isLanguage = (lang: string): boolean => v.is(language, lang)

export type ToFrame = v.InferOutput<typeof toFrame>
export const parseToFrame = parser('ToFrame', toFrame)

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/))
const about = { id, purpose: tag, channel }

/** Answers `attributes`: what is proved of the resident in the agent's conversation, of the tags that the configuration lets this page have. */
const frameAttributes = v.object({
  type: v.literal('attributes'),
  request,
  /** Absent: there is none. */
  conversation: optional(id),
  attributes: list(
    v.object({ tag, label: localTextSchema, value: v.pipe(v.string(), v.maxLength(4096)) }),
  ),
})

/** Through the port, to the page. */
const fromFrame = v.variant('type', [
  /** `attributes`: the tags that this page may ask the values of. */
  v.object({ type: v.literal('welcome'), version, attributes: list(tag) }),
  v.object({ type: v.literal('token_request'), request }),
  v.object({ type: v.literal('accept'), ...about }),
  v.object({
    type: v.literal('end'),
    ...about,
    reason: v.picklist(['ended', 'expired', 'returned', 'transferred']),
  }),
  v.object({ type: v.literal('error'), code }),
  frameAttributes,
  /** A message that was not as it should be, or a question that is not answered. */
  v.object({ type: v.literal('refused'), request: optional(request), code }),
])
export type FromFrame = v.InferOutput<typeof fromFrame>
export const parseFromFrame = parser('FromFrame', fromFrame)
