/** The whole way, with the result from server to server. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { scanBytes } from './canary.ts'
import { canaries, ruud, zoe } from './people.ts'
import { wholeWay } from './whole-way.ts'

wholeWay('attr_url', [
  { lang: 'nl', width: 1280, person: zoe },
  { lang: 'en', width: 320, person: ruud },
])

it('the scanner would have found a leak in a file or in the output', () => {
  const found = scanBytes('output', Buffer.from(`{"name":"${zoe.claims.name}"}`), canaries)
  assert.ok(found.length > 0)
})
