/** The settings of the OpenID Connect method, and their check. */
import { ConfigError } from '../../protocol/errors.ts'
import { tagPattern } from '../../protocol/result-claims.ts'
import { originOf } from '../../protocol/url.ts'
import type { Level } from '../levels.ts'

export interface OidcOptions {
  /** The issuer identifier, exactly as the provider writes it. `http:` only for a provider on this machine. */
  issuer: string
  clientId: string
  /** Left out for a public client: then PKCE alone guards the code. */
  clientSecret?: string
  /** Default: `openid`, which is added when it is not there. */
  scope?: string
  /** Tag of our attribute → where the provider puts it: the name of a claim, or a path such as `address.formatted`. */
  claims: Record<string, string>
  /** What the provider says in `acr` → level of assurance. What is not here counts as no level at all. */
  acr?: Record<string, Level>
  /** Seconds that a log-in at the provider may be old. Default 900. */
  maxAge?: number
  /**
   * `revoke`: the provider's tokens of a log-in are kept as long as its conversation, sealed, and revoked when it ends (RFC 7009). What else
   * that ends is the provider's own affair. Default: nothing is kept.
   */
  logout?: 'revoke'
  fetch?: typeof fetch
  /** Milliseconds for one call to the provider, answer included. Default 5000. */
  timeout?: number
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

/** This machine itself, which no network lies before. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' ||
  hostname === '[::1]' ||
  /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
