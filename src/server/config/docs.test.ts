import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { configFile } from './schema.ts'
import { keysOf } from './testing/keys-of.ts'

const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')

test('docs/configuration.md explains every key', () => {
  const keys = [...keysOf(configFile)]
  assert.ok(keys.length > 60, String(keys.length))
  const missing = keys.filter((key) => !new RegExp(`[\`.\\[ ]${key}[\`\\], .]`).test(page))
  assert.deepEqual(missing, [])
})
