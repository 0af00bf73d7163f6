/** Our parts and the published ones beside each other, of one generation and with one kind of keys, each in a process of its own. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importPKCS8, SignJWT } from 'jose'
import { connect, type Desk } from '../../src/agent/index.ts'
import { freePortRange, removeFolder, temporaryFolder } from '../system.ts'
import { zoe } from '../people.ts'
import type { Keys } from './keys.ts'
import { createProcesses } from './processes.ts'
import { global, number, ours, places, secrets, type At } from './settings.ts'

export type Generation = 'id-contact' | 'verder-helpen'

/** What everybody here proves who logs in. */
export const proven = { name: zoe.claims.name, email: zoe.claims.email! }

export interface World {
  readonly generation: Generation
  readonly keys: Keys
  readonly at: At
  readonly folder: string
  readonly desk: Desk
  /** A token of the agent. */
  readonly agent: string
  output(): string
  stop(): Promise<void>
}

const cli = 'src/server/cli.ts'

export async function startWorld(generation: Generation, keys: Keys): Promise<World> {
  const folder = temporaryFolder()
  const base = await freePortRange(places.length)
  const at: At = Object.fromEntries(
    places.map((place, index) => [place, `http://127.0.0.1:${base + index}`]),
  )
  const file = (name: string): string => join(folder, name)
  keys.write(folder)
  writeFileSync(file('ours.toml'), ours(at, keys, generation))
  writeFileSync(file('published.toml'), global(at, keys, 'theirCore'))

  const { run, output, stop } = createProcesses()
  const serve = (...parts: string[]): Promise<void> =>
    run(cli, 'serve', '--config', file('ours.toml'), ...parts.flatMap((part) => ['--part', part]))
  const published = (part: string, url: string, ...args: string[]): Promise<void> =>
    run(`test/published/${part}.ts`, '--url', url, '--generation', generation, ...args)
  const reading = ['--reader', file('reader.pem'), '--signers']
  const signers = ['auth', 'plain', 'theirAuth'].map((owner) => file(`${owner}.pub.pem`)).join(',')

  try {
    await Promise.all([
      serve('core'),
      serve('auth.auth'),
      serve('auth.plain'),
      serve('comm', 'desk', 'rooms'),
      published('core', at.theirCore!, '--config', file('published.toml')),
      published('auth', at.theirAuth!, ...loggingIn(file)),
      published('comm', at.theirComm!, ...reading, signers, '--number', number),
      published('platform', at.theirPlatform!, ...reading, signers, ...asking(at, file)),
    ])
    const agent = await agentToken(at, keys)
    const desk = await connect(at.desk!, { getToken: () => agent })
    return {
      generation,
      keys,
      at,
      folder,
      desk,
      agent,
      output,
      async stop() {
        desk.close()
        await stop()
        removeFolder(folder)
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

const loggingIn = (file: (name: string) => string): string[] => [
  ...['--signer', file('theirAuth.pem'), '--reader', file('reader.pub.pem')],
  ...['--attributes', JSON.stringify(proven), '--session', 'no'],
]

/** It asks either core: which one stands in the address that a test calls. */
const asking = (at: At, file: (name: string) => string): string[] => [
  ...['--cores', `${at.core},${at.theirCore}`, '--kid', 'platform', '--signer', file('asker.pem')],
  ...['--guest-secret', secrets.guest, '--host-secret', secrets.host],
]

async function agentToken(at: At, keys: Keys): Promise<string> {
  const alg = keys.kindOf('screen') === 'RSA' ? 'RS256' : 'ES256'
  return new SignJWT({ name: 'Sanne' })
    .setProtectedHeader({ alg })
    .setIssuer(at.page!)
    .setAudience('desk')
    .setSubject('sanne')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(await importPKCS8(keys.private('screen'), alg))
}
