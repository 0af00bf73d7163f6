/** Results as an authentication plugin makes them for one communication plugin, and as nobody may. */
import { CompactEncrypt, CompactSign, importJWK, type JWK } from 'jose'
import { dialects, type Dialect } from '../../protocol/dialect.ts'
import { encryptClaims } from '../../protocol/jwe.ts'
import { signClaims } from '../../protocol/jws.ts'
import { firstKey, type KeySet } from '../../protocol/keys.ts'
import { seconds } from '../../protocol/lifetime.ts'
import { confused, foreign, unsigned } from './forged.ts'

export type Claims = Record<string, unknown>

export interface Parties {
  dialect: Dialect
  /** Private keys of the authentication plugin. */
  signingKeys: KeySet
  /** Public keys of the communication plugin. */
  encryptionKeys: KeySet
}

/** What a good result says at this time, or `shift` seconds later. */
export function goodClaims({ dialect }: Parties, attributes: object, shift = 0): Claims {
  const iat = seconds(new Date()) + shift
  const { subject: sub, success: status } = dialects[dialect]
  return { sub, status, attributes, iat, exp: iat + 300 }
}

export const failure = { status: 'failed', attributes: undefined }

const signed = ({ signingKeys }: Parties, claims: Claims): Promise<string> =>
  signClaims(claims, 'JWT', signingKeys)
const sealed = ({ encryptionKeys }: Parties, njwt: string): Promise<string> =>
  encryptClaims({ njwt }, encryptionKeys)

export type Making = (parties: Parties, claims: Claims) => Promise<string>

export const makeResult: Making = async (parties, claims) =>
  sealed(parties, await signed(parties, claims))

export type Wrong =
  'none' | 'unknownSigner' | 'unsigned' | 'confused' | 'ownKey' | 'open' | 'otherEnvelope'

/** Each way in which the outside of a token can be wrong, while what it says is right. */
export const wrongOutside: Record<Wrong, Making> = {
  none: async () => 'no.result.at.all.',
  unknownSigner: async (parties, claims) =>
    sealed(parties, await signClaims(claims, 'JWT', await foreign(parties.signingKeys))),
  unsigned: async (parties, claims) => sealed(parties, unsigned(parties.signingKeys, claims)),
  /** The first of several forms. */
  confused: async (parties, claims) => sealed(parties, confused(parties.signingKeys, claims)[0]!),
  /** The key that verifies it comes along. */
  ownKey: async (parties, claims) =>
    sealed(parties, await broughtAlong(parties.signingKeys, claims)),
  open: signed,
  otherEnvelope: async (parties, claims) =>
    inAnotherEnvelope(parties, await signed(parties, claims)),
}

/** With the public key of a stranger in its header. */
async function broughtAlong(keys: KeySet, claims: Claims): Promise<string> {
  const { key, alg, publicJwk } = firstKey(await foreign(keys))
  const { kid, named } = firstKey(keys)
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ typ: 'JWT', alg, jwk: publicJwk as JWK, ...(named && { kid }) })
    .sign(key)
}

/** The receiver's key, used with an algorithm that is not its own. */
const inAnotherEnvelope = ({ encryptionKeys }: Parties, njwt: string): Promise<string> =>
  inEnvelope(encryptionKeys, njwt, {
    alg: firstKey(encryptionKeys).alg === 'ECDH-ES' ? 'ECDH-ES+A128KW' : 'RSA-OAEP-256',
  })

/** With other members in the header of the envelope. */
async function inEnvelope(
  keys: KeySet,
  njwt: string,
  changes: { alg?: string; enc?: string; zip?: string },
): Promise<string> {
  const { alg, publicJwk, kid, named } = firstKey(keys)
  const plain = { typ: 'JWT', cty: 'JWT', enc: 'A128CBC-HS256', alg, ...(named && { kid }) }
  const header = { ...plain, ...changes }
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify({ njwt })))
    .setProtectedHeader(header)
    .encrypt(await importJWK(publicJwk, header.alg))
}

/** Each way in which a token can be good but for its form. */
export const otherForms: Making[] = [
  async (parties, claims) =>
    inEnvelope(parties.encryptionKeys, await signed(parties, claims), { zip: 'DEF' }),
  async (parties, claims) =>
    inEnvelope(parties.encryptionKeys, await signed(parties, claims), { enc: 'A256GCM' }),
  async (parties, claims) =>
    sealed(parties, await signClaims(claims, 'at+jwt', parties.signingKeys)),
]
