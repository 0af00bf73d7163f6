/** A token says what a result says, now, and nothing else is taken for one. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openResult } from './result.ts'
import {
  changed,
  claims,
  inner,
  options,
  refusals,
  sealed,
  signed,
  start,
} from './testing/attacker.ts'

const json = JSON.stringify(claims)
refusals('claims that are not those of a result', {
  'another sub': () => changed({ sub: 'id-contact-widget-params' }),
  'no sub': () => changed({ sub: undefined }),
  'a list as sub': () => changed({ sub: ['id-contact-attributes'] }),
  'sub in capitals': () => changed({ sub: 'ID-CONTACT-ATTRIBUTES' }),
  'no status': () => changed({ status: undefined }),
  'another status': () => changed({ status: 'ok' }),
  'attributes with failure': () => changed({ status: 'failed' }),
  'a number as value': () => changed({ attributes: { a: 1 } }),
  'an object as value': () => changed({ attributes: { a: { b: 'c' } } }),
  'null as value': () => changed({ attributes: { a: null } }),
  'a list of attributes': () => changed({ attributes: ['a'] }),
  'null as attributes': () => changed({ attributes: null }),
  'half a character': () => sealed(signed(inner, json.replace('bla', '\\ud800'))),
  'no exp': () => changed({ exp: undefined }),
  'no iat': () => changed({ iat: undefined }),
  'exp as text': () => changed({ exp: String(start + 300) }),
  'iat as text': () => changed({ iat: String(start) }),
  'exp null': () => changed({ exp: null }),
  'exp a list': () => changed({ exp: [start + 300] }),
  'exp with a fraction': () => changed({ exp: start + 0.5 }),
  'exp beyond all numbers': () => sealed(signed(inner, json.replace(/"exp":\d+/, '"exp":1e999'))),
  'exp in ten years': () => changed({ exp: start + 315_360_000 }),
  '601 seconds': () => changed({ iat: start - 1, exp: start + 600 }),
  'exp before iat': () => changed({ iat: start, exp: start - 1 }),
  'exp at iat': () => changed({ exp: start }),
  'a negative iat': () => changed({ iat: -1, exp: 500 }),
  'iat 61 s ahead': () => changed({ iat: start + 61, exp: start + 300 }),
  'nbf 61 s ahead': () => changed({ nbf: start + 61 }),
  'nbf as text': () => changed({ nbf: String(start) }),
  milliseconds: () => changed({ iat: start * 1000, exp: start * 1000 + 300 }),
  expired: () => changed({ iat: start - 360, exp: start - 60 }),
  'a list as aud': () => changed({ aud: ['https://comm.example'] }),
  'a number as jti': () => changed({ jti: 1 }),
})

describe('at the very edge', () => {
  for (const [name, change] of Object.entries({
    '600 seconds': { iat: start, exp: start + 600 },
    'iat 60 s ahead': { iat: start + 60, exp: start + 300 },
    'nbf 60 s ahead': { nbf: start + 60 },
    'exp 59 s ago': { iat: start - 300, exp: start - 59 },
    'eight levels': { x: [[[[[[[1]]]]]]] },
    'claims that nobody knows': { x: 1, y: { z: null } },
    'success in the other spelling': { status: 'success' },
    'the other subject': { sub: 'verder-helpen-attributes' },
  }))
    it(`${name} opens`, async () =>
      assert.equal((await openResult(changed(change), options)).status, 'success'))
})
