/** The connection that hears of changes. It comes back by itself, and says that it was away. */
import type { Client, ClientConfig } from 'pg'
import { type Listening, channel } from './database.ts'
import type { Driver } from './postgres.ts'

/** Milliseconds before another try to connect: doubled each time, up to the last. */
const firstPause = 100
const longestPause = 5_000
/** How often the connection is tried. A network that swallows packets ends no connection. */
const heartbeat = 10_000
const answerTime = 5_000

/** @returns what stops it; rejects when the first connection cannot be made */
export async function listen(
  pg: Driver,
  config: ClientConfig,
  listening: Listening,
): Promise<() => Promise<void>> {
  let stopped = false
  let current: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let pause = firstPause

  async function connect(): Promise<void> {
    const client = new pg.Client({ ...config, query_timeout: answerTime })
    let over = false
    const lost = (): void => {
      if (over) return
      over = true
      clearTimeout(timer)
      if (current !== client) return
      current = undefined
      discard(client)
      if (!stopped) later()
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ payload }) => listening.onPayload(payload ?? ''))
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      if (over) throw new Error('The connection ended while it began')
    } catch (error) {
      over = true
      discard(client)
      throw error
    }
    if (stopped) return discard(client)
    current = client
    beat(client, lost)
  }

  function beat(client: Client, lost: () => void): void {
    timer = setTimeout(() => {
      client.query('SELECT 1').then(() => current === client && beat(client, lost), lost)
    }, heartbeat)
  }

  function later(): void {
    // Not all processes at the same moment when the server comes back.
    timer = setTimeout(() => void again(), pause * (0.5 + Math.random() / 2))
    pause = Math.min(pause * 2, longestPause)
  }

  async function again(): Promise<void> {
    try {
      await connect()
    } catch {
      if (!stopped) later()
      return
    }
    if (stopped) return
    pause = firstPause
    listening.onReset()
  }

  await connect()
  return async () => {
    stopped = true
    clearTimeout(timer)
    const client = current
    current = undefined
    if (client) await client.end().catch(() => {})
  }
}

/** `end()` waits for a server that may be silent for good; nobody waits for it here. */
function discard(client: Client): void {
  client.end().catch(() => {})
}
