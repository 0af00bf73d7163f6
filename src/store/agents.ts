/** Which agents are there, and what becomes of the conversations of those who are not any more. */
import { notify } from './changes.ts'
import type { AgentState, Agents } from './contract-agents.ts'
import type { Database } from './database.ts'
import { record } from './records.ts'
import { requeue } from './requeue.ts'

/** Seconds without a sign of life after which an agent is gone: longer than it takes to load a page again or to find another process. */
export const absence = 45

export function agents(database: Database, now: () => Date): Agents {
  return {
    async seen(...ids) {
      // In one order, so that no two processes wait for each other.
      await database.query(
        `INSERT INTO id_contact.agent (id, state, since, seen_at)
         SELECT id, 'available', $2::timestamptz, $2::timestamptz FROM unnest($1::text[]) AS id ORDER BY id
         ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at`,
        [[...new Set(ids)], now()],
      )
    },

    async set(id, state) {
      await database.transaction(async (sql) => {
        await sql.query(
          `INSERT INTO id_contact.agent AS a (id, state, since, seen_at) VALUES ($1, $2, $3, $3)
           ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, seen_at = EXCLUDED.seen_at,
             since = CASE WHEN a.state = EXCLUDED.state THEN a.since ELSE EXCLUDED.since END`,
          [id, state, now()],
        )
        await notify(sql, [{ kind: 'agent', id, state }])
      })
    },

    async stateOf(id) {
      const [row] = await database.query('SELECT state FROM id_contact.agent WHERE id = $1', [id])
      return row?.state as AgentState | undefined
    },

    async count() {
      const [row] = await database.query(
        `WITH talking AS (SELECT DISTINCT agent FROM id_contact.conversation WHERE state = 'active'),
           free AS (
             SELECT state FROM id_contact.agent
             WHERE seen_at > $1::timestamptz - make_interval(secs => $2) AND id NOT IN (SELECT agent FROM talking)
           )
         SELECT (SELECT count(*) FROM free WHERE state = 'available')::integer AS available,
           (SELECT count(*) FROM free WHERE state = 'away')::integer AS away,
           (SELECT count(*) FROM talking)::integer AS talking`,
        [now(), absence],
      )
      return row as { available: number; away: number; talking: number }
    },

    async left(id) {
      await database.query(
        `UPDATE id_contact.agent SET seen_at = seen_at - make_interval(secs => $2) WHERE id = $1`,
        [id, absence],
      )
    },
  }
}

/**
 * Gives the conversations of agents who disappeared back to the queue. Calls stay: the resident still talks to that agent, or the telephone
 * platform has rung another one by now, and a second agent who took the conversation from the queue would see somebody who is not on their line.
 * An agent who was never seen here works with a tool of their own, and keeps what they have.
 *
 * Nobody can be seen while the database is away. So one who is to be found gone must have been missing while it was there: sweeps have to follow
 * each other closely for as long as an absence takes.
 */
export function absenceSweeper(database: Database): (time: Date) => Promise<void> {
  let last = -Infinity
  let steadySince = Infinity
  return async (time) => {
    const at = time.getTime()
    if (Math.abs(at - last) > (absence * 1000) / 2) steadySince = at
    last = at
    if (at - steadySince < absence * 1000) return
    // A transaction of its own: it waits for rows that others hold, and must hold none that they wait for.
    await database.transaction(async (sql) => {
      const gone = await sql.query(
        `DELETE FROM id_contact.agent WHERE id IN (
           SELECT id FROM id_contact.agent WHERE seen_at <= $1::timestamptz - make_interval(secs => $2) FOR UPDATE SKIP LOCKED
         ) RETURNING id`,
        [time, absence],
      )
      if (gone.length === 0) return
      const ids = gone.map(({ id }) => id as string)
      const where = `state = 'active' AND agent = ANY ($1::text[]) AND channel <> 'phone'`
      const back = await requeue(sql, { where, values: [ids], moved: 'returned', time })
      for (const one of back)
        await record(sql, { ...one, event: 'conversation_returned', agent: one.heldBy }, time)
    })
  }
}
