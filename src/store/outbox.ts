/**
 * What authentication plugins are to be told of log-ins. It is written in the transaction of whatever caused it, and goes when it was told: a
 * process that dies in between loses nothing. The address is sealed, and the only thing that is left of a conversation.
 */
import { notify } from './changes.ts'
import type { SessionUpdate, Store } from './contract.ts'
import type { Database, Row, Sql } from './database.ts'

type Outbox = Pick<Store, 'logOut' | 'claimUpdates' | 'deleteUpdate' | 'postponeUpdate'>

/** How many are claimed at a time. */
const most = 20
/** Seconds until a claim is over: longer than a call may take. */
const lease = 10

export function outbox(database: Database, now: () => Date): Outbox {
  return {
    logOut: (id) =>
      database.transaction(async (sql) => {
        const [row] = await sql.query(
          `SELECT ${logInColumns} FROM id_contact.conversation WHERE id = $1 AND session IS NOT NULL FOR UPDATE`,
          [id],
        )
        if (!row) return false
        await sql.query('UPDATE id_contact.conversation SET session = NULL WHERE id = $1', [id])
        await endSessions(sql, [logInsOf(row).proven], now())
        return true
      }),

    async claimUpdates(plugin) {
      const rows = await database.query(
        `WITH due AS (
           SELECT id FROM id_contact.outbox WHERE plugin = $1 AND next_try <= $2::timestamptz
           ORDER BY next_try, id LIMIT $4::integer FOR UPDATE SKIP LOCKED
         )
         UPDATE id_contact.outbox o SET attempts = attempts + 1, next_try = $2::timestamptz + make_interval(secs => $3)
         FROM due WHERE o.id = due.id RETURNING o.id::text, o.type, o.session, o.attempts`,
        [plugin, now(), lease, most],
      )
      return rows.map(updateOf)
    },

    async deleteUpdate(id) {
      await database.query('DELETE FROM id_contact.outbox WHERE id = $1', [id])
    },

    async postponeUpdate(id, until) {
      await database.query('UPDATE id_contact.outbox SET next_try = $2 WHERE id = $1', [id, until])
    },
  }
}

function updateOf(row: Row): SessionUpdate {
  return {
    id: row.id as string,
    type: row.type as SessionUpdate['type'],
    session: row.session as string,
    attempts: row.attempts as number,
  }
}

/** A log-in that a conversation had; none when `session` is null. */
export interface LogIn {
  plugin: string
  session: string | null
}

/** These log-ins end, in the transaction that takes them from their conversations. */
export async function endSessions(sql: Sql, logIns: readonly LogIn[], time: Date): Promise<void> {
  const open = logIns.filter(({ session }) => session !== null)
  if (open.length === 0) return
  const sessions = open.map(({ session }) => session!)
  // Nobody is active any more: after the log-out it would be told too late.
  await sql.query(
    `DELETE FROM id_contact.outbox WHERE type = 'user_active' AND session = ANY ($1::text[])`,
    [sessions],
  )
  await sql.query(
    `INSERT INTO id_contact.outbox (plugin, session, type, created_at, next_try)
     SELECT plugin, session, 'logout', $3, $3 FROM unnest($1::text[], $2::text[]) AS ended (plugin, session)`,
    [open.map(({ plugin }) => plugin), sessions, time],
  )
  await notify(sql, [{ kind: 'outbox' }])
}

/** Of a row with these columns: what is proven, and what an attempt during the conversation holds apart. */
export const logInColumns = 'plugin, session, attempt_session'

export function logInsOf(row: Row): { proven: LogIn; attempt: LogIn } {
  const plugin = row.plugin as string
  return {
    proven: { plugin, session: row.session as string | null },
    attempt: { plugin, session: row.attempt_session as string | null },
  }
}
