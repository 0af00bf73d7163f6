/**
 * How secrets are looked up without being stored: HMAC-SHA-256 with a key of our own. Whoever reads the database can neither use what it
 * finds, nor try all codes of nine digits.
 */
import { base64url } from '../protocol/digest.ts'

const utf8 = new TextEncoder()

/** `kind` separates the uses: a code never hashes to what a token hashes to. */
export type KeyedHash = (kind: string, text: string) => Promise<string>

/** @param secret 32 bytes or more; parts that look up the same things share it. */
export async function createKeyedHash(secret: string): Promise<KeyedHash> {
  const material = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, [
    'deriveKey',
  ])
  const derivation = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: utf8.encode('id-contact look-up'),
  }
  const algorithm = { name: 'HMAC', hash: 'SHA-256', length: 256 }
  const key = await crypto.subtle.deriveKey(derivation, material, algorithm, false, ['sign'])
  return async (kind, text) => {
    const hash = await crypto.subtle.sign('HMAC', key, utf8.encode(`${kind}\n${text}`))
    return base64url(new Uint8Array(hash))
  }
}
