/** One process of a part. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startChild } from './children.ts'

const cli = fileURLToPath(new URL('../../src/server/cli.ts', import.meta.url))

export interface Member {
  /** This very process, without the proxy. */
  readonly url: string
  kill(): Promise<void>
  start(): Promise<void>
}

interface MemberOptions {
  part: string
  port: number
  folder: string
  file: string
  environment: Record<string, string>
  print: (text: string) => void
}

export function memberOf({ part, port, folder, file, environment, print }: MemberOptions): Member {
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
