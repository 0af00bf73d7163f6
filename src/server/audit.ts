/** `id-contact audit`: what happened, line by line. No value of a person is in it, because none was written down. */
import { ConfigError } from '../protocol/errors.ts'
import { type AuditedEntry, openStore } from '../store/index.ts'
import type { Config } from './config/index.ts'

export interface AuditOptions {
  /** The first moment that is shown. Default: as far back as `retention.audit` remembers. */
  since?: Date | undefined
  /** The first moment that is not shown. Default: none. */
  until?: Date | undefined
  /** A JSON object on each line, with the whole of each pseudonym. Default: columns to read. */
  json?: boolean | undefined
  write(text: string): void
}

/** @throws ConfigError when nothing is kept, or the store cannot be opened (a folder is in use while its parts run) */
export async function writeAudit(
  { store: place }: Pick<Config, 'store'>,
  { since, until, json = false, write }: AuditOptions,
): Promise<void> {
  if (!place?.databaseUrl && !place?.dataDir)
    throw new ConfigError('store', 'Name a folder or a database: what is kept in memory goes.')
  const store = await openStore(place)
  const line = json ? jsonLine : textLine
  try {
    if (!json) write(`${columns.map(([name, width]) => name.padEnd(width)).join('  ')}\n`)
    for await (const entries of store.auditPages({
      ...(since && { since }),
      ...(until && { until }),
    }))
      write(entries.map(line).join(''))
  } finally {
    await store.close()
  }
}

const jsonLine = (entry: AuditedEntry): string => `${JSON.stringify(entry)}\n`

/** Enough of a pseudonym to tell two apart. */
const short = (pseudonym: string | undefined): string | undefined => pseudonym?.slice(0, 8)

const columns: [name: string, width: number, of: (entry: AuditedEntry) => string | undefined][] = [
  ['time', 24, ({ at }) => at.toISOString()],
  ['event', 24, ({ event }) => event],
  ['purpose', 20, ({ purpose }) => purpose],
  ['method', 12, ({ authMethod }) => authMethod],
  ['channel', 12, ({ commMethod, plugin }) => commMethod ?? plugin],
  ['conversation', 12, ({ conversation }) => short(conversation)],
  ['agent', 8, ({ agent }) => short(agent)],
  ['outcome', 12, ({ outcome }) => outcome],
  ['attributes', 0, ({ attributes }) => attributes?.join(',')],
]

function textLine(entry: AuditedEntry): string {
  const cells = columns.map(([, width, of]) => (of(entry) ?? '-').padEnd(width))
  return `${cells.join('  ').trimEnd()}\n`
}
