/**
 * Structured log lines with an allow-list: a field that is not in the list is left out, and a value that does not look like
 * what belongs in its field is replaced. There is no field for free text and none for objects, so a name, a token or a code has
 * no place to get in by.
 */
import { type DestinationStream, pino } from 'pino'
import type { Log, LogEntry } from '../protocol/log-entry.ts'
import { referenceFormat } from '../protocol/reference.ts'
import { standardOutput } from './output.ts'

/** How important a line is. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

/** What a log writes, and where. */
export interface LogOptions {
  /** What is less important than this is left out. Default: `info`. */
  level?: LogLevel
  /** The tags of the configuration (parts, purposes, methods, attributes). Any other text in their fields is replaced. */
  tags?: Iterable<string>
  /** Where lines go, one JSON object each. Default: standard output. */
  destination?: DestinationStream
}

// Words of our own sources: no digit and no capital, so no code, no number, no encoded text fits.
const word = /^[a-z]{1,24}([_.-][a-z]{1,24}){0,7}$/
const formats: Record<string, RegExp> = {
  event: word,
  outcome: word,
  reason: word,
  channel: word,
  name: /^([A-Z][A-Za-z]{0,40})?Error$/,
  reference: referenceFormat,
  code: /^E[A-Z]{2,20}(_[A-Z]{1,20}){0,6}$/,
  method: /^[A-Z]{3,10}$/,
  route:
    /^\/([a-z0-9_.-]{1,24}|\*|:[A-Za-z_]{1,24})?(\/([a-z_.-]{1,24}|\*|:[A-Za-z_]{1,24})?){0,8}$/,
}
const tagFields = new Set(['part', 'purpose', 'auth_method', 'comm_method', 'attribute'])
const tagLists = new Set(['attributes'])
const numbers = new Set(['status', 'ms', 'count', 'port'])
const removed = '[removed]'

/** What of an entry may be written. */
export function allowed(
  entry: Readonly<Record<string, unknown>>,
  tags: ReadonlySet<string>,
): Record<string, unknown> {
  const tag = (value: unknown): string =>
    typeof value === 'string' && tags.has(value) ? value : removed
  const line: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(entry)) {
    if (value === undefined) continue
    const format = formats[field]
    if (format) line[field] = typeof value === 'string' && format.test(value) ? value : removed
    else if (tagFields.has(field)) line[field] = tag(value)
    else if (tagLists.has(field)) line[field] = Array.isArray(value) ? value.map(tag) : removed
    else if (numbers.has(field)) line[field] = Number.isFinite(value) ? value : removed
  }
  return line
}

/** A log of JSON lines with a closed list of fields: a value that does not look like what belongs in its field becomes `[removed]`. */
export function createLog({
  level = 'info',
  tags = [],
  destination = standardOutput(),
}: LogOptions = {}): Log {
  const known = new Set(tags)
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const logger = destination ? pino(options, destination) : pino(options)
  return (entry: LogEntry) => logger[entry.level ?? 'info'](allowed({ ...entry }, known))
}
