/** The running system as a person starts it: a process of its own, everything it prints kept, its data in a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unpackImage } from '../src/store/testing/image.ts'

export interface System {
  readonly site: string
  readonly core: string
  readonly auth: string
  readonly comm: string
  readonly desk: string
  readonly provider: string
  readonly dataDir: string
  /** Everything that the process printed until now. */
  output(): string
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** The demonstration, which has a chat and video as well. */
export interface Demonstration extends System {
  readonly chat: string
  readonly video: string
}

export interface SystemOptions {
  /** Default: a folder of its own, with a database in which nothing happened yet: to make that takes longer than all the rest. */
  dataDir?: string
  port?: number
  /** Extra arguments of the start script, for instance `--delivery result`. */
  args?: string[]
  env?: Record<string, string>
}

const partsPerSystem = 8

/**
 * `TEST_PORTS=20000-25999` when suites run beside each other: a port that is free is taken only some moments later.
 * Below 32768: from there on the system takes ports for connections that go out, at any moment.
 */
const [firstPort = 20000, lastPort = 31999] =
  (process.env.TEST_PORTS ?? '').match(/\d+/g)?.map(Number) ?? []

/** A base port with room for every part behind it. */
export async function freePortRange(length = partsPerSystem): Promise<number> {
  for (;;) {
    const base = firstPort + Math.floor(Math.random() * (lastPort + 2 - firstPort - length))
    const free = await Promise.all(Array.from({ length }, (_, offset) => isFree(base + offset)))
    if (free.every(Boolean)) return base
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, 'localhost', () => server.close(() => resolve(true)))
  })
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'id-contact-test-'))

async function freshFolder(): Promise<string> {
  const folder = temporaryFolder()
  await unpackImage(join(folder, 'conversations'))
  return folder
}

export async function startSystem(options: SystemOptions = {}): Promise<Demonstration> {
  const port = options.port ?? (await freePortRange())
  const dataDir = options.dataDir ?? (await freshFolder())
  const args = ['examples/demo/start.ts', '--data', dataDir, '--port', String(port)]
  const child = spawn(process.execPath, [...args, ...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  await ready(child, () => output).catch((error: unknown) => {
    // Else the test would wait for a process that nobody knows.
    child.kill('SIGKILL')
    throw error
  })
  const at = (offset: number): string => `http://localhost:${port + offset}`
  return {
    site: at(0),
    core: at(1),
    auth: at(2),
    comm: at(3),
    desk: at(4),
    provider: at(5),
    chat: at(6),
    video: at(7),
    dataDir,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        await once(child, 'exit')
      }
      return child.exitCode
    },
  }
}

async function ready(child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 180_000
  while (!output().includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(`The system did not start:\n${output()}`)
    if (Date.now() > deadline) throw new Error(`The system was not ready in time:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true })
