/** From an agent back to the queue, at the place that it had: nobody loses their turn by what happens at the desk. */
import { notify, waitingSince } from './changes.ts'
import type { Change, StoredConversation } from './contract.ts'
import type { Sql, Value } from './database.ts'
import { withoutIdentification } from './identifications.ts'
import { endSessions, logInColumns, logInsOf } from './outbox.ts'
import { columns, conversationOf } from './row.ts'

/** Why it waits once more. `returned`: its agent disappeared. `transferred`: its agent passed it on. */
export type Moved = 'returned' | 'transferred'

export interface Requeue {
  /** Which, all of them `active`; in SQL with `values`. */
  where: string
  values: Value[]
  moved: Moved
  time: Date
  /** What else is set; in SQL with `values`. */
  set?: string
}

/** `heldBy`: the agent who had it. */
export type Requeued = StoredConversation & { heldBy: string }

/** What the agent asked, and what the resident had begun to answer, was between these two: it is over. */
export async function requeue(
  sql: Sql,
  { where, values, moved, time, set }: Requeue,
): Promise<Requeued[]> {
  const rows = await sql.query(
    `WITH held AS (
       SELECT id, agent AS held_by, ${logInColumns} FROM id_contact.conversation WHERE ${where} ORDER BY id FOR UPDATE
     )
     UPDATE id_contact.conversation AS c SET state = 'waiting', moved = '${moved}', agent = NULL, agent_name = NULL, accepted_at = NULL,
       ${withoutIdentification}${set ? `, ${set}` : ''}
     FROM held WHERE c.id = held.id
     RETURNING held.held_by, held.attempt_session AS begun, ${columns.replace(/\w+/g, 'c.$&')}`,
    values,
  )
  await endSessions(
    sql,
    rows.map((row) => logInsOf({ ...row, attempt_session: row.begun }).attempt),
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
