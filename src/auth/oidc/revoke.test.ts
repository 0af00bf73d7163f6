/** Logging out at the provider, when the configuration says so. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError, RequestError } from '../../protocol/errors.ts'
import { oidc, type OidcOptions } from './index.ts'
import {
  clientId,
  clientSecret,
  startFakeProvider,
  type FakeProvider,
} from './testing/fake-provider.ts'

const callbackUrl = 'https://auth.example/callback'
const routesUrl = 'https://auth.example/m'

const methodFor = ({ issuer }: FakeProvider, changes: Partial<OidcOptions> = {}) =>
  oidc({ issuer, clientId, clientSecret, claims: { name: 'name' }, logout: 'revoke', ...changes })

async function logIn(
  provider: FakeProvider,
  method: ReturnType<typeof oidc>,
  acr?: string,
  attributes = ['name'],
) {
  const { url, memory } = await method.begin({
    callbackUrl,
    routesUrl,
    attributes,
    acr,
    lang: 'nl',
  })
  const callback = new URL(callbackUrl)
  callback.search = (await provider.authorize(url)).toString()
  return method.complete({ callback, callbackUrl, memory, attributes, acr })
}

/** As it comes back from the address. */
const later = (session: unknown): unknown => JSON.parse(JSON.stringify(session))

describe('a method with logout = "revoke"', () => {
  const { signal } = new AbortController()

  for (const [what, tokens, expected] of [
    [
      'the refresh token',
      { refresh_token: 'rt' },
      { token: 'rt', token_type_hint: 'refresh_token' },
    ],
    [
      'the access token where there is no other',
      {},
      { token: 'at', token_type_hint: 'access_token' },
    ],
  ] as const)
    it(`revokes ${what}`, async () => {
      await using provider = await startFakeProvider()
      provider.tokens = tokens
      const method = methodFor(provider)
      const { session } = await logIn(provider, method)
      assert.deepEqual(provider.revocations, [])
      await method.session!.logout(later(session), { signal })
      assert.equal(provider.revocations.length, 1)
      const { body, authorization } = provider.revocations[0]!
      assert.deepEqual(Object.fromEntries(body), expected)
      assert.match(authorization!, /^Basic /)
    })

  it('does nothing when the citizen is active', async () => {
    await using provider = await startFakeProvider()
    assert.equal(methodFor(provider).session!.userActive, undefined)
  })

  it('keeps what is there of a log-in that does not succeed', async () => {
    await using provider = await startFakeProvider()
    const tooLow = await logIn(provider, methodFor(provider), 'high')
    assert.deepEqual(tooLow, { status: 'too_low', session: { token: 'at', hint: 'access_token' } })
    provider.instead = { userinfo: (res) => void res.writeHead(503).end() }
    const claims = { email: 'email' }
    const unavailable = await logIn(provider, methodFor(provider, { claims }), undefined, ['email'])
    assert.equal(unavailable.status, 'unavailable')
    assert.ok(unavailable.session)
    provider.instead = { token: (res) => void res.writeHead(503).end() }
    assert.equal((await logIn(provider, methodFor(provider))).session, undefined)
  })

  it('keeps nothing when the provider revokes nothing', async () => {
    await using provider = await startFakeProvider()
    provider.metadata = { revocation_endpoint: undefined }
    const outcome = await logIn(provider, methodFor(provider))
    assert.equal(outcome.status, 'success')
    assert.equal(outcome.session, undefined)
  })

  it('says by code that it did not work, and repeats nothing that the provider said', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider)
    const session = later((await logIn(provider, method)).session)
    const refuse = (status: number) => {
      const body = JSON.stringify({ error: 'unsupported_token_type', error_description: 'canary' })
      provider.instead = {
        revocation: (res) =>
          void res.writeHead(status, { 'content-type': 'application/json' }).end(body),
      }
      return method.session!.logout(session, { signal })
    }
    for (const status of [400, 503])
      await assert.rejects(refuse(status), (error: unknown) => {
        assert.ok(error instanceof RequestError)
        assert.equal(error.code, 'ERR_ID_CONTACT_BAD_ANSWER')
        assert.ok(!`${error.stack} ${JSON.stringify(error)}`.includes('canary'))
        return true
      })
  })

  it('stops when its time is over', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider)
    const session = later((await logIn(provider, method)).session)
    const controller = new AbortController()
    provider.instead = { revocation: () => controller.abort() }
    await assert.rejects(method.session!.logout(session, { signal: controller.signal }), {
      code: 'ERR_ID_CONTACT_UNREACHABLE',
    })
  })
})

describe('without it', () => {
  it('nothing is kept', async () => {
    await using provider = await startFakeProvider()
    provider.tokens = { refresh_token: 'rt' }
    const method = methodFor(provider, { logout: undefined })
    const outcome = await logIn(provider, method)
    assert.equal(outcome.session, undefined)
    assert.equal(method.session, undefined)
  })

  it('no other word is taken', () => {
    const options = { issuer: 'https://idp.example', clientId, claims: { name: 'name' } }
    assert.throws(
      () => oidc({ ...options, logout: 'end_session' as 'revoke' }),
      (error) => error instanceof ConfigError && error.key === 'logout',
    )
  })
})
