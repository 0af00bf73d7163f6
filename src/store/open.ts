/** Puts the store together on the database that the options name. */
import { agents } from './agents.ts'
import { arrival } from './arrival.ts'
import { callBacks } from './call-backs.ts'
import { calls } from './calls.ts'
import { createChanges, type Changes } from './changes.ts'
import type { Store } from './contract.ts'
import type { Database } from './database.ts'
import { identifications } from './identifications.ts'
import { exchange } from './exchange.ts'
import { migrate } from './migrations.ts'
import { outbox } from './outbox.ts'
import { paces } from './pace.ts'
import { openPglite } from './pglite.ts'
import { openPostgres, unusable } from './postgres.ts'
import { queue } from './queue.ts'
import { records } from './records.ts'
import { transfers } from './requeue.ts'
import { rooms } from './rooms.ts'
import { sweeper } from './sweep.ts'
import { tallies } from './tally.ts'

/** Where conversations are kept, and by which clock. */
export interface OpenStoreOptions {
  /**
   * A folder for one process, made when it is not there. It keeps what was answered for when the process is killed; PGlite does not
   * wait for the disk, so not when the machine loses power. A server does.
   */
  dataDir?: string
  /** `postgres://user:password@host:5432/database`, for any number of processes. Goes before `dataDir`. Neither: memory. */
  databaseUrl?: string
  /** The clock of everything that is kept. Default: the system's. */
  now?: () => Date
  /** Days that the audit is kept. Default: 90. */
  auditDays?: number
}

/** The store, and the database below it for tests that look at the rows. */
export async function open(
  options: OpenStoreOptions,
): Promise<{ store: Store; database: Database }> {
  const { databaseUrl, dataDir, now = () => new Date(), auditDays = 90 } = options
  const changes = createChanges()
  const database = databaseUrl
    ? await openPostgres(databaseUrl, changes)
    : await openPglite(dataDir, changes)
  try {
    await migrate(database, databaseUrl ? 'store.database_url' : 'store.folder')
  } catch (error) {
    await database.close()
    throw databaseUrl ? unusable(error) : error
  }
  return { store: storeOn(database, { changes, now, auditDays }), database }
}

/** The store on a database that has its schema. */
export function storeOn(
  database: Database,
  { changes, now, auditDays }: { changes: Changes; now: () => Date; auditDays: number },
): Store {
  return {
    ...arrival(database, now),
    ...queue(database, now),
    ...outbox(database, now),
    ...transfers(database, now),
    ...tallies(database, now),
    ...paces(database, now),
    ...callBacks(database, now),
    ...records(database, now),
    agents: agents(database, now),
    exchange: exchange(database, now),
    identifications: identifications(database, now),
    calls: calls(database, now),
    rooms: rooms(database, now),
    sweep: sweeper(database, { now, auditDays }),
    subscribe: changes.subscribe,
    async close() {
      changes.clear()
      await database.close()
    },
  }
}
