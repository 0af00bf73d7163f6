import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'

/** Programs that run now. None of them outlives a test that is interrupted. */
const running = new Set<ChildProcess>()
let isWatching = false

/** A part need not stop in good order when nobody reads any more what it writes; nginx takes its workers along. */
const endOf = ({ spawnfile }: ChildProcess): NodeJS.Signals =>
  spawnfile === process.execPath ? 'SIGKILL' : 'SIGTERM'

export function startChild(program: string, args: string[], options: SpawnOptions): ChildProcess {
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
