/** `type = "oidc"`: any provider of OpenID Connect. */
import { optional, picklist, record } from 'valibot'
import { level, secret, tag, text, webAddress } from '../../protocol/settings.ts'
import { methodKind } from '../kind.ts'

export const oidcKind = methodKind({
  type: 'oidc',
  settings: {
    issuer: webAddress,
    client_id: text,
    client_secret: optional(secret),
    scope: optional(text, 'openid'),
    claims: record(tag, text),
    acr: optional(record(text, level), {}),
    logout: optional(picklist(['revoke'], 'must be "revoke"')),
  },
  attributesKey: 'claims',
  attributesOf: ({ claims }) => Object.keys(claims),
  addressesOf: ({ issuer }) => ({ issuer }),
  read(table, reader) {
    const { issuer, scope, claims, acr, logout, client_id: clientId } = table
    const clientSecret = table.client_secret && reader.secret('client_secret', table.client_secret)
    return async ({ fetch }) => {
      const { oidc } = await import('./index.ts')
      return oidc({ issuer, clientId, clientSecret, scope, claims, acr, logout, fetch })
    }
  },
})
