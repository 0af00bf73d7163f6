/** A PostgreSQL server: a pool for statements, and one connection that listens. */
import type * as Pg from 'pg'
import { ConfigError } from '../protocol/errors.ts'
import {
  type Database,
  DatabaseError,
  type Listening,
  type Row,
  type Sql,
  guarded,
  parameters,
} from './database.ts'
import { listen } from './postgres-listen.ts'

export type Driver = typeof Pg

const setting = 'store.database_url'

/** @throws ConfigError when the package is missing, or the server cannot be reached or does not let us in */
export async function openPostgres(url: string, listening: Listening): Promise<Database> {
  const pg = await driver()
  const pool = poolOf(pg, url)
  try {
    await pool.query('SELECT 1')
    const stop = await listen(pg, connectionOf(url), listening)
    return databaseOf(pool, stop)
  } catch (error) {
    await pool.end()
    throw unusable(error)
  }
}

async function driver(): Promise<Driver> {
  try {
    return await import('pg')
  } catch (cause) {
    throw new ConfigError('store', 'Install the package pg, or set folder.', { cause })
  }
}

function connectionOf(url: string): Pg.PoolConfig {
  return {
    connectionString: url,
    application_name: 'id-contact',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // The server's limit comes first; ours is for a server that does not answer any more.
    statement_timeout: 10_000,
    query_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
  }
}

function poolOf(pg: Driver, url: string): Pg.Pool {
  const pool = new pg.Pool({ ...connectionOf(url), max: 10, idleTimeoutMillis: 30_000 })
  // The pool drops a connection that breaks, and the statement that used it rejects; without listeners the process would end.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

function databaseOf(pool: Pg.Pool, stopListening: () => Promise<void>): Database {
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await stopListening()
    await pool.end()
  }
  return {
    query: (text, values) => sqlOf(pool).query(text, values),
    transaction: (work) => transaction(pool, work),
    // Servers do this by themselves.
    vacuum: () => Promise.resolve(),
    close: () => (closing ??= close()),
  }
}

async function transaction<T>(pool: Pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await guarded(() => pool.connect())
  const sql = sqlOf(client)
  try {
    // Every statement here counts on it, whatever the server's default is.
    await sql.query('BEGIN ISOLATION LEVEL READ COMMITTED')
    const answer = await work(sql)
    await sql.query('COMMIT')
    client.release()
    return answer
  } catch (error) {
    await rollBack(client)
    throw error
  }
}

/** A connection that cannot even roll back does not go back into the pool. */
async function rollBack(client: Pg.PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK')
    client.release()
  } catch {
    client.release(true)
  }
}

const sqlOf = (runner: Pg.Pool | Pg.PoolClient): Sql => ({
  query: (text, values = []) =>
    guarded(async () => (await runner.query<Row>(text, parameters(values))).rows),
})

const remedies: Record<string, string> = {
  ECONNREFUSED: 'No PostgreSQL answers there. Start it, or correct host and port.',
  ENOTFOUND: 'The host is not known. Correct it.',
  '28P01': 'The server refuses the user or the password. Correct them.',
  '28000': 'The server refuses the user. Correct it, or allow it in pg_hba.conf.',
  '3D000': 'The database does not exist. Make it with createdb.',
  '53300': 'The server has no connection left. Raise max_connections: each process uses up to 11.',
  '42501': 'The user may not make the schema id_contact. Make the user owner of the database.',
}

/** Says what to do by the code alone: the driver's message holds the address, and for some errors the password. */
export function unusable(error: unknown): ConfigError {
  if (error instanceof ConfigError) return error
  const { sqlState } = error instanceof DatabaseError ? error : new DatabaseError(error)
  const remedy =
    (sqlState && remedies[sqlState]) ??
    `PostgreSQL cannot be used${sqlState ? ` (${sqlState})` : ''}. Check address, user, password and whether the server runs.`
  return new ConfigError(setting, remedy)
}
