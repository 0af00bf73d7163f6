/** The same suite on each way to open a store. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe } from 'node:test'
import type { Change, Code, NewConversation, Store } from '../contract.ts'
import type { Database, Row } from '../database.ts'
import { open, storeOn } from '../open.ts'
import { openImage } from './image.ts'
import { empty } from './memory.ts'
import { startPostgres } from './postgres.ts'

export interface Bench {
  store: Store
  /** The rows themselves. */
  database: Database
  /** Milliseconds; the store's clock stands still until a test moves it. */
  time: number
}

type Opened = Pick<Bench, 'store' | 'database'>

interface Way {
  name: string
  open(now: () => Date): Promise<Opened & { remove?(): Promise<void> }>
}

const ways: Way[] = [
  {
    name: 'PGlite in memory',
    async open(now) {
      const { database, changes } = await openImage()
      return { database, store: storeOn(database, { changes, now, auditDays: 90 }) }
    },
  },
  {
    name: 'PostgreSQL',
    async open(now) {
      const server = await startPostgres()
      return { ...(await open({ databaseUrl: server.url, now })), remove: server.stop }
    },
  },
]

/** For what has to do with files. To every statement it is what memory is: the same PostgreSQL. */
export const inFolder: Way = {
  name: 'PGlite in a folder',
  async open(now) {
    const dataDir = temporaryFolder()
    const remove = () => Promise.resolve(rmSync(dataDir, { recursive: true, force: true }))
    return { ...(await open({ dataDir, now })), remove }
  },
}

export const startTime = Date.UTC(2026, 0, 5, 9)

/** Defines the suite once for each way. Before each test the tables are empty and the clock is at {@link startTime}. */
export function onEveryStore(name: string, suite: (bench: Bench) => void, ...more: Way[]): void {
  for (const way of [...ways, ...more])
    describe(`${name}, ${way.name}`, () => {
      const bench = { time: startTime } as Bench
      let remove: (() => Promise<void>) | undefined
      before(async () => {
        const opened = await way.open(() => new Date(bench.time))
        remove = opened.remove
        Object.assign(bench, opened)
      })
      beforeEach(async () => {
        bench.time = startTime
        await empty(bench.database)
      })
      after(async () => {
        await bench.store?.close()
        await remove?.()
      })
      suite(bench)
    })
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'id-contact-store-'))

export function conversation(more: Partial<NewConversation> = {}): NewConversation {
  const id = more.id ?? randomUUID()
  return {
    id,
    plugin: 'phone',
    purpose: 'report_move',
    channel: 'phone',
    commMethod: 'call',
    authMethod: 'digid',
    issuer: 'https://core.example',
    binding: `binding of ${id}`,
    refKey: `ref of ${id}`,
    capabilityKey: `capability of ${id}`,
    limits: { attempt: 900, idle: 1800, longest: 14_400 },
    ...more,
  }
}

/** A code that lives ten minutes from {@link startTime}. */
export const code = (key: string, expiresAt = startTime + 600_000): Code => ({
  key,
  sealed: `sealed ${key}`,
  expiresAt: new Date(expiresAt),
})

/** Starts one and brings it into the queue. @returns its id */
export async function released(
  { store }: Bench,
  more: Partial<NewConversation> & { code?: Code; session?: string } = {},
): Promise<string> {
  const { code: withCode, session, ...members } = more
  const fresh = conversation(members)
  await store.start(fresh)
  await store.attachResult(fresh.id, { result: `token of ${fresh.id}`, session })
  await store.release(fresh.id, { tokenKey: `tokenKey of ${fresh.id}`, code: withCode })
  return fresh.id
}

/** Everything that the schema holds, as text. */
export async function everything({ database }: Bench): Promise<string> {
  const tables = await database.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'id_contact'`,
  )
  const rows: Row[] = []
  for (const { table_name } of tables)
    rows.push(
      ...(await database.query(
        `SELECT to_jsonb(t) AS row FROM id_contact.${table_name as string} t`,
      )),
    )
  return JSON.stringify(rows)
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** How often each value occurs. */
export function tally(values: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1
  return counts
}

export async function until(
  check: () => boolean | Promise<boolean>,
  milliseconds = 5_000,
): Promise<void> {
  const end = Date.now() + milliseconds
  while (!(await check())) {
    if (Date.now() > end) throw new Error('It did not happen in time')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** What is told during `work`. A mark at each end, because a server tells a moment later. */
export async function told(bench: Bench, work: () => Promise<unknown>): Promise<Change[]> {
  const changes: Change[] = []
  const stop = bench.store.subscribe((change) => changes.push(change))
  const mark = async (): Promise<void> => {
    const id = await released(bench)
    await until(() => changes.some((change) => change.kind === 'waiting' && change.id === id))
  }
  await mark()
  changes.length = 0
  await work()
  await mark()
  stop()
  return changes.slice(0, -1)
}
