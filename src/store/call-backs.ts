/** Residents who would rather be called back: they keep their place, and need not be there while they wait. */
import { notify, waitingSince } from './changes.ts'
import { type Database, isTaken } from './database.ts'
import { live } from './lanes.ts'

export interface CallBacks {
  /**
   * `waiting` or `expired` → `waiting`, to be called back, keeping its place in the queue. A code that it has is erased. `already` when this
   * conversation is to be called back, or another one on the same number; `full` when so many of the plugin are.
   * @param number sealed by the caller
   * @param key keyed hash of the number
   * @param seconds that it stays, from now, without any sign of life
   */
  requestCallBack(
    id: string,
    r: { number: string; key: string; seconds: number; most: number },
  ): Promise<'requested' | 'already' | 'full' | 'not-waiting'>
}

export const callBacks = (database: Database, now: () => Date): CallBacks => ({
  async requestCallBack(id, { number, key, seconds, most }) {
    const work = database.transaction(async (sql) => {
      const [before] = await sql.query(
        `SELECT id, waiting_since, purpose, channel, plugin, call_back, (${live}) AS live FROM id_contact.conversation
         WHERE id = $2 AND state IN ('waiting', 'expired') AND call_key IS NULL FOR UPDATE`,
        [now(), id],
      )
      if (!before) return 'not-waiting'
      if (before.call_back !== null) return 'already'
      const open = await sql.query(
        'SELECT id FROM id_contact.conversation WHERE plugin = $1 AND call_back IS NOT NULL LIMIT $2',
        [before.plugin as string, most],
      )
      if (open.length >= most) return 'full'
      await sql.query(
        `UPDATE id_contact.conversation SET state = 'waiting', call_back = $2, call_back_key = $3,
           code_key = NULL, code = NULL, code_expires_at = NULL, touched_at = $4::timestamptz,
           joined_at = CASE WHEN $6::boolean THEN joined_at ELSE $4::timestamptz END,
           idle_seconds = greatest(idle_seconds, $5::double precision),
           longest_seconds = greatest(longest_seconds, extract(epoch FROM $4::timestamptz - created_at) + $5::double precision)
         WHERE id = $1`,
        [id, number, key, now(), seconds, before.live as boolean],
      )
      if (!before.live) await notify(sql, [waitingSince(before)])
      return 'requested'
    })
    try {
      return await work
    } catch (error) {
      if (isTaken(error, 'conversation_call_back_key')) return 'already'
      throw error
    }
  },
})
