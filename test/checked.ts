/** Parts to be checked, in processes of their own, and the checker as the command that a plugin author runs. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeKeys, type KeyKind } from '../src/server/keys.ts'
import { startProgram, type Program } from './program.ts'
import { freePortRange, temporaryFolder } from './system.ts'

/** A folder for configuration files, and addresses that are free. */
export interface Bench {
  folder: string
  /** `http://127.0.0.1:…`: the checker listens there. */
  checker: string
  /** Where the parts are: `http://localhost:…`. */
  at: (part: number) => string
  /** Writes keys into `folder/name`. */
  keys(...names: string[]): Promise<void>
  /** Writes a file, and gives its path. */
  write(name: string, text: string): string
}

const portsEach = 20

/** Ports are free until somebody listens, so two benches of one process could be given the same. */
const given: number[] = []

async function ownPorts(): Promise<number> {
  for (;;) {
    const port = await freePortRange(portsEach)
    if (given.some((other) => Math.abs(other - port) < portsEach)) continue
    given.push(port)
    return port
  }
}

export async function createBench(kind: KeyKind): Promise<Bench> {
  const folder = temporaryFolder()
  const port = await ownPorts()
  return {
    folder,
    checker: `http://127.0.0.1:${port}`,
    at: (part) => `http://localhost:${port + part}`,
    async keys(...names) {
      for (const name of names) await makeKeys(join(folder, name), kind)
    },
    write(name, text) {
      const path = join(folder, name)
      writeFileSync(path, text)
      return path
    },
  }
}

/** `id-contact`. */
export const command = [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  'src/server/cli.ts',
]

/** `id-contact serve --config FILE`, once it says that it is ready. */
export const serveFile = (config: string): Promise<Program> =>
  startProgram([...command, 'serve', '--config', config], 'Ready.')

export interface Run {
  code: number | null
  output: string
  /** Names of the requirements that ended so. */
  ended(how: 'passed' | 'FAILED' | 'skipped'): string[]
}

/** `id-contact check …`. */
export async function runCheck(...args: string[]): Promise<Run> {
  const [program, ...before] = command
  const child = spawn(program!, [...before, 'check', ...args])
  const output = collect(child)
  await once(child, 'close')
  return {
    code: child.exitCode,
    output: output(),
    ended: (how) =>
      [...output().matchAll(new RegExp(`^${how} +([A-Z]+-[A-Z]+-\\d\\d)`, 'gm'))].map(
        ([, id]) => id!,
      ),
  }
}

function collect(child: ChildProcess): () => string {
  let output = ''
  child.stdout!.on('data', (chunk) => (output += chunk))
  child.stderr!.on('data', (chunk) => (output += chunk))
  return () => output
}
