/** A database in memory that has its schema already: to make one takes four seconds of work, to load one that was made half a second. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
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
  const pglite = await PGlite.create({ loadDataDir: await (image ??= keptOrMade()) })
  return { database: await databaseOf(pglite, changes), changes }
}

/** For a store in a folder: `folder` then opens as one that its process left. */
export async function unpackImage(folder: string): Promise<void> {
  if (!existsSync(file)) await (image ??= make())
  const place = join(folder, 'database')
  mkdirSync(place, { recursive: true, mode: 0o700 })
  await promisify(execFile)('tar', ['-xf', file, '-C', place])
}

const cache = fileURLToPath(new URL('../../../.cache/', import.meta.url))
/** Another for another schema and for other packages. */
const madeFrom = ['../migrations.ts', '../../../package-lock.json']
  .reduce(
    (hash, name) => hash.update(readFileSync(new URL(name, import.meta.url))),
    createHash('sha256'),
  )
  .digest('hex')
const file = `${cache}store-${madeFrom.slice(0, 16)}.tar`
let image: Promise<Blob> | undefined

async function keptOrMade(): Promise<Blob> {
  try {
    return new Blob([readFileSync(file)])
  } catch {
    // The first of all tests makes it.
    return make()
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
  mkdirSync(cache, { recursive: true })
  const old = globSync(`${cache}store-*.tar`).filter((name) => name !== file)
  for (const name of old) rmSync(name, { force: true })
  // Another process may read at this moment: it finds the whole or nothing.
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, Buffer.from(await made.arrayBuffer()))
  renameSync(unfinished, file)
  return made
}
