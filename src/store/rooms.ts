/** Guests in the rooms of a platform. Every change of one is notified, so that whoever watches the room looks again, in any process. */
import { spend } from './arrival.ts'
import { notify } from './changes.ts'
import type { GuestState, Rooms, StoredGuest } from './contract-rooms.ts'
import type { Database, Row, Sql } from './database.ts'
import { endSessions } from './outbox.ts'
import { present } from './row.ts'

const columns =
  'plugin, room_key, guest_key, state, purpose, auth_method, details, binding, result, receipt_hash, created_at'

/** Seconds between two signs of life that are worth a write, and that authentication plugins are told of (T27). */
const touchStep = 60

const day = 24 * 60 * 60 * 1000

/** Whose log-ins these are in the outbox: a communication plugin may have the same tag. */
const owner = `'rooms.' || plugin`
const logIn = `${owner} AS owner, session`

export function rooms(database: Database, now: () => Date): Rooms {
  const by = (column: 'attr_key' | 'return_key') => async (value: string) => {
    const [row] = await database.query(
      `SELECT ${columns} FROM id_contact.guest WHERE ${column} = $1`,
      [value],
    )
    return row && guestOf(row)
  }

  /** `$1` is the key that `where` names. */
  const change = (set: string, where: string) => (key: string) =>
    database.transaction(async (sql) => {
      const rows = await sql.query(
        `UPDATE id_contact.guest SET ${set}, touched_at = $2 WHERE ${where} RETURNING room_key, attr_key, result, ${logIn}`,
        [key, now()],
      )
      await forgetLogIns(sql, rows)
      await notifyRooms(sql, rows)
      return rows.length > 0
    })

  /** Where the result was erased, the log-in ends with it. */
  async function forgetLogIns(sql: Sql, rows: Row[]): Promise<void> {
    const without = rows.filter(({ result, session }) => result === null && session !== null)
    if (without.length === 0) return
    await endLogIns(sql, without, now())
    await sql.query(
      'UPDATE id_contact.guest SET session = NULL WHERE attr_key = ANY ($1::text[])',
      [without.map((row) => row.attr_key as string)],
    )
  }

  const failing = `state = 'failed', result = NULL, receipt_hash = NULL`

  return {
    start: (g) =>
      database.transaction(async (sql) => {
        const [row] = await sql.query(
          `INSERT INTO id_contact.guest AS g (plugin, room_key, guest_key, state, purpose, auth_method, details, binding, attr_key, return_key,
             created_at, touched_at, idle_seconds, longest_seconds)
           VALUES ($1, $2, $3, 'authenticating', $4, $5, $6, $7, $8, $9, $10, $10, $11, $12)
           ON CONFLICT (plugin, room_key, guest_key) DO UPDATE SET state = 'authenticating', purpose = EXCLUDED.purpose,
             auth_method = EXCLUDED.auth_method, details = EXCLUDED.details, binding = EXCLUDED.binding,
             attr_key = EXCLUDED.attr_key, return_key = EXCLUDED.return_key, result = NULL, receipt_hash = NULL,
             touched_at = EXCLUDED.touched_at
           WHERE g.state <> 'proven' RETURNING room_key, attr_key, result, ${logIn}`,
          [
            ...[g.plugin, g.roomKey, g.guestKey, g.purpose, g.authMethod, g.details, g.binding],
            ...[g.attrKey, g.returnKey, now(), g.limits.idle, g.limits.longest],
          ],
        )
        if (!row) return 'proven'
        await forgetLogIns(sql, [row])
        await notifyRooms(sql, [row])
        return 'started'
      }),

    byAttr: by('attr_key'),
    byReturn: by('return_key'),

    attachResult(attrKey, { result, receiptHash, session, jti, jtiUntil }) {
      const until = jtiUntil ?? new Date(now().getTime() + day)
      return database.transaction(async (sql) => {
        // The row first, then the jti: everybody locks in this order, so that no two wait for each other.
        const [row] = await sql.query(
          'SELECT state, room_key FROM id_contact.guest WHERE attr_key = $1 FOR UPDATE',
          [attrKey],
        )
        if (!row) return 'gone'
        if (row.state !== 'authenticating') return 'ignored'
        if (jti !== undefined && !(await spend(sql, jti, until))) return 'replayed'
        await sql.query(
          `UPDATE id_contact.guest SET state = CASE WHEN return_key IS NULL THEN 'proven' ELSE 'authenticated' END,
             result = $2, receipt_hash = $3, session = $4, touched_at = $5 WHERE attr_key = $1`,
          [attrKey, result, receiptHash, session, now()],
        )
        await notifyRooms(sql, [row])
        return 'accepted'
      })
    },

    release: change(`state = 'proven'`, `return_key = $1 AND state = 'authenticated'`),
    fail: change(failing, `attr_key = $1 AND state = 'authenticating'`),
    withdraw: change(
      failing,
      `(attr_key = $1 OR return_key = $1) AND state IN ('authenticating', 'authenticated')`,
    ),

    async inRoom(plugin, roomKey) {
      await touch(plugin, roomKey)
      const rows = await database.query(
        `SELECT ${columns} FROM id_contact.guest WHERE plugin = $1 AND room_key = $2 ORDER BY created_at, number LIMIT 1000`,
        [plugin, roomKey],
      )
      return rows.map(guestOf)
    },

    touch,

    end: (plugin, roomKey, guestKey) =>
      database.transaction(async (sql) => {
        const rows = await sql.query(
          `DELETE FROM id_contact.guest WHERE plugin = $1 AND room_key = $2 AND ($3::text IS NULL OR guest_key = $3)
           RETURNING ${columns}, ${logIn}`,
          [plugin, roomKey, guestKey],
        )
        await endLogIns(sql, rows, now())
        await notifyRooms(sql, rows)
        return rows.map(guestOf)
      }),
  }

  async function touch(plugin: string, roomKey: string): Promise<void> {
    const told = await database.query(
      `WITH touched AS (
         UPDATE id_contact.guest SET touched_at = $3::timestamptz
         WHERE (plugin, room_key, guest_key) IN (
           SELECT plugin, room_key, guest_key FROM id_contact.guest
           WHERE plugin = $1 AND room_key = $2 AND touched_at <= $3::timestamptz - make_interval(secs => $4) FOR UPDATE SKIP LOCKED
         )
         RETURNING state, ${logIn}
       )
       INSERT INTO id_contact.outbox (plugin, session, type, created_at, next_try)
       SELECT owner, session, 'user_active', $3, $3 FROM touched WHERE session IS NOT NULL AND state = 'proven'
       RETURNING id`,
      [plugin, roomKey, now(), touchStep],
    )
    if (told.length > 0) await notify(database, [{ kind: 'outbox' }])
  }
}

/** Deletes the guests that are past their time. @returns how many */
export async function sweepGuests(sql: Sql, time: Date): Promise<number> {
  const gone = await sql.query(
    `DELETE FROM id_contact.guest WHERE (plugin, room_key, guest_key) IN (
       SELECT plugin, room_key, guest_key FROM id_contact.guest
       WHERE touched_at + make_interval(secs => idle_seconds) <= $1::timestamptz
         OR created_at + make_interval(secs => longest_seconds) <= $1::timestamptz
       FOR UPDATE SKIP LOCKED) RETURNING room_key, ${logIn}`,
    [time],
  )
  await endLogIns(sql, gone, time)
  await notifyRooms(sql, gone)
  return gone.length
}

const endLogIns = (sql: Sql, rows: Row[], time: Date): Promise<void> =>
  endSessions(
    sql,
    rows.map((row) => ({ plugin: row.owner as string, session: row.session as string | null })),
    time,
  )

async function notifyRooms(sql: Sql, rows: Row[]): Promise<void> {
  const ids = new Set(rows.map(({ room_key }) => room_key as string))
  await notify(
    sql,
    [...ids].map((id) => ({ kind: 'room', id })),
  )
}

const guestOf = (row: Row): StoredGuest => ({
  plugin: row.plugin as string,
  roomKey: row.room_key as string,
  guestKey: row.guest_key as string,
  state: row.state as GuestState,
  purpose: row.purpose as string,
  authMethod: row.auth_method as string,
  details: row.details as string,
  binding: row.binding as string,
  createdAt: row.created_at as Date,
  ...present({
    result: row.result as string | null,
    receiptHash: row.receipt_hash as string | null,
  }),
})
