/** From the provider's claims to attributes. */

const utf8 = new TextEncoder()
/** Bytes. */
const longestValue = 4096

type Claims = Record<string, unknown>

/**
 * The value at `path` as text. A claim whose whole name is the path comes first, because names such as `https://example.org/name` have
 * dots of their own. Undefined when there is none, or when it is no text, number or boolean, or is longer than 4 KiB.
 */
export function claimAt(claims: Claims, path: string): string | undefined {
  return textOf(own(claims, path) ?? path.split('.').reduce<unknown>(own, claims))
}

function own(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && Object.hasOwn(value, name) ? (value as Claims)[name] : undefined
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return String(value)
  if (typeof value !== 'string' || !value.isWellFormed()) return undefined
  return utf8.encode(value).length <= longestValue ? value : undefined
}

/** Where claims are found, and what they must begin with; both by tag. */
export interface ClaimMap {
  claims: Record<string, string>
  prefixes?: Record<string, string>
}

/** The attributes with these tags that the claims have a usable value for. */
export function attributesFrom(
  claims: Claims,
  tags: readonly string[],
  { claims: map, prefixes = {} }: ClaimMap,
): Record<string, string> {
  const found = tags.flatMap((tag) => {
    const text = Object.hasOwn(map, tag) ? claimAt(claims, map[tag]!) : undefined
    const prefix = Object.hasOwn(prefixes, tag) ? prefixes[tag]! : ''
    const value = text === undefined ? undefined : withoutPrefix(text, prefix)
    return value === undefined ? [] : [[tag, value] as const]
  })
  return Object.fromEntries(found)
}

const withoutPrefix = (text: string, prefix: string): string | undefined =>
  text.toLowerCase().startsWith(prefix.toLowerCase()) ? text.slice(prefix.length) : undefined
