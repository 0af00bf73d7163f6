/** The schema, as the steps that lead to it. A step that was released is never edited: add another. */
import { ConfigError } from '../protocol/errors.ts'
import type { Database, Sql } from './database.ts'

/** Any number that nobody else takes: processes that start at once wait here for each other. */
const advisoryLock = 4_918_273_001

const migrations: string[][] = [
  [
    `CREATE TABLE id_contact.conversation (
      id text PRIMARY KEY,
      plugin text NOT NULL,
      state text NOT NULL CONSTRAINT conversation_state
        CHECK (state IN ('starting', 'authenticating', 'failed', 'waiting', 'expired', 'active')),
      purpose text NOT NULL,
      channel text NOT NULL,
      comm_method text NOT NULL,
      auth_method text,
      issuer text,
      binding text,
      ref_key text NOT NULL CONSTRAINT conversation_ref_key UNIQUE,
      capability_key text CONSTRAINT conversation_capability_key UNIQUE,
      token_key text CONSTRAINT conversation_token_key UNIQUE,
      result text,
      receipt_hash text,
      code_key text CONSTRAINT conversation_code_key UNIQUE,
      code text,
      code_expires_at timestamptz,
      extensions integer NOT NULL DEFAULT 0,
      agent text,
      created_at timestamptz NOT NULL,
      waiting_since timestamptz,
      accepted_at timestamptz,
      touched_at timestamptz NOT NULL,
      attempt_seconds double precision NOT NULL,
      idle_seconds double precision NOT NULL,
      longest_seconds double precision NOT NULL
    )`,
    `CREATE INDEX conversation_queue ON id_contact.conversation (waiting_since, id) WHERE state = 'waiting'`,
    `CREATE INDEX conversation_agent ON id_contact.conversation (agent) WHERE state = 'active'`,
    `CREATE TABLE id_contact.used_jti (jti text PRIMARY KEY, until timestamptz NOT NULL)`,
    `CREATE INDEX used_jti_until ON id_contact.used_jti (until)`,
    `CREATE TABLE id_contact.wrong_code (agent text NOT NULL, at timestamptz NOT NULL)`,
    `CREATE INDEX wrong_code_at ON id_contact.wrong_code (at)`,
    `CREATE TABLE id_contact.audit (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz NOT NULL,
      event text NOT NULL,
      plugin text,
      purpose text,
      auth_method text,
      comm_method text,
      attributes text[],
      agent text,
      conversation text,
      outcome text
    )`,
    `CREATE INDEX audit_at ON id_contact.audit (at)`,
  ],
  [
    `ALTER TABLE id_contact.wrong_code ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY`,
  ],
  [
    `CREATE TABLE id_contact.guest (
      number bigint GENERATED ALWAYS AS IDENTITY,
      plugin text NOT NULL,
      room_key text NOT NULL,
      guest_key text NOT NULL,
      state text NOT NULL CONSTRAINT guest_state CHECK (state IN ('authenticating', 'authenticated', 'proven', 'failed')),
      purpose text NOT NULL,
      auth_method text NOT NULL,
      details text NOT NULL,
      binding text NOT NULL,
      attr_key text NOT NULL CONSTRAINT guest_attr_key UNIQUE,
      return_key text CONSTRAINT guest_return_key UNIQUE,
      result text,
      receipt_hash text,
      created_at timestamptz NOT NULL,
      touched_at timestamptz NOT NULL,
      idle_seconds double precision NOT NULL,
      longest_seconds double precision NOT NULL,
      PRIMARY KEY (plugin, room_key, guest_key)
    )`,
    `CREATE INDEX guest_touched ON id_contact.guest (touched_at)`,
  ],
  [
    `ALTER TABLE id_contact.conversation ADD COLUMN call_key text CONSTRAINT conversation_call_key UNIQUE`,
  ],
  [
    `ALTER TABLE id_contact.conversation
      ADD COLUMN identification text CONSTRAINT conversation_identification
        CHECK (identification IN ('requested', 'started', 'failed', 'cancelled')),
      ADD COLUMN identification_since timestamptz,
      ADD COLUMN attempt_binding text,
      ADD COLUMN attempt_auth_method text,
      ADD COLUMN attempt_capability_key text CONSTRAINT conversation_attempt_capability_key UNIQUE,
      ADD COLUMN attempt_direct boolean,
      ADD COLUMN attempt_result text,
      ADD COLUMN attempt_receipt_hash text,
      ADD COLUMN attempt_until timestamptz`,
    `CREATE INDEX conversation_attempt_until ON id_contact.conversation (attempt_until) WHERE attempt_until IS NOT NULL`,
  ],
  [
    `ALTER TABLE id_contact.conversation ADD COLUMN session text, ADD COLUMN session_told_at timestamptz,
      ADD COLUMN attempt_session text`,
    `CREATE TABLE id_contact.outbox (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      plugin text NOT NULL,
      session text NOT NULL,
      type text NOT NULL CONSTRAINT outbox_type CHECK (type IN ('user_active', 'logout')),
      attempts integer NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL,
      next_try timestamptz NOT NULL
    )`,
    `CREATE INDEX outbox_next_try ON id_contact.outbox (next_try)`,
  ],
  [
    `ALTER TABLE id_contact.conversation ADD COLUMN agent_name text, ADD COLUMN last_entry integer NOT NULL DEFAULT 0`,
    `CREATE TABLE id_contact.entry (
      conversation text NOT NULL REFERENCES id_contact.conversation (id) ON DELETE CASCADE,
      number integer NOT NULL,
      side text NOT NULL CONSTRAINT entry_side CHECK (side IN ('resident', 'agent')),
      kind text NOT NULL,
      key text,
      body text NOT NULL,
      at timestamptz NOT NULL,
      expires_at timestamptz,
      PRIMARY KEY (conversation, number),
      CONSTRAINT entry_key UNIQUE (conversation, side, key)
    )`,
    `CREATE INDEX entry_expires ON id_contact.entry (expires_at) WHERE expires_at IS NOT NULL`,
  ],
  [
    `ALTER TABLE id_contact.conversation ADD COLUMN moved text CONSTRAINT conversation_moved
      CHECK (moved IN ('returned', 'transferred'))`,
    `CREATE TABLE id_contact.agent (
      id text PRIMARY KEY,
      state text NOT NULL CONSTRAINT agent_state CHECK (state IN ('available', 'away')),
      since timestamptz NOT NULL,
      seen_at timestamptz NOT NULL
    )`,
    `CREATE INDEX agent_seen ON id_contact.agent (seen_at)`,
  ],
  [
    `CREATE INDEX conversation_lane ON id_contact.conversation (purpose, channel, plugin, waiting_since, id) WHERE state = 'waiting'`,
  ],
  [`ALTER TABLE id_contact.conversation ADD COLUMN shares text[]`],
  [`ALTER TABLE id_contact.guest ADD COLUMN session text`],
  [
    `ALTER TABLE id_contact.conversation ADD COLUMN joined_at timestamptz`,
    `CREATE TABLE id_contact.acceptance (
      purpose text NOT NULL,
      channel text NOT NULL,
      plugin text NOT NULL,
      at timestamptz NOT NULL,
      seconds double precision NOT NULL
    )`,
    `CREATE INDEX acceptance_lane ON id_contact.acceptance (purpose, channel, plugin, at)`,
    `CREATE INDEX acceptance_at ON id_contact.acceptance (at)`,
  ],
  [
    // Those of before, and those that a process of an older version makes, are looked at by the first sweep.
    `ALTER TABLE id_contact.conversation ADD COLUMN sweep_at timestamptz NOT NULL DEFAULT '-infinity'`,
    `CREATE INDEX conversation_sweep ON id_contact.conversation (sweep_at)`,
    `CREATE INDEX conversation_code_expires ON id_contact.conversation (code_expires_at) WHERE state = 'waiting'`,
  ],
  [
    `ALTER TABLE id_contact.conversation ADD COLUMN call_back text,
      ADD COLUMN call_back_key text CONSTRAINT conversation_call_back_key UNIQUE`,
    `CREATE INDEX conversation_call_back ON id_contact.conversation (plugin) WHERE call_back IS NOT NULL`,
  ],
  [`ALTER TABLE id_contact.conversation ADD COLUMN withheld_entries integer NOT NULL DEFAULT 0`],
  [`ALTER TABLE id_contact.conversation ADD COLUMN call_back_from timestamptz`],
]

/** @throws ConfigError when a newer version of this software made the schema */
export async function migrate(database: Database, setting: string): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1::bigint)', [advisoryLock])
    const done = await versionOf(sql)
    if (done > migrations.length) {
      const remedy =
        'A newer version of this software has used these conversations. Start that version, or choose another place.'
      throw new ConfigError(setting, remedy)
    }
    for (const [index, statements] of migrations.entries()) {
      if (index < done) continue
      for (const statement of statements) await sql.query(statement)
      await sql.query('INSERT INTO id_contact.migration (version) VALUES ($1::integer)', [
        index + 1,
      ])
    }
  })
}

async function versionOf(sql: Sql): Promise<number> {
  // `CREATE SCHEMA IF NOT EXISTS` asks for the right to create schemas even when it exists: an administrator may have made it for us.
  const [schema] = await sql.query(`SELECT to_regnamespace('id_contact') IS NOT NULL AS there`)
  if (!schema?.there) await sql.query('CREATE SCHEMA id_contact')
  const [table] = await sql.query(`SELECT to_regclass('id_contact.migration') IS NOT NULL AS there`)
  if (!table?.there) {
    await sql.query(`CREATE TABLE id_contact.migration (
      version integer PRIMARY KEY,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`)
  }
  const [last] = await sql.query(
    'SELECT coalesce(max(version), 0)::integer AS version FROM id_contact.migration',
  )
  return last!.version as number
}
