/** The client's own keys: with one it says who it is (`private_key_jwt`), with the other it reads what is encrypted for it. */
import { modifyAssertion, PrivateKeyJwt, type ClientAuth } from 'openid-client'
import { ConfigError } from '../../protocol/errors.ts'
import {
  firstKey,
  importKeySet,
  publicJwks,
  type JWK,
  type Key,
  type KeySet,
} from '../../protocol/keys.ts'
import type { OidcOptions } from './options.ts'

export interface ClientKeys {
  /** Signs; the first of `clientKeys`. */
  authentication?: ClientAuth
  decryption?: KeySet
  /** What the provider is to know of them: a JWK Set (RFC 7517 section 5). */
  published: { keys: JWK[] }
}

type Given = Pick<OidcOptions, 'clientKeys' | 'decryptionKeys' | 'assertionAudience'>

/** @throws ConfigError whose `key` names the setting */
export async function loadClientKeys(given: Given): Promise<ClientKeys> {
  const { clientKeys, decryptionKeys, assertionAudience = 'issuer' } = given
  const signing = clientKeys && (await load(clientKeys, 'sign', 'client_keys'))
  const decryption = decryptionKeys && (await load(decryptionKeys, 'decrypt', 'decryption_keys'))
  const sets = [signing, decryption].filter((set) => set !== undefined)
  return {
    authentication: signing && signWith(firstKey(signing), assertionAudience),
    decryption,
    published: { keys: sets.flatMap((set) => publicJwks(set).keys) },
  }
}

/** The library names the issuer. */
function signWith(key: Key, audience: 'issuer' | 'token_endpoint'): ClientAuth {
  if (audience === 'issuer') return PrivateKeyJwt(key)
  return (server, ...rest) =>
    PrivateKeyJwt(key, {
      [modifyAssertion]: (_header, payload) => void (payload.aud = server.token_endpoint),
    })(server, ...rest)
}

/** What an RSA key says of itself decides with which of the two it reads. The provider finds that where the keys are published. */
const readsAlso = ['RSA-OAEP-256'] as const

/** Names the setting instead of the argument. */
async function load(
  keys: readonly (JWK | string)[],
  use: 'sign' | 'decrypt',
  setting: string,
): Promise<KeySet> {
  try {
    return await importKeySet(keys, use, { also: use === 'decrypt' ? readsAlso : [] })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new ConfigError(error.key.replace(/^keys/, setting), error.remedy, { cause: error })
  }
}
