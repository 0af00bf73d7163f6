/** Logging in with any OpenID Connect provider: authorization code flow with PKCE, `state`, `nonce` and `iss` (OpenID Connect Core 1.0; RFC 9700). */
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
  type IDToken,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client'
import { seconds } from '../../protocol/lifetime.ts'
import type { MethodRoute } from '../method-route.ts'
import type {
  AuthMethod,
  BeginRequest,
  Begun,
  CompleteRequest,
  LoginSession,
  Outcome,
} from '../method.ts'
import { attributesFrom } from './claims.ts'
import { failureOf } from './failure.ts'
import { levelOf, reaches } from '../levels.ts'
import { acrValuesFor } from './acr-values.ts'
import { checkOptions, type OidcOptions } from './options.ts'
import { createProvider, tolerance } from './provider.ts'
import { revoke, tokenToKeep } from './revoke.ts'

export type { Authentication, OidcOptions } from './options.ts'
export { presets, type Preset, type PresetName } from './presets.ts'
export type { Level } from '../levels.ts'

interface Memory {
  verifier: string
  nonce: string
  state: string
}

type Tokens = TokenEndpointResponse & TokenEndpointResponseHelpers

/**
 * A method for `createAuth`. The provider is only called when the first citizen begins, so a provider that is down does not keep
 * anything from starting. Register `{serverUrl}/callback` with it, for this plugin alone (mix-up, RFC 9700 section 4.4).
 * @throws ConfigError whose `key` names the setting that cannot be used
 */
export function oidc(options: OidcOptions): AuthMethod {
  checkOptions(options)
  const { claims, acr: levels = {}, maxAge = 900, logout, now = () => new Date() } = options
  const provider = createProvider(options)
  const scope = withOpenid(options.scope)

  async function begin({ callbackUrl, acr, lang, signal }: BeginRequest): Promise<Begun> {
    const memory: Memory = {
      verifier: randomPKCECodeVerifier(),
      nonce: randomNonce(),
      state: randomState(),
    }
    const wanted = acrValuesFor(acr, options)
    const parameters = {
      redirect_uri: callbackUrl,
      response_type: 'code',
      scope,
      state: memory.state,
      nonce: memory.nonce,
      code_challenge: await calculatePKCECodeChallenge(memory.verifier),
      code_challenge_method: 'S256',
      max_age: String(maxAge),
      ui_locales: lang,
      ...(wanted.length > 0 && { acr_values: wanted.join(' ') }),
      ...(options.prompt && { prompt: options.prompt }),
    }
    const url = await provider.with(signal, async (config) => {
      const { pushed = config.serverMetadata().require_pushed_authorization_requests } = options
      return pushed
        ? buildAuthorizationUrlWithPAR(config, parameters)
        : buildAuthorizationUrl(config, parameters)
    })
    return { url: url.href, state: memory.state, memory }
  }

  async function complete(request: CompleteRequest): Promise<Outcome> {
    try {
      return await provider.with(request.signal, (config) => redeem(config, request))
    } catch (error) {
      return failureOf(error)
    }
  }

  async function redeem(
    config: Configuration,
    { callback, memory, attributes: tags, acr: required }: CompleteRequest,
  ): Promise<Outcome> {
    const { verifier, nonce, state } = memory as Memory
    const tokens = await authorizationCodeGrant(config, callback, {
      pkceCodeVerifier: verifier,
      expectedNonce: nonce,
      expectedState: state,
      idTokenExpected: true,
    })
    // From here on somebody is logged in there, whatever comes of it here.
    const outcome = await read(config, tokens, tags, required).catch(failureOf)
    // The kit warns when nothing is kept, as with a provider that revokes nothing.
    const isRevocable = logout && config.serverMetadata().revocation_endpoint
    return isRevocable ? { ...outcome, session: tokenToKeep(tokens) } : outcome
  }

  async function read(
    config: Configuration,
    tokens: Tokens,
    tags: string[],
    required: string | undefined,
  ): Promise<Outcome> {
    const idToken = tokens.claims()!
    if (!reaches(required, idToken.acr, levels)) return { status: 'too_low' }
    if (isTooOld(idToken)) return { status: 'failed', reason: 'log_in_too_old' }
    const attributes = attributesFrom(idToken, tags, options)
    const missing = tags.filter((tag) => !Object.hasOwn(attributes, tag))
    if (missing.length > 0 && config.serverMetadata().userinfo_endpoint) {
      // Compares `sub`: an access token of somebody else must not add to this person (OpenID Connect Core 1.0 section 5.3.2).
      const info = await fetchUserInfo(config, tokens.access_token, idToken.sub)
      Object.assign(attributes, attributesFrom(info, missing, options))
    }
    return {
      status: 'success',
      attributes,
      acr: levelOf(idToken.acr, levels),
      authenticatedAt:
        idToken.auth_time === undefined ? undefined : new Date(idToken.auth_time * 1000),
    }
  }

  /** Some providers ignore `max_age` and leave `auth_time` out; when it is there it must be true to what we asked. */
  function isTooOld({ auth_time }: IDToken): boolean {
    return auth_time !== undefined && auth_time + maxAge + tolerance < seconds(now())
  }

  // Nothing is said of activity: a refresh would, but it gives a new token (RFC 9700 section 4.14), and what is sealed in an address stays.
  const session: LoginSession = {
    logout: (kept, { signal }) => provider.with(signal, (config) => revoke(config, kept)),
  }
  const jwks: MethodRoute = {
    method: 'GET',
    path: '/jwks',
    answer: async () => Response.json((await provider.keys()).published),
  }
  const hasKeys = options.clientKeys ?? options.decryptionKeys
  const routes = hasKeys ? [jwks] : []
  const method = { attributes: Object.keys(claims), begin, complete, routes }
  return logout ? { ...method, session } : method
}

/** Without `openid` it would not be OpenID Connect, and there would be no ID token. */
function withOpenid(scope = 'openid'): string {
  const words = scope.split(/\s+/).filter(Boolean)
  return words.includes('openid') ? words.join(' ') : ['openid', ...words].join(' ')
}
