/** Stores in memory for the tests of the rooms above. */
import type { Store } from '../contract.ts'
import type { Database } from '../database.ts'
import { storeOn } from '../open.ts'
import { openImage, type Memory } from './image.ts'

const idle: Memory[] = []

/**
 * An empty store of its own for each caller. To open a database takes half a second of work, so the one of a store that was closed goes to
 * the next, emptied.
 */
export async function memoryStore({ now }: { now: () => Date }): Promise<Store> {
  const place = idle.pop() ?? (await openImage())
  const { changes } = place
  let isOpen = true
  const closed = (): never => {
    throw new Error('This store was closed by its test')
  }
  const database: Database = {
    ...place.database,
    query: async (...statement) => (isOpen ? place.database.query(...statement) : closed()),
    transaction: async (work) => (isOpen ? place.database.transaction(work) : closed()),
    async close() {
      if (!isOpen) return
      isOpen = false
      await empty(place.database)
      idle.push(place)
    },
  }
  return storeOn(database, { changes, now, auditDays: 90 })
}

/** What was under way before has its turn first. */
export async function empty(database: Database): Promise<void> {
  const tables = await database.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'id_contact' AND table_name <> 'migration'`,
  )
  const names = tables.map(({ table_name }) => `id_contact.${table_name as string}`)
  await database.query(`TRUNCATE ${names.join(', ')} RESTART IDENTITY`)
}
