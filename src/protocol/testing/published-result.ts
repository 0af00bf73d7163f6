/** The example token of the public ID Contact documentation, with the sample key that is printed there: for tests only. */
import type { JWK } from 'jose'
import vector from './published-result.json' with { type: 'json' }

const { jwe, jws } = vector

export const published = {
  token: [jwe.protected, jwe.encrypted_key, jwe.iv, jwe.ciphertext, jwe.tag].join('.'),
  signed: [jws.protected, jws.payload, jws.signature].join('.'),
  key: vector.sampleKey as JWK,
  issuedAt: vector.issuedAt,
  expires: vector.expires,
  attributes: vector.attributes,
}
