/**
 * The result of an authentication: a signed JWT (by the authentication plugin) inside an encrypted one (for the communication plugin).
 * Whoever carries it in between can neither read nor change it.
 */
import { MessageError, TokenError } from './errors.ts'
import { dialects, type Dialect } from './dialect.ts'
import { decryptClaims, encryptClaims } from './jwe.ts'
import { signClaims } from './jws.ts'
import { demandUse, type KeySet } from './keys.ts'
import { seconds } from './lifetime.ts'
import { readClaims, writeClaims, type Statement } from './result-claims.ts'
import {
  longestLifetime,
  verifyResult,
  type ResultClaims,
  type VerifyOptions,
} from './signed-result.ts'

export type { Dialect }

export type { ResultClaims } from './signed-result.ts'

/** What a result is sealed with. */
export interface SealOptions {
  /** The generation of the peer that will read it. */
  dialect: Dialect
  /** Loaded to `sign`. */
  signingKeys: KeySet
  /** Loaded to `encrypt`. */
  encryptionKeys: KeySet
  /** The clock. Default: that of the system. */
  now?: () => Date
  /** Seconds. Default 300, as published; at most 600. */
  lifetime?: number
}

/** What a result is opened with. */
export interface OpenOptions extends VerifyOptions {
  /** Loaded to `decrypt`. */
  decryptionKeys: KeySet
}

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
  return (await openSigned(token, options)).claims
}

/** As `openResult`, and with the signed statement itself, for whoever wants to check it once more. @throws TokenError, ConfigError */
export async function openSigned(
  token: string,
  { decryptionKeys, ...options }: OpenOptions,
): Promise<{ claims: ResultClaims; signed: string }> {
  demandUse(decryptionKeys, 'decrypt')
  demandUse(options.verificationKeys, 'verify')
  try {
    const { njwt, ...others } = await decryptClaims(token, decryptionKeys)
    if (Object.keys(others).length > 0) throw new Error('more than a signed token in it')
    return { claims: await verifyResult(njwt, options), signed: njwt as string }
  } catch {
    throw new TokenError()
  }
}
