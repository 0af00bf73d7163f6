/** How a process that serves comes to its end: by a signal, or by an error that nobody expected. */
import { nameOf } from './guard.ts'
import type { Running } from './serve.ts'

/**
 * Stops in good order at SIGINT (Ctrl-C) or SIGTERM; a second signal ends at once. An error that nobody caught is told by name and
 * code alone, because its words may hold anything, and stops the process with exit code 1. Resolves to the exit code.
 */
export function stopOnSignal(running: Pick<Running, 'stop' | 'log'>): Promise<number> {
  return new Promise((resolve) => {
    let stopping = false
    const stop = (code: number): void => {
      if (stopping) process.exit(code || 130)
      stopping = true
      // Whatever hangs, the operator gets the terminal back.
      setTimeout(() => process.exit(code || 1), 5_000).unref()
      running.stop().then(
        () => resolve(code),
        () => resolve(1),
      )
    }
    const crash = (error: unknown): void => {
      running.log({ level: 'error', event: 'uncaught_error', ...nameOf(error) })
      stop(1)
    }
    process.on('SIGINT', () => stop(0))
    process.on('SIGTERM', () => stop(0))
    process.on('uncaughtException', crash)
    process.on('unhandledRejection', crash)
  })
}
