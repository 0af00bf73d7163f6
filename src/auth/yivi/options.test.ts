import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { ConfigError } from '../../protocol/errors.ts'
import { yivi, type YiviOptions } from './index.ts'
import { optionsFor } from './testing/scene.ts'

const pem = (key: ReturnType<typeof generateKeyPairSync>['publicKey']) =>
  (key as unknown as { export(how: object): string }).export({ type: 'spki', format: 'pem' })
const elliptic = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey as never)
const weak = pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey as never)

describe('the settings of Yivi', () => {
  it('are taken when they are good, also a server on this machine', () => {
    assert.deepEqual(yivi(optionsFor()).attributes, ['name', 'email'])
    assert.ok(yivi(optionsFor({ server: 'http://localhost:8088' })))
  })

  const cases: [key: string, changes: Partial<YiviOptions>][] = [
    ['server', { server: 'http://irma.example' }],
    ['server', { server: 'irma.example' }],
    ['server', { server: 'https://irma.example?x=1' }],
    ['token', { token: '' }],
    ['token', { token: 'two\r\nlines: 1' }],
    ['public_key', { publicKey: 'no key' }],
    ['public_key', { publicKey: elliptic }],
    ['public_key', { publicKey: weak }],
    ['attributes', { attributes: {} }],
    ['attributes.name', { attributes: { name: [] } }],
    ['attributes.name', { attributes: { name: ['fullname'] } }],
    ['attributes.name', { attributes: { name: ['a.b.c.d a.b.c.d'] } }],
    ['attributes.name', { attributes: { name: ['a.b.c.first a.b.other.last'] } }],
    ['attributes.a b', { attributes: { 'a b': ['a.b.c.d'] } }],
  ]
  for (const [key, changes] of cases)
    it(`are refused with ${JSON.stringify(changes).slice(0, 60)}`, () => {
      assert.throws(
        () => yivi(optionsFor(changes)),
        (error) => error instanceof ConfigError && error.key === key,
      )
    })
})
