/** `type = "oidc"`: any provider of OpenID Connect. */
import { boolean, optional, picklist, record } from 'valibot'
import { keys, level, secret, tag, text, webAddress } from '../../protocol/settings.ts'
import { methodKind } from '../kind.ts'
import { authentications, signatures, type OidcOptions } from './options.ts'

const oneOf = (words: readonly string[]): string =>
  `must be ${words.map((word) => `"${word}"`).join(', ')}`

export const oidcKind = methodKind({
  type: 'oidc',
  settings: {
    issuer: webAddress,
    client_id: text,
    client_secret: optional(secret),
    authentication: optional(picklist(authentications, oneOf(authentications))),
    client_keys: optional(keys),
    decryption_keys: optional(keys),
    pushed: optional(boolean()),
    userinfo_signature: optional(picklist(signatures, oneOf(signatures))),
    scope: optional(text, 'openid'),
    claims: record(tag, text),
    acr: optional(record(text, level), {}),
    logout: optional(picklist(['revoke'], 'must be "revoke"')),
  },
  attributesKey: 'claims',
  attributesOf: ({ claims }) => Object.keys(claims),
  addressesOf: ({ issuer }) => ({ issuer }),
  read(table, reader) {
    const { issuer, scope, claims, acr, logout, authentication, pushed } = table
    const { client_keys: own, decryption_keys: decryption } = table
    const options: OidcOptions = {
      ...{ issuer, scope, claims, acr, logout, authentication, pushed },
      clientId: table.client_id,
      clientSecret: table.client_secret && reader.secret('client_secret', table.client_secret),
      clientKeys: own && reader.privateKeys('client_keys', own, 'sig'),
      decryptionKeys: decryption && reader.privateKeys('decryption_keys', decryption, 'enc'),
      userinfoSignature: table.userinfo_signature,
    }
    return async ({ fetch }) => {
      const [{ oidc }, { loadClientKeys }] = await Promise.all([
        import('./index.ts'),
        import('./client-keys.ts'),
      ])
      // The method itself only looks at them when somebody logs in.
      await loadClientKeys(options)
      return oidc({ ...options, fetch })
    }
  },
})
