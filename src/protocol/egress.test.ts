import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { createEgress, longestAnswer, type Egress } from './egress.ts'
import type { RequestError } from './errors.ts'

describe('the way out', () => {
  let server: Server
  let base: string
  let egress: Egress
  /** For answers that do not come. */
  let hasty: Egress
  const seen: { url: string; headers: Record<string, unknown>; body: string }[] = []
  before(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        seen.push({ url: request.url!, headers: request.headers, body })
        const answers: Record<string, () => void> = {
          '/json': () => response.setHeader('content-type', 'application/json').end('{"ok":true}'),
          '/rubbish': () => response.end('<html>'),
          '/redirect': () => response.writeHead(302, { location: '/json' }).end(),
          '/error': () => response.writeHead(500).end('secret'),
          '/large': () => response.end(`"${'x'.repeat(longestAnswer)}"`),
          '/endless': () => void writeForEver(response.write.bind(response)),
          '/slow': () => {},
          '/stalled': () => void response.write('{'),
        }
        answers[request.url!.split('?')[0]!]?.()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    egress = createEgress({ origins: [base] })
    hasty = createEgress({ origins: [base], timeout: 300 })
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  function writeForEver(write: (chunk: string) => boolean): void {
    const timer = setInterval(() => write('x'.repeat(16_384)) || clearInterval(timer), 1)
    server.on('close', () => clearInterval(timer))
  }

  it('posts and gets JSON, with nothing of a browser in it', async () => {
    assert.deepEqual(await egress.postJson(`${base}/json`, { a: 1 }), { ok: true })
    assert.deepEqual(await egress.get(`${base}/json`), { ok: true })
    const [posted] = seen
    assert.equal(posted!.body, '{"a":1}')
    assert.equal(posted!.headers.accept, 'application/json')
    for (const name of ['cookie', 'referer', 'origin'])
      assert.equal(posted!.headers[name], undefined)
  })

  it('posts a text of another kind, and gives the JSON of the answer', async () => {
    const answer = await egress.postForJson(`${base}/json`, 'a.b.c', 'application/jwt')
    assert.deepEqual(answer, { ok: true })
    const { body, headers } = seen.at(-1)!
    assert.deepEqual(
      [body, headers['content-type'], headers.accept],
      ['a.b.c', 'application/jwt', 'application/json'],
    )
  })

  it('gives the status of whatever answer comes to a delivery', async () => {
    assert.deepEqual(await egress.post(`${base}/error`, 'x', 'application/jwt'), { status: 500 })
    assert.deepEqual(await egress.delete(`${base}/json`), { status: 200 })
  })

  const codes: Record<string, string> = {
    rubbish: 'BAD_ANSWER',
    error: 'BAD_ANSWER',
    large: 'BAD_ANSWER',
    endless: 'BAD_ANSWER',
    slow: 'TIMEOUT',
    stalled: 'TIMEOUT',
    redirect: 'UNREACHABLE',
  }
  for (const [path, code] of Object.entries(codes))
    it(`says ${code} of a peer that is ${path}, and nothing of where it is`, async () => {
      const asked = seen.length
      const by = code === 'TIMEOUT' ? hasty : egress
      await assert.rejects(by.get(`${base}/${path}?secret=1`), (error: RequestError) => {
        assert.equal(error.code, `ERR_ID_CONTACT_${code}`)
        const told = JSON.stringify([error.message, String(error.stack), String(error.cause)])
        assert.doesNotMatch(told, /127\.0\.0\.1:|secret/)
        return true
      })
      assert.equal(seen.length, asked + 1, 'nobody else is asked')
    })

  it('calls nobody who is not in the list (T18)', async () => {
    const before_ = seen.length
    for (const url of [
      base.replace('127.0.0.1', 'localhost') + '/json',
      base.replace('http:', 'https:') + '/json',
      base.replace('127.0.0.1', '[::ffff:127.0.0.1]') + '/json',
      `${base}@evil.example/`,
      'http://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'data:application/json,{}',
    ])
      await assert.rejects(egress.get(url), { code: 'ERR_ID_CONTACT_REFUSED' })
    assert.equal(seen.length, before_)
  })

  it('says that nobody is there', async () => {
    const nobody = createEgress({ origins: ['http://127.0.0.1:1'] })
    await assert.rejects(nobody.get('http://127.0.0.1:1/'), { code: 'ERR_ID_CONTACT_UNREACHABLE' })
  })

  it('ends with the signal of the caller, and its reason', async () => {
    const reason = new Error('enough')
    const ending = AbortSignal.timeout(20)
    await assert.rejects(egress.get(`${base}/slow`, { signal: ending }), { name: 'TimeoutError' })
    await assert.rejects(egress.get(`${base}/slow`, { signal: AbortSignal.abort(reason) }), reason)
  })
})
