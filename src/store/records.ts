/** What is kept about agents' wrong codes and about what happened, apart from the conversations. */
import type { AuditEntry, Store } from './contract.ts'
import type { Database, Row } from './database.ts'
import { present } from './row.ts'

type Records = Pick<Store, 'wrongCode' | 'forgiveCode' | 'wrongCodes' | 'audit' | 'readAudit'>

export function records(database: Database, now: () => Date): Records {
  return {
    async wrongCode(agent) {
      const [row] = await database.query(
        'INSERT INTO id_contact.wrong_code (agent, at) VALUES ($1, $2) RETURNING id::text',
        [agent, now()],
      )
      return row!.id as string
    },

    async forgiveCode(id) {
      await database.query('DELETE FROM id_contact.wrong_code WHERE id = $1', [id])
    },

    async wrongCodes({ since, agent }) {
      const [row] = await database.query(
        `SELECT count(*)::integer AS count FROM id_contact.wrong_code
         WHERE at >= $1 AND ($2::text IS NULL OR agent = $2)`,
        [since, agent],
      )
      return row!.count as number
    },

    async audit(e) {
      await database.query(
        `INSERT INTO id_contact.audit (at, event, plugin, purpose, auth_method, comm_method, attributes, agent, conversation, outcome)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[now(), e.event, e.plugin, e.purpose, e.authMethod, e.commMethod, e.attributes],
          ...[e.agent, e.conversation, e.outcome],
        ],
      )
    },

    async readAudit(limit = 100) {
      const rows = await database.query(
        'SELECT * FROM id_contact.audit ORDER BY id DESC LIMIT $1',
        [limit],
      )
      return rows.reverse().map(entryOf)
    },
  }
}

function entryOf(row: Row): AuditEntry & { at: Date } {
  return {
    at: row.at as Date,
    event: row.event as string,
    ...present({
      plugin: row.plugin as string | null,
      purpose: row.purpose as string | null,
      authMethod: row.auth_method as string | null,
      commMethod: row.comm_method as string | null,
      attributes: row.attributes as string[] | null,
      agent: row.agent as string | null,
      conversation: row.conversation as string | null,
      outcome: row.outcome as string | null,
    }),
  }
}
