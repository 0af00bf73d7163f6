/**
 * What a platform with rooms of its own says of a guest or a host: a JWT (RFC 7519) with the data in claim `payload`, under a secret that
 * the platform and we share (HS256). Guests and hosts have a secret each, and that alone tells their tokens apart.
 */
import { compactVerify } from 'jose'
import { ConfigError, TokenError } from './errors.ts'
import { checkLifetime } from './lifetime.ts'
import { readHeader, readObject, splitCompact } from './strict.ts'

declare const brand: unique symbol
/** The bytes of a secret that is long enough. */
export type PlatformSecret = Uint8Array & { readonly [brand]: true }

/** Longest `exp - iat`, in seconds: a working day. A platform makes a token when somebody enters, not when it invites them. */
const longestPlatformToken = 12 * 60 * 60

/**
 * @param secret 32 bytes or more, counted in UTF-8 (RFC 7518 section 3.2)
 * @throws ConfigError whose `key` is `key`
 */
export function platformSecret(secret: string, key: string): PlatformSecret {
  const bytes = new TextEncoder().encode(secret)
  if (bytes.length < 32) throw new ConfigError(key, 'Give a secret of 32 random bytes or more.')
  return bytes as PlatformSecret
}

export interface OpenPlatformTokenOptions<T> {
  secret: PlatformSecret
  /** Reads claim `payload`: `parseGuest` or `parseHost`. */
  parse: (payload: unknown) => T
  now?: () => Date
}

/** What the platform said, and until when (seconds since 1970). */
export interface PlatformClaims<T> {
  payload: T
  exp: number
}

/** @throws TokenError always the same, whatever the reason */
export async function openPlatformToken<T>(
  token: string,
  { secret, parse, now = () => new Date() }: OpenPlatformTokenOptions<T>,
): Promise<PlatformClaims<T>> {
  try {
    const [protectedHeader] = splitCompact(token, 3)
    const { typ = 'JWT' } = readHeader(protectedHeader!, {
      exact: { alg: 'HS256' },
      allowed: ['typ'],
    })
    if (typ !== 'JWT') throw new Error('of another kind')
    const { payload } = await compactVerify(token, secret, { algorithms: ['HS256'] })
    const claims = readObject(payload)
    const { exp } = checkLifetime(claims, { now: now(), longest: longestPlatformToken })
    return { payload: parse(claims.payload), exp }
  } catch {
    throw new TokenError()
  }
}
