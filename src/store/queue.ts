/** From waiting until the end. */
import { codeTaken } from './arrival.ts'
import { laneOf, notify, waitingSince } from './changes.ts'
import type { Change, EndReason, NamedAgent, Store } from './contract.ts'
import type { Database, Row, Sql, Value } from './database.ts'
import { firstOfAll, firstOfLane, lanesOf, live, ofKind } from './lanes.ts'
import { endSessions, logInColumns, logInsOf } from './outbox.ts'
import { measure } from './pace.ts'
import { columns, conversationOf } from './row.ts'

type Queue = Pick<
  Store,
  | 'setCode'
  | 'consumeCode'
  | 'accept'
  | 'next'
  | 'waiting'
  | 'queueOrder'
  | 'activeOf'
  | 'touch'
  | 'end'
>

/** Seconds between two signs of life that are worth a write. */
const touchStep = 5
/** Seconds between two that the authentication plugin is told of (T27). */
const tellStep = 60

/** What accepting does. `$1` is the time, `$2` the agent and `$4` the names by plugin. A code is good for one call, so it goes. */
const accepting = `UPDATE id_contact.conversation SET state = 'active', agent = $2, accepted_at = $1::timestamptz,
  agent_name = coalesce($4::jsonb ->> plugin, $4::jsonb ->> '*'), touched_at = $1::timestamptz, code_key = NULL, code = NULL, code_expires_at = NULL,
  moved = NULL`

/** Accepts at most one, chosen by `where`, in which `$3` is the value. */
export const claimer =
  (database: Database, now: () => Date) =>
  (
    by: string | NamedAgent,
    where: string,
    value: string | string[] | undefined,
    ...more: Value[]
  ) =>
    database.transaction(async (sql) => {
      const { id, names } = named(by)
      const time = now()
      const values = [time, id, value, JSON.stringify(names), ...more]
      const [row] = await sql.query(
        `${accepting} WHERE ${where} RETURNING ${columns}, coalesce(joined_at, waiting_since) AS joined_at`,
        values,
      )
      if (!row) return undefined
      await measure(sql, row, time)
      await notify(sql, acceptedBy(id, row.id as string))
      return conversationOf(row)
    })

const named = (agent: string | NamedAgent): NamedAgent =>
  typeof agent === 'string' ? { id: agent, names: {} } : agent

export function queue(database: Database, now: () => Date): Queue {
  const claim = claimer(database, now)

  return {
    async setCode(id, { code, extension = false }) {
      const work = database.transaction(async (sql) => {
        const [before] = await sql.query(
          `SELECT id, waiting_since, purpose, channel, plugin, (${live}) AS live FROM id_contact.conversation
           WHERE id = $2 AND state IN ('waiting', 'expired') AND call_back_from IS NULL FOR UPDATE`,
          [now(), id],
        )
        if (!before) return 'not-waiting'
        await sql.query(
          `UPDATE id_contact.conversation SET state = 'waiting', code_key = $2, code = $3, code_expires_at = $4,
             extensions = extensions + $5::integer, touched_at = $6, call_key = NULL,
             joined_at = CASE WHEN $7::boolean THEN joined_at ELSE $6::timestamptz END WHERE id = $1`,
          [
            id,
            code.key,
            code.sealed,
            code.expiresAt,
            extension ? 1 : 0,
            now(),
            before.live as boolean,
          ],
        )
        // Who was in the queue all the time is not announced a second time.
        if (!before.live) await notify(sql, [waitingSince(before)])
        return 'set'
      })
      return work.catch(codeTaken)
    },

    consumeCode: (key, agent) =>
      claim(
        agent,
        `code_key = $3 AND state = 'waiting' AND code_expires_at > $1::timestamptz`,
        key,
      ),

    async accept(id, by, { kinds } = {}) {
      const claimed = kinds
        ? await claim(by, `id = $3 AND ${live} AND ${ofKind('$5')}`, id, kinds)
        : await claim(by, `id = $3 AND ${live}`, id)
      if (claimed) return 'accepted'
      const [row] = await database.query(
        `SELECT agent FROM id_contact.conversation WHERE id = $1 AND state = 'active'`,
        [id],
      )
      if (!row) return 'gone'
      return row.agent === named(by).id ? 'accepted' : 'taken'
    },

    async next(agent, among) {
      // The value is not used, and PostgreSQL wants to know its type all the same.
      if (!among) return claim(agent, `$3::text IS NULL AND id = (${firstOfAll})`, undefined)
      // Another agent may have been faster in a lane: then it is the next one there, or one of the next lane.
      for (const lane of await lanesOf(database, now(), among)) {
        const claimed = await claim(agent, `id = (${firstOfLane})`, lane)
        if (claimed) return claimed
      }
      return undefined
    },

    async waiting({ kinds } = {}) {
      const rows = await database.query(
        `SELECT ${columns} FROM id_contact.conversation WHERE ${live} AND ${ofKind('$2')} ORDER BY waiting_since, id LIMIT 1000`,
        [now(), kinds],
      )
      return rows.map(conversationOf)
    },

    async queueOrder() {
      const rows = await database.query(
        `SELECT id, waiting_since, purpose, channel, plugin FROM id_contact.conversation WHERE ${live} ORDER BY waiting_since, id`,
        [now()],
      )
      return rows.map((row) => ({
        id: row.id as string,
        since: (row.waiting_since as Date).getTime(),
        lane: laneOf(row),
      }))
    },

    async activeOf(agent) {
      const rows = await database.query(
        `SELECT ${columns} FROM id_contact.conversation WHERE state = 'active' AND agent = $1 ORDER BY accepted_at, id`,
        [agent],
      )
      return rows.map(conversationOf)
    },

    // Who holds one of them is at work on it at this moment, which is its sign of life: nobody waits for anybody, in whatever order.
    async touch(...ids) {
      const told = await database.query(
        `WITH touched AS (
           UPDATE id_contact.conversation SET touched_at = $2::timestamptz,
             session_told_at = CASE WHEN session_told_at <= $2::timestamptz - make_interval(secs => $4)
               THEN $2::timestamptz ELSE session_told_at END
           WHERE id IN (
             SELECT id FROM id_contact.conversation WHERE id = ANY ($1::text[]) AND state IN ('waiting', 'active')
               AND touched_at <= $2::timestamptz - make_interval(secs => $3) FOR UPDATE SKIP LOCKED
           )
           RETURNING plugin, session, session_told_at
         )
         INSERT INTO id_contact.outbox (plugin, session, type, created_at, next_try)
         SELECT plugin, session, 'user_active', $2, $2 FROM touched WHERE session IS NOT NULL AND session_told_at = $2
         RETURNING id`,
        [ids, now(), touchStep, tellStep],
      )
      if (told.length > 0) await notify(database, [{ kind: 'outbox' }])
    },

    end: (id, { reason, agent }) =>
      database.transaction(async (sql) => {
        const [row] = await sql.query(
          `DELETE FROM id_contact.conversation WHERE id = $1 AND ($2::text IS NULL OR state = 'active' AND agent = $2)
           RETURNING ${endedColumns}`,
          [id, agent],
        )
        if (row) await followEnd(sql, [row], reason, now())
        return row !== undefined
      }),
  }
}

function acceptedBy(agent: string, id: string): Change[] {
  return [
    { kind: 'left', id, reason: 'accepted', agent },
    { kind: 'conversation', id, state: 'active', agent },
  ]
}

/** What {@link followEnd} needs of a row that is deleted. */
export const endedColumns = `id, state, agent, purpose, comm_method, auth_method, ${logInColumns}`

/** What follows when rows were deleted, in the same transaction: others see that they are over, and their log-ins end. */
export async function followEnd(
  sql: Sql,
  rows: Row[],
  reason: EndReason,
  time: Date,
): Promise<void> {
  await endSessions(
    sql,
    rows.map(logInsOf).flatMap(({ proven, attempt }) => [proven, attempt]),
    time,
  )
  await notifyEnd(sql, rows, reason)
}

/** Those in the queue left it, those that ran are over. */
async function notifyEnd(sql: Sql, rows: Row[], reason: EndReason): Promise<void> {
  // A citizen who went away without a word has withdrawn, as far as the queue can see.
  const left = reason === 'abandoned' ? 'withdrawn' : reason
  const state = reason === 'expired' ? 'expired' : 'ended'
  const changes = rows.flatMap((row): Change[] => {
    const id = row.id as string
    if (row.state === 'waiting') return [{ kind: 'left', id, reason: left }]
    if (row.state === 'active')
      return [{ kind: 'conversation', id, state, agent: row.agent as string }]
    return []
  })
  await notify(sql, changes)
}
