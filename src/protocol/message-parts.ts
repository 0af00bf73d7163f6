/**
 * The parts that messages are made of, each with a bound, and the way from a schema to a parser. Wire names stay snake_case.
 * Members that a schema does not name are dropped: the other generation, or a later version, may send more.
 */
import * as v from 'valibot'
import { MessageError } from './errors.ts'
import { isLocalText, type LocalText } from './local-text.ts'
import { longestToken, tagPattern } from './limits.ts'
import { longestClientUrl, longestUrl, originOf, telPattern } from './url.ts'

/** A parser that throws MessageError, which names the message and the member, and never a value. */
export function parser<S extends v.GenericSchema>(
  name: string,
  schema: S,
): (value: unknown) => v.InferOutput<S> {
  return (value) => {
    const result = v.safeParse(schema, value, { abortEarly: true })
    if (result.success) return result.output
    throw new MessageError(
      `${name}: ${memberOf(result.issues[0])} is missing or not as it should be`,
    )
  }
}

/** Where it went wrong. A name that came in with the message is not repeated, unless it looks like one of ours. */
function memberOf({ path }: v.BaseIssue<unknown>): string {
  const names = (path ?? []).map(({ key }) =>
    /^([a-z_]{1,32}|\d{1,4})$/.test(String(key)) ? String(key) : '…',
  )
  return names.join('.') || 'it'
}

/** A member that may be missing; `null`, which published software writes for the same thing, counts as missing. */
export const optional = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.nullish(schema),
    v.transform((value): v.InferOutput<S> | undefined => value ?? undefined),
  )

export const tag = v.pipe(v.string(), v.regex(tagPattern))
export const tags = v.pipe(v.array(tag), v.minLength(1), v.maxLength(64))
const webAddress = (longest: number) =>
  v.pipe(
    v.string(),
    v.maxLength(longest),
    v.check((value) => originOf(value) !== undefined),
  )

/** An absolute http(s) URL, without user name, of at most 2048 characters. Whether it is one that we may go to is another question. */
export const url = webAddress(longestUrl)
const telUrl = v.pipe(v.string(), v.regex(telPattern))
/** Where the citizen goes: a page or, from a telephone plugin, a `tel:` link. */
export const clientUrl = v.union([url, telUrl])
/** Where the citizen goes to log in: an address that holds others. */
export const loginUrl = v.union([webAddress(longestClientUrl), telUrl])
/** What a platform calls a call, a guest or a room. */
export const sessionId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._:-]{1,128}$/))
/** A random identifier in base64url: 128 to 512 bits. */
export const random = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22,86}$/))
/** A token in compact serialization: only its size and its alphabet are looked at here. */
export const token = v.pipe(v.string(), v.maxLength(longestToken), v.regex(/^[A-Za-z0-9_.-]+$/))
/** base64url(SHA-256(…)). */
const hash = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/))
export const shortText = v.pipe(v.string(), v.maxLength(256))
/** The language of the page that somebody comes from (BCP 47). */
export const language = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/))
export const time = v.pipe(v.string(), v.isoTimestamp())
export const channel = v.picklist(['phone', 'chat', 'video'])
/** How an authentication during a conversation stands. */
export const identificationState = v.picklist(['requested', 'started', 'failed', 'cancelled'])
export const level = v.picklist(['low', 'substantial', 'high'])

export const localTextSchema = v.custom<LocalText>(
  (value) =>
    isLocalText(value) &&
    (typeof value === 'string' ? [value] : Object.entries(value).flat()).every(
      (t) => t.length <= 1024,
    ),
)

/** A list of at most `most`. */
export const list = <S extends v.GenericSchema>(item: S, most = 64) =>
  v.pipe(v.array(item), v.maxLength(most))

/** Where the browser comes back to, and what only the browser that went can know (RFC 7636). */
export const wayBack = {
  code_challenge: optional(hash),
  // `plain` would show the verifier to whoever sees the request (RFC 7636 section 7.2).
  code_challenge_method: optional(v.literal('S256')),
  return_url: optional(url),
  state: optional(shortText),
}

/** A way back without a challenge could be walked by anybody who gets hold of the code. */
export const isWholeWayBack = (m: {
  code_challenge?: string | undefined
  code_challenge_method?: string | undefined
  return_url?: string | undefined
}): boolean => !m.return_url === !m.code_challenge && !m.code_challenge === !m.code_challenge_method

export const wholeNumber = (most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))

/** Who says something. */
export type Side = 'resident' | 'agent'
