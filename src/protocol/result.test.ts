import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compactDecrypt, decodeJwt, decodeProtectedHeader, importJWK } from 'jose'
import { ConfigError, MessageError, TokenError } from './errors.ts'
import { generateKey, importKeySet, type KeySet } from './keys.ts'
import { openResult, sealResult, type OpenOptions, type SealOptions } from './result.ts'
import type { Statement } from './result-claims.ts'

const start = 1_700_000_000
const at = (time: number) => () => new Date(time * 1000)

const full: Statement = {
  status: 'success',
  attributes: { name: 'A. de Vries', city: 'Ĳmuiden', empty: '' },
  sessionUrl: 'https://auth.example/session/1',
  iss: 'https://auth.example',
  aud: 'https://comm.example',
  jti: 'rqW3cyKbLgZUs0fGnW0pPw',
  binding: 'kPq3cyKbLgZUs0fGnW0pPw',
  purpose: 'report_move',
  authMethod: 'digid',
  acr: 'urn:etoegang:core:assurance-class:loa3',
  receiptHash: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  crossDevice: false,
  authenticatedAt: start - 5,
}

interface Parties {
  seal: Pick<SealOptions, 'signingKeys' | 'encryptionKeys'>
  open: Pick<OpenOptions, 'verificationKeys' | 'decryptionKeys'>
}

async function parties(
  kind: 'EC' | 'RSA',
  kids: { sig?: string; enc?: string } = {},
): Promise<Parties> {
  const sig = await generateKey('sig', kind === 'EC' ? 'ES256' : 'RS256', kids.sig)
  const enc = await generateKey('enc', kind === 'EC' ? 'ECDH-ES' : 'RSA-OAEP', kids.enc)
  return {
    seal: {
      signingKeys: await importKeySet([sig.privateKey], 'sign'),
      encryptionKeys: await importKeySet([enc.publicKey], 'encrypt'),
    },
    open: {
      verificationKeys: await importKeySet([sig.publicKey], 'verify'),
      decryptionKeys: await importKeySet([enc.privateKey], 'decrypt'),
    },
  }
}

const ec = await parties('EC')
const rsa = await parties('RSA')
const refused = (promise: Promise<unknown>) =>
  assert.rejects(promise, (error: TokenError) => {
    assert.ok(error instanceof TokenError)
    assert.equal(error.code, 'ERR_ID_CONTACT_TOKEN')
    assert.equal(error.message, 'The token is not valid')
    assert.equal(error.expired, false)
    assert.equal(error.cause, undefined)
    return true
  })

describe('a result', () => {
  for (const dialect of ['id-contact', 'verder-helpen'] as const)
    for (const [kind, { seal, open }] of Object.entries({ EC: ec, RSA: rsa }))
      it(`survives ${dialect} with ${kind} keys, whole`, async () => {
        const token = await sealResult(full, { dialect, ...seal, now: at(start) })
        const opened = await openResult(token, {
          ...open,
          issuer: full.iss,
          audience: full.aud,
          now: at(start + 10),
        })
        assert.deepEqual(opened, { ...full, iat: start, exp: start + 300 })
      })

  it('of failure carries no attributes', async () => {
    const token = await sealResult({ status: 'failed' }, { dialect: 'id-contact', ...ec.seal })
    const { status, attributes } = await openResult(token, ec.open)
    assert.deepEqual({ status, attributes }, { status: 'failed', attributes: undefined })
    const both: Statement = { status: 'failed', attributes: { name: 'x' } }
    await assert.rejects(sealResult(both, { dialect: 'id-contact', ...ec.seal }), MessageError)
  })

  it('needs no claim of ours: who demands one says so', async () => {
    const token = await sealResult(
      { status: 'success', attributes: {} },
      { dialect: 'id-contact', ...ec.seal },
    )
    const opened = await openResult(token, ec.open)
    assert.deepEqual(Object.keys(opened).sort(), ['attributes', 'exp', 'iat', 'status'])
    await refused(openResult(token, { ...ec.open, issuer: 'https://auth.example' }))
    await refused(openResult(token, { ...ec.open, audience: 'https://comm.example' }))
  })

  it('from or for another party is refused', async () => {
    const token = await sealResult(full, { dialect: 'id-contact', ...ec.seal })
    for (const wrong of [
      'https://auth.example/',
      'https://AUTH.example',
      '',
      'https://comm.example',
    ])
      await refused(openResult(token, { ...ec.open, issuer: wrong }))
    for (const wrong of ['https://comm.example/', 'https://auth.example', ''])
      await refused(openResult(token, { ...ec.open, audience: wrong }))
  })

  it('is refused with other keys', async () => {
    const token = await sealResult(full, { dialect: 'id-contact', ...ec.seal })
    const stranger = await parties('EC')
    await refused(
      openResult(token, { ...ec.open, verificationKeys: stranger.open.verificationKeys }),
    )
    await refused(openResult(token, { ...ec.open, decryptionKeys: stranger.open.decryptionKeys }))
    await refused(openResult(token, rsa.open))
  })

  it('is refused from another key of the same name', async () => {
    const mine = await parties('EC', { sig: 'one', enc: 'one' })
    const other = await parties('EC', { sig: 'one', enc: 'one' })
    await refused(
      openResult(await sealResult(full, { dialect: 'id-contact', ...other.seal }), mine.open),
    )
  })
})

describe('on the wire', () => {
  async function look(dialect: SealOptions['dialect'], named: boolean) {
    const sig = await generateKey('sig', 'RS256', 'sig-1')
    const enc = await generateKey('enc', 'RSA-OAEP', 'enc-1')
    const name = named ? {} : { kid: undefined }
    const token = await sealResult(full, {
      dialect,
      signingKeys: await importKeySet([{ ...sig.privateKey, ...name }], 'sign'),
      encryptionKeys: await importKeySet([{ ...enc.publicKey, ...name }], 'encrypt'),
      now: at(start),
    })
    const { plaintext } = await compactDecrypt(token, await importJWK(enc.privateKey, 'RSA-OAEP'))
    const envelope = JSON.parse(new TextDecoder().decode(plaintext)) as { njwt: string }
    return {
      envelope,
      outer: decodeProtectedHeader(token),
      inner: decodeProtectedHeader(envelope.njwt),
      claims: decodeJwt(envelope.njwt),
    }
  }

  it('has the headers, the envelope and the words of the first generation', async () => {
    const { envelope, outer, inner, claims } = await look('id-contact', false)
    assert.deepEqual(Object.keys(envelope), ['njwt'])
    assert.deepEqual(outer, { typ: 'JWT', cty: 'JWT', enc: 'A128CBC-HS256', alg: 'RSA-OAEP' })
    assert.deepEqual(inner, { typ: 'JWT', alg: 'RS256' })
    assert.deepEqual(claims, {
      sub: 'id-contact-attributes',
      status: 'succes',
      attributes: full.attributes,
      session_url: full.sessionUrl,
      iss: full.iss,
      aud: full.aud,
      jti: full.jti,
      binding: full.binding,
      purpose: full.purpose,
      auth_method: full.authMethod,
      acr: full.acr,
      receipt_hash: full.receiptHash,
      cross_device: false,
      auth_time: start - 5,
      iat: start,
      nbf: start,
      exp: start + 300,
    })
  })

  it('has the words of the second generation, and names keys that have a name', async () => {
    const { outer, inner, claims } = await look('verder-helpen', true)
    assert.equal(claims.sub, 'verder-helpen-attributes')
    assert.equal(claims.status, 'success')
    assert.equal(inner.kid, 'sig-1')
    assert.equal(outer.kid, 'enc-1')
  })
})

describe('key sets', () => {
  it('open what old and new keys made, named or not', async () => {
    for (const named of [true, false]) {
      const pairs = await Promise.all(
        ['a', 'b'].map((kid) =>
          Promise.all([generateKey('sig', 'ES256', kid), generateKey('enc', 'ECDH-ES', kid)]),
        ),
      )
      const strip = <T extends object>(key: T): T => (named ? key : { ...key, kid: undefined })
      const open = {
        verificationKeys: await importKeySet(
          pairs.map(([sig]) => strip(sig.publicKey)),
          'verify',
        ),
        decryptionKeys: await importKeySet(
          pairs.map(([, enc]) => strip(enc.privateKey)),
          'decrypt',
        ),
      }
      for (const [sig, enc] of pairs) {
        const token = await sealResult(full, {
          dialect: 'id-contact',
          signingKeys: await importKeySet([strip(sig.privateKey)], 'sign'),
          encryptionKeys: await importKeySet([strip(enc.publicKey)], 'encrypt'),
        })
        assert.equal((await openResult(token, open)).jti, full.jti)
      }
    }
  })

  it('of the wrong use are a mistake of the configuration, not of the token', async () => {
    const wrong = { ...ec.seal, signingKeys: ec.open.verificationKeys }
    await assert.rejects(sealResult(full, { dialect: 'id-contact', ...wrong }), ConfigError)
    const token = await sealResult(full, { dialect: 'id-contact', ...ec.seal })
    const swapped: [KeySet, KeySet] = [ec.open.verificationKeys, ec.open.decryptionKeys]
    await assert.rejects(
      openResult(token, { decryptionKeys: swapped[0], verificationKeys: swapped[1] }),
      ConfigError,
    )
  })
})

describe('the clock', () => {
  // Seconds beyond the moment at which the token begins or ends to count.
  const table = [
    ['issued', -61, false],
    ['issued', -60, true],
    ['issued', 0, true],
    ['issued', 60, true],
    ['issued', 61, true],
    ['expires', -61, true],
    ['expires', -60, true],
    ['expires', 0, true],
    ['expires', 59, true],
    ['expires', 60, false],
    ['expires', 61, false],
  ] as const
  for (const [edge, offset, good] of table)
    it(`${good ? 'accepts' : 'refuses'} ${offset} s from when it was ${edge}`, async () => {
      const token = await sealResult(full, { dialect: 'id-contact', ...ec.seal, now: at(start) })
      const moment = (edge === 'issued' ? start : start + 300) + offset
      const opening = openResult(token, { ...ec.open, now: at(moment) })
      if (good) assert.equal((await opening).iat, start)
      else await refused(opening)
    })

  it('has no tolerance when told so', async () => {
    const token = await sealResult(full, {
      dialect: 'id-contact',
      ...ec.seal,
      now: at(start),
      lifetime: 60,
    })
    const open = { ...ec.open, clockTolerance: 0 }
    await refused(openResult(token, { ...open, now: at(start - 1) }))
    await openResult(token, { ...open, now: at(start) })
    await openResult(token, { ...open, now: at(start + 59) })
    await refused(openResult(token, { ...open, now: at(start + 60) }))
  })

  it('does not seal for longer than anybody would accept', async () => {
    for (const lifetime of [0, -1, 601, 1.5, NaN, Infinity])
      await assert.rejects(
        sealResult(full, { dialect: 'id-contact', ...ec.seal, lifetime }),
        MessageError,
      )
    await sealResult(full, { dialect: 'id-contact', ...ec.seal, lifetime: 600 })
  })
})

describe('bounds', () => {
  const seal = (statement: unknown) =>
    sealResult(statement as Statement, { dialect: 'id-contact', ...ec.seal })
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, 'v']))

  it('are kept when sealing, and what is sealed opens', async () => {
    for (const attributes of [
      many(64),
      { v: 'x'.repeat(4096) },
      { v: 'é'.repeat(2048) },
      { v: '😀"\\\u0000' },
    ])
      assert.deepEqual(
        (await openResult(await seal({ status: 'success', attributes }), ec.open)).attributes,
        attributes,
      )
  })

  const wrong: Record<string, unknown> = {
    'too many attributes': { attributes: many(65) },
    'a value too long': { attributes: { v: 'x'.repeat(4097) } },
    'a value too long in UTF-8': { attributes: { v: 'é'.repeat(2049) } },
    'half a character': { attributes: { v: '\ud800' } },
    'a number as value': { attributes: { v: 1 } },
    'null as value': { attributes: { v: null } },
    'an object as value': { attributes: { v: {} } },
    'a list of attributes': { attributes: ['a'] },
    'null as attributes': { attributes: null },
    'a tag with a space': { attributes: { 'a b': 'v' } },
    'an empty tag': { attributes: { '': 'v' } },
    'a number as issuer': { iss: 1 },
    'an empty audience': { aud: '' },
    'a list as audience': { aud: ['https://comm.example'] },
    'a long jti': { jti: 'x'.repeat(129) },
    'a text as flag': { crossDevice: 'true' },
    'a text as time': { authenticatedAt: '1' },
    'half a second': { authenticatedAt: 1.5 },
    'another status': { status: 'maybe' },
    'the wire spelling': { status: 'succes ' },
  }
  for (const [name, change] of Object.entries(wrong))
    it(`refuse ${name}`, async () => {
      const sealing = seal({ status: 'success', ...(change as object) })
      await assert.rejects(sealing, MessageError)
    })
})
