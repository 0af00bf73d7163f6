import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { TokenError } from './errors.ts'
import { signClaims, verifyClaims } from './jws.ts'
import { generateKey, importKeySet } from './keys.ts'
import { signWidgetParameters, verifyWidgetParameters } from './widget-parameters.ts'

const start = 1_700_000_000
const at = (time: number) => () => new Date(time * 1000)
const parameters = {
  purpose: 'report_move',
  start_url: 'https://rooms.example/guest/start/a.b.c',
  cancel_url: 'https://video.example/room/16',
  display_name: 'Videobellen',
}

for (const alg of ['ES256', 'RS256'] as const)
  describe(`the parameters of a choosing page, ${alg}`, async () => {
    const { privateKey, publicKey } = await generateKey('sig', alg)
    const signingKeys = await importKeySet([privateKey], 'sign')
    const verificationKeys = await importKeySet([publicKey], 'verify')
    const verify = (token: string, now = start) =>
      verifyWidgetParameters(token, { verificationKeys, now: at(now) })
    const refused = (token: string, now = start, expired = false) =>
      assert.rejects(verify(token, now), (error: TokenError) => {
        assert.ok(error instanceof TokenError)
        assert.equal(error.expired, expired)
        return true
      })

    for (const [dialect, sub] of [
      ['id-contact', 'id-contact-widget-params'],
      ['verder-helpen', 'verder-helpen-widget-params'],
    ] as const)
      it(`are, for ${dialect}, exactly what is published`, async () => {
        const token = await signWidgetParameters(parameters, {
          dialect,
          signingKeys,
          now: at(start),
        })
        assert.deepEqual(await verifyClaims(token, 'JWT', verificationKeys), {
          sub,
          ...parameters,
          iat: start,
          exp: start + 300,
        })
        assert.deepEqual(await verify(token), { sub, ...parameters })
      })

    it('count for five minutes', async () => {
      const options = { dialect: 'id-contact', signingKeys, now: at(start) } as const
      const token = await signWidgetParameters(parameters, options)
      assert.equal((await verify(token, start + 359)).purpose, 'report_move')
      await refused(token, start + 360, true)
      await refused(token, start - 61, true)
    })

    const sign = (change: object, typ = 'JWT') =>
      signClaims(
        {
          sub: 'id-contact-widget-params',
          ...parameters,
          iat: start,
          exp: start + 300,
          ...change,
        },
        typ,
        signingKeys,
      )
    for (const [name, make] of Object.entries({
      'of another kind': () => sign({ sub: 'id-contact-attributes' }),
      'without a kind': () => sign({ sub: undefined }),
      'with another typ': () => sign({}, 'handover+jwt'),
      'good for longer': () => sign({ exp: start + 301 }),
      'without an end': () => sign({ exp: undefined }),
      'with an address that runs': () => sign({ cancel_url: 'javascript:alert(1)' }),
      'of somebody else': async () =>
        signWidgetParameters(parameters, {
          dialect: 'id-contact',
          signingKeys: await importKeySet([(await generateKey('sig', alg)).privateKey], 'sign'),
          now: at(start),
        }),
    }))
      it(`are refused ${name}`, async () => refused(await make()))
  })
