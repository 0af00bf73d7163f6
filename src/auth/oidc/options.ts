/** The settings of the OpenID Connect method, and their check. */
import { ConfigError } from '../../protocol/errors.ts'
import { tagPattern } from '../../protocol/limits.ts'
import type { JWK } from '../../protocol/keys.ts'
import { originOf } from '../../protocol/url.ts'
import type { Level } from '../levels.ts'

/** How a client says who it is (OpenID Connect Core 1.0 section 9). */
export const authentications = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
] as const
/** How a client says who it is (OpenID Connect Core 1.0 section 9). */
export type Authentication = (typeof authentications)[number]

/** What userinfo may be signed with: only where the key that checks is no secret (RFC 8725 section 3.1). */
export const signatures = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const

/** The settings of OpenID Connect. */
export interface OidcOptions {
  /** The issuer identifier, exactly as the provider writes it. `http:` only for a provider on this machine. */
  issuer: string
  /** What the provider knows us by. */
  clientId: string
  /** Left out for a public client: then PKCE alone guards the code. */
  clientSecret?: string
  /**
   * How the plugin says who it is at the provider's own endpoints. Default: `private_key_jwt` with `clientKeys`; with a secret
   * `client_secret_basic`, or `client_secret_post` where the provider says that it takes only that.
   */
  authentication?: Authentication
  /**
   * Private keys for `private_key_jwt`, as JWK or PEM: P-256 (ES256) or RSA (RS256). The first one signs; the public halves of all of them
   * are at `{serverUrl}/m/jwks`, so that the provider knows the next one before it is used.
   */
  clientKeys?: (JWK | string)[]
  /**
   * Private keys for ID tokens and userinfo that the provider encrypts, as JWK or PEM: P-256 (ECDH-ES) or RSA (RSA-OAEP, or RSA-OAEP-256
   * where the JWK says so in `alg`). The public halves are at `{serverUrl}/m/jwks`. What is in the encryption must be signed all the same.
   */
  decryptionKeys?: (JWK | string)[]
  /**
   * Whom the signature of `private_key_jwt` is for. Default: the issuer. `token_endpoint` only for providers that want nothing else, and
   * with keys that no other provider knows: what one of two gets could be used at the other.
   */
  assertionAudience?: 'issuer' | 'token_endpoint'
  /**
   * `true`: the request is given to the provider from server to server, so that the browser carries a reference alone (RFC 9126).
   * Default: when the provider says that it takes nothing else.
   */
  pushed?: boolean
  /** Userinfo must be signed, with this algorithm such as `RS256`. Default: a signature is checked when there is one. */
  userinfoSignature?: string
  /** Default: `openid`, which is added when it is not there. */
  scope?: string
  /** Tag of our attribute → where the provider puts it: the name of a claim, or a path such as `address.formatted`. */
  claims: Record<string, string>
  /** What the provider says in `acr` → level of assurance. What is not here counts as no level at all. */
  acr?: Record<string, Level>
  /**
   * What the provider is asked for in `acr_values`, where that differs from what it says in `acr`: `always` with every request, and a
   * word for the least level. Default: every word of `acr` that is good enough.
   */
  acrValues?: Partial<Record<Level | 'always', string>>
  /** Tag → what its claim must begin with, in any case of letters; what follows is the value. Anything else counts as missing. */
  prefixes?: Record<string, string>
  /** `login`: whoever is logged in at the provider logs in again. Default: as the provider sees fit, within `maxAge`. */
  prompt?: 'login'
  /** Seconds that a log-in at the provider may be old. Default 900. */
  maxAge?: number
  /**
   * `revoke`: the provider's tokens of a log-in are kept as long as its conversation, sealed, and revoked when it ends (RFC 7009). What else
   * that ends is the provider's own affair. Default: nothing is kept.
   */
  logout?: 'revoke'
  /** How other parties are asked. Default: the global `fetch`. */
  fetch?: typeof fetch
  /** Milliseconds for one call to the provider, answer included. Default 5000. */
  timeout?: number
  /** The clock. Default: that of the system. */
  now?: () => Date
}

/** @throws ConfigError whose `key` names the setting */
export function checkOptions(options: OidcOptions): void {
  const { issuer, clientId, claims, acr = {}, logout } = options
  if (!originOf(issuer) || /[?#]/.test(issuer))
    throw new ConfigError('issuer', 'Give the https address of the provider, without query.')
  if (new URL(issuer).protocol === 'http:' && !isLoopback(new URL(issuer)))
    throw new ConfigError(
      'issuer',
      'Use https: whoever is in between could log in as anybody. Only a provider on this machine may use http.',
    )
  if (!clientId) throw new ConfigError('client_id', 'Give the client id that the provider gave.')
  checkAuthentication(options)
  for (const tag of Object.keys(options.prefixes ?? {}))
    if (!Object.hasOwn(claims, tag))
      throw new ConfigError(`prefixes.${tag}`, 'Give the tag of an attribute in claims.')
  const entries = Object.entries(claims)
  if (entries.length === 0) throw new ConfigError('claims', 'Name at least one attribute.')
  for (const [tag, path] of entries)
    if (!tagPattern.test(tag) || !path)
      throw new ConfigError(
        `claims.${tag}`,
        'Give the tag of an attribute and the path of a claim.',
      )
  if (logout !== undefined && logout !== 'revoke')
    throw new ConfigError('logout', 'Give revoke, or leave it out.')
  for (const [word, level] of Object.entries(acr))
    if (!['low', 'substantial', 'high'].includes(level))
      throw new ConfigError(`acr.${word}`, 'Give low, substantial or high.')
}

function checkAuthentication(options: OidcOptions): void {
  const { authentication, clientSecret, clientKeys, userinfoSignature: signature } = options
  if (authentication !== undefined && !authentications.includes(authentication))
    throw new ConfigError('authentication', `Give one of ${authentications.join(', ')}.`)
  if (authentication === 'private_key_jwt' && !clientKeys)
    throw new ConfigError('client_keys', 'Give the private key that private_key_jwt signs with.')
  if (authentication?.startsWith('client_secret_') && !clientSecret)
    throw new ConfigError('client_secret', `Give the secret that ${authentication} needs.`)
  if (signature !== undefined && !(signatures as readonly string[]).includes(signature))
    throw new ConfigError('userinfo_signature', `Give one of ${signatures.join(', ')}.`)
}

/** This machine itself, which no network lies before. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' ||
  hostname === '[::1]' ||
  /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
