/** PostgreSQL inside this process: in memory, or in a folder that one process has at a time. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type * as Pglite from '@electric-sql/pglite'
import { ConfigError } from '../protocol/errors.ts'
import {
  type Database,
  type Listening,
  type Row,
  type Sql,
  channel,
  guarded,
  parameters,
} from './database.ts'
import { lockFolder } from './folder-lock.ts'

type Driver = typeof Pglite

/** @throws ConfigError when the package is missing, or the folder is in use, unreadable or damaged */
export async function openPglite(
  folder: string | undefined,
  listening: Listening,
): Promise<Database> {
  const { PGlite } = await driver()
  if (folder === undefined) return databaseOf(await PGlite.create(), listening)
  const unlock = lockFolder(folder)
  try {
    const place = join(folder, 'database')
    if (!existsSync(place)) await initialise(PGlite, place)
    return await databaseOf(await reopened(PGlite, place), listening, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

export async function driver(): Promise<Driver> {
  try {
    return await import('@electric-sql/pglite')
  } catch (cause) {
    const remedy = 'Install the package @electric-sql/pglite, or set database_url.'
    throw new ConfigError('store', remedy, { cause })
  }
}

/**
 * Makes the database beside its place and moves it there whole: a process that is killed while PostgreSQL writes its first files would
 * leave a folder that never opens again.
 */
async function initialise(PGlite: Driver['PGlite'], place: string): Promise<void> {
  const unfinished = `${place}.new`
  try {
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished, { mode: 0o700 })
    const database = await PGlite.create(unfinished)
    await database.close()
    renameSync(unfinished, place)
  } catch (cause) {
    const remedy = 'Choose a folder on a disk with room, that this process may write to.'
    throw new ConfigError('store.folder', remedy, { cause })
  }
}

async function reopened(PGlite: Driver['PGlite'], place: string): Promise<Pglite.PGlite> {
  try {
    // Not `relaxedDurability`: what was answered must be in the folder when the process is killed the next moment.
    return await PGlite.create(place, { relaxedDurability: false })
  } catch (cause) {
    const remedy =
      'The conversations there cannot be opened. Put back a backup of the folder, or move the folder away to start with an empty one.'
    throw new ConfigError('store.folder', remedy, { cause })
  }
}

export async function databaseOf(
  pglite: Pglite.PGlite,
  listening: Listening,
  unlock = (): void => {},
): Promise<Database> {
  await pglite.listen(channel, listening.onPayload)
  const underWay = new Set<Promise<unknown>>()
  /** PGlite itself lets one statement or transaction run at a time; closing in the middle of one is for us to prevent. */
  const tracked = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work)
    try {
      return await work
    } finally {
      underWay.delete(work)
    }
  }
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await Promise.allSettled(underWay)
    try {
      await pglite.close()
    } finally {
      unlock()
    }
  }
  return {
    query: (text, values) => tracked(sqlOf(pglite).query(text, values)),
    transaction: (work) => tracked(guarded(() => pglite.transaction((tx) => work(sqlOf(tx))))),
    async vacuum() {
      // There is no autovacuum in here. It also makes place in the files where rows were that are gone.
      await tracked(guarded(() => pglite.exec('VACUUM')))
    },
    close: () => (closing ??= close()),
  }
}

const sqlOf = (runner: Pglite.PGlite | Pglite.Transaction): Sql => ({
  query: (text, values = []) =>
    guarded(async () => (await runner.query<Row>(text, parameters(values))).rows),
})
