/** Whatever bytes come in at a port, somebody answers them, or the connection is closed: never a 500, and the server goes on. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { assertAnswered, textOf } from '../protocol/testing/answered.ts'
import { headersLike, parametersLike, runs } from '../protocol/testing/variants.ts'
import type { LogEntry } from '../protocol/log-entry.ts'
import { nothingHere } from '../web/index.ts'
import { serveFile, type Folder } from './files.ts'
import { guard } from './guard.ts'
import { listen, type Listening } from './host.ts'
import { createMetrics } from './metrics.ts'
import type { Handler } from './network.ts'

const folder = mkdtempSync(join(tmpdir(), 'malformed-'))
writeFileSync(join(folder, 'button.js'), 'export {}')
writeFileSync(join(folder, 'secret.txt'), 'never served')
const sdk: Folder = { prefix: '/sdk/1.2.3/', folder, kind: 'bundles', immutable: true }

const metrics = createMetrics()
const part: Handler = async (request) => {
  if (new URL(request.url).pathname === '/metrics') return metrics.handler(request)
  return (await serveFile(request, [sdk])) ?? nothingHere(request)
}

describe('malformed requests to files and numbers', () => {
  it('are answered', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'),
        fc.constantFrom('/sdk/1.2.3/', '/sdk/', '/metrics/', '/metrics?x=', '/'),
        parametersLike('button.js', '../secret.txt'),
        headersLike('"etag"', 'bytes=0-'),
        async (method, path, parameter, header) => {
          const headers = { 'if-none-match': header, range: header, accept: header }
          const url = `https://core.example${path}${parameter}`
          const answer = await part(new Request(url, { method, headers }))
          assert.notEqual(await answer.clone().text(), 'never served')
          await assertAnswered(answer, [textOf(parameter), header])
        },
      ),
      runs,
    ))
})

describe('bytes that are hardly HTTP', () => {
  const good = 'GET /sdk/1.2.3/button.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
  const log: LogEntry[] = []
  let server: Listening
  before(async () => {
    server = await listen(
      guard('core', part, (entry) => void log.push(entry)),
      { port: 0 },
    )
  })
  after(async () => {
    await server.stop(0)
    rmSync(folder, { recursive: true })
  })

  /** Everything that came back until the connection was closed; when something is waited for, we close it. */
  const answerTo = (text: string, patience = 200): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(text, 'latin1'))
      const waiting = setTimeout(() => socket.end(), patience)
      let answer = ''
      socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
      socket.on('close', () => {
        clearTimeout(waiting)
        resolve(answer)
      })
      // Cut off in the midst of what we send.
      socket.on('error', () => {})
    })

  const targets = fc.oneof(
    fc.constantFrom(
      '/',
      '*',
      '//',
      '///x',
      '/sdk/1.2.3/button.js',
      'http://[::',
      'http://evil.example/x',
    ),
    fc.constantFrom('/%', '/%ff', '?', '#', '\\\\x', '/\u00e9', '/../../secret.txt', 'x'),
    parametersLike('button.js').map((one) => `/${one}`),
  )

  it('are refused, and whoever comes next is served', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          'GET',
          'POST',
          'PUT',
          'get',
          'TRACE',
          'CONNECT',
          'PROPFIND',
          '',
          'GET\u0000',
        ),
        targets,
        fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', '', 'http/1.1'),
        fc.constantFrom('x', 'x:99999999', '[::', 'a b', '', 'x\u0000', 'evil.example/@'),
        fc.constantFrom(
          ...['', 'Content-Length: 5', 'Content-Length: -1', 'Content-Length: 1e9'],
          ...['Transfer-Encoding: chunked', 'Transfer-Encoding: x', 'Expect: 100-continue'],
          ...[
            'Content-Length: 5\r\nContent-Length: 6',
            'Content-Length: 5\r\nTransfer-Encoding: chunked',
          ],
          ...['Upgrade: websocket\r\nConnection: Upgrade', ': x', 'x', ' folded: x', 'Host: y'],
        ),
        fc.constantFrom('', 'abcde', '5\r\nabcde\r\n0\r\n\r\n', 'zz\r\n', '\u0000'),
        async (method, target, version, host, header, body) => {
          const lines = [`${method} ${target} ${version}`, `Host: ${host}`, 'Connection: close']
          const text = [...lines, ...(header ? [header] : []), '', body].join('\r\n')
          const answer = await answerTo(text)
          for (const [, status] of answer.matchAll(/^HTTP\/1\.1 (\d+)/gm))
            assert.ok(Number(status) < 500, answer.slice(0, 500))
          const next = await answerTo(good, 10_000)
          assert.match(next, /^HTTP\/1\.1 200 /)
        },
      ),
      runs,
    ))

  it('leave nothing in the log that nobody foresaw', () => {
    assert.deepEqual(
      log.filter(({ event }) => event === 'unexpected_error'),
      [],
    )
  })
})
