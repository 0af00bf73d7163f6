/**
 * Environment variables that stand in place of keys of the file. The rule: `ID_CONTACT_`, then the dotted key in capitals,
 * with `_` for everything that is not a letter or a digit; an item of a list goes by its tag. `core.auth_methods.digid.start`
 * is `ID_CONTACT_CORE_AUTH_METHODS_DIGID_START`. With `_FILE` behind it, a secret or a set of keys comes from that file.
 * A list of texts is written with commas. An empty variable counts as not set.
 */
import type { GenericSchema } from 'valibot'
import { nearest } from './nearest.ts'
import type { Problem } from './problems.ts'
import { configFile } from './schema.ts'
import { bare, isTable, shapeOf } from './shape.ts'
import { keys, secret } from '../../protocol/settings.ts'

/** Variables that stand in place of keys of the file, as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

const prefix = 'ID_CONTACT_'

interface Slot {
  key: string
  set: (value: unknown) => void
  /** What the variable's text becomes; undefined when it cannot be that. */
  read: (text: string) => unknown
}

export interface Overrides {
  problems: Problem[]
  warnings: string[]
  /** The names of the variables that were used. */
  used: string[]
}

/** Puts the values of the environment into `raw`. */
export function applyEnvironment(raw: Record<string, unknown>, env: Environment): Overrides {
  const slots = new Map<string, Slot[]>()
  for (const table of ['store', 'log']) if (hasAny(env, table)) raw[table] ??= {}
  collect(configFile, raw, [], () => {}, slots)
  const overrides: Overrides = { problems: [], warnings: [], used: [] }
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(prefix) || !text) continue
    const [slot, second] = slots.get(name) ?? []
    if (!slot) warnOfNear(name, slots, overrides)
    else if (second) {
      overrides.problems.push({
        key: name,
        message: `may mean ${slot.key} and ${second.key}`,
        remedy: 'Give one of the two another tag, or write the value in the file.',
      })
    } else apply(name, slot, text, overrides)
  }
  if (env.DATABASE_URL) takeDatabaseUrl(raw, env.DATABASE_URL, overrides)
  return overrides
}

const hasAny = (env: Environment, table: string): boolean =>
  Object.keys(env).some((name) => name.startsWith(`${prefix}${table.toUpperCase()}_`) && env[name])

function apply(name: string, slot: Slot, text: string, overrides: Overrides): void {
  const value = slot.read(text)
  if (value === undefined) {
    const remedy = 'Write true or false, or digits.'
    overrides.problems.push({ key: name, message: `does not fit ${slot.key}`, remedy })
    return
  }
  slot.set(value)
  overrides.used.push(name)
}

/** The variable that hosting platforms give to a program. The file goes first. */
function takeDatabaseUrl(raw: Record<string, unknown>, url: string, overrides: Overrides): void {
  raw.store ??= {}
  if (!isTable(raw.store) || 'database_url' in raw.store || raw.store.memory || raw.store.folder)
    return
  raw.store.database_url = url
  overrides.used.push('DATABASE_URL')
}

/** Platforms set variables of their own with our prefix (`ID_CONTACT_PORT`); only what looks like a slip is worth a word. */
function warnOfNear(name: string, slots: Map<string, Slot[]>, overrides: Overrides): void {
  const tail = (text: string): string => text.slice(prefix.length)
  const meant = nearest(tail(name), [...slots.keys()].map(tail))
  if (meant && Math.abs(meant.length - tail(name).length) < 3) {
    overrides.warnings.push(`${name} names no key. Did you mean ${prefix}${meant}?`)
  }
}

function collect(
  schema: GenericSchema,
  value: unknown,
  path: string[],
  set: (value: unknown) => void,
  slots: Map<string, Slot[]>,
): void {
  const shape = shapeOf(schema, value)
  if (shape.kind === 'table') {
    if (!isTable(value)) return
    for (const [key, entry] of Object.entries(shape.entries)) {
      collect(entry, value[key], [...path, key], (next) => (value[key] = next), slots)
    }
  } else if (shape.kind === 'record') {
    if (!isTable(value)) return
    for (const key of Object.keys(value)) {
      collect(shape.value, value[key], [...path, key], (next) => (value[key] = next), slots)
    }
  } else if (shape.kind === 'list') {
    const items = Array.isArray(value) ? value.filter(isTable) : []
    for (const item of items) {
      if (typeof item.tag === 'string')
        collect(shape.item, item, [...path, item.tag], () => {}, slots)
    }
    if (shapeOf(shape.item, undefined).kind === 'leaf' && items.length === 0) {
      add(slots, path, set, (text) => text.split(',').map((part) => part.trim()))
    }
  } else addLeaf(shape, bare(schema), path, set, slots)
}

function addLeaf(
  { type }: { type: string },
  schema: GenericSchema,
  path: string[],
  set: (value: unknown) => void,
  slots: Map<string, Slot[]>,
): void {
  if (schema === (secret as GenericSchema) || schema === (keys as GenericSchema)) {
    add(slots, [...path, 'file'], set, (text) => ({ file: text }))
  }
  if (schema === (keys as GenericSchema) || type === 'literal') return
  if (type === 'boolean') add(slots, path, set, (text) => ({ true: true, false: false })[text])
  else if (type === 'number') {
    add(slots, path, set, (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined))
  } else add(slots, path, set, (text) => text)
}

function add(
  slots: Map<string, Slot[]>,
  path: string[],
  set: Slot['set'],
  read: Slot['read'],
): void {
  const name =
    prefix +
    path
      .join('_')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '_')
  slots.set(name, [...(slots.get(name) ?? []), { key: path.join('.'), set, read }])
}
