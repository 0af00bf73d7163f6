/** Changes travel as notifications, in the transaction that makes them, so that nobody hears of what did not happen. */
import type { Change } from './contract.ts'
import { type Row, type Sql, channel } from './database.ts'

export async function notify(sql: Sql, changes: Change[]): Promise<void> {
  if (changes.length === 0) return
  const payloads = changes.map((change) => JSON.stringify(change))
  await sql.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [
    channel,
    payloads,
  ])
}

/** Purpose, channel and communication plugin: who waits for the same. Tags have no space in them. */
export const laneOf = ({ purpose, channel, plugin }: Row): string =>
  `${purpose as string} ${channel as string} ${plugin as string}`

/** Of a row with `id`, `waiting_since` and what {@link laneOf} needs. */
export const waitingSince = (row: Row): Change => ({
  kind: 'waiting',
  id: row.id as string,
  since: (row.waiting_since as Date).getTime(),
  lane: laneOf(row),
})

export interface Changes {
  subscribe(listener: (change: Change) => void): () => void
  onPayload(payload: string): void
  onReset(): void
  clear(): void
}

export function createChanges(): Changes {
  // A list of own entries and not a set of functions: the same function may subscribe twice.
  const listeners = new Set<{ listener: (change: Change) => void }>()
  const tell = (change: Change): void => {
    for (const { listener } of [...listeners]) {
      try {
        listener(change)
      } catch {
        // One listener's fault must not keep the change from the others, nor end the process.
      }
    }
  }
  return {
    subscribe(listener) {
      const entry = { listener }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    onPayload(payload) {
      const change = changeOf(payload)
      if (change) tell(change)
    },
    onReset: () => tell({ kind: 'reset' }),
    clear: () => listeners.clear(),
  }
}

/** Anybody who can log in to the database can notify on the channel: what is no change of ours is not passed on. */
function changeOf(payload: string): Change | undefined {
  let change: unknown
  try {
    change = JSON.parse(payload)
  } catch {
    return undefined
  }
  if (typeof change !== 'object' || change === null) return undefined
  const { kind, id } = change as { kind?: unknown; id?: unknown }
  if (kind === 'outbox') return { kind }
  const known = ['waiting', 'left', 'conversation', 'exchange', 'room', 'agent'].includes(
    kind as string,
  )
  return known && typeof id === 'string' ? (change as Change) : undefined
}
