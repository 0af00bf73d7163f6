import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ConfigError } from '../protocol/errors.ts'
import { createMetrics } from './metrics.ts'
import { type Running, serve } from './serve.ts'
import {
  type Ports,
  type TestFolder,
  freePort,
  freePorts,
  testFolder,
  wholeInstallation,
} from './testing/folder.ts'

describe('metrics', () => {
  let folder: TestFolder
  let ports: Ports
  let port: number
  let running: Running
  before(async () => {
    folder = await testFolder()
    ports = await freePorts()
    port = await freePort()
    const toml = `${wholeInstallation(ports)}\n[metrics]\nlisten = "127.0.0.1:${port}"\n`
    running = await serve(folder.write('id-contact.toml', toml), { env: {}, log: () => {} })
  })
  after(async () => {
    await running.stop()
    await folder[Symbol.asyncDispose]()
  })

  const read = async (path = '/metrics'): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`)

  test('count requests by part, shape of the path and status, without what was in the path', async () => {
    await fetch(`http://127.0.0.1:${ports.core}/session_options/report_move?x=canary-7`)
    await fetch(`http://127.0.0.1:${ports.core}/go/canary-7`)
    const answer = await read()
    assert.match(answer.headers.get('content-type')!, /^text\/plain/)
    const text = await answer.text()
    assert.match(
      text,
      /^id_contact_requests_total\{part="core",method="GET",route="\/session_options\/\*",status="200"\} 1$/m,
    )
    assert.match(text, /^id_contact_requests_total\{.*route="\/go\/\*",status="400"\} 1$/m)
    assert.match(
      text,
      /^id_contact_request_duration_seconds_count\{part="core",route="\/go\/\*"\} 1$/m,
    )
    assert.match(text, /^process_cpu_seconds_total/m)
    assert.doesNotMatch(text, /canary/)
  })

  test('are nowhere else', async () => {
    assert.equal((await read('/')).status, 404)
    for (const of of Object.values(ports)) {
      const answer = await fetch(`http://127.0.0.1:${of}/metrics`)
      assert.equal(answer.status, 404)
      await answer.body?.cancel()
    }
  })

  test('do not leave half an installation behind when their port is taken', async () => {
    const others = await freePorts()
    const toml = `${wholeInstallation(others)}\n[metrics]\nlisten = "127.0.0.1:${port}"\n`
    const file = folder.write('second.toml', toml)
    await assert.rejects(serve(file, { env: {}, log: () => {} }), (error: ConfigError) => {
      assert.equal(error.key, 'metrics.listen')
      return true
    })
    await assert.rejects(fetch(`http://127.0.0.1:${others.core}/health`))
  })

  test('stay few, in whatever order somebody puts the words of our routes together', async () => {
    const metrics = createMetrics()
    const log = metrics.counting(() => {})
    const words = ['start', 'go', 'return', 'resume', 'choose', 'me', 'next', 'code', 'call', 'end']
    const asked = (route: string, status: number, method = 'GET'): void =>
      log({ event: 'request', part: 'core', method, route, status, ms: 1 })
    for (const one of words)
      for (const two of words) for (const three of words) asked(`/${one}/${two}/${three}`, 404)
    asked('/next/code/me/code', 204, 'OPTIONS')
    asked('/session_options/*', 200)
    asked('/session_options/*', 400)
    const text = await (await metrics.handler(new Request('http://localhost/metrics'))).text()
    const counted = text.match(/^id_contact_requests_total.*$/gm)!
    assert.ok(counted.length < 210, String(counted.length))
    assert.match(text, /^id_contact_requests_total\{.*route="\/\*",status="404"\} 800$/m)
    assert.match(
      text,
      /^id_contact_requests_total\{.*route="\/session_options\/\*",status="200"\} 1$/m,
    )
    assert.match(
      text,
      /^id_contact_requests_total\{.*route="\/session_options\/\*",status="400"\} 1$/m,
    )
    assert.doesNotMatch(text, /next\/code\/me\/code/)
  })

  test('pass every entry on to the log', () => {
    const seen: string[] = []
    const log = createMetrics().counting(({ event }) => void seen.push(event))
    log({ event: 'request', status: 200 })
    log({ event: 'conversation_ended', outcome: 'ended' })
    assert.deepEqual(seen, ['request', 'conversation_ended'])
  })
})
