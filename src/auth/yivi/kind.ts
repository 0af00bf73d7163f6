/** `type = "yivi"`: attributes out of the Yivi app, through an `irma server`. */
import { array, optional, record } from 'valibot'
import { level, secret, tag, text, webAddress, wholeNumber } from '../../protocol/settings.ts'
import { methodKind } from '../kind.ts'
import { nl as words } from './words/nl.ts'

export const yiviKind = methodKind({
  type: 'yivi',
  words,
  settings: {
    server: webAddress,
    token: secret,
    public_key: secret,
    issuer: optional(text, 'irmaserver'),
    attributes: record(tag, array(text)),
    level: optional(level, 'low'),
    code_lifetime: optional(wholeNumber(10, 600), 120),
  },
  attributesKey: 'attributes',
  attributesOf: ({ attributes }) => Object.keys(attributes),
  addressesOf: ({ server }) => ({ server }),
  read(table, reader) {
    const { server, issuer, attributes, level, code_lifetime: codeLifetime } = table
    const token = reader.secret('token', table.token)
    const publicKey = reader.secret('public_key', table.public_key)
    return async ({ fetch }) => {
      const { yivi } = await import('./index.ts')
      return yivi({ server, token, publicKey, issuer, attributes, level, codeLifetime, fetch })
    }
  },
})
