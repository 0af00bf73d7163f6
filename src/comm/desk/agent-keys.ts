/** The keys that sign the tokens of agents: those of the configuration, or those that the provider publishes. */
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'
import { importKeySet, keysFor } from '../../protocol/keys.ts'
import { Refusal } from '../../web/index.ts'
import type { TokenDoor } from './agent.ts'

/** Milliseconds after a failure until the provider is asked again. */
const pause = 2000

/**
 * Asks for the keys when the first token comes that could be one: once for all who come at that moment, and after a failure not at each request. Anybody
 * can send us tokens, and must not make us call the provider as often as they like.
 *
 * What is thrown is a Refusal when the provider cannot be asked: that is nothing that an agent could change by signing in again.
 */
export function createAgentKeys(door: TokenDoor): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined
  let failedAt = -Infinity
  const time = (): number => door.now().getTime()
  return async (header, token) => {
    if (!found) {
      if (Math.abs(time() - failedAt) < pause) throw unavailable()
      found = door.config.agents.keys ? configured(door.config.agents.keys) : published(door)
      found.catch(() => {
        found = undefined
        failedAt = time()
      })
    }
    return (await found)(header, token)
  }
}

const unavailable = (): Refusal => new Refusal('unavailable', { headers: { 'retry-after': '2' } })

async function configured(
  keys: NonNullable<TokenDoor['config']['agents']['keys']>,
): Promise<JWTVerifyGetKey> {
  const set = await importKeySet(keys, 'verify')
  return (header) => {
    const [key] = keysFor(set, { ...header })
    if (!key) throw new Error('no key fits')
    return key.key
  }
}

/** Asked for again, at most once a minute, for a `kid` that is new. */
async function published({ config }: TokenDoor): Promise<JWTVerifyGetKey> {
  const { fetch: send = fetch } = config
  const url = await addressOfKeys(config.agents.issuer, send).catch(() => {
    throw unavailable()
  })
  const keys = createRemoteJWKSet(url, { cooldownDuration: 60_000, [customFetch]: send })
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      const isOfToken =
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys
      throw isOfToken ? error : unavailable()
    }
  }
}

async function addressOfKeys(expected: string, send: typeof fetch): Promise<URL> {
  const at = `${expected.replace(/\/+$/, '')}/.well-known/openid-configuration`
  const answer = await send(at, { redirect: 'error', signal: AbortSignal.timeout(5000) })
  const { issuer, jwks_uri } = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown }
  if (issuer !== expected || typeof jwks_uri !== 'string') throw new Error('another issuer')
  // Whoever is in between could sign in as anybody.
  if (at.startsWith('https:') && !jwks_uri.startsWith('https:')) throw new Error('plain http')
  return new URL(jwks_uri)
}
