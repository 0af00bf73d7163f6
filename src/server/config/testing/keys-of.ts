/** The names of all keys that a configuration file may have, for tests that hold a document to them. */
import type { GenericSchema } from 'valibot'
import { shapeOf } from '../shape.ts'

/** At whatever depth. */
export function keysOf(schema: GenericSchema, found = new Set<string>()): Set<string> {
  const { type, options } = schema as unknown as { type: string; options: GenericSchema[] }
  if (type === 'variant') for (const option of options) keysOf(option, found)
  const shape = shapeOf(schema, undefined)
  if (shape.kind === 'record') keysOf(shape.value, found)
  if (shape.kind === 'list') keysOf(shape.item, found)
  if (shape.kind !== 'table') return found
  for (const [key, entry] of Object.entries(shape.entries)) {
    found.add(key)
    keysOf(entry, found)
  }
  return found
}
