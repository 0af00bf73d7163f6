/**
 * The result of an authentication: a signed JWT (by the authentication plugin) inside an encrypted one (for the communication plugin).
 * Whoever carries it in between can neither read nor change it.
 */
import { MessageError, TokenError } from './errors.ts'
import { dialects, isResultSubject, readStatus, type Dialect } from './dialect.ts'
import { decryptClaims, encryptClaims } from './jwe.ts'
import { signClaims, verifyClaims } from './jws.ts'
import { demandUse, type KeySet } from './keys.ts'
import { checkLifetime, seconds } from './lifetime.ts'
import { readClaims, writeClaims, type Statement } from './result-claims.ts'

export type { Dialect }

/** What a result says, and when. Times are seconds since 1970. */
export interface ResultClaims extends Statement {
  iat: number
  exp: number
}

export interface SealOptions {
  /** The generation of the peer that will read it. */
  dialect: Dialect
  /** Loaded to `sign`. */
  signingKeys: KeySet
  /** Loaded to `encrypt`. */
  encryptionKeys: KeySet
  now?: () => Date
  /** Seconds. Default 300, as published; at most 600. */
  lifetime?: number
}

export interface OpenOptions {
  /** Loaded to `decrypt`. */
  decryptionKeys: KeySet
  /** Loaded to `verify`: the keys of the one plugin that was chosen, not of all. */
  verificationKeys: KeySet
  /** Demanded as `iss` when given. A token of published software has none, and does not open then. */
  issuer?: string
  /** Demanded as `aud` when given. A token of published software has none, and does not open then. */
  audience?: string
  now?: () => Date
  /** Seconds that the clocks may be apart. Default 60. */
  clockTolerance?: number
}

/** Longest `exp - iat` that is accepted, in seconds. */
const longestLifetime = 600

/**
 * Makes a result token.
 * @throws MessageError when a claim has not the form in which `openResult` accepts it
 * @throws ConfigError when keys were loaded for another use
 */
export async function sealResult(claims: Statement, options: SealOptions): Promise<string> {
  const { dialect, signingKeys, encryptionKeys, now = () => new Date(), lifetime = 300 } = options
  demandUse(signingKeys, 'sign')
  demandUse(encryptionKeys, 'encrypt')
  if (!Number.isInteger(lifetime) || lifetime < 1 || lifetime > longestLifetime)
    throw new MessageError(`The lifetime of a result is 1 to ${longestLifetime} seconds`)
  const iat = seconds(now())
  const wire = {
    sub: dialects[dialect].subject,
    ...writeClaims(claims, dialect),
    iat,
    // Published readers give `nbf` no tolerance for clocks, so only a plugin that we know by name gets one.
    ...(claims.aud !== undefined && { nbf: iat }),
    exp: iat + lifetime,
  }
  try {
    readClaims(wire)
  } catch (cause) {
    throw new MessageError(`A result cannot say this: ${(cause as Error).message}`)
  }
  const njwt = await signClaims(wire, 'JWT', signingKeys)
  return encryptClaims({ njwt }, encryptionKeys)
}

/**
 * Opens a result token of either generation, and checks everything that can be known from the token alone. Whether it belongs to
 * this conversation (`binding`, `purpose`, `authMethod`) and was not used before (`jti`) is for the caller to check: a
 * token of published software has none of these.
 * @throws TokenError always the same, whatever the reason
 * @throws ConfigError when keys were loaded for another use
 */
export async function openResult(token: string, options: OpenOptions): Promise<ResultClaims> {
  const {
    decryptionKeys,
    verificationKeys,
    issuer,
    audience,
    now = () => new Date(),
    clockTolerance,
  } = options
  demandUse(decryptionKeys, 'decrypt')
  demandUse(verificationKeys, 'verify')
  try {
    const { njwt, ...others } = await decryptClaims(token, decryptionKeys)
    if (Object.keys(others).length > 0) throw new Error('more than a signed token in it')
    const wire = await verifyClaims(njwt, 'JWT', verificationKeys)
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
