/** Looks into a schema of the configuration file: which keys a table has, and what lies behind one of them. */
import type { GenericSchema } from 'valibot'

/** The inside of a valibot schema, as far as this file format uses it. */
interface Inside {
  type: string
  wrapped?: GenericSchema
  entries?: Record<string, GenericSchema>
  value?: GenericSchema
  item?: GenericSchema
  options?: GenericSchema[]
}

export type Shape =
  | { kind: 'table'; entries: Record<string, GenericSchema> }
  | { kind: 'record'; value: GenericSchema }
  | { kind: 'list'; item: GenericSchema }
  | { kind: 'leaf'; type: string; schema: GenericSchema }

/** What a schema describes, given the value that stands there (it decides which type of plugin is meant). */
export function shapeOf(schema: GenericSchema, value: unknown): Shape {
  const inside = schema as unknown as Inside
  if (inside.wrapped) return shapeOf(inside.wrapped, value)
  if (inside.type === 'variant') return shapeOf(variantOf(inside.options ?? [], value), value)
  if (inside.entries) return { kind: 'table', entries: inside.entries }
  if (inside.type === 'record' && inside.value) return { kind: 'record', value: inside.value }
  if (inside.type === 'array' && inside.item) return { kind: 'list', item: inside.item }
  return { kind: 'leaf', type: inside.type, schema }
}

function variantOf(options: GenericSchema[], value: unknown): GenericSchema {
  const type = isTable(value) ? value.type : undefined
  const chosen = options.find((option) => {
    const { entries } = option as unknown as { entries: { type: GenericSchema } }
    return (bare(entries.type) as unknown as { literal: unknown }).literal === type
  })
  return chosen ?? options[0]!
}

/** The schema without its `optional`, to tell a secret from a set of keys by identity. */
export function bare(schema: GenericSchema): GenericSchema {
  const { wrapped } = schema as unknown as Inside
  return wrapped ? bare(wrapped) : schema
}

/** The keys of the table at a path; none when there is no table of fixed keys. */
export function knownKeys(schema: GenericSchema, value: unknown, path: PropertyKey[]): string[] {
  const shape = shapeOf(schema, value)
  const [key, ...rest] = path
  if (key === undefined) return shape.kind === 'table' ? Object.keys(shape.entries) : []
  const below = (value as Record<PropertyKey, unknown> | undefined)?.[key]
  if (shape.kind === 'table') {
    const entry = shape.entries[String(key)]
    return entry ? knownKeys(entry, below, rest) : []
  }
  if (shape.kind === 'record') return knownKeys(shape.value, below, rest)
  return shape.kind === 'list' ? knownKeys(shape.item, below, rest) : []
}

export function isTable(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}
