import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from '../../protocol/errors.ts'
import { parseTelUrl } from '../../protocol/url.ts'
import type { StoredConversation } from '../../store/index.ts'
import { phone, type PhoneOptions } from './index.ts'
import { randomDigits } from './code.ts'

describe('codes', () => {
  it('are uniform: chi-square over a hundred thousand of them, at each place (T19)', () => {
    const places = Array.from({ length: 9 }, () => new Array<number>(10).fill(0))
    const total = 100_000
    for (let i = 0; i < total; i++) {
      const code = randomDigits(9)
      for (let place = 0; place < 9; place++) places[place]![Number(code[place])]!++
    }
    for (const [place, counts] of places.entries()) {
      const expected = total / 10
      const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
      // 9 degrees of freedom: above 45.1 once in a million runs.
      assert.ok(chi < 45.1, `place ${place}: ${chi}`)
    }
  })
  it('keep their leading zeros and their length', () => {
    for (let digits = 8; digits <= 12; digits++)
      assert.match(randomDigits(digits), new RegExp(`^\\d{${digits}}$`))
  })
})

describe('the telephone', () => {
  it('writes a link that reads back as number and code', () => {
    const channel = phone({ number: '+31201234567', display: '020 123 45 67' })
    const row = { codeExpiresAt: new Date(), extensions: 3 } as StoredConversation
    const { tel_url, extensions_left } = channel.view(row, '012345678').phone!
    assert.deepEqual(parseTelUrl(tel_url), { number: '+31201234567', code: '012345678' })
    assert.equal(extensions_left, 7)
    assert.deepEqual(channel.view(row, undefined), {})
  })
  it('writes the number as its country does, or as it is told', () => {
    const row = { codeExpiresAt: new Date(), extensions: 0 } as StoredConversation
    const shown = (options: PhoneOptions) => phone(options).view(row, '1').phone!.display
    assert.equal(shown({ number: '+31201234567' }), '020 123 4567')
    assert.equal(shown({ number: '14026', display: 'veertien 026' }), 'veertien 026')
  })
  for (const options of [
    { number: 'tel:1', display: '' },
    { number: '+3120123456' },
    { number: '14026', display: '', codeDigits: 6 },
    { number: '14026', display: '', codeDigits: 9.5 },
    { number: '14026', display: '', codeLifetime: 5 },
  ])
    it(`refuses ${JSON.stringify(options)}`, () => assert.throws(() => phone(options), ConfigError))
})
