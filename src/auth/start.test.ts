import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from '../protocol/errors.ts'
import { generateKey } from '../protocol/keys.ts'
import { createAuth, type AuthConfig } from './index.ts'
import { idp, testMethod } from './testing/method.ts'
import { audience, core, serverUrl, startBody, testPlugin } from './testing/plugin.ts'

const slugOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { type: string }).type.replace('urn:id-contact:problem:', '')

describe('POST /start_authentication', async () => {
  const method = testMethod()
  const plugin = await testPlugin(method)

  it('answers an address of ours, and calls nobody', async () => {
    const response = await plugin.start(startBody())
    assert.equal(response.status, 200)
    const { client_url } = (await response.json()) as { client_url: string }
    assert.match(client_url, /^https:\/\/auth\.example\/begin\/[\w.-]+$/)
    assert.equal(method.begun.length, 0)
    assert.equal(response.headers.get('set-cookie'), null)
    assert.equal(response.headers.get('cache-control'), 'no-store')
  })

  it('shows the initiator nothing of the identity provider (T5b)', async () => {
    const url = await plugin.clientUrl()
    const ticket = url.split('/').at(-1)!
    const readable = ticket.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    for (const text of [url, ...readable])
      for (const secret of [idp, 'idp.example', 'verifier', 'nonce', core, 'ticket?kept'])
        assert.ok(!text.includes(secret), secret)
  })

  for (const [what, body, slug] of [
    [
      'an attribute that the method cannot prove',
      { attributes: ['name', 'bsn'] },
      'unknown-attribute',
    ],
    ['a name of Object.prototype', { attributes: ['constructor'] }, 'unknown-attribute'],
    ['no attributes', { attributes: [] }, 'malformed-request'],
    ['no continuation', { continuation: undefined }, 'malformed-request'],
    [
      'a continuation elsewhere',
      { continuation: 'https://evil.example/' },
      'continuation-not-allowed',
    ],
    ['a telephone number', { continuation: 'tel:14026,123456#' }, 'continuation-not-allowed'],
    ['an attr_url elsewhere', { attr_url: 'https://evil.example/' }, 'attr-url-not-allowed'],
    ['an audience without keys', { audience: 'https://other.example' }, 'malformed-request'],
    ['a binding that is too short', { binding: 'abc' }, 'malformed-request'],
    [
      'addresses too long for a cookie',
      { continuation: `${core}/${'x'.repeat(2000)}` },
      'malformed-request',
    ],
  ] as const)
    it(`refuses ${what}`, async () => {
      const response = await plugin.start(startBody(body))
      assert.equal(response.status, 400)
      assert.equal(await slugOf(response), slug)
    })

  it('refuses what is no JSON object of one meaning', async () => {
    for (const body of [
      '',
      '{',
      '[]',
      'null',
      '"x"',
      '{"attributes":["name"],"attributes":["email"]}',
    ])
      assert.equal((await plugin.start(body)).status, 400, body)
  })

  it('refuses other kinds of content', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''])
      assert.equal((await plugin.start(startBody(), type)).status, 415, type)
    assert.equal((await plugin.start(startBody(), 'Application/JSON; charset=utf-8')).status, 200)
  })

  it('refuses a body that is too large', async () => {
    const response = await plugin.start(JSON.stringify({ x: 'x'.repeat(70_000) }))
    assert.equal(response.status, 413)
  })

  it('ignores members that it does not know', async () => {
    assert.equal((await plugin.start(startBody({ later: { a: 1 } }))).status, 200)
  })
})

describe('other paths and methods', async () => {
  const plugin = await testPlugin(testMethod())
  const ask = (method: string, path: string): Promise<Response> =>
    plugin.handle(new Request(serverUrl + path, { method }))

  for (const [method, path, status] of [
    ['GET', '/start_authentication', 405],
    ['HEAD', '/begin/x', 405],
    ['POST', '/begin/x', 405],
    ['HEAD', '/callback', 405],
    ['POST', '/callback', 405],
    ['DELETE', '/callback', 405],
    ['GET', '/', 404],
    ['HEAD', '/nowhere', 404],
    ['GET', '/begin/', 404],
    ['GET', '/begin/a/b', 404],
    ['GET', '/begin/%E0%A4%A', 400],
  ] as const)
    it(`${method} ${path} gives ${status}`, async () => {
      const response = await ask(method, path)
      assert.equal(response.status, status)
      for (const [name, value] of [
        ['cache-control', 'no-store'],
        ['referrer-policy', 'no-referrer'],
        ['x-content-type-options', 'nosniff'],
      ] as const)
        assert.equal(response.headers.get(name), value, name)
      assert.match(response.headers.get('content-security-policy')!, /^default-src 'none'/)
      if (status === 405) assert.ok(response.headers.get('allow'))
    })
})

describe('HEAD on a link that works', () => {
  it('begins nothing', async () => {
    const method = testMethod()
    const plugin = await testPlugin(method)
    const url = await plugin.clientUrl()
    const response = await plugin.handle(new Request(url, { method: 'HEAD' }))
    assert.equal(response.status, 405)
    assert.equal(method.begun.length, 0)
  })
})

describe('settings', async () => {
  const signing = await generateKey('sig')
  const receiving = await generateKey('enc')
  const good: AuthConfig = {
    serverUrl,
    secret: 's'.repeat(32),
    tag: 'oidc',
    dialect: 'id-contact',
    signingKeys: [signing.privateKey],
    recipients: [{ audience, keys: [receiving.publicKey] }],
    continuationOrigins: [core],
    attrUrlOrigins: [audience],
    method: testMethod(),
  }

  it('that are good make a handler', async () =>
    assert.equal(typeof (await createAuth(good)), 'function'))

  for (const [key, changes] of [
    ['server_url', { serverUrl: 'auth.example' }],
    ['server_url', { serverUrl: 'https://auth.example/?x=1' }],
    ['secret', { secret: 'short' }],
    ['signing_keys.0', { signingKeys: [signing.publicKey] }],
    ['signing_keys', { signingKeys: [] }],
    ['recipients', { recipients: [] }],
    ['recipients.0.keys.0', { recipients: [{ keys: [signing.publicKey] }] }],
  ] as const)
    it(`a wrong ${key} is named`, async () => {
      await assert.rejects(
        createAuth({ ...good, ...(changes as Partial<AuthConfig>) }),
        (error) => error instanceof ConfigError && error.key === key,
      )
    })
})
