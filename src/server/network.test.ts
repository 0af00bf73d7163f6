import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createNetwork } from './network.ts'

const outside: typeof fetch = async (input) => new Response(`outside ${String(input)}`)

describe('the network of one process', () => {
  test('answers its own addresses and passes on all others', async () => {
    const { answer, fetch } = createNetwork(outside)
    answer(
      'https://core.example',
      async (request) => new Response(`core ${new URL(request.url).pathname}`),
    )
    assert.equal(await (await fetch('https://core.example/start')).text(), 'core /start')
    assert.equal(
      await (await fetch('https://core.example:444/start')).text(),
      'outside https://core.example:444/start',
    )
    assert.equal(
      await (await fetch('https://core.example.evil/')).text(),
      'outside https://core.example.evil/',
    )
  })

  test('carries method, headers and body', async () => {
    const { answer, fetch } = createNetwork(outside)
    answer('https://a.example', async (request) =>
      Response.json([request.method, request.headers.get('x-a'), await request.text()]),
    )
    const response = await fetch('https://a.example/x', {
      method: 'POST',
      headers: { 'x-a': '1' },
      body: 'hi',
    })
    assert.deepEqual(await response.json(), ['POST', '1', 'hi'])
    const request = new Request('https://a.example/x', { method: 'POST', body: 'ho' })
    assert.deepEqual(await (await fetch(request)).json(), ['POST', null, 'ho'])
  })

  test('takes the longest path, and hides it as a reverse proxy does', async () => {
    const { answer, fetch } = createNetwork(outside)
    answer(
      'https://x.example/comm',
      async (request) => new Response(`comm ${new URL(request.url).pathname}`),
    )
    answer(
      'https://x.example/comm/desk',
      async (request) => new Response(`desk ${new URL(request.url).pathname}`),
    )
    assert.equal(await (await fetch('https://x.example/comm/start?a=1')).text(), 'comm /start')
    assert.equal(await (await fetch('https://x.example/comm/desk/me')).text(), 'desk /me')
    assert.equal(
      await (await fetch('https://x.example/community')).text(),
      'outside https://x.example/community',
    )
  })

  test('refuses a redirect that the caller forbids', async () => {
    const { answer, fetch } = createNetwork(outside)
    answer(
      'https://a.example',
      async () =>
        new Response(null, { status: 302, headers: { location: 'https://evil.example' } }),
    )
    await assert.rejects(() => fetch('https://a.example/', { redirect: 'error' }), TypeError)
    assert.equal((await fetch('https://a.example/', { redirect: 'manual' })).status, 302)
  })

  test('gives up when the caller does', async () => {
    const { answer, fetch } = createNetwork(outside)
    answer('https://a.example', () => new Promise(() => {}))
    await assert.rejects(() => fetch('https://a.example/', { signal: AbortSignal.timeout(20) }), {
      name: 'TimeoutError',
    })
  })
})
