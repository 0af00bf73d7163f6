import assert from 'node:assert/strict'
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { inspect } from 'node:util'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { ConfigError } from './errors.ts'
import { firstKey, generateKey, importKeySet, keysFor, publicJwks, type KeyUse } from './keys.ts'
import { publicHalf } from './testing/forge.ts'

const ec = await generateKey('sig')
const rsa = await generateKey('sig', 'RS256')

/** It is refused, with a remedy, and neither says anything of the key. */
async function refused(records: unknown[], use: KeyUse, key = 'keys.0') {
  await assert.rejects(importKeySet(records as JWK[], use), (error: ConfigError) => {
    assert.ok(error instanceof ConfigError)
    assert.equal(error.key, key)
    assert.match(error.remedy, /^Give .*\.$/)
    const said = inspect(error)
    for (const jwk of [ec.privateKey, rsa.privateKey])
      for (const member of [jwk.d, jwk.n, jwk.x]) assert.ok(!member || !said.includes(member))
    return true
  })
}

describe('a key set', () => {
  it('has one algorithm for each key, by type and use', async () => {
    const expected = {
      sign: ['ES256', 'RS256'],
      verify: ['ES256', 'RS256'],
      encrypt: ['ECDH-ES', 'RSA-OAEP'],
      decrypt: ['ECDH-ES', 'RSA-OAEP'],
    }
    for (const use of ['sign', 'verify', 'encrypt', 'decrypt'] as const) {
      const bare = [ec, rsa].map(({ privateKey: { use: _u, alg: _a, ...key } }) => key)
      const set = await importKeySet(bare, use)
      assert.deepEqual(
        [...set.keys.values()].map(({ alg }) => alg),
        expected[use],
      )
    }
  })

  it('uses the first key, finds by kid, and tries all of an algorithm when there is no kid', async () => {
    const second = await generateKey('sig', 'ES256', 'second')
    const set = await importKeySet([ec.publicKey, rsa.publicKey, second.publicKey], 'verify')
    assert.equal(firstKey(set).kid, ec.publicKey.kid)
    const found = (header: Record<string, unknown>) => keysFor(set, header).map(({ kid }) => kid)
    assert.deepEqual(found({ kid: 'second', alg: 'ES256' }), ['second'])
    assert.deepEqual(found({ kid: 'second', alg: 'RS256' }), [])
    assert.deepEqual(found({ kid: 'constructor', alg: 'ES256' }), [])
    assert.deepEqual(found({ alg: 'ES256' }), [ec.publicKey.kid, 'second'])
    assert.deepEqual(found({ alg: 'none' }), [])
    assert.deepEqual(found({}), [])
  })

  it('names a key without kid by its RFC 7638 thumbprint, and remembers that it did', async () => {
    const { kid, ...rest } = ec.publicKey
    const [named, derived] = await Promise.all([
      importKeySet([ec.publicKey], 'verify'),
      importKeySet([rest], 'verify'),
    ])
    assert.equal(kid, await calculateJwkThumbprint(ec.publicKey))
    assert.equal(firstKey(derived).kid, kid)
    assert.deepEqual([firstKey(named).named, firstKey(derived).named], [true, false])
  })

  it('reads PEM, public and private, of both types', async () => {
    for (const { privateKey } of [ec, rsa]) {
      const key = createPrivateKey({ key: privateKey as never, format: 'jwk' })
      const pkcs8 = key.export({ type: 'pkcs8', format: 'pem' }) as string
      const set = await importKeySet([`\n${pkcs8}\n`], 'sign')
      assert.equal(firstKey(set).kid, await calculateJwkThumbprint(privateKey))
    }
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const spki = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string
    assert.equal(firstKey(await importKeySet([spki], 'encrypt')).alg, 'RSA-OAEP')
    await refused([pair.privateKey.export({ type: 'pkcs1', format: 'pem' })], 'sign')
    await refused(['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'], 'verify')
    await refused(['nonsense'], 'verify')
  })

  it('keeps no private half where none is needed, and never shows one', async () => {
    const { use: _u, alg: _a, ...bare } = rsa.privateKey
    for (const use of ['verify', 'encrypt', 'sign', 'decrypt'] as const) {
      const set = await importKeySet([bare], use)
      assert.equal(
        firstKey(set).key.type,
        use === 'sign' || use === 'decrypt' ? 'private' : 'public',
      )
      assert.equal(firstKey(set).key.extractable, firstKey(set).key.type === 'public')
      const shown =
        inspect(set, { depth: 9, showHidden: true }) + JSON.stringify([set, ...set.keys])
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const)
        assert.ok(!shown.includes(rsa.privateKey[member]!))
      assert.deepEqual(Object.keys(publicJwks(set).keys[0]!).sort(), [
        'alg',
        'e',
        'kid',
        'kty',
        'n',
        'use',
      ])
    }
  })

  it('refuses what it must not use', async () => {
    await refused([], 'sign', 'keys')
    await refused([ec.publicKey], 'sign')
    await refused([ec.privateKey, ec.privateKey], 'sign', 'keys.1')
    await refused([{ ...ec.publicKey, use: 'enc' }], 'verify')
    await refused(
      [{ ...ec.publicKey, use: undefined, alg: undefined, kty: 'oct', k: 'AAAA' }],
      'verify',
    )
    await refused([{ ...ec.publicKey, alg: 'ES384' }], 'verify')
    await refused([{ ...rsa.publicKey, alg: 'PS256' }], 'verify')
    await refused([{ ...rsa.publicKey, use: 'enc', alg: 'RSA1_5' }], 'encrypt')
    await refused([{ ...ec.publicKey, crv: 'P-384' }], 'verify')
    await refused([{ ...ec.publicKey, y: ec.publicKey.x }], 'verify')
    await refused([{ ...rsa.privateKey, p: undefined }], 'sign')
    await refused([{ kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }], 'verify')
    for (const nothing of [null, undefined, 1, {}, []]) await refused([nothing], 'verify')
    for (const kid of ['../x', '', 'a b', 'x'.repeat(65), '__proto__ ', 1])
      await refused([{ ...ec.publicKey, kid }], 'verify')
    await importKeySet([{ ...ec.publicKey, kid: '__proto__' }], 'verify')
  })

  it('refuses RSA below 2048 bits, also when it pretends to be longer', async () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({
      format: 'jwk',
    }) as JWK
    await refused([small], 'verify')
    const padded = Buffer.concat([Buffer.alloc(200), Buffer.from(small.n!, 'base64url')]).toString(
      'base64url',
    )
    await refused([{ ...small, n: padded }], 'verify')
    await refused([{ ...small, n: Buffer.alloc(1025, 255).toString('base64url') }], 'verify')
    await refused([{ ...small, n: '***' }], 'verify')
  })
})

describe('a new key', () => {
  for (const [use, alg] of [
    ['sig', 'ES256'],
    ['sig', 'RS256'],
    ['enc', 'ECDH-ES'],
    ['enc', 'RSA-OAEP'],
  ] as const)
    it(`for ${alg} loads on both sides`, async () => {
      const { privateKey, publicKey } = await generateKey(use, alg)
      await importKeySet([privateKey], use === 'sig' ? 'sign' : 'decrypt')
      await importKeySet([publicKey], use === 'sig' ? 'verify' : 'encrypt')
      assert.deepEqual({ ...publicHalf(privateKey), use, alg }, publicKey)
    })

  it('is EC by default, has the kid that it is given, and fits its use', async () => {
    assert.equal((await generateKey('sig')).publicKey.alg, 'ES256')
    assert.equal((await generateKey('enc', undefined, 'k1')).privateKey.kid, 'k1')
    await assert.rejects(generateKey('enc', 'ES256'), TypeError)
  })
})
