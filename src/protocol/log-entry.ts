/**
 * What may be logged. There is no field for free text and none for objects, so a name, a token, a code or an address of a person
 * has no place to get in by. The writer of the log checks the values of each field as well.
 */
export interface LogEntry {
  /** Default: `info`. */
  level?: 'error' | 'warn' | 'info' | 'debug'
  /** What happened, in our own words: `binding_mismatch`, `request`, `result_accepted`. */
  event: string
  /** Which part of the system: a tag of the configuration. */
  part?: string
  /** Tags of the configuration. */
  purpose?: string
  auth_method?: string
  comm_method?: string
  channel?: string
  /** Tag of an attribute. Never its value. */
  attribute?: string
  attributes?: readonly string[]
  /** How it ended, and why, in our own words. */
  outcome?: string
  reason?: string
  /** HTTP method, and the template of the route: `/go/:ticket`. Never a URL. */
  method?: string
  route?: string
  status?: number
  /** Class and stable code of an error. Never its message. */
  name?: string
  code?: string
  /** The number of a failure, as whoever met it was told. Made from nothing. */
  reference?: string | undefined
  ms?: number
  count?: number
  port?: number
}

export type Log = (entry: LogEntry) => void
