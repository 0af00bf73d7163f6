/** Agents who listen at this process: their signs of life, one query for all of them. Whoever listens at none any more is gone in a while. */
import type { Log } from '../../protocol/log-entry.ts'
import type { Store } from '../../store/index.ts'

/** Milliseconds between two signs of life. */
const heartbeat = 10_000

export interface Presence {
  /** An agent listens. @returns what ends it */
  enter(agent: string): () => void
}

export function createPresence({ agents }: Pick<Store, 'agents'>, log: Log): Presence {
  const streams = new Map<string, number>()
  let timer: ReturnType<typeof setInterval> | undefined
  const see = (...ids: string[]): void => {
    agents.seen(...ids).catch((error: unknown) => {
      log({ level: 'error', event: 'presence_failed', name: (error as Error).name })
    })
  }
  return {
    enter(agent) {
      const before = streams.get(agent) ?? 0
      streams.set(agent, before + 1)
      if (before === 0) see(agent)
      timer ??= setInterval(() => see(...streams.keys()), heartbeat)
      return () => {
        const left = streams.get(agent)! - 1
        if (left > 0) streams.set(agent, left)
        else streams.delete(agent)
        if (streams.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
