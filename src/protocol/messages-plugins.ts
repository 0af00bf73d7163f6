/** Between the core and the plugins. */
import * as v from 'valibot'
import {
  clientUrl,
  language,
  optional,
  parser,
  random,
  shortText,
  tag,
  tags,
  time,
  token,
  url,
  wholeNumber,
} from './message-parts.ts'

/** `POST {auth}/start_authentication`. The members from `binding` on are ours; published plugins ignore them. */
export const startAuthentication = v.object({
  attributes: tags,
  continuation: clientUrl,
  attr_url: optional(url),
  binding: optional(random),
  audience: optional(url),
  purpose: optional(tag),
  auth_method: optional(tag),
  acr: optional(shortText),
  optional: optional(tags),
  lang: optional(language),
})
export type StartAuthentication = v.InferOutput<typeof startAuthentication>
export const parseStartAuthentication = parser('StartAuthentication', startAuthentication)

/**
 * `POST {comm}/start_communication`. The members from `auth_method` on are ours; published plugins ignore them. `call_back`: the resident is to be called back
 * instead of waiting, from that moment on.
 */
export const startCommunication = v.object({
  purpose: tag,
  auth_result: optional(token),
  auth_method: optional(tag),
  comm_method: optional(tag),
  call_back: optional(time),
})
export type StartCommunication = v.InferOutput<typeof startCommunication>
export const parseStartCommunication = parser('StartCommunication', startCommunication)

/**
 * Its answer. `binding` is a random value that must come back in the result token; `audience` names the plugin in `aud`. A plugin that
 * gives the one gives the other. `call_back`: it has understood that this resident is to be called back.
 */
export const startCommunicationAnswer = v.pipe(
  v.object({
    client_url: clientUrl,
    attr_url: optional(url),
    binding: optional(random),
    audience: optional(url),
    call_back: optional(v.literal(true)),
  }),
  v.check(({ binding, audience }) => !binding === !audience),
)
export type StartCommunicationAnswer = v.InferOutput<typeof startCommunicationAnswer>
export const parseStartCommunicationAnswer = parser(
  'StartCommunicationAnswer',
  startCommunicationAnswer,
)

/** `GET {comm}/expected_waits`, of our own communication plugins: tag of a purpose → about how many seconds people wait; without those of which it is not known. */
export const expectedWaits = v.object({
  expected_waits: v.pipe(
    v.record(tag, wholeNumber(86_400)),
    v.check((waits) => Object.keys(waits).length <= 1000),
  ),
})
export type ExpectedWaits = v.InferOutput<typeof expectedWaits>
export const parseExpectedWaits = parser('ExpectedWaits', expectedWaits)

/** Query `type` of `POST {session_url}`: the citizen is active, or the conversation has ended. */
export const sessionUpdate = v.object({ type: v.picklist(['user_active', 'logout']) })
export type SessionUpdate = v.InferOutput<typeof sessionUpdate>
export const parseSessionUpdate = parser('SessionUpdate', sessionUpdate)
