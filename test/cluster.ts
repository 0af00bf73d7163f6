/**
 * The deployment example, running: its configuration, its proxy, several communication plugins and desks over one PostgreSQL, each a process
 * of its own. Who stands outside (core, authentication plugin, provider of the agents) is played with the keys of those parties.
 */
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SignJWT, importJWK, type JWK } from 'jose'
import { Agent as Connections, fetch as undiciFetch } from 'undici'
import { connect, type Desk } from '../src/agent/index.ts'
import { randomId, sha256 } from '../src/protocol/digest.ts'
import { signHandover } from '../src/protocol/handover.ts'
import { generateKey, importKeySet } from '../src/protocol/keys.ts'
import type { RedeemAnswer } from '../src/protocol/messages-conversation.ts'
import type { StartCommunicationAnswer } from '../src/protocol/messages-plugins.ts'
import { sealResult } from '../src/protocol/result.ts'
import { makeKeys } from '../src/server/index.ts'
import { startPostgres } from '../src/store/testing/postgres.ts'
import { freePortRange, removeFolder, temporaryFolder } from './system.ts'

const example = fileURLToPath(new URL('../examples/deploy/', import.meta.url))
const cli = fileURLToPath(new URL('../src/server/cli.ts', import.meta.url))
const commUrl = 'https://call.contact.gemeente.example'
const deskUrl = 'https://desk.contact.gemeente.example'
const coreUrl = 'https://contact.gemeente.example'
const authUrl = 'https://login.contact.gemeente.example'
const issuer = 'https://login.gemeente.example'
const purpose = 'report_move'

export interface Waiting extends RedeemAnswer {
  url: string
  /** When the result was posted, in milliseconds of this process. */
  posted: number
}

export interface Cluster {
  /** From the start until in the queue. `name` is the attribute that the agent sees. */
  citizen(name: string): Promise<Waiting>
  agent(subject: string): Promise<Desk>
  /** A bearer token of an agent. */
  token(subject: string): Promise<string>
  readonly desks: Member[]
  readonly comms: Member[]
  restartDatabase(): Promise<void>
  readonly databaseUrl: string
  /** Everything that the processes and the proxy wrote down. */
  output(): string
  fetch: typeof fetch
  stop(): Promise<void>
}

export interface Member {
  /** This very process, without the proxy. */
  readonly url: string
  kill(): Promise<void>
  start(): Promise<void>
}

export interface ClusterOptions {
  comms?: number
  desks?: number
  /** TOML that is added to the file of the example. */
  more?: string
  /** What is otherwise than in that file. */
  environment?: Record<string, string>
}

/** Programs that run now. None of them outlives a test that is interrupted. */
const running = new Set<ChildProcess>()
let isWatching = false

/** A part need not stop in good order when nobody reads any more what it writes; nginx takes its workers along. */
const endOf = ({ spawnfile }: ChildProcess): NodeJS.Signals =>
  spawnfile === process.execPath ? 'SIGKILL' : 'SIGTERM'

function startChild(program: string, args: string[], options: SpawnOptions): ChildProcess {
  if (!isWatching) {
    process.once('exit', () => running.forEach((child) => child.kill(endOf(child))))
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  }
  isWatching = true
  const child = spawn(program, args, options)
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const cleanUp: (() => unknown)[] = []
  const stop = async (): Promise<void> => {
    for (const step of cleanUp.reverse()) await step()
  }
  try {
    return { ...(await start(options, cleanUp)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(
  { comms = 2, desks = 3, more = '', environment = {} }: ClusterOptions,
  cleanUp: (() => unknown)[],
): Promise<Omit<Cluster, 'stop'>> {
  const folder = temporaryFolder()
  cleanUp.push(() => removeFolder(folder))
  const database = await startPostgres()
  cleanUp.push(() => database.stop())
  const login = await generateKey('sig', 'ES256')
  await writeKeys(folder, database.url, login.publicKey)
  const base = await freePortRange(1 + comms + desks)
  const ports = {
    comm: Array.from({ length: comms }, (_, i) => base + 1 + i),
    desk: Array.from({ length: desks }, (_, i) => base + 1 + comms + i),
  }
  const file = join(folder, 'id-contact.toml')
  writeFileSync(file, `${readFileSync(join(example, 'id-contact.toml'), 'utf8')}\n${more}`)
  const printed: string[] = []
  const membersOf = (part: 'comm' | 'desk'): Member[] =>
    ports[part].map((port) =>
      memberOf({ part, port, folder, file, environment, print: (text) => printed.push(text) }),
    )
  const members = { comms: membersOf('comm'), desks: membersOf('desk') }
  const all = [...members.comms, ...members.desks]
  cleanUp.push(() => Promise.all(all.map((one) => one.kill())))
  await Promise.all(all.map((one) => one.start()))
  const proxy = await startProxy(folder, { listen: base, ...ports })
  cleanUp.push(() => proxy.stop())
  const through = fetchThrough(base, folder)
  const parties = await outsiders(folder, login.privateKey)
  return {
    ...members,
    output: () => printed.join('') + readFileSync(join(folder, 'access.log'), 'utf8'),
    fetch: through,
    citizen: (name) => arrive(through, parties, name),
    token: parties.agentToken,
    agent: (subject) =>
      connect(deskUrl, { getToken: () => parties.agentToken(subject), fetch: through }),
    restartDatabase: () => database.restart(),
    databaseUrl: database.url,
  }
}

async function writeKeys(folder: string, databaseUrl: string, agentKey: JWK): Promise<void> {
  const keys = join(folder, 'keys')
  for (const part of ['core', 'auth', 'comm']) await makeKeys(join(keys, part))
  mkdirSync(join(keys, 'desk'))
  const secretly = { mode: 0o600 }
  for (const part of ['auth', 'desk'])
    writeFileSync(join(keys, part, 'client-secret'), randomId(32), secretly)
  writeFileSync(join(keys, 'database-url'), databaseUrl, secretly)
  writeFileSync(join(keys, 'agents.json'), JSON.stringify({ keys: [agentKey] }), secretly)
}

interface MemberOptions {
  part: string
  port: number
  folder: string
  file: string
  environment: Record<string, string>
  print: (text: string) => void
}

function memberOf({ part, port, folder, file, environment, print }: MemberOptions): Member {
  let child: ChildProcess | undefined
  const args = ['serve', '--config', file, '--data', folder, '--part', part]
  const env = {
    PATH: process.env.PATH,
    [`ID_CONTACT_${part === 'comm' ? 'COMM_PHONE' : 'DESK'}_LISTEN`]: `127.0.0.1:${port}`,
    ID_CONTACT_METRICS_LISTEN: '127.0.0.1:0',
    ID_CONTACT_DESK_AGENTS_KEYS_FILE: 'keys/agents.json',
    ...environment,
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async start() {
      const started = startChild(process.execPath, [cli, ...args], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      let text = ''
      const read = (chunk: Buffer): void => {
        text += String(chunk)
        print(String(chunk))
      }
      started.stdout!.on('data', read)
      started.stderr!.on('data', read)
      await new Promise<void>((resolve, reject) => {
        started.stderr!.on('data', () => text.includes('Ready.') && resolve())
        started.once('exit', () => reject(new Error(`${part} did not start:\n${text}`)))
      })
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

interface Ports {
  listen: number
  comm: number[]
  desk: number[]
}

/** nginx with the file of the example: only where it listens, where the parts are, and how much one address may ask are different. */
async function startProxy(folder: string, ports: Ports): Promise<{ stop(): Promise<void> }> {
  const certificate = join(folder, 'certificate.pem')
  const key = join(folder, 'certificate.key')
  makeCertificate(certificate, key)
  const servers = (list: number[]): string =>
    list.map((port) => `server 127.0.0.1:${port};`).join(' ')
  const site = readFileSync(join(example, 'nginx/id-contact.conf'), 'utf8')
    .replace('server core:8081;', 'server 127.0.0.1:9;')
    .replace('server auth:8082;', 'server 127.0.0.1:9;')
    .replace('server comm:8083;', servers(ports.comm))
    .replace('server desk:8084;', servers(ports.desk))
    .replace(/server \{\s+listen 8080[^}]*\}\s+\}/, '')
    .replace('listen 8443', `listen 127.0.0.1:${ports.listen}`)
    .replaceAll('/etc/nginx/tls/fullchain.pem', certificate)
    .replaceAll('/etc/nginx/tls/privkey.pem', key)
    .replace('/dev/stdout', join(folder, 'access.log'))
    .replace('/dev/stderr', join(folder, 'nginx-error.log'))
    .replace('rate=10r/s', 'rate=100000r/s')
    .replace('id_contact_streams 64', 'id_contact_streams 4096')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${join(folder, kind)};`)
    .join('\n')
  const file = join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `daemon off; pid ${join(folder, 'nginx.pid')}; worker_processes 1; worker_rlimit_nofile 8192;
     events { worker_connections 4096; }
     http { ${temporary}\n${site} }`,
  )
  const args = ['-c', file, '-p', folder, '-e', join(folder, 'nginx-error.log')]
  const { status, stderr } = spawnSync('/usr/sbin/nginx', ['-t', ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`nginx refuses the file of the example:\n${stderr}`)
  const child = startChild('/usr/sbin/nginx', args, { stdio: 'ignore' })
  return {
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function makeCertificate(certificate: string, key: string): void {
  const names = [coreUrl, authUrl, commUrl, deskUrl].map((url) => `DNS:${new URL(url).hostname}`)
  const { status, stderr } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-subj', '/CN=gemeente.example', '-addext', `subjectAltName=${names.join(',')}`],
      ...['-keyout', key, '-out', certificate, '-days', '2'],
    ],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
}

/** The names of the example lead to the proxy, whose certificate is the only one that counts. */
function fetchThrough(port: number, folder: string): typeof fetch {
  const dispatcher = new Connections({
    connections: 2048,
    connect: {
      timeout: 60_000,
      ca: readFileSync(join(folder, 'certificate.pem'), 'utf8'),
      lookup: (_name, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
    },
  })
  return (async (input: string, init?: RequestInit): Promise<unknown> => {
    const url = new URL(input)
    const host = url.host
    url.port = String(port)
    const headers = new Headers(init?.headers)
    headers.set('host', host)
    return undiciFetch(url, { ...init, headers, dispatcher } as never)
  }) as unknown as typeof fetch
}

type Outsiders = Awaited<ReturnType<typeof outsiders>>

async function outsiders(folder: string, loginKey: JWK) {
  const read = (name: string): JWK[] =>
    (JSON.parse(readFileSync(join(folder, 'keys', name), 'utf8')) as { keys: JWK[] }).keys
  const coreKeys = await importKeySet(read('core/signing.private.json'), 'sign')
  const signingKeys = await importKeySet(read('auth/signing.private.json'), 'sign')
  const encryptionKeys = await importKeySet(read('comm/encryption.public.json'), 'encrypt')
  const agentKey = await importJWK(loginKey, 'ES256')
  return {
    handover: (claims: Parameters<typeof signHandover>[0]) =>
      signHandover(claims, { signingKeys: coreKeys }),
    result: (claims: Parameters<typeof sealResult>[0]) =>
      sealResult(claims, { dialect: 'id-contact', signingKeys, encryptionKeys }),
    agentToken: (subject: string) =>
      new SignJWT({
        iss: issuer,
        aud: 'id-contact-desk',
        sub: subject,
        name: subject,
        given_name: subject,
        roles: ['klantcontact'],
      })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(agentKey),
  }
}

/** What core, authentication plugin and browser do, one after the other. */
async function arrive(send: typeof fetch, parties: Outsiders, name: string): Promise<Waiting> {
  const receipt = randomId()
  const tags = { purpose, auth_method: 'digid', comm_method: 'phone' }
  const started = (await posted(
    send,
    `${commUrl}/start_communication`,
    tags,
  )) as StartCommunicationAnswer
  const token = await parties.result({
    status: 'success',
    attributes: { bsn: '999990019', name },
    iss: authUrl,
    aud: commUrl,
    jti: randomId(),
    binding: started.binding!,
    purpose,
    authMethod: 'digid',
    acr: 'substantial',
    receiptHash: await sha256(receipt),
  })
  const at = performance.now()
  await again(async () => {
    const headers = { 'content-type': 'application/jwt' }
    const answer = await send(started.attr_url!, { method: 'POST', headers, body: token })
    await answer.text()
    if (answer.status !== 200) throw new Error(`the result was answered with ${answer.status}`)
  })
  const handover = await parties.handover({
    ...{ iss: coreUrl, aud: commUrl, sub: started.client_url, jti: randomId(), receipt },
    ...tags,
  })
  const redeemed = (await posted(send, started.client_url, {
    handover,
    key: randomId(32),
  })) as RedeemAnswer
  return { ...redeemed, url: started.client_url, posted: at }
}

async function posted(send: typeof fetch, url: string, body: object): Promise<unknown> {
  return again(async () => {
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok)
      throw new Error(`${new URL(url).pathname.split('/')[1]} was answered with ${answer.status}`)
    return JSON.parse(text) as unknown
  })
}

/** A process that was killed a moment ago takes its connections with it: whoever asks again gets another. */
export async function again<T>(work: () => Promise<T>, patience = 120_000): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200))
    }
  }
}
