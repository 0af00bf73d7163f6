/** The envelope of a result: claims in a compact JWE (RFC 7516), with the one content encryption that the protocol has. */
import { CompactEncrypt, compactDecrypt } from 'jose'
import { firstKey, keysFor, type KeySet } from './keys.ts'
import { readHeader, readObject, splitCompact } from './strict.ts'

const enc = 'A128CBC-HS256'
const utf8 = new TextEncoder()

/** Encrypts to the first key of the set. */
export function encryptClaims(claims: object, keys: KeySet): Promise<string> {
  const { key, alg, kid, named } = firstKey(keys)
  return new CompactEncrypt(utf8.encode(JSON.stringify(claims)))
    .setProtectedHeader({ typ: 'JWT', cty: 'JWT', enc, alg, ...(named && { kid }) })
    .encrypt(key)
}

/** The claims that were encrypted to one of `keys`; throws in every other case. */
export async function decryptClaims(
  token: unknown,
  keys: KeySet,
): Promise<Record<string, unknown>> {
  const [protectedHeader, encryptedKey, ...rest] = splitCompact(token, 5)
  const header = readHeader(protectedHeader!, {
    exact: { typ: 'JWT', cty: 'JWT', enc },
    allowed: ['epk'],
  })
  const agreed = header.alg === 'ECDH-ES'
  // ECDH-ES agrees on the key and sends none; RSA-OAEP sends one and needs no key of the sender (RFC 7516 section 5.2 steps 9 to 11).
  if (
    agreed === (encryptedKey !== '') ||
    agreed !== isEphemeralKey(header.epk) ||
    rest.includes('')
  )
    throw new Error('not encrypted in our way')
  for (const { key, alg } of keysFor(keys, header)) {
    const opened = await compactDecrypt(token as string, key, {
      keyManagementAlgorithms: [alg],
      contentEncryptionAlgorithms: [enc],
      // The header was refused already if it asks for decompression; this is the second lock.
      maxDecompressedLength: 0,
    }).catch(() => undefined)
    if (opened) return readObject(opened.plaintext)
  }
  throw new Error('no key fits')
}

const coordinate = /^[A-Za-z0-9_-]{43}$/

/** The sender's one-time key of ECDH-ES (RFC 7518 section 4.6.1.1): on our curve, public, and nothing else with it. */
function isEphemeralKey(epk: unknown): boolean {
  if (typeof epk !== 'object' || epk === null || Object.keys(epk).length !== 4) return false
  const { kty, crv, x, y } = epk as Record<string, unknown>
  const isCoordinate = (value: unknown): boolean =>
    typeof value === 'string' && coordinate.test(value)
  return kty === 'EC' && crv === 'P-256' && isCoordinate(x) && isCoordinate(y)
}
