import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { attributesFrom, claimAt } from './claims.ts'

describe('claimAt', () => {
  const claims = {
    name: 'Zoë',
    empty: '',
    address: { formatted: 'Plein 1', deeper: { still: 'here' } },
    'https://example.org/name': 'with dots',
    'address.formatted2': 'flat',
    list: ['a'],
    nothing: null,
    number: 7,
    infinite: Infinity,
    yes: true,
    lone: '\ud800',
    long: 'é'.repeat(2049),
    longest: 'é'.repeat(2048),
  }

  for (const [path, expected] of [
    ['name', 'Zoë'],
    ['empty', ''],
    ['address.formatted', 'Plein 1'],
    ['address.deeper.still', 'here'],
    ['https://example.org/name', 'with dots'],
    ['address.formatted2', 'flat'],
    ['number', '7'],
    ['yes', 'true'],
    ['longest', claims.longest],
    ...[
      ...['address', 'list', 'list.0', 'list.length', 'nothing', 'infinite', 'lone', 'long'],
      ...['name.length', 'missing', 'missing.too', '', '.', 'address.', '__proto__'],
      ...['constructor', 'constructor.name', 'toString', 'address.constructor.name'],
    ].map((path) => [path, undefined] as const),
  ] as const)
    it(`${JSON.stringify(path)} gives ${String(expected).slice(0, 20)}`, () =>
      assert.equal(claimAt(claims, path), expected))
})

describe('what is inherited', () => {
  it('is no claim', () => {
    const claims = Object.create({ name: 'x' }) as Record<string, unknown>
    claims.address = Object.create({ formatted: 'x' })
    assert.equal(claimAt(claims, 'name'), undefined)
    assert.equal(claimAt(claims, 'address.formatted'), undefined)
  })
})

describe('attributesFrom', () => {
  it('gives only what is asked for, mapped and there', () => {
    const map = { name: 'given', city: 'address.locality', email: 'email' }
    const claims = { given: 'Zoë', email: 'z@a.example', constructor: 'x' }
    assert.deepEqual(attributesFrom(claims, ['name', 'city', 'constructor'], { claims: map }), {
      name: 'Zoë',
    })
  })
})

describe('a prefix', () => {
  const map = { claims: { bsn: 'id' }, prefixes: { bsn: 's00000000:' } }
  for (const [id, value] of [
    ['s00000000:999999990', '999999990'],
    ['S00000000:999999990', '999999990'],
    ['s00000001:999999990', undefined],
    ['999999990', undefined],
    ['x s00000000:999999990', undefined],
  ] as const)
    it(`${id} gives ${value}`, () =>
      assert.equal(attributesFrom({ id }, ['bsn'], map)['bsn'], value))
})
