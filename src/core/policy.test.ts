import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from '../protocol/errors.ts'
import type { Purpose } from './config.ts'
import { askedOf } from './policy.ts'
import { bound, get, post, setting, type Setting } from './testing/core.ts'

const purpose: Purpose = {
  tag: 'report_move',
  attributes: ['name', 'email', 'bsn'],
  optional: ['email'],
  acr: 'low',
  terms: { digid: { attributes: ['bsn'], acr: 'substantial' }, irma: { acr: 'high' } },
  allowedAuth: ['*'],
  allowedComm: ['*'],
}

describe('what a purpose asks of a method', () => {
  it('is its attributes and its level', () =>
    assert.deepEqual(askedOf(purpose, 'itsme'), {
      attributes: ['name', 'email', 'bsn'],
      optional: ['email'],
      acr: 'low',
    }))

  it('is what the purpose says of that method, where it says something', () => {
    assert.deepEqual(askedOf(purpose, 'digid'), { attributes: ['bsn'], acr: 'substantial' })
    assert.deepEqual(askedOf(purpose, 'irma'), {
      attributes: ['name', 'email', 'bsn'],
      optional: ['email'],
      acr: 'high',
    })
  })

  it('is nothing else for a method named as a property of objects', () =>
    assert.deepEqual(askedOf(purpose, 'constructor'), askedOf(purpose, 'itsme')))
})

describe('a core with terms', () => {
  const asked = ({ calls }: Setting) =>
    JSON.parse(calls.findLast(({ url }) => url.endsWith('/start_authentication'))!.body) as {
      attributes: string[]
      acr: string
      optional?: string[]
    }

  it('asks the plugin for them', async () => {
    const made = await setting({}, { purposes: [purpose] })
    assert.equal((await made.core(post('/start', bound))).status, 200)
    const { attributes, acr, optional } = asked(made)
    assert.deepEqual(
      { attributes, acr, optional },
      {
        attributes: ['bsn'],
        acr: 'substantial',
        optional: undefined,
      },
    )
  })

  it('offers them, so that residents read what they share', async () => {
    const { core } = await setting({}, { purposes: [purpose] })
    const offer = (await (await core(get('/session_options/report_move'))).json()) as {
      auth_methods: { tag: string; attributes?: { tag: string }[] }[]
    }
    const [digid, irma] = offer.auth_methods
    assert.deepEqual(digid!.attributes, [{ tag: 'bsn', label: 'bsn' }])
    assert.deepEqual(
      irma!.attributes!.map(({ tag }) => tag),
      ['name', 'email', 'bsn'],
    )
  })

  for (const [what, changes] of [
    ['an attribute that the purpose does not name', { terms: { digid: { attributes: ['age'] } } }],
    ['no attribute', { terms: { digid: { attributes: [] } } }],
    ['a method that there is not', { terms: { other: {} } }],
    ['an attribute to spare that nobody asks for', { optional: ['age'] }],
  ] as const)
    it(`refuses ${what}`, () =>
      assert.rejects(
        setting({}, { purposes: [{ ...purpose, ...changes } as Purpose] }),
        ConfigError,
      ))
})
