/** A program that a test starts: everything it prints is kept. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Program {
  output(): string
  stop(): Promise<void>
}

/** Resolves when it has printed `ready`. @throws when it ends before that */
export async function startProgram(
  [program, ...args]: string[],
  ready: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Program> {
  const child = spawn(program!, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += String(chunk)
      if (output.includes(ready)) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`It did not start:\n${output}`)))
  })
  return {
    output: () => output,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
