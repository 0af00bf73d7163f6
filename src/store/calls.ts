/** Calls of a telephone platform: which conversation the code belongs to that was keyed in during one. */
import type { NamedAgent, StoredConversation } from './contract.ts'
import { type Database, isTaken } from './database.ts'
import { claimer } from './queue.ts'
import { columns, conversationOf } from './row.ts'

/** Which call of a telephone platform belongs to which conversation. */
export interface Calls {
  /**
   * The code is used up, and the conversation waits on for whoever takes this call; one of n callers wins. A call has one conversation:
   * `already` when it has one, and then no code is looked at. `unknown`: no living code of this plugin.
   * @param idle seconds without a sign of life that the conversation gets at least: nobody here sees how long somebody is on hold
   */
  link(r: {
    codeKey: string
    callKey: string
    plugin: string
    idle: number
  }): Promise<'linked' | 'already' | 'unknown'>
  /** The conversation of this call, accepted for this agent or accepted by them before; `taken` when another agent has it. */
  accept(
    callKey: string,
    agent: string | NamedAgent,
  ): Promise<StoredConversation | 'taken' | undefined>
  /** The conversation of this call, in whatever state. */
  find(callKey: string): Promise<StoredConversation | undefined>
}

export function calls(database: Database, now: () => Date): Calls {
  const claim = claimer(database, now)
  const find = async (callKey: string): Promise<StoredConversation | undefined> => {
    const [row] = await database.query(
      `SELECT ${columns} FROM id_contact.conversation WHERE call_key = $1`,
      [callKey],
    )
    return row && conversationOf(row)
  }
  return {
    async link({ codeKey, callKey, plugin, idle }) {
      try {
        if (await find(callKey)) return 'already'
        const rows = await database.query(
          `UPDATE id_contact.conversation SET call_key = $1, code_key = NULL, code = NULL, code_expires_at = NULL,
             touched_at = $2::timestamptz, idle_seconds = greatest(idle_seconds, $5::double precision)
           WHERE code_key = $3 AND plugin = $4 AND state = 'waiting' AND code_expires_at > $2::timestamptz RETURNING id`,
          [callKey, now(), codeKey, plugin, idle],
        )
        return rows.length > 0 ? 'linked' : 'unknown'
      } catch (error) {
        // Two codes in one call at the same moment: the unique index lets one through.
        if (isTaken(error, 'conversation_call_key')) return 'already'
        throw error
      }
    },

    async accept(callKey, agent) {
      const accepted = await claim(agent, `call_key = $3 AND state = 'waiting'`, callKey)
      if (accepted) return accepted
      const stored = await find(callKey)
      if (stored?.state !== 'active') return undefined
      return stored.agent === (typeof agent === 'string' ? agent : agent.id) ? stored : 'taken'
    },

    find,
  }
}
