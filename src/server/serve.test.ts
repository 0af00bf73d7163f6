import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Log } from '../protocol/log-entry.ts'
import { type Assembly, assemble } from './assemble.ts'
import { loadConfig } from './config/index.ts'
import { type Running, serve } from './serve.ts'
import {
  type Ports,
  type TestFolder,
  freePorts,
  testFolder,
  wholeInstallation,
} from './testing/folder.ts'

let folder: TestFolder
let ports: Ports
before(async () => {
  folder = await testFolder()
  ports = await freePorts()
})
after(() => folder[Symbol.asyncDispose]())

const silent: Log = () => {}
const file = (toml = wholeInstallation(ports)): string => folder.write('id-contact.toml', toml)
const at = (part: keyof Ports, path: string): string => `http://127.0.0.1:${ports[part]}${path}`

const post = (fetcher: typeof fetch, url: string, body: unknown) =>
  fetcher(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    redirect: 'manual',
  })

/** What a browser and the core ask of an installation, up to where an identity provider would be needed. */
async function asked(fetcher: typeof fetch): Promise<unknown[]> {
  const shape = async (response: Response): Promise<unknown> => {
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return [response.status, isJson ? withoutRandom(JSON.parse(text)) : text.length > 0]
  }
  const start = { purpose: 'report_move', auth_method: 'login', comm_method: 'call' }
  return [
    await shape(await fetcher(at('core', '/session_options/report_move'))),
    await shape(await fetcher(at('core', '/session_options/unknown'))),
    await shape(await post(fetcher, at('core', '/start'), start)),
    await shape(await post(fetcher, at('core', '/start'), { ...start, comm_method: 'pigeon' })),
    await shape(
      await post(fetcher, at('comm', '/start_communication'), { purpose: 'report_move' }),
    ),
    await shape(await post(fetcher, at('comm', '/start_communication'), { purpose: 'unknown' })),
    await shape(await fetcher(at('desk', '/conversations'))),
    await shape(await fetcher(at('desk', '/health'))),
  ]
}

/** Tickets, references and the like are new each time: only that they are there counts. */
function withoutRandom(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'string'
        ? inner.replaceAll(/[A-Za-z0-9_.-]{20,}|\b[2-9A-Z]{3}-[2-9A-Z]{2}$/g, '…')
        : inner,
    ),
  ) as unknown
}

describe('parts of one process', () => {
  let assembly: Assembly
  const outside: string[] = []
  before(async () => {
    const config = loadConfig(file(), { env: {} })
    assembly = await assemble(config, {
      log: silent,
      fetch: async (input) => {
        outside.push(new URL(input instanceof Request ? input.url : input).origin)
        throw new TypeError('fetch failed')
      },
    })
  })
  after(() => assembly.close())

  test('reach each other without a socket', async () => {
    const [options, unknown, start] = (await asked(assembly.fetch)) as [number, unknown][]
    assert.equal(options?.[0], 200)
    assert.equal(unknown?.[0], 400)
    assert.equal(start?.[0], 200, JSON.stringify(start))
    // Only the identity provider is somewhere else.
    assert.deepEqual(
      [...new Set(outside)].filter((origin) => origin !== 'http://127.0.0.1:9'),
      [],
    )
  })
})

describe('parts of two processes', () => {
  const running: Running[] = []
  let inOne: Assembly
  before(async () => {
    const path = file()
    for (const parts of [
      ['core', 'auth'],
      ['comm', 'desk'],
    ]) {
      running.push(await serve(path, { env: {}, parts, log: silent }))
    }
    inOne = await assemble(loadConfig(path, { env: {} }), { log: silent })
  })
  after(async () => {
    await Promise.all(running.map((one) => one.stop()))
    await inOne.close()
  })

  test('give the answers that they give in one', async () => {
    assert.deepEqual(await asked(fetch), await asked(inOne.fetch))
  })

  test('tell where they listen', () => {
    assert.deepEqual(
      running.flatMap(({ parts }) => parts.map(({ name, port }) => [name, port])),
      [
        ['core', ports.core],
        ['auth.login', ports.auth],
        ['comm.call', ports.comm],
        ['desk', ports.desk],
      ],
    )
  })

  test('a part whose plugin is down answers with a problem and no address', async () => {
    await running[1]!.stop()
    const response = await post(fetch, at('core', '/start'), {
      purpose: 'report_move',
      auth_method: 'login',
      comm_method: 'call',
    })
    assert.equal(response.status, 502)
    assert.ok(!(await response.text()).includes(String(ports.comm)))
  })
})

describe('starting', () => {
  test('is all or nothing: a port that is taken leaves none of the others in use', async () => {
    const other = await freePorts()
    const first = await serve(
      file(wholeInstallation({ ...other, core: other.desk, desk: other.core })),
      { env: {}, parts: ['core'], log: silent },
    )
    const path = file(wholeInstallation(other))
    await assert.rejects(() => serve(path, { env: {}, log: silent }), /Change desk\.listen/)
    await first.stop()
    const again = await serve(path, { env: {}, log: silent })
    await again.stop()
  })

  test('without keys in a published configuration, for plugins that ask for no handover', async () => {
    const { core } = await freePorts()
    const path = folder.write(
      'published.toml',
      `[global]
server_url = "https://core.gemeente.example"
internal_secret = "0123456789abcdef0123456789abcdef"
port = ${core}
auth_methods = [{ tag = "irma", name = "IRMA", image_path = "/static/irma.svg", start = "http://auth-irma:8000" }]
comm_methods = [{ tag = "call", name = "Bellen", image_path = "/static/phone.svg", start = "http://comm:8000" }]
purposes = [{ tag = "report_move", attributes = ["email"], allowed_auth = ["*"], allowed_comm = ["*"] }]
`,
    )
    const running = await serve(path, { env: {}, log: silent })
    const response = await fetch(`http://127.0.0.1:${core}/session_options/report_move`)
    await running.stop()
    const { auth_methods: methods } = (await response.json()) as { auth_methods: object[] }
    assert.equal(methods.length, 1)
  })
})
