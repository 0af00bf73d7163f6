/** A provider that does something wrong, in every way that we know of: what the citizen gets, and that no value gets out (T7). */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { serverUrl } from '../testing/plugin.ts'
import { attempt, ended, type Attempt } from './testing/attempt.ts'
import {
  bomb,
  cut,
  drip,
  elsewhere,
  hang,
  rubbish,
  rubbishJson,
  status,
} from './testing/bad-answers.ts'
import { canary, clientId, clientSecret, startFakeProvider } from './testing/fake-provider.ts'

type Fault = [
  what: string,
  error: string,
  arrange: (attempt: Attempt) => void | Promise<void>,
  asked?: Record<string, unknown>,
]

const now = Math.floor(Date.now() / 1000)
const claims =
  (changes: Record<string, unknown>) =>
  ({ provider }: Attempt): void =>
    void (provider.claims = changes)
const answers =
  (error: string) =>
  ({ callback }: Attempt): void => {
    callback.delete('code')
    callback.set('error', error)
    callback.set('error_description', canary)
  }

const faults: Fault[] = [
  // The ID token
  ['another nonce', 'failed', claims({ nonce: 'other' })],
  ['no nonce', 'failed', claims({ nonce: undefined })],
  ['another issuer in the token', 'failed', claims({ iss: 'https://evil.example' })],
  ['another audience', 'failed', claims({ aud: 'other' })],
  ['two audiences and another azp', 'failed', claims({ aud: [clientId, 'other'], azp: 'other' })],
  ['expired', 'failed', claims({ iat: now - 900, exp: now - 600 })],
  ['from the future', 'failed', claims({ nbf: now + 600 })],
  ['no exp', 'failed', claims({ exp: undefined })],
  ['no sub', 'failed', claims({ sub: undefined })],
  ['a log-in that is too old', 'failed', claims({ auth_time: now - 1000 })],
  ['auth_time is no number', 'failed', claims({ auth_time: 'now' })],
  ['signed by somebody else', 'failed', ({ provider }) => void (provider.wrongKey = true)],
  ['no ID token', 'failed', ({ provider }) => void (provider.tokens = { id_token: undefined })],
  [
    'an ID token that is none',
    'failed',
    ({ provider }) => void (provider.tokens = { id_token: 'x.y.z' }),
  ],
  [
    'alg none',
    'failed',
    ({ provider }) => {
      const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const payload = {
        iss: provider.issuer,
        sub: 'p',
        aud: clientId,
        iat: now,
        exp: now + 99,
        name: canary,
      }
      provider.tokens = { id_token: `${b64({ alg: 'none' })}.${b64(payload)}.` }
    },
  ],
  // What was asked for
  ['an attribute is missing', 'failed', claims({ name: undefined })],
  ['an attribute is an object', 'failed', claims({ name: { first: canary } })],
  ['an attribute is too long', 'failed', claims({ name: 'x'.repeat(4097) })],
  ['a lower level', 'too_low', claims({ acr: 'urn:bottom' }), { acr: 'substantial' }],
  ['no level', 'too_low', claims({ acr: undefined }), { acr: 'low' }],
  ['an unknown level', 'too_low', claims({ acr: 'high' }), { acr: 'low' }],
  ['a level that is inherited', 'too_low', claims({ acr: 'constructor' }), { acr: 'low' }],
  ['a level that is a list', 'too_low', claims({ acr: ['urn:top'] }), { acr: 'high' }],
  // The callback
  [
    'another iss in the callback',
    'failed',
    ({ callback }) => callback.set('iss', 'https://evil.example'),
  ],
  ['no iss, though it was promised', 'failed', ({ callback }) => callback.delete('iss')],
  ['no code', 'failed', ({ callback }) => callback.delete('code')],
  ['another code', 'failed', ({ callback }) => callback.set('code', 'other')],
  ['two codes', 'failed', ({ callback }) => callback.append('code', 'other')],
  ['two states', 'failed', ({ callback }) => callback.append('state', 'other')],
  ['an ID token in the callback', 'failed', ({ callback }) => callback.set('id_token', 'x.y.z')],
  ['access_denied', 'cancelled', answers('access_denied')],
  ['server_error', 'failed', answers('server_error')],
  ['login_required', 'failed', answers('login_required')],
  ['an error of its own', 'failed', answers('__proto__')],
  ['temporarily_unavailable', 'unavailable', answers('temporarily_unavailable')],
  ['unmet_authentication_requirements', 'too_low', answers('unmet_authentication_requirements')],
  [
    'access_denied by somebody else',
    'failed',
    (a) => {
      answers('access_denied')(a)
      a.callback.set('iss', 'https://evil.example')
    },
  ],
  [
    'a code that was used before',
    'failed',
    async ({ provider, callback }) => {
      // Somebody else was faster with it.
      await fetch(`${provider.issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({ code: callback.get('code')! }),
      })
    },
  ],
  // The endpoints
  ...(['token', 'jwks', 'userinfo'] as const).flatMap((endpoint): Fault[] =>
    (
      [
        ['is down', 'unavailable', cut],
        ['is out of order', 'unavailable', status(503)],
        ['never answers', 'unavailable', hang],
        ['never ends', 'unavailable', drip],
        ['sends too much', 'unavailable', bomb],
        ['redirects', 'failed', elsewhere],
        ['refuses', 'failed', status(401)],
        ['sends HTML', 'failed', rubbish],
        ['sends half a JSON text', 'failed', rubbishJson],
      ] as const
    ).map(([what, error, instead]) => [
      `${endpoint} ${what}`,
      error,
      ({ provider }) => void (provider.instead[endpoint] = instead),
    ]),
  ),
  [
    'userinfo of somebody else',
    'failed',
    ({ provider }) => void (provider.info = { sub: 'other' }),
  ],
  ['userinfo of nobody', 'failed', ({ provider }) => void (provider.info = { sub: undefined })],
]

describe('a provider that does something wrong', () => {
  for (const [what, error, arrange, asked] of faults)
    it(`${what}: ${error}`, async () => {
      await using provider = await startFakeProvider()
      const { plugin, browser, location } = await attempt(provider, asked)
      const callback = await provider.authorize(location)
      await arrange({ provider, plugin, browser, callback })
      const response = await browser.visit(`${serverUrl}/callback?${callback}`)
      const ending = await ended(plugin, response)
      assert.equal(ending.error, error)
      assert.equal(ending.claims.status, 'failed')
      assert.equal(ending.claims.attributes, undefined)
      const seen = JSON.stringify([plugin.log, [...response.headers]])
      for (const secret of ['Canary', 'code-', clientSecret, '"at"'])
        assert.ok(!seen.includes(secret))
    })

  for (const [what, changes] of [
    ['behind', () => ({ exp: Math.floor(Date.now() / 1000) - 55 })],
    ['ahead', () => ({ nbf: Math.floor(Date.now() / 1000) + 55 })],
  ] as const)
    it(`a clock that is 55 s ${what}: forgiven`, async () => {
      await using provider = await startFakeProvider()
      const { plugin, browser, location } = await attempt(provider)
      const callback = await provider.authorize(location)
      provider.claims = changes()
      const response = await browser.visit(`${serverUrl}/callback?${callback}`)
      assert.equal((await ended(plugin, response)).claims.status, 'success')
    })

  it('another state: 403, and the attempt is still there', async () => {
    await using provider = await startFakeProvider()
    const { plugin, browser, location } = await attempt(provider)
    const callback = await provider.authorize(location)
    const right = callback.toString()
    callback.set('state', 'other')
    assert.equal((await browser.visit(`${serverUrl}/callback?${callback}`)).status, 403)
    assert.equal(provider.tokenRequests.length, 0)
    const { claims } = await ended(plugin, await browser.visit(`${serverUrl}/callback?${right}`))
    assert.equal(claims.status, 'success')
  })

  it('the response of one tab given to the other', async () => {
    await using provider = await startFakeProvider()
    const { plugin, browser, location } = await attempt(provider)
    const second = await browser.visit(await plugin.clientUrl())
    const one = await provider.authorize(location)
    const two = await provider.authorize(second.headers.get('location')!)
    one.set('code', two.get('code')!)
    const ending = await ended(plugin, await browser.visit(`${serverUrl}/callback?${one}`))
    assert.equal(ending.error, 'failed')
  })
})
