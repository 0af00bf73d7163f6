import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, describe, test } from 'node:test'
import type { Log } from '../protocol/log-entry.ts'
import { guard, limits } from './guard.ts'
import { type Listening, listen } from './host.ts'
import type { Handler } from './network.ts'

const open: Listening[] = []
after(() => Promise.all(open.map((one) => one.stop(0))))

const silent: Log = () => {}

async function start(
  handler: Handler,
  log: Log = silent,
): Promise<{ url: string; listening: Listening }> {
  const listening = await listen(guard('core', handler, log), { port: 0 })
  open.push(listening)
  return { url: `http://127.0.0.1:${listening.port}`, listening }
}

const echo: Handler = async (request) => new Response(await request.text())

/** What the server answers to bytes that no well-behaved client sends. */
function raw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let answer = ''
    socket.on('data', (chunk) => (answer += String(chunk)))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

describe('limits', () => {
  test('a body of 64 KB passes, one byte more does not, with a length and without', async () => {
    const { url } = await start(echo)
    const fits = 'a'.repeat(limits.body)
    const post = (body: BodyInit) =>
      fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit)
    assert.equal(await (await post(fits)).text(), fits)
    const refused = await post(`${fits}a`)
    assert.equal(refused.status, 413)
    assert.match(refused.headers.get('content-type')!, /^application\/problem\+json/)
    const streamed = (text: string): ReadableStream => new Blob([text]).stream()
    assert.equal(await (await post(streamed(fits))).text(), fits)
    assert.equal((await post(streamed(`${fits}a`))).status, 413)
  })

  test('an address of 16 KB passes, a longer one does not', async () => {
    const { url } = await start(async () => new Response('ok'))
    const longest = limits.url - url.length - 1
    assert.equal((await fetch(`${url}/${'a'.repeat(longest)}`)).status, 200)
    assert.equal((await fetch(`${url}/${'a'.repeat(longest + 1)}`)).status, 414)
    assert.equal((await fetch(`${url}/${'a'.repeat(limits.url * 2)}`)).status, 431)
  })

  test('headers that never end are cut off', { timeout: 20_000 }, async () => {
    const { url } = await start(echo)
    const started = Date.now()
    const answer = await raw(url, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    assert.match(answer, /^HTTP\/1\.1 408 /)
    assert.ok(Date.now() - started < 13_000)
  })

  test('an error that nobody foresaw is a problem document without its words', async () => {
    const lines: unknown[] = []
    const { url } = await start(
      () => Promise.reject(Object.assign(new RangeError('Zwaluw & Zoon'), { code: 'ERR_X' })),
      (entry) => lines.push(entry),
    )
    const response = await fetch(url)
    assert.equal(response.status, 500)
    assert.ok(!(await response.text()).includes('Zwaluw'))
    assert.ok(!JSON.stringify(lines).includes('Zwaluw'))
    assert.ok(JSON.stringify(lines).includes('RangeError'))
  })
})

describe('a port', () => {
  test('that is taken is told in a sentence with the key to change', async () => {
    const { listening } = await start(echo)
    await assert.rejects(() => listen(echo, { port: listening.port, key: 'core.listen' }), {
      key: 'core.listen',
      message: `Port ${listening.port} on 127.0.0.1 is taken by another program. Change core.listen in the configuration, or stop what uses the port.`,
    })
  })
})

describe('stopping', () => {
  test('lets an answer in flight finish, and accepts nothing more', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    const { url, listening } = await start(async () => {
      arrive()
      await released
      return new Response('done')
    })
    const answer = fetch(url).then((response) => response.text())
    await arrived
    const stopped = listening.stop()
    await assert.rejects(() => fetch(url), TypeError)
    release()
    assert.equal(await answer, 'done')
    await stopped
  })

  test(
    'ends event streams in good order, and tells who made them',
    { timeout: 30_000 },
    async () => {
      let cancelled = false
      const stream = () =>
        new ReadableStream({
          start: (controller) =>
            controller.enqueue(new TextEncoder().encode('event: snapshot\ndata: {}\n\n')),
          cancel: () => void (cancelled = true),
        })
      const { url, listening } = await start(
        async () => new Response(stream(), { headers: { 'content-type': 'text/event-stream' } }),
      )
      const response = await fetch(url)
      const text = response.text()
      await new Promise((resolve) => setTimeout(resolve, 50))
      // The grace is for answers in flight, not for these.
      await listening.stop(60_000)
      assert.match(await text, /^event: snapshot/)
      assert.equal(cancelled, true)
    },
  )

  test('an event stream that the reader leaves is let go', async () => {
    const { promise: left, resolve: leave } = Promise.withResolvers<void>()
    const { url } = await start(async () => {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode(': hello\n\n')),
        cancel: () => leave(),
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    })
    const reader = (await fetch(url)).body!.getReader()
    await reader.read()
    await reader.cancel()
    await left
  })

  test(
    'does not wait longer than the grace for an answer that never comes',
    { timeout: 30_000 },
    async () => {
      const { url, listening } = await start(() => new Promise(() => {}))
      const answer = fetch(url).catch((error: Error) => error)
      await new Promise((resolve) => setTimeout(resolve, 50))
      await listening.stop(100)
      assert.ok((await answer) instanceof Error)
    },
  )
})
