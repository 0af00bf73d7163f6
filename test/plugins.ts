/**
 * The plugins of `examples/plugins/`, each a process of its own beside our core, our desk and our other plugins, with the configuration file of
 * the examples. Only the ports are others, and agents show who they are with a token of the test.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { SignJWT, importJWK } from 'jose'
import { connect, type Desk } from '../src/agent/index.ts'
import { randomId } from '../src/protocol/digest.ts'
import { generateKey } from '../src/protocol/keys.ts'
import { makeKeys } from '../src/server/index.ts'
import { startProgram, type Program } from './program.ts'
import { freePortRange, removeFolder, temporaryFolder } from './system.ts'

export const examples = fileURLToPath(new URL('../examples/plugins/', import.meta.url))
const cli = fileURLToPath(new URL('../dist/src/server/cli.js', import.meta.url))

/** In the order of their ports in the file, from 8081 on. */
const parts = [
  'core',
  'portal',
  'phone',
  'desk',
  'issuer',
  'mijnJuinen',
  'letter',
  'exchange',
] as const
type Part = (typeof parts)[number]

type Change = (text: string) => string

export interface Plugins {
  /** Where each part is. */
  readonly at: Readonly<Record<Part, string>>
  /** Keys and secrets. */
  readonly folder: string
  /** Runs parts of the configuration file with `id-contact serve`. */
  serve(...parts: string[]): Promise<void>
  /** Runs a program until it says `ready`. */
  run(command: string[], ready: string, env?: Record<string, string>): Promise<void>
  /** Runs the portal that `kit-auth` asks. */
  portal(): Promise<void>
  /** Where the core sends a browser that has chosen. */
  start(choice: { purpose?: string; auth_method: string; comm_method: string }): Promise<string>
  /** Runs a plugin in Python, `http-auth/letter`, with its file or what a test makes of it. */
  python(name: string, changed?: Change): Promise<void>
  /** The code in a letter to somebody. */
  letter(name: string, address: string): Promise<string>
  agent(subject?: string): Promise<Desk>
  /** Everything that the processes printed. */
  output(): string
  stop(): Promise<void>
}

export async function preparePlugins(): Promise<Plugins> {
  const folder = temporaryFolder()
  const base = await freePortRange(parts.length)
  const portOf = (part: Part): number => base + parts.indexOf(part)
  const at = Object.fromEntries(
    parts.map((part) => [part, `http://localhost:${portOf(part)}`]),
  ) as Record<Part, string>
  const agentKey = await prepareFolder(folder)
  const programs: Program[] = []
  const env = { ...process.env, ID_CONTACT_DESK_AGENTS_KEYS_FILE: 'desk/agents.json' }

  /** A file of the examples, with other ports. */
  function copied(name: string, changed: Change = (text) => text): string {
    const text = readFileSync(join(examples, name), 'utf8')
      .replace(/localhost:80(\d\d)/g, (_, port) => `localhost:${base + Number(port) - 81}`)
      .replace(/^module = "/gm, `module = "${examples}`)
    const copy = join(folder, basename(name))
    writeFileSync(copy, changed(text))
    return copy
  }

  async function run(command: string[], ready: string, extra: Record<string, string> = {}) {
    programs.push(await startProgram(command, ready, { ...env, ...extra }))
  }

  return {
    at,
    folder,
    run,
    serve: (...names) => {
      const file = copied('id-contact.toml')
      const chosen = names.flatMap((name) => ['--part', name])
      const command = [cli, 'serve', '--config', file, '--data', folder, ...chosen]
      return run([process.execPath, ...command], 'Ready.')
    },
    portal: () =>
      run([process.execPath, join(examples, 'kit-auth/mijn-juinen.ts')], 'Mijn Juinen', {
        PORT: String(portOf('mijnJuinen')),
        PLUGIN: at.portal,
        PASSWORD_FILE: join(folder, 'portal/password'),
      }),
    start: async (choice) => {
      const answer = await fetch(`${at.core}/start`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ purpose: 'report_move', ...choice }),
      })
      const text = await answer.text()
      assert.equal(answer.status, 200, text)
      return (JSON.parse(text) as { client_url: string }).client_url
    },
    python: (name, changed) => {
      const file = copied(`${name}.toml`, changed)
      return run([python(), join(examples, `${name}.py`), file], 'plugin listens')
    },
    letter: (name, address) => issueCode(copied('http-auth/letter.toml'), name, address),
    agent: async (subject = 'sanne') => {
      const token = await new SignJWT({ name: subject })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(at.issuer)
        .setAudience('desk')
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(await importJWK(agentKey, 'ES256'))
      return connect(at.desk, { getToken: () => token })
    },
    output: () => programs.map(({ output }) => output()).join('\n'),
    async stop() {
      for (const program of programs.reverse()) await program.stop()
      removeFolder(folder)
    },
  }
}

/** The environment that `npm run test:interop` made. */
export function python(): string {
  const { PYTHON } = process.env
  if (!PYTHON) throw new Error('Run this with: npm run test:interop')
  return PYTHON
}

/** What the service that prints the letters does. */
export async function issueCode(file: string, name: string, address: string): Promise<string> {
  const args = [join(examples, 'http-auth/letter.py'), file, 'issue', name, address]
  const { stdout } = await promisify(execFile)(python(), args)
  return stdout.trim()
}

/** What an operator makes: keys for each part, and the secrets that two share. Gives the key that signs agents' tokens. */
async function prepareFolder(folder: string) {
  for (const part of ['core', 'portal', 'phone', 'letter', 'exchange'])
    await makeKeys(join(folder, part))
  mkdirSync(join(folder, 'desk'))
  const agents = await generateKey('sig', 'ES256')
  const secretly = { mode: 0o600 }
  writeFileSync(join(folder, 'portal/password'), randomId(32), secretly)
  writeFileSync(join(folder, 'exchange/api-key'), randomId(32), secretly)
  writeFileSync(join(folder, 'desk/client-secret'), randomId(32), secretly)
  writeFileSync(join(folder, 'desk/agents.json'), JSON.stringify(agents.publicKey), secretly)
  return agents.privateKey
}
