/** Reads the text of a configuration file, and brings what the published cores write to our names. */
import { TomlError, parse } from 'smol-toml'
import type { Problem } from './problems.ts'
import { isTable } from './shape.ts'

type Raw = Record<string, unknown>

export interface Document {
  raw: Raw
  problems: Problem[]
  warnings: string[]
  /** The key as the operator wrote it: `core.secret` may stand in the file as `global.internal_secret`. */
  spelled: (key: string) => string
}

/** Keys of the web framework under the published core; they have no meaning here. */
const withoutEffect = [
  'sentry_dsn',
  'log_level',
  'secret_key',
  'limits',
  'tls',
  'workers',
  'max_blocking',
  'keep_alive',
  'ident',
  'cli_colors',
  'temp_dir',
  'shutdown',
  'databases',
]
const publishedListen = { address: '127.0.0.1', port: 8000 }

export function readDocument(toml: string): Document {
  const spellings: [canonical: string, written: string][] = []
  const document: Document = {
    raw: {},
    problems: [],
    warnings: [],
    spelled: (key) => {
      const found = spellings.find(
        ([canonical]) => key === canonical || key.startsWith(`${canonical}.`),
      )
      return found ? found[1] + key.slice(found[0].length) : key
    },
  }
  try {
    document.raw = parse(toml) as Raw
  } catch (error) {
    document.problems.push(syntaxProblem(error))
    return document
  }
  takePublishedTable(document, spellings)
  if (isTable(document.raw.core)) takePublishedNames(document, document.raw.core, spellings)
  return document
}

/** Says where, and not what: the line may hold a secret. */
function syntaxProblem(error: unknown): Problem {
  if (!(error instanceof TomlError)) throw error
  const reason = error.message.split('\n')[0]!.replace('Invalid TOML document: ', '')
  return {
    key: `line ${error.line}, column ${error.column}`,
    message: `this is not TOML (${reason})`,
    remedy: 'Text stands between quotes, a table begins with [name], and a key is written once.',
  }
}

function takePublishedTable(
  { raw, problems, warnings }: Document,
  spellings: [string, string][],
): void {
  if (!('global' in raw)) return
  if ('core' in raw) {
    problems.push({
      key: 'global',
      message: 'stands beside [core]',
      remedy: 'They are two names for one table: move the keys of one to the other.',
    })
    return
  }
  const global = raw.global
  delete raw.global
  raw.core = global
  spellings.push(['core', 'global'])
  if (!isTable(global)) return
  for (const key of withoutEffect.filter((name) => name in global)) {
    delete global[key]
    warnings.push(`global.${key} belongs to the published core and has no effect here.`)
  }
  const { address = publishedListen.address, port = publishedListen.port } = global
  delete global.address
  delete global.port
  global.listen ??= `${String(address)}:${String(port)}`
}

function takePublishedNames(
  { problems, spelled }: Document,
  core: Raw,
  spellings: [string, string][],
): void {
  const rename = (table: Raw, path: string, from: string, to: string): void => {
    if (!(from in table)) return
    const key = spelled(path)
    if (to in table) {
      problems.push({
        key: `${key}.${from}`,
        message: `stands beside ${key}.${to}`,
        remedy: 'They are two names for one key: remove one.',
      })
    } else {
      table[to] = table[from]
      spellings.unshift([`${path}.${to}`, `${key}.${from}`])
    }
    delete table[from]
  }
  rename(core, 'core', 'internal_secret', 'secret')
  for (const kind of ['auth_methods', 'comm_methods']) {
    const methods = core[kind]
    if (!Array.isArray(methods)) continue
    methods.forEach((method, index) => {
      if (!isTable(method)) return
      const name = typeof method.tag === 'string' ? method.tag : index
      rename(method, `core.${kind}.${name}`, 'start_url', 'start')
    })
  }
}
