/** What providers want beyond the least: a client that signs, requests from server to server, answers that are encrypted and signed. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { ConfigError } from '../../protocol/errors.ts'
import { generateKey } from '../../protocol/keys.ts'
import type { Outcome } from '../index.ts'
import { loadClientKeys } from './client-keys.ts'
import { oidc, type OidcOptions } from './index.ts'
import { canary, clientId, clientSecret, startFakeProvider } from './testing/fake-provider.ts'
import type { FakeProvider } from './testing/fake-provider.ts'

const callbackUrl = 'https://auth.example/callback'
const routesUrl = 'https://auth.example/m'
const lang = 'nl'
const attributes = ['name', 'email']
const claims = { name: 'name', email: 'email' }

const methodFor = ({ issuer }: FakeProvider, changes: Partial<OidcOptions>) =>
  oidc({ issuer, clientId, claims, ...changes })

async function logIn(
  provider: FakeProvider,
  changes: Partial<OidcOptions>,
  change: (callback: URLSearchParams) => void = () => {},
): Promise<Outcome> {
  const method = methodFor(provider, changes)
  const { url, memory } = await method.begin({ callbackUrl, routesUrl, attributes, lang })
  const query = await provider.authorize(url)
  change(query)
  return method.complete({
    callback: new URL(`${callbackUrl}?${query}`),
    callbackUrl,
    memory,
    attributes,
  })
}

const good = { name: canary, email: `${canary}@a.example` }
const attributesOf = (outcome: Outcome) =>
  outcome.status === 'success' ? outcome.attributes : outcome

async function publishedBy(provider: FakeProvider, changes: Partial<OidcOptions>) {
  const [route] = methodFor(provider, changes).routes!
  assert.equal(route!.path, '/jwks')
  const request = new Request(`${routesUrl}/jwks`)
  const response = await route!.answer({ request, routesUrl, callbackUrl, lang } as never)
  return (await response.json()) as { keys: Record<string, string>[] }
}

describe('private_key_jwt', () => {
  for (const alg of ['ES256', 'RS256'] as const)
    it(`signs with ${alg}, for the issuer alone, each time anew`, async () => {
      await using provider = await startFakeProvider()
      const { privateKey } = await generateKey('sig', alg)
      const options = { clientKeys: [privateKey] }
      assert.deepEqual(attributesOf(await logIn(provider, options)), good)
      assert.deepEqual(attributesOf(await logIn(provider, options)), good)
      const published = createLocalJWKSet(await publishedBy(provider, options))
      const used = new Set<unknown>()
      for (const { body, authorization } of provider.tokenRequests) {
        assert.equal(authorization, undefined)
        assert.equal(body.get('client_secret'), null)
        const { payload } = await jwtVerify(body.get('client_assertion')!, published, {
          algorithms: [alg],
          audience: provider.issuer,
          issuer: clientId,
          subject: clientId,
          maxTokenAge: 60,
        })
        assert.equal(typeof payload.aud, 'string')
        used.add(payload.jti)
      }
      assert.equal(used.size, 2)
    })

  it('comes before a secret, unless the secret is asked for', async () => {
    await using provider = await startFakeProvider()
    const { privateKey } = await generateKey('sig')
    const both = { clientSecret, clientKeys: [privateKey] }
    for (const authentication of [undefined, 'client_secret_post', 'client_secret_basic'] as const)
      assert.deepEqual(attributesOf(await logIn(provider, { ...both, authentication })), good)
    const said = provider.tokenRequests.map(({ body, authorization }) => [
      body.has('client_assertion'),
      body.has('client_secret'),
      authorization !== undefined,
    ])
    assert.deepEqual(said, [
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ])
  })

  it('publishes every key, and no private half', async () => {
    await using provider = await startFakeProvider()
    const [now, next, reads] = await Promise.all([
      generateKey('sig', 'RS256'),
      generateKey('sig'),
      generateKey('enc', 'RSA-OAEP'),
    ])
    const { keys } = await publishedBy(provider, {
      clientKeys: [now.privateKey, next.privateKey],
      decryptionKeys: [reads.privateKey],
    })
    assert.deepEqual(
      keys.map(({ kid, use, alg }) => ({ kid, use, alg })),
      [now, next, reads].map(({ publicKey: { kid, use, alg } }) => ({ kid, use, alg })),
    )
    for (const key of keys)
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi']) assert.ok(!(member in key), member)
  })
})

describe('a pushed request', () => {
  it('leaves a reference alone to the browser', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider, { clientSecret, pushed: true })
    const request = { callbackUrl, routesUrl, attributes, acr: 'urn:x', lang }
    const { url, state } = await method.begin(request)
    const [{ body, authorization }] = provider.pushes as [FakeProvider['pushes'][number]]
    assert.deepEqual([...new URL(url).searchParams.keys()].toSorted(), ['client_id', 'request_uri'])
    assert.match(authorization!, /^Basic /)
    assert.equal(body.get('state'), state)
    assert.equal(body.get('code_challenge_method'), 'S256')
    assert.equal(body.get('acr_values'), 'urn:x')
    for (const random of ['nonce', 'code_challenge']) assert.match(body.get(random)!, /^[\w-]{43}$/)
    assert.deepEqual(attributesOf(await logIn(provider, { clientSecret, pushed: true })), good)
  })

  it('is what happens where the provider takes nothing else', async () => {
    await using provider = await startFakeProvider()
    provider.metadata = { require_pushed_authorization_requests: true }
    assert.deepEqual(attributesOf(await logIn(provider, { clientSecret })), good)
    assert.equal(provider.pushes.length, 1)
  })

  for (const [what, error] of [
    ['state', 'failed'],
    ['iss', 'failed'],
  ] as const)
    it(`is answered with another ${what}: ${error}`, async () => {
      await using provider = await startFakeProvider()
      const outcome = await logIn(provider, { clientSecret, pushed: true }, (callback) =>
        callback.set(what, 'https://evil.example'),
      )
      assert.equal(outcome.status, error)
      assert.equal(provider.tokenRequests.length, 0)
    })

  it('that is refused or not taken throws, and says nothing of the answer', async () => {
    await using provider = await startFakeProvider()
    const method = methodFor(provider, { clientSecret, pushed: true })
    for (const status of [400, 401, 500]) {
      provider.instead.par = (res) =>
        void res
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify({ error: 'invalid_request', error_description: canary }))
      await assert.rejects(
        method.begin({ callbackUrl, routesUrl, attributes, lang }),
        ({ message }: Error) => !message.includes(canary),
      )
    }
  })

  it('never goes anywhere on plain http elsewhere', async () => {
    await using provider = await startFakeProvider()
    provider.metadata = { pushed_authorization_request_endpoint: 'http://evil.example/par' }
    await assert.rejects(
      methodFor(provider, { clientSecret, pushed: true }).begin({
        ...{ callbackUrl, routesUrl, attributes, lang },
      }),
    )
  })
})

describe('answers that are encrypted', () => {
  /** A pair whose JWK names the algorithm. */
  async function reading(alg: 'RSA-OAEP' | 'RSA-OAEP-256' | 'ECDH-ES') {
    const pair = await generateKey('enc', alg === 'ECDH-ES' ? alg : 'RSA-OAEP')
    return { privateKey: { ...pair.privateKey, alg }, publicKey: { ...pair.publicKey, alg } }
  }

  for (const alg of ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES'] as const)
    it(`with ${alg}: ID token and userinfo are read`, async () => {
      await using provider = await startFakeProvider()
      const { privateKey, publicKey } = await reading(alg)
      const other = await reading(alg)
      provider.recipient = publicKey
      provider.signsInfo = true
      const decryptionKeys = [other.privateKey, privateKey]
      assert.deepEqual(attributesOf(await logIn(provider, { clientSecret, decryptionKeys })), good)
    })

  it('are read with the algorithm that the key names, which is published, and no other', async () => {
    await using provider = await startFakeProvider()
    const { privateKey, publicKey } = await reading('RSA-OAEP-256')
    provider.recipient = { ...publicKey, alg: 'RSA-OAEP' }
    const options = { clientSecret, decryptionKeys: [privateKey] }
    assert.equal((await logIn(provider, options)).status, 'failed')
    const { keys } = await publishedBy(provider, options)
    assert.deepEqual(
      keys.map(({ alg }) => alg),
      ['RSA-OAEP-256'],
    )
  })

  for (const [what, arrange] of [
    ['signed by somebody else', (p) => void (p.wrongKey = true)],
    ['with another nonce', (p) => void (p.claims = { nonce: 'other' })],
    ['of another issuer', (p) => void (p.claims = { iss: 'https://evil.example' })],
    ['for another audience', (p) => void (p.claims = { aud: 'other' })],
    ['with userinfo of somebody else', (p) => void (p.info = { sub: 'other' })],
    ['with userinfo for another audience', (p) => void (p.info = { aud: 'other' })],
    ['with userinfo of another issuer', (p) => void (p.info = { iss: 'https://evil.example' })],
  ] as [string, (provider: FakeProvider) => void][])
    it(`${what} are believed no more than others`, async () => {
      await using provider = await startFakeProvider()
      const { privateKey, publicKey } = await generateKey('enc')
      provider.recipient = publicKey
      provider.signsInfo = true
      arrange(provider)
      const options = { clientSecret, decryptionKeys: [privateKey] }
      assert.equal((await logIn(provider, options)).status, 'failed')
    })

  it('for a key that we do not have fail', async () => {
    await using provider = await startFakeProvider()
    const [ours, other] = await Promise.all([generateKey('enc'), generateKey('enc')])
    provider.recipient = other.publicKey
    const options = { clientSecret, decryptionKeys: [ours.privateKey] }
    assert.deepEqual(await logIn(provider, options), {
      status: 'failed',
      reason: 'oauth_decryption_failed',
    })
    assert.equal((await logIn(provider, { clientSecret })).status, 'failed')
  })
})

describe('userinfo that is signed', () => {
  const signed = { clientSecret, userinfoSignature: 'ES256' }

  it('is read', async () => {
    await using provider = await startFakeProvider()
    provider.signsInfo = true
    assert.deepEqual(attributesOf(await logIn(provider, signed)), good)
  })

  it('is needed where the configuration says so', async () => {
    await using provider = await startFakeProvider()
    assert.equal((await logIn(provider, signed)).status, 'failed')
    provider.signsInfo = true
    const other = { ...signed, userinfoSignature: 'RS256' }
    assert.equal((await logIn(provider, other)).status, 'failed')
  })

  it('must be signed by the provider', async () => {
    await using provider = await startFakeProvider()
    provider.signsInfo = true
    provider.instead.userinfo = async (res) => {
      provider.instead = {}
      provider.wrongKey = true
      const forged = await fetch(`${provider.issuer}/userinfo`)
      res.writeHead(200, { 'content-type': 'application/jwt' }).end(await forged.text())
    }
    assert.equal((await logIn(provider, signed)).status, 'failed')
  })
})

describe('settings', () => {
  const least = { issuer: 'https://idp.example', clientId, claims }
  for (const [key, changes] of [
    ['authentication', { authentication: 'client_secret_jwt' as never }],
    ['client_keys', { authentication: 'private_key_jwt', clientSecret }],
    ['client_secret', { authentication: 'client_secret_post' }],
    ['client_secret', { authentication: 'client_secret_basic', clientKeys: [{}] }],
    ['userinfo_signature', { userinfoSignature: 'HS256' }],
    ['userinfo_signature', { userinfoSignature: 'none' }],
  ] as [string, Partial<OidcOptions>][])
    it(`${JSON.stringify(changes)} is refused by name`, () => {
      assert.throws(
        () => oidc({ ...least, ...changes }),
        (error) => error instanceof ConfigError && error.key === key,
      )
    })

  it('keys that cannot be used are refused by name', async () => {
    const { publicKey, privateKey } = await generateKey('sig')
    const isOf = (key: string) => (error: unknown) =>
      error instanceof ConfigError && error.key === key
    await assert.rejects(
      loadClientKeys({ clientKeys: [privateKey, publicKey] }),
      isOf('client_keys.1'),
    )
    await assert.rejects(
      loadClientKeys({ decryptionKeys: [privateKey] }),
      isOf('decryption_keys.0'),
    )
  })
})
