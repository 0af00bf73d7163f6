import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from '../../protocol/errors.ts'
import type { Begun } from '../index.ts'
import { oidc, type OidcOptions } from './index.ts'
import {
  canary,
  clientId,
  clientSecret,
  startFakeProvider,
  type FakeProvider,
} from './testing/fake-provider.ts'

const callbackUrl = 'https://auth.example/callback'
const routesUrl = 'https://auth.example/m'
const levels = { 'urn:bottom': 'low', 'urn:middle': 'substantial', 'urn:top': 'high' } as const

const methodFor = ({ issuer }: FakeProvider, changes: Partial<OidcOptions> = {}) =>
  oidc({ issuer, clientId, clientSecret, claims: { name: 'name' }, acr: levels, ...changes })

async function logIn(
  provider: FakeProvider,
  method: ReturnType<typeof oidc>,
  attributes = ['name'],
  acr?: string,
) {
  const begun = await method.begin({ callbackUrl, routesUrl, attributes, acr, lang: 'nl' })
  return redeem(provider, method, begun, attributes, acr)
}

async function redeem(
  provider: FakeProvider,
  method: ReturnType<typeof oidc>,
  begun: Begun,
  attributes: string[],
  acr?: string,
) {
  const callback = new URL(callbackUrl)
  callback.search = (await provider.authorize(begun.url)).toString()
  // As it comes back from the cookie.
  const memory: unknown = JSON.parse(JSON.stringify(begun.memory))
  return method.complete({ callback, callbackUrl, memory, attributes, acr })
}

describe('begin', () => {
  it('asks for a code with PKCE, state and nonce', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider, { scope: 'profile  email' })
    const request = { callbackUrl, routesUrl, attributes: ['name'], acr: 'substantial', lang: 'en' }
    const { url, state, memory } = await method.begin(request)
    const asked = Object.fromEntries(new URL(url).searchParams)
    assert.ok(url.startsWith(`${provider.issuer}/authorize?`))
    const { nonce, code_challenge, state: sent, ...others } = asked
    assert.equal(sent, state)
    for (const random of [nonce, code_challenge, state]) assert.match(random!, /^[\w-]{43}$/)
    assert.ok(!url.includes((memory as { verifier: string }).verifier))
    assert.deepEqual(others, {
      client_id: clientId,
      redirect_uri: callbackUrl,
      response_type: 'code',
      scope: 'openid profile email',
      code_challenge_method: 'S256',
      max_age: '900',
      ui_locales: 'en',
      acr_values: 'urn:middle urn:top',
    })
  })

  it('uses nothing twice', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider)
    const request = { callbackUrl, routesUrl, attributes: ['name'], lang: 'nl' }
    const [a, b] = [await method.begin(request), await method.begin(request)]
    for (const name of ['state', 'nonce', 'code_challenge'])
      assert.notEqual(new URL(a.url).searchParams.get(name), new URL(b.url).searchParams.get(name))
    assert.equal(new URL(a.url).searchParams.has('acr_values'), false)
  })

  it('asks for a word of the provider when it is no level', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider)
    const request = { callbackUrl, routesUrl, attributes: ['name'], acr: 'urn:other', lang: 'nl' }
    const { url } = await method.begin(request)
    assert.equal(new URL(url).searchParams.get('acr_values'), 'urn:other')
  })
})

describe('complete', () => {
  it('gives attributes, level and time', async () => {
    await using provider = await startFakeProvider()
    const auth_time = Math.floor(Date.now() / 1000) - 60
    provider.claims = { auth_time }
    const outcome = await logIn(provider, methodFor(provider), ['name'], 'low')
    assert.deepEqual(outcome, {
      status: 'success',
      attributes: { name: canary },
      acr: 'substantial',
      authenticatedAt: new Date(auth_time * 1000),
    })
    // Everything was in the ID token, so nobody else had to be asked.
    assert.deepEqual(provider.calls, ['discovery', 'token', 'jwks'])
  })

  it('asks userinfo for what is not in the ID token', async () => {
    await using provider = await startFakeProvider()
    provider.info = {
      name: 'not this one',
      address: { formatted: 'Plein 1' },
      age: 36,
      adult: true,
    }
    const claims = { name: 'name', address: 'address.formatted', age: 'age', adult: 'adult' }
    const method = methodFor(provider, { claims })
    const outcome = await logIn(provider, method, Object.keys(claims))
    assert.equal(outcome.status, 'success')
    assert.deepEqual(outcome.status === 'success' && outcome.attributes, {
      name: canary,
      address: 'Plein 1',
      age: '36',
      adult: 'true',
    })
  })

  it('gives no level that the map does not know', async () => {
    await using provider = await startFakeProvider()
    for (const acr of ['high', 'toString', undefined, 3]) {
      provider.claims = { acr }
      const outcome = await logIn(provider, methodFor(provider))
      assert.equal(outcome.status === 'success' && outcome.acr, undefined, String(acr))
    }
  })

  it('takes a log-in of a provider that says no time', async () => {
    await using provider = await startFakeProvider()
    provider.claims = { auth_time: undefined }
    const outcome = await logIn(provider, methodFor(provider))
    assert.equal(outcome.status === 'success' && outcome.authenticatedAt, undefined)
  })

  it('takes only the state of this attempt, whoever looked at it before', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider)
    const begun = await method.begin({ callbackUrl, routesUrl, attributes: ['name'], lang: 'nl' })
    const callback = new URL(callbackUrl)
    callback.search = (await provider.authorize(begun.url)).toString()
    callback.searchParams.set('state', 'other')
    const { memory } = begun
    const outcome = await method.complete({ callback, callbackUrl, memory, attributes: ['name'] })
    assert.equal(outcome.status, 'failed')
    assert.equal(provider.tokenRequests.length, 0)
  })

  for (const endpoint of ['token_endpoint', 'jwks_uri', 'userinfo_endpoint'])
    it(`calls no ${endpoint} on plain http elsewhere`, async () => {
      await using provider = await startFakeProvider()
      provider.metadata = { [endpoint]: 'http://evil.example/x' }
      const called: string[] = []
      const spy: typeof fetch = (input, init) => {
        called.push(new URL(String(input)).hostname)
        return fetch(input, init)
      }
      const method = methodFor(provider, { fetch: spy, claims: { name: 'name', email: 'email' } })
      const outcome = await logIn(provider, method, ['name', 'email'])
      assert.equal(outcome.status, 'unavailable')
      assert.ok(called.length > 0)
      assert.ok(called.every((hostname) => hostname === 'localhost'))
    })

  it('goes by the clock that it is given', async () => {
    await using provider = await startFakeProvider()
    const ahead = (minutes: number) => () => new Date(Date.now() + minutes * 60_000)
    assert.equal((await logIn(provider, methodFor(provider, { now: ahead(3) }))).status, 'success')
    assert.equal((await logIn(provider, methodFor(provider, { now: ahead(20) }))).status, 'failed')
  })
})

describe('who we say that we are', () => {
  const basic = `Basic ${Buffer.from(`${clientId}:a+secret%3A+with%2Fspecial%2Bcharacters`).toString('base64')}`
  for (const [supported, secret, authorization, inBody] of [
    [undefined, clientSecret, basic, null],
    [['client_secret_basic', 'client_secret_post'], clientSecret, basic, null],
    [['client_secret_post'], clientSecret, undefined, clientSecret],
    [['none'], undefined, undefined, null],
  ] as const)
    it(`${String(supported)}, ${secret ? 'with' : 'without'} a secret`, async () => {
      await using provider = await startFakeProvider()
      provider.metadata = { token_endpoint_auth_methods_supported: supported }
      const method = methodFor(provider, { clientSecret: secret })
      assert.equal((await logIn(provider, method)).status, 'success')
      const [request] = provider.tokenRequests
      assert.equal(decodedSecret(request!.authorization), decodedSecret(authorization))
      assert.equal(request!.body.get('client_secret'), inBody)
      assert.match(request!.body.get('code_verifier')!, /^[\w-]{43}$/)
    })
})

/** Which of the unreserved characters a library escapes is its own affair (RFC 6749 appendix B). */
const decodedSecret = (authorization: string | undefined): string | undefined =>
  authorization &&
  decodeURIComponent(
    Buffer.from(authorization.slice('Basic '.length), 'base64').toString().replaceAll('+', ' '),
  )

describe('discovery', () => {
  it('happens at the first log-in, once for all who come together', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider)
    assert.deepEqual(provider.calls, [])
    const request = { callbackUrl, routesUrl, attributes: ['name'], lang: 'nl' }
    await Promise.all(Array.from({ length: 20 }, () => method.begin(request)))
    assert.deepEqual(provider.calls, ['discovery'])
  })

  it('is tried again after a failure', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider)
    const request = { callbackUrl, routesUrl, attributes: ['name'], lang: 'nl' }
    provider.instead.discovery = (res) => void res.writeHead(500).end()
    await assert.rejects(method.begin(request))
    await assert.rejects(method.begin(request))
    provider.instead = {}
    assert.ok((await method.begin(request)).url)
    assert.equal(provider.calls.length, 3)
  })

  it('is done again after an hour', async () => {
    await using provider = await startFakeProvider()
    let time = Date.now()
    const method = methodFor(provider, { now: () => new Date(time) })
    const request = { callbackUrl, routesUrl, attributes: ['name'], lang: 'nl' }
    await method.begin(request)
    time += 59 * 60_000
    await method.begin(request)
    assert.equal(provider.calls.length, 1)
    time += 2 * 60_000
    await method.begin(request)
    assert.equal(provider.calls.length, 2)
  })

  it('goes on for the others when one goes away', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider)
    const request = { callbackUrl, routesUrl, attributes: ['name'], lang: 'nl' }
    const signal = AbortSignal.abort()
    const results = await Promise.allSettled([
      method.begin({ ...request, signal }),
      method.begin(request),
    ])
    assert.equal(results[1].status, 'fulfilled')
  })

  it('keeps the keys for the next log-in', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider)
    for (let i = 0; i < 3; i++) assert.equal((await logIn(provider, method)).status, 'success')
    assert.equal(provider.calls.filter((call) => call === 'jwks').length, 1)
  })
})

describe('options', () => {
  const good: OidcOptions = { issuer: 'https://idp.example', clientId, claims: { name: 'name' } }

  it('name the attributes that can be proven', () => {
    assert.deepEqual(oidc({ ...good, claims: { a: 'x', b: 'y.z' } }).attributes, ['a', 'b'])
  })

  for (const [key, changes] of [
    ['issuer', { issuer: 'idp.example' }],
    ['issuer', { issuer: 'http://idp.example' }],
    ['issuer', { issuer: 'http://127.0.0.1.evil.example' }],
    ['issuer', { issuer: 'https://idp.example/?x' }],
    ['client_id', { clientId: '' }],
    ['claims', { claims: {} }],
    ['claims.a b', { claims: { 'a b': 'x' } }],
    ['claims.a', { claims: { a: '' } }],
    ['acr.x', { acr: { x: 'highest' as never } }],
  ] as const)
    it(`${JSON.stringify(changes)} is refused by name`, () => {
      assert.throws(
        () => oidc({ ...good, ...changes }),
        (error) => error instanceof ConfigError && error.key === key,
      )
    })

  for (const issuer of [
    'http://localhost:1',
    'http://127.0.0.1:1',
    'http://[::1]:1',
    'https://x.example/a',
  ])
    it(`${issuer} is a good issuer`, () => assert.ok(oidc({ ...good, issuer })))
})
