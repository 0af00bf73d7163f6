/** A provider that cannot be gone to at all: nobody is sent anywhere, and the citizen gets another way (T7). */
import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { describe, it } from 'node:test'
import { audience, core } from '../testing/plugin.ts'
import { attempt } from './testing/attempt.ts'
import { cut, drip, elsewhere, hang, rubbish, status } from './testing/bad-answers.ts'
import {
  canary,
  clientSecret,
  startFakeProvider,
  type FakeProvider,
} from './testing/fake-provider.ts'

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
