/** Signed claims: JWT in a compact JWS (RFC 7515, RFC 7519), checked as RFC 8725 advises. */
import { CompactSign, compactVerify } from 'jose'
import { firstKey, keysFor, type KeySet } from './keys.ts'
import { readHeader, readObject, splitCompact } from './strict.ts'

const utf8 = new TextEncoder()

/** Signs with the first key of the set. `typ` says which kind of token it is, so that no other kind is taken for it (RFC 8725 section 3.11). */
export function signClaims(claims: object, typ: string, keys: KeySet): Promise<string> {
  const { key, alg, kid, named } = firstKey(keys)
  return new CompactSign(utf8.encode(JSON.stringify(claims)))
    .setProtectedHeader({ typ, alg, ...(named && { kid }) })
    .sign(key)
}

/** The claims of a token that one of `keys` signed and whose header is exactly of that `typ`; throws in every other case. */
export async function verifyClaims(
  token: unknown,
  typ: string,
  keys: KeySet,
): Promise<Record<string, unknown>> {
  const [protectedHeader, payload, signature] = splitCompact(token, 3)
  if (!payload || !signature) throw new Error('not signed')
  const header = readHeader(protectedHeader!, { exact: { typ } })
  for (const { key, alg } of keysFor(keys, header)) {
    const verified = await compactVerify(token as string, key, { algorithms: [alg] }).catch(
      () => undefined,
    )
    if (verified) return readObject(verified.payload)
  }
  throw new Error('no key fits')
}
