/** A log-out is told although the process is killed between the hang-up and the telling (T27). */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import { SignJWT, importJWK } from 'jose'
import { randomId, sha256 } from '../src/protocol/digest.ts'
import { signHandover } from '../src/protocol/handover.ts'
import { importKeySet, type JWK } from '../src/protocol/keys.ts'
import { sealResult } from '../src/protocol/result.ts'
import { ensureKeys, ensureSecret } from '../src/server/index.ts'
import { startPostgres } from '../src/store/testing/postgres.ts'
import { until } from '../src/store/testing/stores.ts'
import { freePortRange, removeFolder, temporaryFolder } from './system.ts'

const core = 'https://core.example'
const agents = 'https://login.example'
const canary = 'sessioncanary'
const patience = 60_000

/** An authentication plugin that hears of log-ins, and answers when it is told to. */
async function startPlugin() {
  const calls: string[] = []
  const plugin = { calls, answers: true, origin: '', stop: (): void => {} }
  const server = createServer((req, res) => {
    calls.push(`${req.method} ${req.url}`)
    if (plugin.answers) res.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  plugin.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  plugin.stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return plugin
}

describe('a log-out outlives the process', () => {
  let folder: string
  let plugin: Awaited<ReturnType<typeof startPlugin>>
  let comm: string
  let desk: string
  let config: string
  let output = ''
  const children = new Set<ChildProcess>()

  before(async () => {
    folder = temporaryFolder()
    for (const part of ['core', 'auth', 'comm', 'agents']) await ensureKeys(join(folder, part))
    ensureSecret(join(folder, 'client-secret'))
    plugin = await startPlugin()
    const port = await freePortRange()
    ;[comm, desk] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`]
    config = join(folder, 'id-contact.toml')
    writeFileSync(config, settings())
  })
  afterEach(async () => {
    await Promise.all([...children].map((child) => kill(child)))
    plugin.calls.length = 0
    plugin.answers = true
  })
  after(() => {
    plugin.stop()
    removeFolder(folder)
  })

  const settings = (): string => `
[comm.call]
type = "phone"
server_url = "${comm}"
secret = { file = "comm/secret" }
decryption_keys = { file = "comm/encryption.private.json" }
number = "14026"
display = "14 026"
allowed_origins = []
cores = [{ issuer = "${core}", keys = { file = "core/signing.public.json" } }]
auth_methods = [{ tag = "digid", issuer = "${plugin.origin}", keys = { file = "auth/signing.public.json" } }]
purposes = [{ tag = "report_move", attributes = ["name"] }]

[desk]
server_url = "${desk}"
auth_methods = [{ tag = "digid", issuer = "${plugin.origin}", keys = { file = "auth/signing.public.json" } }]
purposes = [{ tag = "report_move", attributes = ["name"] }]
agents = { issuer = "${agents}", client_id = "desk", client_secret = { file = "client-secret" }, keys = { file = "agents/signing.public.json" } }
`

  /** A process with these parts, ready to be asked. */
  async function serve(parts: string[], env: Record<string, string> = {}): Promise<ChildProcess> {
    const names = parts.flatMap((part) => ['--part', part])
    const args = ['src/server/cli.ts', 'serve', '--config', config, ...names]
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    })
    children.add(child)
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output += String(chunk)))
    const addresses = parts.map((part) => (part === 'desk' ? desk : comm))
    const isReady = async (address: string): Promise<boolean> => {
      if (child.exitCode !== null) throw new Error(`It did not start:\n${output}`)
      return fetch(`${address}/health`).then(
        ({ ok }) => ok,
        () => false,
      )
    }
    for (const address of addresses) await until(() => isReady(address), patience)
    return child
  }

  async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    children.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }

  const keysOf = (part: string, kind: string): JWK[] =>
    (JSON.parse(readFileSync(join(folder, part, `${kind}.json`), 'utf8')) as { keys: JWK[] }).keys

  const post = (url: string, body: string, headers: Record<string, string>): Promise<Response> =>
    fetch(url, { method: 'POST', body, headers })
  const json = { 'content-type': 'application/json' }

  /** Somebody who logged in talks to an agent. @returns how that agent hangs up */
  async function talking(): Promise<() => Promise<void>> {
    const begun = { purpose: 'report_move', auth_method: 'digid', comm_method: 'call' }
    const started = await post(`${comm}/start_communication`, JSON.stringify(begun), json)
    const { client_url, attr_url, binding } = (await started.json()) as Record<string, string>
    const receipt = randomId()
    const common = { aud: comm, jti: randomId(), purpose: begun.purpose }
    const result = await sealResult(
      {
        ...common,
        status: 'success',
        attributes: { name: 'Ziska' },
        sessionUrl: `${plugin.origin}/session/${canary}`,
        iss: plugin.origin,
        binding: binding!,
        authMethod: 'digid',
        receiptHash: await sha256(receipt),
      },
      {
        dialect: 'id-contact',
        signingKeys: await importKeySet(keysOf('auth', 'signing.private'), 'sign'),
        encryptionKeys: await importKeySet(keysOf('comm', 'encryption.public'), 'encrypt'),
      },
    )
    const taken = await post(attr_url!, result, { 'content-type': 'application/jwt' })
    assert.equal(taken.status, 200)
    const handover = await signHandover(
      { ...common, ...begun, iss: core, sub: client_url!, receipt },
      { signingKeys: await importKeySet(keysOf('core', 'signing.private'), 'sign') },
    )
    const redeemed = await post(client_url!, JSON.stringify({ handover }), json)
    assert.equal(redeemed.status, 201)
    const { conversation } = (await redeemed.json()) as {
      conversation: { phone: { code: string } }
    }
    const agent = { ...json, authorization: `Bearer ${await agentToken()}` }
    const { code } = conversation.phone
    const accepted = await post(`${desk}/conversations/code`, JSON.stringify({ code }), agent)
    assert.equal(accepted.status, 200)
    const { id } = (await accepted.json()) as { id: string }
    return async () =>
      assert.equal((await post(`${desk}/conversations/${id}/end`, '{}', agent)).status, 204)
  }

  async function agentToken(): Promise<string> {
    const key = await importJWK(keysOf('agents', 'signing.private')[0]!, 'ES256')
    return new SignJWT({ iss: agents, aud: 'desk', sub: 'anna', name: 'Anna' })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key)
  }

  const logout = `POST /session/${canary}?type=logout`
  const isTold = (count: number): Promise<void> =>
    until(() => plugin.calls.length >= count, patience)
  const sent = /"event":"session_update_sent"/g

  it('that is killed before the plugin answered', async () => {
    const first = await serve(['comm.call', 'desk'])
    const hangUp = await talking()
    plugin.answers = false
    await hangUp()
    await isTold(1)
    await kill(first)
    plugin.answers = true
    await serve(['comm.call', 'desk'])
    await isTold(2)
    await until(() => output.match(sent)?.length === 1, patience)
    assert.deepEqual(plugin.calls, [logout, logout])
  })

  it('that is killed before anybody began to tell', async () => {
    const server = await startPostgres()
    const env = { DATABASE_URL: server.url }
    const both = await serve(['comm.call', 'desk'], env)
    const hangUp = await talking()
    await kill(both, 'SIGTERM')
    // The desk writes it down. Telling is for the communication plugin, which does not run.
    const alone = await serve(['desk'], env)
    await hangUp()
    await kill(alone)
    assert.deepEqual(plugin.calls, [])
    await serve(['comm.call'], env)
    await isTold(1)
    await until(() => output.match(sent)?.length === 2, patience)
    assert.deepEqual(plugin.calls, [logout])
    await Promise.all([...children].map((child) => kill(child)))
    await server.stop()
  })

  it('and nothing of the address is in what it printed', () => {
    assert.match(output, sent)
    assert.ok(!output.includes(canary))
  })
})
