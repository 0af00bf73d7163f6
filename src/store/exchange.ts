/** What the sides of a running conversation say to each other. */
import { notify } from './changes.ts'
import type { Exchange, NewEntry, Side, StoredEntry } from './contract-exchange.ts'
import type { Database, Row, Sql } from './database.ts'

/** As many as are read at once. */
const most = 500

const alive = '(expires_at IS NULL OR expires_at > $2::timestamptz)'

export function exchange(database: Database, now: () => Date): Exchange {
  return {
    add: (id, entry) =>
      database.transaction(async (sql) => {
        // One after the other: a number is given only when everything before it can be seen.
        const [row] = await sql.query(
          `SELECT last_entry FROM id_contact.conversation WHERE id = $1 AND state = 'active' FOR NO KEY UPDATE`,
          [id],
        )
        if (!row) return 'gone'
        const known = entry.key === undefined ? undefined : await byKey(sql, id, entry)
        if (known) return placeOf(known)
        const excess = await excessOf(sql, id, entry, now())
        if (excess) return excess
        if (entry.replaces) await forget(sql, id, entry)
        const added = await insert(sql, {
          id,
          entry,
          at: now(),
          number: Number(row.last_entry) + 1,
        })
        await notify(sql, [{ kind: 'exchange', id }])
        return placeOf(added)
      }),

    async since(id, number) {
      const rows = await database.query(
        `SELECT number, side, kind, body, at FROM id_contact.entry
         WHERE conversation = $1 AND number > $3::integer AND ${alive} ORDER BY number LIMIT ${most}`,
        [id, now(), number],
      )
      return rows.map(entryOf)
    },

    async last(id) {
      const [row] = await database.query(
        'SELECT last_entry FROM id_contact.conversation WHERE id = $1',
        [id],
      )
      return (row?.last_entry as number | undefined) ?? 0
    },

    hint: (id, hint) => notify(database, [{ kind: 'exchange', id, hint }]),
  }
}

async function byKey(sql: Sql, id: string, { side, key }: NewEntry): Promise<Row | undefined> {
  const [row] = await sql.query(
    'SELECT number, at FROM id_contact.entry WHERE conversation = $1 AND side = $2 AND key = $3',
    [id, side, key],
  )
  return row
}

async function excessOf(
  sql: Sql,
  id: string,
  { side, kind, rate, most = Infinity }: NewEntry,
  time: Date,
): Promise<'too-many' | 'full' | undefined> {
  if (!rate && most === Infinity) return undefined
  const [row] = await sql.query(
    `SELECT count(*)::integer AS total,
       count(*) FILTER (WHERE at > $4::timestamptz - make_interval(secs => $5))::integer AS lately
     FROM id_contact.entry WHERE conversation = $1 AND side = $2 AND kind = $3`,
    [id, side, kind, time, rate?.seconds ?? 0],
  )
  const { total, lately } = row as { total: number; lately: number }
  if (total >= most) return 'full'
  return rate && lately >= rate.count ? 'too-many' : undefined
}

const forget = (sql: Sql, id: string, { side, kind }: NewEntry): Promise<Row[]> =>
  sql.query('DELETE FROM id_contact.entry WHERE conversation = $1 AND side = $2 AND kind = $3', [
    id,
    side,
    kind,
  ])

async function insert(
  sql: Sql,
  { id, entry, at, number }: { id: string; entry: NewEntry; at: Date; number: number },
): Promise<Row> {
  await sql.query('UPDATE id_contact.conversation SET last_entry = $2::integer WHERE id = $1', [
    id,
    number,
  ])
  const { side, kind, key, body, life } = entry
  const expiresAt = life === undefined ? undefined : new Date(at.getTime() + life * 1000)
  const [row] = await sql.query(
    `INSERT INTO id_contact.entry (conversation, number, side, kind, key, body, at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING number, at`,
    [id, number, side, kind, key, body, at, expiresAt],
  )
  return row!
}

const placeOf = (row: Row): { number: number; at: Date } => ({
  number: row.number as number,
  at: row.at as Date,
})

const entryOf = (row: Row): StoredEntry => ({
  ...placeOf(row),
  side: row.side as Side,
  kind: row.kind as string,
  body: row.body as string,
})

/** What was to be told only for a while. Rows that somebody holds are left to them. */
export async function sweepEntries(sql: Sql, time: Date): Promise<void> {
  await sql.query(
    `DELETE FROM id_contact.entry WHERE (conversation, number) IN (
       SELECT conversation, number FROM id_contact.entry WHERE expires_at <= $1 FOR UPDATE SKIP LOCKED
     )`,
    [time],
  )
}
