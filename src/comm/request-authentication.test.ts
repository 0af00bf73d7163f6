import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createEgress } from '../protocol/egress.ts'
import { ConfigError } from '../protocol/errors.ts'
import { verifyClaims } from '../protocol/jws.ts'
import { generateKey, importKeySet } from '../protocol/keys.ts'
import type { Refusal } from '../web/index.ts'
import { requestAuthentication, requestKeys } from './request-authentication.ts'

const core = 'https://core.example/base/'
const request = {
  purpose: 'report_move',
  auth_method: 'digid',
  comm_url: 'https://comm.example/conversation/ref',
}

describe('the request for authentication during a conversation', () => {
  for (const alg of ['ES256', 'RS256'] as const)
    it(`is signed with ${alg} under the name that the core knows, and good for five minutes`, async () => {
      const asked: Request[] = []
      const send: typeof fetch = (input, init) => {
        asked.push(new Request(input, init))
        return Promise.resolve(Response.json({ client_url: 'https://core.example/base/go/x' }))
      }
      const egress = createEgress({ origins: ['https://core.example'], fetch: send })
      const own = await generateKey('sig', alg)
      const signingKeys = await requestKeys('rooms', [own.privateKey])
      const now = (): Date => new Date(1_700_000_000_000)
      const url = await requestAuthentication({ core, signingKeys, egress, now }, request)
      assert.equal(url, 'https://core.example/base/go/x')
      assert.equal(asked[0]!.url, 'https://core.example/base/start')
      assert.equal(asked[0]!.headers.get('content-type'), 'application/jwt')
      assert.equal(asked[0]!.headers.get('accept'), 'application/json')
      const known = await importKeySet([{ ...own.publicKey, kid: 'rooms' }], 'verify')
      assert.deepEqual(await verifyClaims(await asked[0]!.text(), 'JWT', known), {
        request,
        iat: 1_700_000_000,
        exp: 1_700_000_300,
      })
    })

  const answers: [string, () => Promise<Response>, string][] = [
    ['is down', () => Promise.reject(new TypeError('fetch failed')), 'plugin-unreachable'],
    ['refuses', () => Promise.resolve(Response.json({}, { status: 403 })), 'plugin-bad-answer'],
    [
      'answers rubbish',
      () => Promise.resolve(Response.json({ client_url: 'javascript:alert(1)' })),
      'plugin-bad-answer',
    ],
  ]
  for (const [what, answer, slug] of answers)
    it(`is refused when the core ${what}`, async () => {
      const egress = createEgress({ origins: ['https://core.example'], fetch: answer })
      const signingKeys = await requestKeys('rooms', [(await generateKey('sig')).privateKey])
      await assert.rejects(
        requestAuthentication({ core, signingKeys, egress }, request),
        (error: Refusal) => error.slug === slug,
      )
    })

  it('needs a key', () => assert.rejects(requestKeys('rooms', []), ConfigError))
})
