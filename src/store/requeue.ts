/** From an agent back to the queue, at the place that it had: nobody loses their turn by what happens at the desk. */
import { notify, waitingSince } from './changes.ts'
import type { Change, Store, StoredConversation } from './contract.ts'
import type { Database, Sql, Value } from './database.ts'
import { withoutIdentification } from './identifications.ts'
import { endSessions, logInColumns, logInsOf } from './outbox.ts'
import { columns, conversationOf } from './row.ts'

/** Why it waits once more. `returned`: its agent disappeared. `transferred`: its agent passed it on. */
type Moved = 'returned' | 'transferred'

export interface Requeue {
  /** Which, all of them `active`; in SQL with `values`. */
  where: string
  values: Value[]
  moved: Moved
  time: Date
  /** What else is set; in SQL with `values`. */
  set?: string
  /** What was proven is erased as well, and its log-in ends. */
  forgets?: boolean
}

const withoutResult =
  ', result = NULL, receipt_hash = NULL, auth_method = NULL, binding = NULL, session = NULL, session_told_at = NULL'

/** `heldBy`: the agent who had it. */
export type Requeued = StoredConversation & { heldBy: string }

/** What the agent asked, and what the resident had begun to answer, was between these two: it is over. */
export async function requeue(
  sql: Sql,
  { where, values, moved, time, set = '', forgets = false }: Requeue,
): Promise<Requeued[]> {
  const rows = await sql.query(
    `WITH held AS (
       SELECT id, agent AS held_by, ${logInColumns} FROM id_contact.conversation WHERE ${where} ORDER BY id FOR UPDATE
     )
     UPDATE id_contact.conversation AS c SET state = 'waiting', moved = '${moved}', agent = NULL, agent_name = NULL, accepted_at = NULL,
       joined_at = '${time.toISOString()}'::timestamptz,
       ${withoutIdentification} ${forgets ? withoutResult : ''} ${set}
     FROM held WHERE c.id = held.id
     RETURNING held.held_by, held.attempt_session AS begun, held.session AS proven, ${columns.replace(/\w+/g, 'c.$&')}`,
    values,
  )
  await endSessions(
    sql,
    rows.flatMap((row) => {
      const { attempt, proven } = logInsOf({
        ...row,
        attempt_session: row.begun,
        session: row.proven,
      })
      return forgets ? [attempt, proven] : [attempt]
    }),
    time,
  )
  const changes = rows.flatMap((row): Change[] => {
    const id = row.id as string
    return [
      { kind: 'conversation', id, state: moved, agent: row.held_by as string },
      waitingSince(row),
    ]
  })
  await notify(sql, changes)
  return rows.map((row) => ({ ...conversationOf(row), heldBy: row.held_by as string }))
}

export const transfers = (database: Database, now: () => Date): Pick<Store, 'transfer'> => ({
  transfer: (id, { agent, purpose, shares, withholds = false, binding }) =>
    database.transaction(async (sql) => {
      const rows = await requeue(sql, {
        where: `id = $1 AND agent = $2 AND state = 'active' AND binding IS NOT DISTINCT FROM $6::text`,
        values: [id, agent, purpose, shares, withholds, binding ?? null],
        set: `, purpose = $3, shares = $4::text[],
          withheld_entries = CASE WHEN $5::boolean THEN last_entry ELSE withheld_entries END`,
        forgets: shares.length === 0,
        moved: 'transferred',
        time: now(),
      })
      return rows.length > 0
    }),
})
