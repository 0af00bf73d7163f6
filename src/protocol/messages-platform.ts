/** Between a communication plugin and the platform beneath it: a telephone exchange, or rooms that the platform makes itself. */
import * as v from 'valibot'
import { level, optional, parser, sessionId, shortText, tag, time, url } from './message-parts.ts'

/** Attribute tag → value. */
const attributes = v.record(tag, v.pipe(v.string(), v.maxLength(4096)))

/** `POST /link_phone`: the telephone platform says which code was keyed in, in which call. */
export const linkPhone = v.object({
  /** As it was keyed in: what is no code is a wrong one. */
  dtmf: v.pipe(v.string(), v.maxLength(64)),
  sessionid: sessionId,
})
export type LinkPhone = v.InferOutput<typeof linkPhone>
export const parseLinkPhone = parser('LinkPhone', linkPhone)

/** The same as the event with which Amazon Connect calls a function. */
export const contactEvent = v.object({
  Details: v.object({
    ContactData: v.object({
      Attributes: v.object({ dtmf: linkPhone.entries.dtmf }),
      ContactId: sessionId,
    }),
  }),
})
export type ContactEvent = v.InferOutput<typeof contactEvent>
export const parseContactEvent = parser('ContactEvent', contactEvent)

/**
 * `GET /session_info/{sessionid}`: what the published plugin answers to an agent's page; `null` when nobody logged in. `id_contact` is ours: which
 * conversation of the desk it is, and how sure it is who calls.
 */
export const sessionInfo = v.object({
  purpose: tag,
  auth_result: v.nullable(
    v.object({
      status: v.picklist(['succes', 'success', 'failed']),
      attributes: optional(attributes),
      session_url: optional(url),
    }),
  ),
  id_contact: optional(
    v.object({
      version: v.literal(1),
      id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)),
      status: v.picklist(['proven', 'not_proven', 'not_verified']),
      auth_method: optional(tag),
      level: optional(level),
      authenticated_at: optional(time),
      cross_device: optional(v.boolean()),
    }),
  ),
})
export type SessionInfo = v.InferOutput<typeof sessionInfo>
export const parseSessionInfo = parser('SessionInfo', sessionInfo)

/** Claim `payload` of a guest's token. */
export const guest = v.object({
  id: sessionId,
  redirectUrl: url,
  name: shortText,
  roomId: sessionId,
  purpose: tag,
})
export type Guest = v.InferOutput<typeof guest>
export const parseGuest = parser('Guest', guest)

/** Claim `payload` of a host's token. */
export const host = v.object({ roomId: sessionId })
export type Host = v.InferOutput<typeof host>
export const parseHost = parser('Host', host)

/** `POST /guest/start/{guestToken}`, from the page on which the citizen chose a method. */
export const guestStart = v.object({ purpose: tag, auth_method: tag })
export type GuestStart = v.InferOutput<typeof guestStart>
export const parseGuestStart = parser('GuestStart', guestStart)

/**
 * `GET /host/{hostToken}` answers a list of these, oldest first: a guest of the room, attributes in the order of their tags. `name` is what
 * the platform says. `id_contact` is ours: how sure it is.
 */
export const roomGuest = v.object({
  purpose: tag,
  name: shortText,
  attributes: v.nullable(attributes),
  id_contact: optional(
    v.object({
      version: v.literal(1),
      status: v.picklist(['authenticating', 'failed', 'proven', 'not_verified']),
      auth_method: tag,
      level: optional(level),
      authenticated_at: optional(time),
      cross_device: optional(v.boolean()),
    }),
  ),
})
export type RoomGuest = v.InferOutput<typeof roomGuest>
export const parseRoomGuest = parser('RoomGuest', roomGuest)

/** The claims that tell that page what to offer; `sub` is the generation's. */
export const widgetParameters = v.object({
  sub: v.picklist(['verder-helpen-widget-params', 'id-contact-widget-params']),
  purpose: tag,
  start_url: url,
  cancel_url: url,
  display_name: shortText,
})
export type WidgetParameters = v.InferOutput<typeof widgetParameters>
export const parseWidgetParameters = parser('WidgetParameters', widgetParameters)
