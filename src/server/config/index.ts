/** From one TOML file, the environment and the files that they name, to the parts that a process runs. */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { safeParse } from 'valibot'
import { parseListen, type Context, type Listen } from './context.ts'
import { type Environment, applyEnvironment } from './environment.ts'
import { nearest } from './nearest.ts'
import { authPart } from './auth-part.ts'
import { commPart } from './comm-part.ts'
import { corePart } from './core-part.ts'
import { deskPart } from './desk-part.ts'
import type { Part } from './parts.ts'
import { InvalidConfig, type Problem, problemOf } from './problems.ts'
import { checkProduction, warnOfOpenHttp } from './production.ts'
import { type Document, readDocument } from './read.ts'
import { roomsPart } from './rooms.ts'
import { checkRules } from './rules.ts'
import { type ConfigFile, configFile, type TextsTable } from './schema.ts'
import { createSources, fingerprint } from './sources.ts'

/** What a configuration file is read with. */
export interface LoadOptions {
  /** Folder where relative paths to secrets, keys and conversations begin. Default: `data_dir`, else the folder of the file. */
  dataDir?: string
  /** Default: `process.env`. */
  env?: Environment
  /** Which parts run: `core`, `auth`, `auth.digid`, `comm`, `desk`, `rooms` … Default: all that the file describes. */
  parts?: readonly string[]
}

/** A configuration that was checked: everything that `serve` needs. */
export interface Config {
  /** What is only for practice is refused, and addresses must be `https:`. */
  production: boolean
  /** Those that run, in the order of the file. */
  parts: Part[]
  /** Where conversations live. Neither member: in memory. Only there when a part runs that needs it. */
  store?: { dataDir?: string; databaseUrl?: string }
  /** Words of the municipality's own. */
  texts: TextsTable
  /** What is less important is left out. */
  logLevel: 'error' | 'warn' | 'info' | 'debug'
  /** Where numbers for an operator are. Default: nowhere. */
  metrics?: Listen | undefined
  /** What works but deserves attention, in sentences. */
  warnings: string[]
}

/**
 * Reads and checks a configuration file.
 * @throws InvalidConfig with every problem that was found, none of them with a secret in its words
 */
export function loadConfig(path: string, options: LoadOptions = {}): Config {
  const file = resolve(path)
  const document = readDocument(readText(file))
  const { raw, warnings, spelled } = document
  stopAt(document.problems, spelled)
  const overrides = applyEnvironment(raw, options.env ?? process.env)
  warnings.push(...overrides.warnings)
  const table = validated(raw, overrides.problems, spelled)

  const problems: Problem[] = []
  const configFolder = dirname(file)
  const dataFolder = options.dataDir
    ? resolve(options.dataDir)
    : resolve(configFolder, table.data_dir ?? '.')
  const sources = createSources(dataFolder, problems, warnings)
  const context: Context = { file: table, sources, problems, warnings, configFolder }
  checkRules(context)
  if (table.production) checkProduction(context)
  else warnOfOpenHttp(context)
  const parts = partsOf(context, options.parts)
  const metrics = table.metrics.listen ? parseListen(table.metrics.listen) : undefined
  checkListens([...parts, ...(metrics ? [{ name: 'metrics', listen: metrics }] : [])], problems)
  checkSigners(parts, problems)
  const needsStore = parts.some(({ kind }) => kind !== 'core' && kind !== 'auth')
  const store = needsStore ? storeOf(context) : undefined
  stopAt(problems, spelled)
  const { production } = table
  return {
    production,
    parts,
    store,
    texts: table.texts,
    logLevel: table.log.level,
    ...(metrics && { metrics }),
    warnings: [...new Set(warnings)],
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const remedy = 'Name the configuration file with --config FILE.'
    throw new InvalidConfig([{ key: file, message: `cannot be read (${code})`, remedy }])
  }
}

function validated(
  raw: Document['raw'],
  earlier: Problem[],
  spelled: Document['spelled'],
): ConfigFile {
  const result = safeParse(configFile, raw)
  const found = (result.issues ?? []).map((issue) => problemOf(issue, configFile, raw))
  stopAt([...earlier, ...found], spelled)
  return result.output as ConfigFile
}

function stopAt(problems: Problem[], spelled: Document['spelled']): void {
  if (problems.length === 0) return
  // Two parts that read the same key find the same problem; the first has the better remedy.
  const once = new Map<string, Problem>()
  for (const problem of problems) {
    const id = `${problem.key} ${problem.message}`
    if (!once.has(id)) once.set(id, { ...problem, key: spelled(problem.key) })
  }
  throw new InvalidConfig([...once.values()])
}

function partsOf(context: Context, chosen: readonly string[] | undefined): Part[] {
  const { core, auth, comm, desk, rooms } = context.file
  const known: [name: string, make: () => Part][] = [
    ...(core ? [['core', () => corePart(context, core)] as [string, () => Part]] : []),
    ...Object.entries(auth).map(
      ([tag, table]) =>
        [`auth.${tag}`, () => authPart(context, tag, table)] as [string, () => Part],
    ),
    ...Object.entries(comm).map(
      ([tag, table]) =>
        [`comm.${tag}`, () => commPart(context, tag, table)] as [string, () => Part],
    ),
    ...(desk ? [['desk', () => deskPart(context, desk)] as [string, () => Part]] : []),
    ...Object.entries(rooms).map(
      ([tag, table]) =>
        [`rooms.${tag}`, () => roomsPart(context, tag, table)] as [string, () => Part],
    ),
  ]
  const names = known.map(([name]) => name)
  for (const wanted of chosen ?? []) {
    if (names.some((name) => isMeant(name, wanted))) continue
    const meant = nearest(wanted, names)
    const remedy = meant ? `Did you mean "${meant}"?` : `The file describes: ${names.join(', ')}.`
    context.problems.push({ key: wanted, message: 'is no part of this file', remedy })
  }
  return known
    .filter(([name]) => !chosen || chosen.some((wanted) => isMeant(name, wanted)))
    .map(([, make]) => make())
}

const isMeant = (name: string, wanted: string): boolean =>
  name === wanted || name.startsWith(`${wanted}.`)

function checkListens(parts: Pick<Part, 'name' | 'listen'>[], problems: Problem[]): void {
  const taken = new Map<string, string>()
  const keyOf = ({ host, port }: Listen): string => `${host}:${port}`
  for (const { name, listen } of parts.filter(({ listen }) => listen.port !== 0)) {
    const other = taken.get(keyOf(listen))
    if (other) {
      problems.push({
        key: `${name}.listen`,
        message: `is ${keyOf(listen)}, where ${other} listens too`,
        remedy: 'Give each part a port of its own.',
      })
    }
    taken.set(keyOf(listen), name)
  }
}

/** One key for two methods would let one speak for the other. */
function checkSigners(parts: Part[], problems: Problem[]): void {
  const owners = new Map<string, string>()
  for (const part of parts) {
    if (part.kind !== 'auth') continue
    for (const key of part.settings.signingKeys.map(fingerprint)) {
      const owner = owners.get(key)
      if (owner) {
        problems.push({
          key: `${part.name}.signing_keys`,
          message: `holds a key of ${owner}`,
          remedy: 'Make keys for each method with: id-contact keys --out DIR.',
        })
      }
      owners.set(key, part.name)
    }
  }
}

function storeOf({ file: { store }, sources, problems }: Context): NonNullable<Config['store']> {
  const chosen = [store.folder, store.database_url, store.memory || undefined].filter(
    (value) => value !== undefined,
  )
  if (chosen.length > 1) {
    const remedy = 'Keep one of folder, database_url and memory.'
    problems.push({ key: 'store', message: 'names more than one place', remedy })
  }
  if (store.memory) return {}
  if (store.database_url !== undefined) {
    const databaseUrl = sources.secret('store.database_url', store.database_url)
    if (!/^postgres(ql)?:\/\//.test(databaseUrl)) {
      const remedy = 'Write postgres://user:password@host:5432/database.'
      problems.push({
        key: 'store.database_url',
        message: 'is not an address of PostgreSQL',
        remedy,
      })
    }
    return { databaseUrl }
  }
  return { dataDir: sources.path(store.folder ?? 'conversations') }
}
