/** From the start of a conversation until it waits. */
import type { Store } from './contract.ts'
import { type Database, type Sql, isTaken } from './database.ts'
import { notify, waitingSince } from './changes.ts'
import { columns, conversationOf } from './row.ts'

type Arrival = Pick<
  Store,
  'start' | 'byId' | 'byRef' | 'byCapability' | 'byToken' | 'attachResult' | 'fail' | 'release'
>

const day = 24 * 60 * 60 * 1000

export function arrival(database: Database, now: () => Date): Arrival {
  const by =
    (column: 'id' | 'ref_key' | 'capability_key' | 'token_key') => async (value: string) => {
      const [row] = await database.query(
        `SELECT ${columns} FROM id_contact.conversation WHERE ${column} = $1`,
        [value],
      )
      return row && conversationOf(row)
    }

  return {
    async start(c) {
      await database.query(
        `INSERT INTO id_contact.conversation (id, plugin, state, purpose, channel, comm_method, auth_method, issuer, binding,
           ref_key, capability_key, created_at, touched_at, attempt_seconds, idle_seconds, longest_seconds, sweep_at, call_back_from)
         VALUES ($1, $2, 'starting', $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, $11::timestamptz + make_interval(secs => $15), $16)`,
        [
          ...[c.id, c.plugin, c.purpose, c.channel, c.commMethod, c.authMethod, c.issuer],
          ...[c.binding, c.refKey, c.capabilityKey, now()],
          ...[c.limits.attempt, c.limits.idle, c.limits.longest],
          Math.min(c.limits.attempt, c.limits.idle, c.limits.longest),
          c.callBackFrom,
        ],
      )
    },

    byId: by('id'),
    byRef: by('ref_key'),
    byCapability: by('capability_key'),
    byToken: by('token_key'),

    attachResult(id, { result, receiptHash, session, jti, jtiUntil }) {
      const until = jtiUntil ?? new Date(now().getTime() + day)
      return database.transaction(async (sql) => {
        // The row first, then the jti: everybody locks in this order, so that no two wait for each other.
        const [row] = await sql.query(
          'SELECT state FROM id_contact.conversation WHERE id = $1 FOR UPDATE',
          [id],
        )
        if (!row) return 'gone'
        if (row.state !== 'starting') return 'ignored'
        if (jti !== undefined && !(await spend(sql, jti, until))) return 'replayed'
        await sql.query(
          `UPDATE id_contact.conversation SET state = 'authenticating', result = $2, receipt_hash = $3,
             session = $4, session_told_at = $5
           WHERE id = $1 AND state = 'starting' AND result IS NULL`,
          // The log-in itself was a sign of life: the first minute counts from here.
          [id, result, receiptHash, session, now()],
        )
        return 'accepted'
      })
    },

    async fail(id) {
      const rows = await database.query(
        `UPDATE id_contact.conversation SET state = 'failed', binding = NULL, capability_key = NULL
         WHERE id = $1 AND state = 'starting' RETURNING id`,
        [id],
      )
      return rows.length > 0
    },

    async release(id, { tokenKey, code, withoutResult = false }) {
      const work = database.transaction(async (sql) => {
        const [released] = await sql.query(
          `UPDATE id_contact.conversation SET state = CASE WHEN call_back_from IS NULL THEN 'waiting' ELSE 'expired' END,
             token_key = $2, code_key = $3, code = $4, waiting_since = $6, joined_at = $6, touched_at = $6,
             code_expires_at = CASE WHEN call_back_from IS NULL THEN $5::timestamptz ELSE $6 END
           WHERE id = $1 AND (state = 'authenticating' OR state = 'starting' AND $7::boolean)
           RETURNING id, state, waiting_since, purpose, channel, plugin`,
          [id, tokenKey, code?.key, code?.sealed, code?.expiresAt, now(), withoutResult],
        )
        if (!released) return refusalOf(await stateOf(sql, id))
        if (released.state === 'waiting') await notify(sql, [waitingSince(released)])
        return 'released'
      })
      return work.catch(codeTaken)
    },
  }
}

/** `false` when it was used before. */
export async function spend(sql: Sql, jti: string, until: Date): Promise<boolean> {
  const spent = await sql.query(
    'INSERT INTO id_contact.used_jti (jti, until) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING jti',
    [jti, until],
  )
  return spent.length > 0
}

async function stateOf(sql: Sql, id: string): Promise<unknown> {
  const [row] = await sql.query('SELECT state FROM id_contact.conversation WHERE id = $1', [id])
  return row?.state
}

function refusalOf(state: unknown): 'gone' | 'result-missing' | 'already' {
  if (state === undefined) return 'gone'
  return state === 'starting' || state === 'failed' ? 'result-missing' : 'already'
}

/** The unique index decides, so that two conversations cannot get one code however close together they ask. */
export function codeTaken(error: unknown): 'code-taken' {
  if (isTaken(error, 'conversation_code_key')) return 'code-taken'
  throw error
}
