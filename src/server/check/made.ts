/** Results as an authentication plugin makes them for one communication plugin, and as nobody may. */
import { CompactEncrypt, importJWK } from 'jose'
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

export type Wrong = 'none' | 'unknownSigner' | 'unsigned' | 'confused' | 'open' | 'otherEnvelope'

/** Each way in which the outside of a token can be wrong, while what it says is right. */
export const wrongOutside: Record<Wrong, Making> = {
  none: async () => 'no.result.at.all.',
  unknownSigner: async (parties, claims) =>
    sealed(parties, await signClaims(claims, 'JWT', await foreign(parties.signingKeys))),
  unsigned: async (parties, claims) => sealed(parties, unsigned(parties.signingKeys, claims)),
  /** The first of several forms. */
  confused: async (parties, claims) => sealed(parties, confused(parties.signingKeys, claims)[0]!),
  open: signed,
  otherEnvelope: async (parties, claims) =>
    inAnotherEnvelope(parties, await signed(parties, claims)),
}

/** The receiver's key, used with an algorithm that is not its own. */
async function inAnotherEnvelope({ encryptionKeys }: Parties, njwt: string): Promise<string> {
  const { alg, publicJwk, kid, named } = firstKey(encryptionKeys)
  const other = alg === 'ECDH-ES' ? 'ECDH-ES+A128KW' : 'RSA-OAEP-256'
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify({ njwt })))
    .setProtectedHeader({
      typ: 'JWT',
      cty: 'JWT',
      enc: 'A128CBC-HS256',
      alg: other,
      ...(named && { kid }),
    })
    .encrypt(await importJWK(publicJwk, other))
}
