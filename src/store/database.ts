/** The little that both PostgreSQLs must offer, so that there is one SQL for them. */
import { IdContactError } from '../protocol/errors.ts'

export type Value = string | number | boolean | Date | string[] | null
export type Row = Record<string, unknown>

export interface Sql {
  /** One statement with `$1` parameters. */
  query(text: string, values?: readonly (Value | undefined)[]): Promise<Row[]>
}

export interface Database extends Sql {
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Cleans up after deleted rows where PostgreSQL does not do so by itself. */
  vacuum(): Promise<void>
  close(): Promise<void>
}

export interface Listening {
  /** A payload came in on {@link channel}. */
  onPayload(payload: string): void
  /** The connection was away; payloads may be lost. */
  onReset(): void
}

/** Where changes are notified. */
export const channel = 'id_contact_change'

/** What went wrong in PostgreSQL: its SQLSTATE, and the constraint that refused a row. */
export class DatabaseError extends IdContactError {
  readonly sqlState: string | undefined
  readonly constraint: string | undefined

  /**
   * Takes the code alone. The driver's own error is not kept as the cause, because it holds rows ("Failing row contains …"), parameters
   * and the address of the server.
   */
  constructor(error: unknown) {
    const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown }
    const known = typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : undefined
    super('ERR_ID_CONTACT_STORE', `The store could not do that${known ? ` (${known})` : ''}`)
    this.name = 'DatabaseError'
    this.sqlState = known
    this.constraint = typeof constraint === 'string' ? constraint : undefined
  }
}

/** Runs what a driver does, and lets nothing out but our own errors. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof IdContactError ? error : new DatabaseError(error)
  }
}

/**
 * PostgreSQL's text cannot hold NUL and refuses the whole statement; somebody who puts `%00` in an address should find nothing instead.
 */
export function parameters(values: readonly (Value | undefined)[]): Value[] {
  return values.map((value) => {
    if (typeof value === 'string') return withoutNul(value)
    if (Array.isArray(value)) return value.map(withoutNul)
    return value ?? null
  })
}

const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD')

/** `true` when the unique index of this name refused a row. */
export function isTaken(error: unknown, constraint: string): boolean {
  return (
    error instanceof DatabaseError && error.sqlState === '23505' && error.constraint === constraint
  )
}
