/** `type = "oidc"`: any provider of OpenID Connect. */
import { boolean, optional, picklist, record, strictObject } from 'valibot'
import { keys, level, secret, tag, text, webAddress } from '../../protocol/settings.ts'
import { methodKind } from '../kind.ts'
import { authentications, signatures, type OidcOptions } from './options.ts'
import { presetNames, withPreset, type PresetName } from './presets.ts'

const oneOf = (words: readonly string[]): string =>
  `must be ${words.map((word) => `"${word}"`).join(', ')}`

const audiences = ['issuer', 'token_endpoint'] as const
const acrValues = strictObject({
  always: optional(text),
  low: optional(text),
  substantial: optional(text),
  high: optional(text),
})

/** Those that the file names, else those of the preset. */
const claimsOf = ({ claims, preset }: { claims?: Claims; preset?: PresetName }): Claims =>
  claims ?? (preset && withPreset(preset, {}).claims) ?? {}
type Claims = Record<string, string>

const claimsRemedy = 'Write [auth.….claims] with one line per attribute: email = "email".'

export const oidcKind = methodKind({
  type: 'oidc',
  settings: {
    preset: optional(picklist(presetNames, oneOf(presetNames))),
    issuer: webAddress,
    client_id: text,
    client_secret: optional(secret),
    authentication: optional(picklist(authentications, oneOf(authentications))),
    client_keys: optional(keys),
    decryption_keys: optional(keys),
    pushed: optional(boolean()),
    userinfo_signature: optional(picklist(signatures, oneOf(signatures))),
    assertion_audience: optional(picklist(audiences, oneOf(audiences))),
    scope: optional(text),
    claims: optional(record(tag, text)),
    prefixes: optional(record(tag, text)),
    acr: optional(record(text, level)),
    acr_values: optional(acrValues),
    prompt: optional(picklist(['login'], 'must be "login"')),
    logout: optional(picklist(['revoke'], 'must be "revoke"')),
  },
  attributesKey: 'claims',
  attributesOf: (table) => Object.keys(claimsOf(table)),
  addressesOf: ({ issuer }) => ({ issuer }),
  read(table, reader) {
    const { preset, issuer, scope, prefixes, acr, logout, authentication, pushed, prompt } = table
    const { client_keys: own, decryption_keys: decryption } = table
    const claims = claimsOf(table)
    if (Object.keys(claims).length === 0) reader.refuse('claims', 'is missing', claimsRemedy)
    if (preset === 'itsme' && !scope?.split(' ').some((word) => word.startsWith('service:')))
      reader.refuse(
        'scope',
        'names no service',
        'Write scope = "service:CODE profile", with the code that itsme gave.',
      )
    const options: OidcOptions = withPreset(preset, {
      ...{ issuer, scope, prefixes, acr, logout, authentication, pushed, prompt, claims },
      acrValues: table.acr_values,
      assertionAudience: table.assertion_audience,
      clientId: table.client_id,
      clientSecret: table.client_secret && reader.secret('client_secret', table.client_secret),
      clientKeys: own && reader.privateKeys('client_keys', own, 'sig'),
      decryptionKeys: decryption && reader.privateKeys('decryption_keys', decryption, 'enc'),
      userinfoSignature: table.userinfo_signature,
    })
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
