/** Programs of a test, each a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export interface Processes {
  /** Runs a program of this repository until it says `Ready.` */
  run(...command: string[]): Promise<void>
  /** Everything that they printed. */
  output(): string
  stop(): Promise<void>
}

export function createProcesses(): Processes {
  const children: ChildProcess[] = []
  let printed = ''

  function run(...command: string[]): Promise<void> {
    const args = ['--disable-warning=ExperimentalWarning', ...command]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    children.push(child)
    let text = ''
    return new Promise((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        text += String(chunk)
        printed += String(chunk)
        if (text.includes('Ready.')) resolve()
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.once('error', reject)
      child.once('exit', () => reject(new Error(`${command.join(' ')} did not start:\n${text}`)))
    })
  }

  async function stop(): Promise<void> {
    const running = children.filter((one) => one.exitCode === null && one.signalCode === null)
    await Promise.all(
      running.map((child) => {
        const exit = once(child, 'exit')
        child.kill('SIGTERM')
        return exit
      }),
    )
  }

  return { run, stop, output: () => printed }
}
