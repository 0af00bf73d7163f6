import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError, TokenError } from './errors.ts'
import { signHandover, verifyHandover, type Handover } from './handover.ts'
import { generateKey, importKeySet } from './keys.ts'
import { forgeJws } from './testing/forge.ts'

const start = 1_700_000_000
const at = (time: number) => () => new Date(time * 1000)
const sig = await generateKey('sig')
const signingKeys = await importKeySet([sig.privateKey], 'sign')
const verificationKeys = await importKeySet([sig.publicKey], 'verify')
const handover: Handover = {
  iss: 'https://core.example',
  aud: 'https://comm.example',
  sub: 'https://comm.example/conversation/kPq3cyKbLgZUs0fGnW0pPw',
  jti: 'rqW3cyKbLgZUs0fGnW0pPw',
  purpose: 'report_move',
  auth_method: 'digid',
  comm_method: 'phone',
  receipt: 'aaaacyKbLgZUs0fGnW0pPw',
}
const expected = { verificationKeys, issuer: handover.iss, audience: handover.aud, now: at(start) }
const refused = (promise: Promise<unknown>) => assert.rejects(promise, TokenError)

describe('a handover', () => {
  it('says what the core said, and nothing that it did not', async () => {
    const token = await signHandover(handover, { signingKeys, now: at(start) })
    assert.deepEqual(await verifyHandover(token, expected), handover)
    const { auth_method: _a, receipt: _r, ...least } = handover
    assert.deepEqual(
      await verifyHandover(await signHandover(least, { signingKeys, now: at(start) }), expected),
      least,
    )
  })

  it('works for a core with an RSA key too', async () => {
    const rsa = await generateKey('sig', 'RS256')
    const token = await signHandover(handover, {
      signingKeys: await importKeySet([rsa.privateKey], 'sign'),
      now: at(start),
    })
    const keys = await importKeySet([sig.publicKey, rsa.publicKey], 'verify')
    assert.deepEqual(await verifyHandover(token, { ...expected, verificationKeys: keys }), handover)
  })

  it('counts for a minute, give or take the clocks', async () => {
    const token = await signHandover(handover, { signingKeys, now: at(start) })
    for (const [time, good] of [
      [-61, false],
      [-60, true],
      [0, true],
      [119, true],
      [120, false],
      [121, false],
    ] as const) {
      const verifying = verifyHandover(token, { ...expected, now: at(start + time) })
      if (good) assert.equal((await verifying).jti, handover.jti)
      else await refused(verifying)
    }
  })

  it('between other parties is refused', async () => {
    const token = await signHandover(handover, { signingKeys, now: at(start) })
    await refused(verifyHandover(token, { ...expected, issuer: 'https://core.example/' }))
    await refused(verifyHandover(token, { ...expected, audience: 'https://other.example' }))
    const other = await generateKey('sig', 'ES256', sig.publicKey.kid)
    await refused(
      verifyHandover(token, {
        ...expected,
        verificationKeys: await importKeySet([other.publicKey], 'verify'),
      }),
    )
  })

  const header = { typ: 'handover+jwt', alg: 'ES256', kid: sig.publicKey.kid }
  const claims = { ...handover, iat: start, exp: start + 60 }
  it('made by hand is accepted when it is right', async () => {
    assert.deepEqual(
      await verifyHandover(forgeJws(header, claims, sig.privateKey), expected),
      handover,
    )
  })

  const wrong: Record<string, [object, object]> = {
    'another typ': [{ typ: 'JWT' }, {}],
    'no typ': [{ typ: undefined }, {}],
    crit: [{ crit: ['exp'] }, {}],
    jwk: [{ jwk: sig.publicKey }, {}],
    none: [{ alg: 'none' }, {}],
    'more than a minute': [{}, { exp: start + 61 }],
    'no exp': [{}, { exp: undefined }],
    'no iat': [{}, { iat: undefined }],
    'no jti': [{}, { jti: undefined }],
    'no sub': [{}, { sub: undefined }],
    'an empty purpose': [{}, { purpose: '' }],
    'a number as method': [{}, { comm_method: 1 }],
    'a list as audience': [{}, { aud: [handover.aud] }],
    'null as receipt': [{}, { receipt: null }],
    'a sub beyond all bounds': [{}, { sub: 'x'.repeat(2049) }],
  }
  for (const [name, [inHeader, inClaims]] of Object.entries(wrong))
    it(`with ${name} is refused`, () =>
      refused(
        verifyHandover(
          forgeJws({ ...header, ...inHeader }, { ...claims, ...inClaims }, sig.privateKey),
          expected,
        ),
      ))

  it('with keys of the wrong use is a mistake of the configuration', async () => {
    await assert.rejects(signHandover(handover, { signingKeys: verificationKeys }), ConfigError)
    await assert.rejects(
      verifyHandover('', { ...expected, verificationKeys: signingKeys }),
      ConfigError,
    )
  })
})
