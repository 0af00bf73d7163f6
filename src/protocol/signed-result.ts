/** The signed statement of a result, as it stands inside the encryption. */
import { TokenError } from './errors.ts'
import { isResultSubject, readStatus } from './dialect.ts'
import { verifyClaims } from './jws.ts'
import { demandUse, type KeySet } from './keys.ts'
import { checkLifetime } from './lifetime.ts'
import { readClaims, type Statement } from './result-claims.ts'

/** What a result says, and when. Times are seconds since 1970. */
export interface ResultClaims extends Statement {
  /** When it was made, in seconds since 1970 (RFC 7519 section 4.1.6). */
  iat: number
  /** Until when it counts, in seconds since 1970 (RFC 7519 section 4.1.4). */
  exp: number
}

/** What a signature is checked with. */
export interface VerifyOptions {
  /** Loaded to `verify`: the keys of the one plugin that was chosen, not of all. */
  verificationKeys: KeySet
  /** Demanded as `iss` when given. A token of published software has none, and does not open then. */
  issuer?: string
  /** Demanded as `aud` when given. A token of published software has none, and does not open then. */
  audience?: string
  /** The clock. Default: that of the system. */
  now?: () => Date
  /** Seconds that the clocks may be apart. Default 60. */
  clockTolerance?: number
}

/** Longest `exp - iat` that is accepted, in seconds. */
export const longestLifetime = 600

/**
 * What a signed statement says, when one of the keys signed it and it is a result of that party, for that party, at that time.
 * @throws TokenError always the same, whatever the reason
 * @throws ConfigError when keys were loaded for another use
 */
export async function verifyResult(signed: unknown, options: VerifyOptions): Promise<ResultClaims> {
  const { verificationKeys, issuer, audience, now = () => new Date(), clockTolerance } = options
  demandUse(verificationKeys, 'verify')
  try {
    const wire = await verifyClaims(signed, 'JWT', verificationKeys)
    // `typ` is JWT for every kind of published token, so it is `sub` that tells a result from the others (RFC 8725 section 3.12).
    if (!isResultSubject(wire.sub) || !readStatus(wire.status)) throw new Error('not a result')
    if (issuer !== undefined && wire.iss !== issuer) throw new Error('from another party')
    if (audience !== undefined && wire.aud !== audience) throw new Error('for another party')
    const lifetime = checkLifetime(wire, {
      now: now(),
      tolerance: clockTolerance,
      longest: longestLifetime,
    })
    return { ...readClaims(wire), ...lifetime }
  } catch {
    throw new TokenError()
  }
}
