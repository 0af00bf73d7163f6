/** No algorithm but the one that belongs to the key. */
import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { describe, it } from 'node:test'
import { CompactEncrypt, importJWK, type JWK } from 'jose'
import { TokenError } from './errors.ts'
import { generateKey, importKeySet } from './keys.ts'
import { openResult } from './result.ts'
import { b64, forgeHmac, forgeJws, publicHalf } from './testing/forge.ts'
import { claims, inner, options, outer, refusals, sealed, sig, signed } from './testing/attacker.ts'

it('a token that is forged well, with the right keys, opens: so the refusals below are not by accident', async () => {
  const named = sealed(signed({ ...inner, kid: 'sig-1' }), { ...outer, kid: 'enc-1' })
  for (const token of [sealed(), named])
    assert.deepEqual((await openResult(token, options)).attributes, claims.attributes)
})

const spki = (key: JWK): string =>
  createPublicKey({ key: key as never, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  }) as string

refusals('another algorithm (RFC 8725 sections 2.1 and 3.1)', {
  'none, unsigned': () =>
    sealed(`${b64('{"typ":"JWT","alg":"none"}')}.${b64(JSON.stringify(claims))}.`),
  'None, signed': () => sealed(signed({ ...inner, alg: 'None' })),
  'none, in the envelope': () => sealed(undefined, { ...outer, alg: 'none' }),
  'no algorithm at all': () => sealed(signed({ typ: 'JWT' })),
  'HS256 with the public key as PEM for a secret': () =>
    sealed(forgeHmac({ ...inner, alg: 'HS256' }, claims, spki(sig.publicKey))),
  'HS256 with the public key as JWK for a secret': () =>
    sealed(
      forgeHmac({ ...inner, alg: 'HS256' }, claims, JSON.stringify(publicHalf(sig.publicKey))),
    ),
  'HS256 with an empty secret': () => sealed(forgeHmac({ ...inner, alg: 'HS256' }, claims, '')),
  'HS256 that says RS256': () => sealed(forgeHmac(inner, claims, spki(sig.publicKey))),
  'PS256 that says so': () => sealed(signed({ ...inner, alg: 'PS256' })),
  'RS512 that says so': () => sealed(signed({ ...inner, alg: 'RS512' })),
  'ES256 with an RSA key': () => sealed(signed({ ...inner, alg: 'ES256' })),
  'rs256 in small letters': () => sealed(signed({ ...inner, alg: 'rs256' })),
  'a list of algorithms': () => sealed(signed({ ...inner, alg: ['RS256'] })),
  'RSA1_5 that says so': () => sealed(undefined, { ...outer, alg: 'RSA1_5' }, { padding: 'pkcs1' }),
  'RSA1_5 that says RSA-OAEP': () => sealed(undefined, outer, { padding: 'pkcs1' }),
  'RSA-OAEP-256 that says so': () => sealed(undefined, { ...outer, alg: 'RSA-OAEP-256' }),
  dir: () => sealed(undefined, { ...outer, alg: 'dir' }),
  A128KW: () => sealed(undefined, { ...outer, alg: 'A128KW' }),
  'PBES2 with a million rounds': () =>
    sealed(undefined, { ...outer, alg: 'PBES2-HS256+A128KW', p2c: 1_000_000, p2s: 'AAAA' }),
  'another content encryption': () => sealed(undefined, { ...outer, enc: 'A128GCM' }),
  'no content encryption': () => sealed(undefined, { ...outer, enc: undefined }),
  'a signature only': () => signed(),
  'two envelopes': () => sealed(sealed()),
  'an envelope around bare claims': () =>
    sealed('', outer, { plaintext: Buffer.from(JSON.stringify(claims)) }),
  'an envelope around the signed token itself': () =>
    sealed('', outer, { plaintext: Buffer.from(signed()) }),
  'a signature of another key': async () => {
    const { privateKey } = await generateKey('sig', 'RS256', 'sig-1')
    return sealed(forgeJws(inner, claims, privateKey))
  },
})

describe('the one-time key of ECDH-ES', async () => {
  const ec = await generateKey('enc', 'ECDH-ES')
  const decryptionKeys = await importKeySet([ec.privateKey], 'decrypt')
  const token = await new CompactEncrypt(Buffer.from(JSON.stringify({ njwt: signed() })))
    .setProtectedHeader({ typ: 'JWT', cty: 'JWT', enc: 'A128CBC-HS256', alg: 'ECDH-ES' })
    .encrypt(await importJWK(ec.publicKey, 'ECDH-ES'))
  const [head, ...rest] = token.split('.') as [string, ...string[]]
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as {
    epk: Record<string, unknown>
  }
  const withEpk = (epk: unknown) => [b64(JSON.stringify({ ...header, epk })), ...rest].join('.')

  it('is accepted as it is made', async () => {
    assert.equal((await openResult(token, { ...options, decryptionKeys })).status, 'success')
  })

  const { kty, crv, x, y } = header.epk
  const table: Record<string, unknown> = {
    'on another curve': { kty, crv: 'P-384', x, y },
    'not on the curve': { kty, crv, x, y: x },
    'at zero': { kty, crv, x: 'A'.repeat(43), y: 'A'.repeat(43) },
    'with a private half': { kty, crv, x, y, d: x },
    'with a name': { kty, crv, x, y, kid: 'a' },
    'of another type': { kty: 'OKP', crv: 'X25519', x },
    'too long': { kty, crv, x: `${x as string}AAAA`, y },
    'as a list': [kty, crv, x, y],
    missing: undefined,
    null: null,
    'replaced by another valid one': publicEpk(await generateKey('enc')),
  }
  for (const [name, epk] of Object.entries(table))
    it(`${name} is refused`, () =>
      assert.rejects(openResult(withEpk(epk), { ...options, decryptionKeys }), TokenError))

  it('with an encrypted key beside it is refused', async () => {
    const beside = [head, 'AAAA', ...rest.slice(1)].join('.')
    await assert.rejects(openResult(beside, { ...options, decryptionKeys }), TokenError)
  })
})

function publicEpk({ publicKey: { kty, crv, x, y } }: { publicKey: JWK }) {
  return { kty, crv, x, y }
}
