/** Between the citizen's browser and the core. */
import * as v from 'valibot'
import {
  channel,
  clientUrl,
  language,
  loginUrl,
  isWholeWayBack,
  optional,
  parser,
  random,
  tag,
  token,
  url,
  wayBack,
} from './message-parts.ts'

/**
 * `POST {core}/start`. The members that are there decide the flow: `auth_method` for the full one, `auth_result` for somebody who
 * authenticated before, neither for a conversation without authentication. The members from `code_challenge` on are ours: they bind the
 * way back to the browser that starts here (RFC 7636).
 */
export const startRequest = v.pipe(
  v.object({
    purpose: tag,
    auth_method: optional(tag),
    auth_result: optional(token),
    comm_method: tag,
    lang: optional(language),
    ...wayBack,
  }),
  v.check(({ auth_method, auth_result }) => !(auth_method && auth_result)),
  v.check((m) => isWholeWayBack(m)),
)
export type StartRequest = v.InferOutput<typeof startRequest>
export const parseStartRequest = parser('StartRequest', startRequest)

/** What a core or an authentication plugin answers to a start: where to go. */
export const clientUrlAnswer = v.object({ client_url: loginUrl })
export type ClientUrlAnswer = v.InferOutput<typeof clientUrlAnswer>
export const parseClientUrlAnswer = parser('ClientUrlAnswer', clientUrlAnswer)

/** `POST {core}/resume`. The verifier has the length and alphabet of RFC 7636 section 4.1. */
export const resumeRequest = v.object({
  code: token,
  code_verifier: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._~-]{43,128}$/)),
})
export type ResumeRequest = v.InferOutput<typeof resumeRequest>
export const parseResumeRequest = parser('ResumeRequest', resumeRequest)

/** Its answer. `handover` is there when the communication plugin gave a `binding`; `result` when it travels through the browser. */
export const resumeAnswer = v.object({
  client_url: clientUrl,
  purpose: tag,
  auth_method: optional(tag),
  comm_method: optional(tag),
  channel: optional(channel),
  handover: optional(token),
  result: optional(token),
})
export type ResumeAnswer = v.InferOutput<typeof resumeAnswer>
export const parseResumeAnswer = parser('ResumeAnswer', resumeAnswer)

/**
 * Claim `request` of the signed request with which a platform asks for authentication only, during a conversation. The members from
 * `binding` on are ours: with them the browser is bound and comes back with a handover. A published core ignores them.
 */
export const authOnlyRequest = v.pipe(
  v.object({
    purpose: tag,
    auth_method: tag,
    comm_url: url,
    attr_url: optional(url),
    binding: optional(random),
    audience: optional(url),
    comm_method: optional(tag),
    lang: optional(language),
    ...wayBack,
  }),
  v.check(({ binding, audience }) => !binding === !audience),
  v.check((m) => isWholeWayBack(m)),
  // Without a binding there is no handover, and so nothing that a code could be redeemed for.
  v.check(({ binding, return_url }) => !return_url || binding !== undefined),
)
export type AuthOnlyRequest = v.InferOutput<typeof authOnlyRequest>
export const parseAuthOnlyRequest = parser('AuthOnlyRequest', authOnlyRequest)
