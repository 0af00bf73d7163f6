/** The provider as `openid-client` knows it: discovered once, and one configuration per step, with that step's own limits. */
import {
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  None,
  allowInsecureRequests,
  clockSkew,
  clockTolerance,
  customFetch,
  discovery,
  enableDecryptingResponses,
  enableNonRepudiationChecks,
  getJwksCache,
  setJwksCache,
  type ClientAuth,
  type CustomFetch,
  type ServerMetadata,
} from 'openid-client'
import { limitedFetch } from '../limited-fetch.ts'
import { loadClientKeys, type ClientKeys } from './client-keys.ts'
import { isLoopback, type OidcOptions } from './options.ts'

export interface Provider {
  /**
   * Runs one step with the provider.
   * @throws RequestError when the provider cannot be reached, is too slow or is out of order; otherwise what `openid-client` throws
   */
  with<T>(signal: AbortSignal | undefined, step: (config: Configuration) => Promise<T>): Promise<T>
  /** The client's own keys. */
  keys(): Promise<ClientKeys>
}

/** Seconds that our clock and the provider's may be apart. The library would forgive 30. */
export const tolerance = 60

/** Milliseconds after which the provider's description is read again: endpoints and features change now and then. */
const freshFor = 60 * 60 * 1000

export function createProvider(options: OidcOptions): Provider {
  const { clientId, clientSecret, fetch: send = fetch, timeout = 5000 } = options
  const { now = () => new Date() } = options
  const issuer = new URL(options.issuer)
  const insecure = issuer.protocol === 'http:' && isLoopback(issuer)
  const fetchFor = (signal?: AbortSignal): CustomFetch =>
    limitedFetch(send, { timeout, insecure, signal })
  let known: { metadata: Promise<ServerMetadata>; at: number } | undefined
  let jwks: ReturnType<typeof getJwksCache>
  let own: Promise<ClientKeys> | undefined
  const keys = (): Promise<ClientKeys> => (own ??= loadClientKeys(options))

  async function discover(): Promise<ServerMetadata> {
    const config = await discovery(issuer, clientId, undefined, undefined, {
      [customFetch]: fetchFor(),
      execute: insecure ? [allowInsecureRequests] : [],
    })
    return config.serverMetadata()
  }

  /** One question, however many wait for the answer; so it must not end because one of them goes away. */
  function metadata(): Promise<ServerMetadata> {
    if (known && now().getTime() - known.at < freshFor) return known.metadata
    const asked = { metadata: discover(), at: now().getTime() }
    known = asked
    asked.metadata.catch(() => {
      if (known === asked) known = undefined
    })
    return asked.metadata
  }

  return {
    keys,
    async with(signal, step) {
      const [server, { authentication, decryption }] = await Promise.all([metadata(), keys()])
      const skew = Math.round((now().getTime() - Date.now()) / 1000)
      const client = {
        client_secret: clientSecret,
        userinfo_signed_response_alg: options.userinfoSignature,
        [clockSkew]: skew,
        [clockTolerance]: tolerance,
      }
      const authenticate = authenticationFor(options, authentication)
      const config = new Configuration(server, clientId, client, authenticate)
      config[customFetch] = fetchFor(signal)
      if (insecure) allowInsecureRequests(config)
      // The specification lets TLS stand in for the signature of an ID token that comes from the token endpoint. We look at both.
      enableNonRepudiationChecks(config)
      if (decryption) enableDecryptingResponses(config, undefined, ...decryption.keys.values())
      if (jwks) setJwksCache(config, jwks)
      try {
        return await step(config)
      } finally {
        jwks = getJwksCache(config) ?? jwks
      }
    },
  }
}

/** With a secret: `client_secret_basic` unless the provider says that it only takes the other (OpenID Connect Discovery 1.0 section 3). */
function authenticationFor(
  { authentication, clientSecret: secret }: OidcOptions,
  withKey: ClientAuth | undefined,
): ClientAuth {
  const isByKey = authentication === undefined || authentication === 'private_key_jwt'
  if (withKey && isByKey) return withKey
  if (!secret) return None()
  const basic = ClientSecretBasic(secret)
  const post = ClientSecretPost(secret)
  if (authentication) return authentication === 'client_secret_post' ? post : basic
  return (server, ...rest) => {
    const supported = server.token_endpoint_auth_methods_supported
    const takesBasic = !supported || supported.includes('client_secret_basic')
    return (takesBasic ? basic : post)(server, ...rest)
  }
}
