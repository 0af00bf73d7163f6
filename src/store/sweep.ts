/** The retention clock: what is past its time goes, whoever should have ended it. */
import { absenceSweeper } from './agents.ts'
import { notify } from './changes.ts'
import type { AuditEntry } from './contract-records.ts'
import type { Database, Row } from './database.ts'
import { sweepEntries } from './exchange.ts'
import { sweepAttempts } from './identifications.ts'
import { endedColumns, followEnd } from './queue.ts'
import { sweepPaces } from './pace.ts'
import { record } from './records.ts'
import { sweepGuests } from './rooms.ts'
import { present } from './row.ts'

const day = 24 * 60 * 60 * 1000
const hour = 60 * 60 * 1000

const after = (from: string, seconds: string): string =>
  `${from} + make_interval(secs => ${seconds})`

/** When a row is past its time, as it stands. */
const due = `least(${after('created_at', 'longest_seconds')}, CASE
  WHEN state IN ('starting', 'authenticating', 'failed') THEN ${after('created_at', 'attempt_seconds')}
  WHEN state = 'expired' THEN ${after('code_expires_at', 'attempt_seconds')}
  ELSE ${after('touched_at', 'idle_seconds')} END)`

/** Rows that another process holds at this moment are left to it, or to the next time: sweeps never wait for each other. */
const those = (where: string): string =>
  `id IN (SELECT id FROM id_contact.conversation WHERE ${where} FOR UPDATE SKIP LOCKED)`

/**
 * What a sweep reads: rows whose `sweep_at` has come, and no others, however many wait. That is no later than a row is due. It does not move with each
 * sign of life, which would write to every index every few seconds: a row that turns out not to be due yet is looked at again when it would be, and
 * no later than anything that happens to it from now on could make it due.
 */
export const sweepStatements = {
  end: `DELETE FROM id_contact.conversation WHERE ${those(`sweep_at <= $1::timestamptz AND ${due} <= $1::timestamptz`)} RETURNING ${endedColumns}`,
  expire: `UPDATE id_contact.conversation SET state = 'expired'
    WHERE ${those(`state = 'waiting' AND code_expires_at <= $1::timestamptz`)} RETURNING id`,
  postpone: `UPDATE id_contact.conversation
    SET sweep_at = least(${due}, ${after('$1::timestamptz', 'least(attempt_seconds, idle_seconds)')})
    WHERE ${those('sweep_at <= $1::timestamptz')}`,
}

export function sweeper(
  database: Database,
  { now, auditDays }: { now: () => Date; auditDays: number },
): () => Promise<number> {
  const sweepAbsent = absenceSweeper(database)
  let vacuumed = 0
  return async () => {
    const time = now()
    const deleted = await database.transaction(async (sql) => {
      const gone = await sql.query(sweepStatements.end, [time])
      await followEnd(sql, gone, 'expired', time)
      for (const row of gone) await record(sql, expiryOf(row), time)
      const expired = await sql.query(sweepStatements.expire, [time])
      await notify(
        sql,
        expired.map((row) => ({ kind: 'left', id: row.id as string, reason: 'expired' })),
      )
      await sql.query(sweepStatements.postpone, [time])
      await sweepAttempts(sql, time)
      return gone.length + (await sweepGuests(sql, time))
    })
    await sweepAbsent(time)
    await sweepEntries(database, time)
    await sweepPaces(database, time)
    await database.query('DELETE FROM id_contact.used_jti WHERE until <= $1', [time])
    await database.query('DELETE FROM id_contact.wrong_code WHERE at <= $1', [before(time, day)])
    // Of a communication plugin that does not exist any more, or does not run.
    await database.query('DELETE FROM id_contact.outbox WHERE created_at <= $1', [
      before(time, day),
    ])
    await database.query('DELETE FROM id_contact.audit WHERE at <= $1', [
      before(time, auditDays * day),
    ])
    if (time.getTime() - vacuumed >= hour) {
      vacuumed = time.getTime()
      await database.vacuum()
    }
    return deleted
  }
}

/** What nobody ended, and how far it had come. */
const expiryOf = (row: Row): AuditEntry => ({
  event: 'conversation_expired',
  plugin: row.plugin as string,
  purpose: row.purpose as string,
  commMethod: row.comm_method as string,
  ...present({
    authMethod: row.auth_method as string | null,
    agent: row.agent as string | null,
  }),
  outcome: row.state as string,
})

const before = (time: Date, milliseconds: number): Date => new Date(time.getTime() - milliseconds)
