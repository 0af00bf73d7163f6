/**
 * The deployment example, running: its configuration, its proxy, several communication plugins and desks over one PostgreSQL, each a process
 * of its own. Who stands outside (core, authentication plugin, provider of the agents) is played with the keys of those parties.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JWK } from 'jose'
import { connect, type Desk } from '../src/agent/index.ts'
import { randomId } from '../src/protocol/digest.ts'
import { generateKey } from '../src/protocol/keys.ts'
import { makeKeys } from '../src/server/index.ts'
import { startPostgres } from '../src/store/testing/postgres.ts'
import { deskUrl, example } from './cluster/addresses.ts'
import { memberOf, type Member } from './cluster/member.ts'
import { arrive, outsiders, type Waiting } from './cluster/outsiders.ts'
import { fetchThrough, startProxy } from './cluster/proxy.ts'
import { freePortRange, removeFolder, temporaryFolder } from './system.ts'

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

export interface ClusterOptions {
  comms?: number
  desks?: number
  /** TOML that is added to the file of the example. */
  more?: string
  /** What is otherwise than in that file. */
  environment?: Record<string, string>
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
