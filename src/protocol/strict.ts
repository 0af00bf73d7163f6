/**
 * The first look at a token, before any cryptography touches it: its form, its encoding, and its header. What passes here can be read in
 * one way only. Failures are plain errors; the callers turn every one of them into the same `TokenError`.
 */
import { base64url } from 'jose'
import { longestToken } from './limits.ts'
import { parseStrictJson } from './strict-json.ts'

/** Names of keys: short, and nothing that is a path, a query or a piece of code. */
export const kidPattern = /^[A-Za-z0-9._-]{1,64}$/

// Unpadded base64url of which the bits after the last byte are zero (RFC 4648 section 3.5). Decoders commonly ignore those bits, white
// space and padding; two texts would then be the same token.
const canonical =
  /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$/

/** The parts of a compact serialization: 3 for a JWS (RFC 7515 section 7.1), 5 for a JWE (RFC 7516 section 7.1). Parts may be empty. */
export function splitCompact(token: unknown, parts: 3 | 5): string[] {
  if (typeof token !== 'string' || token.length > longestToken) throw new Error('not a token')
  const segments = token.split('.')
  if (segments.length !== parts || !segments.every((segment) => canonical.test(segment)))
    throw new Error('not a compact serialization')
  return segments
}

// A byte order mark or a byte that is not UTF-8 is an error, not something to skip or to replace.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes as a JSON object; everything else is refused. */
export function readObject(bytes: Uint8Array): Record<string, unknown> {
  const value = parseStrictJson(utf8.decode(bytes))
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('not an object')
  return value as Record<string, unknown>
}

export interface HeaderRules {
  /** Exact values that must be there. */
  exact: Record<string, string>
  /** Further names that may be there. `alg` and `kid` always may. */
  allowed?: string[]
}

/**
 * Reads a protected header and holds it against an allow-list (RFC 8725 sections 3.1, 3.10, 3.11). Whatever is not named is refused, and that is how
 * compression (`zip`), extensions (`crit`, `b64`), and keys or addresses of keys (`jwk`, `jku`, `x5u`, `x5c`) are: nothing in a token may choose
 * the key that checks it.
 */
export function readHeader(
  segment: string,
  { exact, allowed = [] }: HeaderRules,
): Record<string, unknown> {
  const header = readObject(base64url.decode(segment))
  const names = new Set(['alg', 'kid', ...allowed, ...Object.keys(exact)])
  if (!Object.keys(header).every((name) => names.has(name)))
    throw new Error('header is not allowed')
  for (const [name, value] of Object.entries(exact))
    if (header[name] !== value) throw new Error('header has another value')
  if (header.kid !== undefined && !(typeof header.kid === 'string' && kidPattern.test(header.kid)))
    throw new Error('kid is not allowed')
  return header
}
