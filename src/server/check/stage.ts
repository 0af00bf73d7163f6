/** The address at which the checker plays the other roles: it keeps what comes in, and answers what the requirement at hand wants answered. */
import { listen } from '../host.ts'
import type { Listen } from '../config/context.ts'

export interface Received {
  method: string
  /** Absolute, as seen from outside. */
  url: string
  /** Media type, without parameters. */
  type: string
  headers: Headers
  body: string
}

type Role = (received: Received) => Response | Promise<Response>

export interface Stage {
  /** Without a slash at its end. */
  readonly address: string
  /** What came in since the last `clear`, oldest first. */
  readonly received: Received[]
  /** Resolves with the first request since the last `clear` that fits, now or later; undefined when none comes in time (milliseconds). */
  heard(fits: (received: Received) => boolean, timeout: number): Promise<Received | undefined>
  /** From now on, requests to this address (without query) are answered so. Anything else gets an empty page. */
  play(url: string, role: Role): void
  /** Forgets what came in and what was played. */
  clear(): void
  stop(): Promise<void>
}

/** @param address how peers and browsers reach what listens here; a reverse proxy may stand in between */
export async function openStage(at: Listen, address: string): Promise<Stage> {
  const received: Received[] = []
  const roles = new Map<string, Role>()
  const waiting = new Set<() => void>()
  const handler = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url)
    const url = address + pathname + search
    const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
    const { method, headers } = request
    const one: Received = { method, url, type, headers, body: await request.text() }
    received.push(one)
    for (const look of waiting) look()
    const role = roles.get(address + pathname)
    return role ? role(one) : new Response('The checker was here.')
  }
  const listening = await listen(handler, { ...at, key: 'listen' })
  return {
    address,
    received,
    heard: (fits, timeout) =>
      new Promise((resolve) => {
        const look = (isLast = false): void => {
          const found = received.find(fits)
          if (!found && !isLast) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve(found)
        }
        const timer = setTimeout(() => look(true), timeout)
        waiting.add(look)
        look()
      }),
    play: (url, role) => void roles.set(url, role),
    clear() {
      received.length = 0
      roles.clear()
    },
    stop: () => listening.stop(200),
  }
}
