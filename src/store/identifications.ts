/** Authentication during a conversation. What is under way stays apart from what is proven, until one step makes it so. */
import { spend } from './arrival.ts'
import { notify } from './changes.ts'
import type { Identifications, IdentificationState } from './contract-identification.ts'
import type { Database, Row, Sql } from './database.ts'
import { endSessions, logInColumns, logInsOf } from './outbox.ts'
import { columns, conversationOf } from './row.ts'

const day = 24 * 60 * 60 * 1000

const withoutResult = 'attempt_result = NULL, attempt_receipt_hash = NULL, attempt_session = NULL'
const withoutAttempt = `attempt_binding = NULL, attempt_auth_method = NULL, attempt_capability_key = NULL, attempt_direct = NULL,
  attempt_until = NULL, ${withoutResult}`

/** Neither the question nor what came of it. */
export const withoutIdentification = `identification = NULL, identification_since = NULL, ${withoutAttempt}`

/** What was held apart becomes what is proven. `$1` is the id and `$2` the time. The log-in was a sign of life. */
const promoting = `UPDATE id_contact.conversation SET result = attempt_result, receipt_hash = attempt_receipt_hash,
  auth_method = attempt_auth_method, binding = attempt_binding, touched_at = $2::timestamptz,
  session = attempt_session, session_told_at = $2::timestamptz, shares = NULL,
  ${withoutIdentification}`

export function identifications(database: Database, now: () => Date): Identifications {
  /** Everybody locks the row first, so that no two wait for each other. */
  const locked = <T>(id: string, work: (sql: Sql, row: Row | undefined) => Promise<T>) =>
    database.transaction(async (sql) => {
      const [row] = await sql.query(
        `SELECT ${logInColumns}, agent, identification, attempt_binding, attempt_direct, attempt_result,
           attempt_until > $2::timestamptz AS attempt_lives
         FROM id_contact.conversation WHERE id = $1 AND state = 'active' FOR UPDATE`,
        [id, now()],
      )
      return work(sql, row)
    })

  /** To another state, without what an attempt may have proved until then; `more` is SQL without values. */
  async function change(
    sql: Sql,
    id: string,
    before: Row,
    state: IdentificationState,
    more: string,
  ) {
    await endSessions(sql, [logInsOf(before).attempt], now())
    const [row] = await sql.query(
      `UPDATE id_contact.conversation SET identification = $2, identification_since = $3::timestamptz, ${more}
       WHERE id = $1 RETURNING id, agent`,
      [id, state, now()],
    )
    await tell(sql, row!)
  }

  /** What was proven before has a log-in of its own, which ends here; `more` is SQL with `values`. */
  async function promote(sql: Sql, id: string, before: Row, more = '', values: string[] = []) {
    await endSessions(sql, [logInsOf(before).proven], now())
    const [row] = await sql.query(`${promoting}${more} WHERE id = $1 RETURNING id, agent`, [
      ...[id, now()],
      ...values,
    ])
    await tell(sql, row!)
  }

  return {
    request: (id, agent) =>
      locked(id, async (sql, row) => {
        if (row?.agent !== agent) return 'gone'
        if (isAsked(row) && !isOver(row)) return 'under-way'
        await change(sql, id, row, 'requested', withoutAttempt)
        return 'requested'
      }),

    start: (id, { binding, authMethod, isDirect, capabilityKey, seconds }) =>
      locked(id, async (sql, row) => {
        if (!row) return 'gone'
        if (!isAsked(row)) return 'not-asked'
        const until = new Date(now().getTime() + seconds * 1000)
        await sql.query(
          `UPDATE id_contact.conversation SET attempt_binding = $2, attempt_auth_method = $3, attempt_capability_key = $4,
             attempt_direct = $5, attempt_until = $6, touched_at = $7 WHERE id = $1`,
          [id, binding, authMethod, capabilityKey, isDirect, until, now()],
        )
        await change(sql, id, row, 'started', withoutResult)
        return 'started'
      }),

    async byCapability(capabilityKey) {
      const [row] = await database.query(
        `SELECT ${columns} FROM id_contact.conversation WHERE attempt_capability_key = $1 AND state = 'active'`,
        [capabilityKey],
      )
      return row && conversationOf(row)
    },

    attachResult: (id, binding, { result, receiptHash, session, jti, jtiUntil }) =>
      locked(id, async (sql, row) => {
        if (!row) return 'gone'
        if (!isUnderWay(row, binding) || row.attempt_result !== null) return 'ignored'
        const until = jtiUntil ?? new Date(now().getTime() + day)
        if (jti !== undefined && !(await spend(sql, jti, until))) return 'replayed'
        await sql.query(
          `UPDATE id_contact.conversation SET attempt_result = $2, attempt_receipt_hash = $3, attempt_session = $4,
             touched_at = $5 WHERE id = $1`,
          [id, result, receiptHash, session, now()],
        )
        if (row.attempt_direct) await promote(sql, id, row)
        return 'accepted'
      }),

    promote: (id, binding, { tokenKey }) =>
      locked(id, async (sql, row) => {
        if (!row || !isUnderWay(row, binding)) return 'over'
        if (row.attempt_result === null) return 'result-missing'
        await promote(sql, id, row, ', token_key = $3', [tokenKey])
        return 'promoted'
      }),

    fail: (id, binding) =>
      locked(id, async (sql, row) => {
        if (!row || !isUnderWay(row, binding) || row.attempt_result !== null) return false
        await change(sql, id, row, 'failed', withoutResult)
        return true
      }),

    end: (id, binding, outcome) =>
      locked(id, async (sql, row) => {
        const isItsOwn = row?.attempt_binding === binding
        const mayEnd =
          row?.identification === 'started' ||
          (row?.identification === 'failed' && outcome === 'cancelled')
        if (!row || !isItsOwn || !mayEnd) return false
        await change(sql, id, row, outcome, withoutResult)
        return true
      }),

    decline: (id) =>
      locked(id, async (sql, row) => {
        if (!row || !isAsked(row)) return false
        if (row.identification !== 'cancelled')
          await change(sql, id, row, 'cancelled', withoutAttempt)
        return true
      }),
  }
}

const isAsked = ({ identification }: Row): boolean => identification !== null

const isOver = ({ identification, attempt_lives }: Row): boolean =>
  identification === 'failed' ||
  identification === 'cancelled' ||
  (identification === 'started' && attempt_lives !== true)

/** Also when nobody has swept yet, an attempt past its time is over. */
const isUnderWay = (row: Row, binding: string): boolean =>
  row.identification === 'started' && row.attempt_binding === binding && row.attempt_lives === true

const tell = (sql: Sql, { id, agent }: Row): Promise<void> =>
  notify(sql, [{ kind: 'conversation', id: id as string, state: 'active', agent: agent as string }])

/** What nobody finished has failed; and what is left of an attempt goes when its time is over. Rows that somebody holds are left to them. */
export async function sweepAttempts(sql: Sql, time: Date): Promise<void> {
  const rows = await sql.query(
    `WITH late AS (
       SELECT id, identification, ${logInColumns} FROM id_contact.conversation WHERE attempt_until <= $1::timestamptz FOR UPDATE SKIP LOCKED
     )
     UPDATE id_contact.conversation AS c SET ${withoutAttempt},
       identification = CASE late.identification WHEN 'started' THEN 'failed' ELSE late.identification END,
       identification_since = CASE late.identification WHEN 'started' THEN $1::timestamptz ELSE c.identification_since END
     FROM late WHERE c.id = late.id
     RETURNING c.id, c.agent, late.identification AS before, late.plugin, late.session, late.attempt_session`,
    [time],
  )
  await endSessions(
    sql,
    rows.map((row) => logInsOf(row).attempt),
    time,
  )
  for (const row of rows) if (row.before === 'started') await tell(sql, row)
}
