/** Tokens as an attacker makes them. */
import { createHmac, createPublicKey } from 'node:crypto'
import { base64url } from 'jose'
import { firstKey, generateKey, importKeySet, type KeySet } from '../../protocol/keys.ts'

const encoded = (value: object): string => base64url.encode(JSON.stringify(value))

/** The header that a good token of these keys has, with another algorithm. */
function headOf(keys: KeySet, alg: string): object {
  const { kid, named } = firstKey(keys)
  return { typ: 'JWT', alg, ...(named && { kid }) }
}

/** `alg: none`, with an empty signature. */
export const unsigned = (keys: KeySet, claims: object): string =>
  `${encoded(headOf(keys, 'none'))}.${encoded(claims)}.`

/** The public key as the secret of an HMAC, in each form in which software writes it down. */
export function confused(keys: KeySet, claims: object): string[] {
  const { publicJwk } = firstKey(keys)
  const key = createPublicKey({ key: publicJwk as never, format: 'jwk' })
  const pem = key.export({ type: 'spki', format: 'pem' }) as string
  const content = `${encoded(headOf(keys, 'HS256'))}.${encoded(claims)}`
  return [pem, pem.trim(), JSON.stringify(publicJwk)].map((secret) => {
    const signature = createHmac('sha256', secret).update(content).digest('base64url')
    return `${content}.${signature}`
  })
}

/** The same kind of key, which nobody knows, under the name of one that is known. */
export async function foreign(keys: KeySet): Promise<KeySet> {
  const { alg, kid, named } = firstKey(keys)
  const { privateKey } = await generateKey('sig', alg)
  const { kid: _own, ...unnamed } = privateKey
  return importKeySet([named ? { ...unnamed, kid } : unnamed], 'sign')
}
