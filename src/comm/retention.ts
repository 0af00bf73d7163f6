/** The clock that erases: codes that are over, attempts that nobody finished, conversations that nobody is in any more. */
import type { Log } from '../protocol/log-entry.ts'
import type { Store } from '../store/index.ts'

/** How often the store is swept. */
export interface RetentionOptions {
  /** Milliseconds between two rounds. Default 2000. */
  every?: number | undefined
}

/** Begins at once; `stop` ends it. */
export function startRetention(
  store: Store,
  log: Log = () => {},
  { every = 2000 }: RetentionOptions = {},
): { stop(): void } {
  let isRunning = false
  const round = async (): Promise<void> => {
    if (isRunning) return
    isRunning = true
    try {
      const count = await store.sweep()
      if (count > 0) log({ event: 'retention', count })
    } catch (error) {
      log({ level: 'error', event: 'retention_failed', name: (error as Error).name })
    } finally {
      isRunning = false
    }
  }
  void round()
  const timer = setInterval(() => void round(), every)
  return { stop: () => clearInterval(timer) }
}
