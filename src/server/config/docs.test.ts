import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { GenericSchema } from 'valibot'
import { configFile } from './schema.ts'
import { shapeOf } from './shape.ts'

const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')

function keysOf(schema: GenericSchema, found = new Set<string>()): Set<string> {
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

test('docs/configuration.md explains every key', () => {
  const keys = [...keysOf(configFile)]
  assert.ok(keys.length > 60, String(keys.length))
  const missing = keys.filter((key) => !new RegExp(`[\`.\\[ ]${key}[\`\\], .]`).test(page))
  assert.deepEqual(missing, [])
})
