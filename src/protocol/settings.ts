/** The kinds of value that settings hold, whichever part they are of. Each says in words what it should have been. */
import * as v from 'valibot'

/** `localhost`, 127.0.0.0/8 and ::1: where plain HTTP does not leave the machine. */
export function isLoopback(url: string | URL): boolean {
  const { hostname } = new URL(url)
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.hash
}

export const text = v.pipe(v.string(), v.nonEmpty('must not be empty'))

/** Text as it is, or a table with one text per language. */
export const localText = v.union(
  [text, v.record(v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)), text)],
  'must be text, or a table of texts by language such as { nl = "…", en = "…" }',
)

export const tag = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, "-" or "_"'),
)

/** An address without a slash at its end, so that paths can be put behind it. */
export const webAddress = v.pipe(
  v.string(),
  v.check(isWebAddress, 'must be a full http or https address'),
  v.transform((address) => address.replace(/\/+$/, '')),
)

/** An address behind which something is put as it is. */
export const beginning = v.pipe(
  v.string(),
  v.check(isWebAddress, 'must be a full http or https address'),
)

export const origin = v.pipe(
  v.string(),
  v.check(
    (value) =>
      isWebAddress(value) &&
      new URL(value).origin === value.replace(/\/$/, '') &&
      // A host to a parser of addresses, and every host to a policy.
      !value.includes('*'),
    'must be an origin: scheme, host and port, without a path; "*" is not possible',
  ),
  v.transform((value) => new URL(value).origin),
)

export const origins = v.array(origin)

export const seconds = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.minValue(least, `must be at least ${least} seconds`),
    v.maxValue(most, `must be at most ${most} seconds`),
  )

export const wholeNumber = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer('must be a whole number'),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
  )

const file = v.strictObject({ file: text })

/** A secret by value, or in a file. */
export const secret = v.union([text, file], 'must be text, or { file = "…" }')

const pemKey = v.strictObject({
  type: v.picklist(['RSA', 'EC'], 'must be "RSA" or "EC"'),
  key: text,
  kid: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 letters, digits, ".", "_" or "-"'),
    ),
  ),
})
const keySource = v.union(
  [file, pemKey],
  'must be { file = "…" } or { type = "EC", key = "…PEM…" }',
)

/** Keys: a file with a JWK Set, one JWK or PEM; or PEM in place, as the published parts have it; or a list of these. */
export const keys = v.union(
  [file, pemKey, v.array(keySource)],
  'must be { file = "…" }, { type = "EC", key = "…PEM…" } or a list of these',
)

/** A level of assurance (eIDAS). */
export const level = v.picklist(
  ['low', 'substantial', 'high'],
  'must be "low", "substantial" or "high"',
)

/** `host:port` or a port alone. */
export const listen = v.pipe(
  v.string(),
  v.regex(/^((\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):)?\d{1,5}$/, 'must be "host:port"'),
  v.check((value) => Number(value.split(':').at(-1)) <= 65535, 'must have a port of at most 65535'),
)

export type FileOrText = v.InferOutput<typeof secret>
export type KeySource = v.InferOutput<typeof keySource>
export type KeySources = v.InferOutput<typeof keys>
