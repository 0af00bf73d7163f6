/** What is kept about agents' wrong codes, about names that were used up and about what happened, apart from the conversations. */
import { spend } from './arrival.ts'
import type { AuditedEntry, AuditEntry, Records } from './contract-records.ts'
import type { Database, Row, Sql } from './database.ts'
import { present } from './row.ts'

const page = 1000

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

    async spend(name, until) {
      await spend(database, name, until)
    },

    async isSpent(name) {
      const rows = await database.query('SELECT 1 FROM id_contact.used_jti WHERE jti = $1', [name])
      return rows.length > 0
    },

    audit: (entry) => record(database, entry, now()),

    async readAudit(limit = 100) {
      const rows = await database.query(
        'SELECT * FROM id_contact.audit ORDER BY id DESC LIMIT $1',
        [limit],
      )
      return rows.reverse().map(entryOf)
    },

    async *auditPages({ since, until } = {}) {
      for (let after = '0'; ;) {
        const rows = await database.query(
          `SELECT *, id::text AS number FROM id_contact.audit WHERE id > $1::bigint
             AND ($2::timestamptz IS NULL OR at >= $2::timestamptz) AND ($3::timestamptz IS NULL OR at < $3::timestamptz)
           ORDER BY id LIMIT $4`,
          [after, since, until, page],
        )
        if (rows.length > 0) yield rows.map(entryOf)
        if (rows.length < page) return
        after = rows.at(-1)!.number as string
      }
    },
  }
}

/** Writes down what happened; of an entry that is a conversation as well, only what belongs here. */
export async function record(sql: Sql, e: AuditEntry, time: Date): Promise<void> {
  await sql.query(
    `INSERT INTO id_contact.audit (at, event, plugin, purpose, auth_method, comm_method, attributes, agent, conversation, outcome)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[time, e.event, e.plugin, e.purpose, e.authMethod, e.commMethod, e.attributes],
      ...[e.agent, e.conversation, e.outcome],
    ],
  )
}

function entryOf(row: Row): AuditedEntry {
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
