/** A channel of somebody else is held to the rules for codes. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from '../protocol/errors.ts'
import type { Channel } from './channel.ts'
import { checkCodes } from './code.ts'
import { phone } from './phone/index.ts'

const good = phone({ number: '14026', display: '14 026' })
const withCode = (changes: Partial<NonNullable<Channel['code']>>): Channel => ({
  ...good,
  code: { ...good.code!, ...changes },
})

describe('a channel', () => {
  for (const [what, key, changes] of [
    ['whose codes can be guessed', 'make', { make: () => '1234567' }],
    ['whose codes cannot be keyed in', 'make', { make: () => '12345678a' }],
    ['whose codes live for an instant', 'lifetime', { lifetime: 5 }],
    ['whose codes live for hours', 'lifetime', { lifetime: 7200 }],
    ['whose codes live for ever', 'lifetime', { lifetime: NaN }],
  ] as const)
    it(`${what} is refused`, () => {
      assert.throws(
        () => checkCodes(withCode(changes)),
        (error) => error instanceof ConfigError && error.key === `channel.code.${key}`,
      )
    })

  it('with codes as they should be, or without, is taken', () => {
    checkCodes(good)
    checkCodes({ kind: 'chat', view: () => ({}) })
  })
})
