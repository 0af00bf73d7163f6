/** A provider that does something wrong, in every way that we know of: what the citizen gets, and that no value gets out (T7). */
import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { describe, it } from 'node:test'
import type { ResultClaims } from '../../protocol/result.ts'
import { Browser } from '../testing/browser.ts'
import { audience, core, serverUrl, testPlugin, type TestPlugin } from '../testing/plugin.ts'
import { oidc } from './index.ts'
import {
  canary,
  clientId,
  clientSecret,
  startFakeProvider,
  type FakeProvider,
} from './testing/fake-provider.ts'

const timeout = 400

interface Attempt {
  provider: FakeProvider
  plugin: TestPlugin
  browser: Browser
  callback: URLSearchParams
}
interface Ending {
  error: string | null
  claims: ResultClaims
}

async function attempt(
  provider: FakeProvider,
  asked: Record<string, unknown> = {},
  pushed?: boolean,
) {
  const plugin = await testPlugin(methodFor(provider, pushed))
  const browser = new Browser({ [serverUrl]: plugin.handle })
  const begun = await browser.visit(
    await plugin.clientUrl({ attributes: ['name', 'email'], ...asked }),
  )
  const location = begun.headers.get('location')!
  return { plugin, browser, location }
}

const methodFor = ({ issuer }: FakeProvider, pushed?: boolean) =>
  oidc({
    pushed,
    issuer,
    clientId,
    clientSecret,
    claims: { name: 'name', email: 'email' },
    acr: { 'urn:bottom': 'low', 'urn:middle': 'substantial', 'urn:top': 'high' },
    timeout,
  })

async function ended(plugin: TestPlugin, response: Response): Promise<Ending> {
  const end = new URL(response.headers.get('location')!)
  assert.equal(end.origin, core)
  const claims = await plugin.open(end.searchParams.get('result')!, audience)
  return { error: end.searchParams.get('error'), claims }
}

const hang = (res: ServerResponse): void => void setTimeout(() => res.end(), 5000).unref()
const status =
  (code: number) =>
  (res: ServerResponse): void =>
    void res.writeHead(code, { 'content-type': 'application/json' }).end('{}')
const rubbish = (res: ServerResponse): void => void res.end(`<p>${canary}</p>`)
const rubbishJson = (res: ServerResponse): void =>
  void res.writeHead(200, { 'content-type': 'application/json' }).end(`{"${canary}`)
const cut = (res: ServerResponse): void => void res.destroy()
const drip = (res: ServerResponse): void => {
  const timer = setInterval(() => res.write(' '), 50)
  res.writeHead(200, { 'content-type': 'application/json' }).on('close', () => clearInterval(timer))
}
const bomb = (res: ServerResponse): void =>
  void res.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(400_000)}"`)
const elsewhere = (res: ServerResponse): void =>
  void res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()

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

describe('a provider that cannot be discovered', () => {
  for (const [what, arrange] of [
    ['is down', (p) => void (p.instead.discovery = cut)],
    ['is out of order', (p) => void (p.instead.discovery = status(503))],
    ['never answers', (p) => void (p.instead.discovery = hang)],
    ['sends HTML', (p) => void (p.instead.discovery = rubbish)],
    ['redirects', (p) => void (p.instead.discovery = elsewhere)],
    ['is another one', (p) => void (p.metadata = { issuer: 'https://evil.example' })],
    [
      'has no authorization endpoint',
      (p) => void (p.metadata = { authorization_endpoint: undefined }),
    ],
    [
      'has a script as authorization endpoint',
      (p) => void (p.metadata = { authorization_endpoint: 'javascript:alert(1)' }),
    ],
  ] as [string, (provider: FakeProvider) => void][])
    it(`${what}: unavailable`, async () => {
      await using provider = await startFakeProvider()
      arrange(provider)
      const { plugin, browser, location } = await attempt(provider)
      const end = new URL(location)
      assert.equal(end.origin, core)
      assert.equal(end.searchParams.get('error'), 'unavailable')
      assert.deepEqual(browser.names('auth.example'), [])
      const { status } = await plugin.open(end.searchParams.get('result')!, audience)
      assert.equal(status, 'failed')
    })
})

describe('a provider that does not take the request from server to server', () => {
  const refuses = (res: ServerResponse): void =>
    void res
      .writeHead(400, { 'content-type': 'application/json' })
      .end(JSON.stringify({ error: 'invalid_request', error_description: canary }))
  for (const [what, instead] of [
    ['is down', cut],
    ['is out of order', status(503)],
    ['never answers', hang],
    ['never ends', drip],
    ['redirects', elsewhere],
    ['refuses', refuses],
    ['gives no reference', status(201)],
    ['sends HTML', rubbish],
  ] as const)
    it(`${what}: unavailable, and nothing goes through the browser instead`, async () => {
      await using provider = await startFakeProvider()
      provider.instead.par = instead
      const { plugin, location } = await attempt(provider, {}, true)
      const end = new URL(location)
      assert.equal(end.origin, core)
      assert.equal(end.searchParams.get('error'), 'unavailable')
      const said = JSON.stringify([plugin.log, location])
      for (const secret of ['Canary', clientSecret]) assert.ok(!said.includes(secret))
    })
})
