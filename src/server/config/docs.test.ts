import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as v from 'valibot'
import { configFile } from './schema.ts'
import { keysOf } from './testing/keys-of.ts'
import { texts } from './texts.ts'

const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')

/** Of words of one's own the sets; the names stand where the words are. */
const sets = Object.keys(texts.entries)

test('docs/configuration.md explains every key', () => {
  const keys = [...keysOf(v.omit(configFile, ['texts'])), 'texts', ...sets]
  assert.ok(keys.length > 60, String(keys.length))
  const missing = keys.filter((key) => !new RegExp(`[\`.\\[ ]${key}[\`\\], .]`).test(page))
  assert.deepEqual(missing, [])
})
