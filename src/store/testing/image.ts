/** A database in memory that has its schema already: to make one takes four seconds of work, to load one that was made half a second. */
import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createChanges, type Changes } from '../changes.ts'
import type { Database } from '../database.ts'
import { migrate } from '../migrations.ts'
import { databaseOf, driver } from '../pglite.ts'

export interface Memory {
  database: Database
  changes: Changes
}

/** One of its own for each caller. */
export async function openImage(): Promise<Memory> {
  const { PGlite } = await driver()
  const changes = createChanges()
  const pglite = await PGlite.create({ loadDataDir: (image ??= kept() ?? (await make())) })
  return { database: await databaseOf(pglite, changes), changes }
}

const folder = fileURLToPath(new URL('../../../.cache/', import.meta.url))
/** Another for another schema and for other packages. */
const madeFrom = ['../migrations.ts', '../../../package-lock.json']
  .reduce(
    (hash, name) => hash.update(readFileSync(new URL(name, import.meta.url))),
    createHash('sha256'),
  )
  .digest('hex')
const file = `${folder}store-${madeFrom.slice(0, 16)}.tar`
let image: Blob | undefined

function kept(): Blob | undefined {
  try {
    return new Blob([readFileSync(file)])
  } catch {
    // The first of all tests makes it.
    return undefined
  }
}

async function make(): Promise<Blob> {
  const { PGlite } = await driver()
  const pglite = await PGlite.create()
  await migrate(await databaseOf(pglite, createChanges()), 'store.folder')
  // It is copied while it runs, so what loads it recovers it as after a crash: little then, and without a timer that keeps its process alive.
  await pglite.exec('ALTER SYSTEM SET log_startup_progress_interval = 0')
  await pglite.exec('CHECKPOINT')
  const made = await pglite.dumpDataDir('none')
  await pglite.close()
  mkdirSync(folder, { recursive: true })
  for (const old of globSync(`${folder}store-*.tar`)) rmSync(old, { force: true })
  // Another process may read at this moment: it finds the whole or nothing.
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, Buffer.from(await made.arrayBuffer()))
  renameSync(unfinished, file)
  return made
}
