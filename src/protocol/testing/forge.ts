/** Makes tokens that no library agrees to make, from the raw operations of node:crypto. For tests only. */
import {
  constants,
  createCipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  publicEncrypt,
  randomBytes,
  sign,
  type JsonWebKey,
} from 'node:crypto'
import type { JWK } from 'jose'

export const b64 = (data: string | Uint8Array): string => Buffer.from(data).toString('base64url')

/** A header or payload: an object, or the text as it is to stand there. */
export type Part = object | string
const text = (part: Part): string => (typeof part === 'string' ? part : JSON.stringify(part))

/** Signs with SHA-256 and that key, whatever the header says. */
export function forgeJws(header: Part, payload: Part, privateKey: JWK): string {
  const input = `${b64(text(header))}.${b64(text(payload))}`
  return `${input}.${b64(signBytes(input, privateKey))}`
}

export function signBytes(input: string, privateKey: JWK): Buffer {
  const key = createPrivateKey({ key: privateKey as JsonWebKey, format: 'jwk' })
  return sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })
}

/** MACs with that text as the secret: what an attacker does who hopes that a public key is taken for one. */
export function forgeHmac(header: Part, payload: Part, secret: string): string {
  const input = `${b64(text(header))}.${b64(text(payload))}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

export interface EnvelopeOptions {
  padding?: 'oaep' | 'pkcs1'
  /** Encrypted instead of `{"njwt": …}`. */
  plaintext?: Uint8Array
}

/** Encrypts to an RSA key with A128CBC-HS256, whatever the header says. */
export function forgeJwe(
  header: Part,
  njwt: string,
  publicKey: JWK,
  options: EnvelopeOptions = {},
): string {
  const { padding = 'oaep', plaintext = Buffer.from(JSON.stringify({ njwt })) } = options
  const protectedHeader = b64(text(header))
  const contentKey = randomBytes(32)
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-128-cbc', contentKey.subarray(16), iv)
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(protectedHeader.length * 8))
  const mac = createHmac('sha256', contentKey.subarray(0, 16))
  const tag = mac
    .update(protectedHeader)
    .update(iv)
    .update(ciphertext)
    .update(length)
    .digest()
    .subarray(0, 16)
  const key = createPublicKey({ key: publicKey as JsonWebKey, format: 'jwk' })
  const paddings = { oaep: constants.RSA_PKCS1_OAEP_PADDING, pkcs1: constants.RSA_PKCS1_PADDING }
  const encryptedKey = publicEncrypt({ key, padding: paddings[padding] }, contentKey)
  return [protectedHeader, b64(encryptedKey), b64(iv), b64(ciphertext), b64(tag)].join('.')
}

/** The public half. */
export function publicHalf({ kty, n, e, crv, x, y, kid }: JWK): JWK {
  return kty === 'RSA' ? { kty, n, e, kid } : { kty, crv, x, y, kid }
}
