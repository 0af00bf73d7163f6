import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { displayOf } from './number.ts'

describe('a number that is dialled', () => {
  for (const [number, written] of [
    ['14026', '14 026'],
    ['140591', '14 0591'],
    ['+31201234567', '020 123 4567'],
    ['+31880001234', '088 000 1234'],
    ['+3228127777', '+32 2 812 77 77'],
  ] as const)
    it(`${number} is written ${written}`, () => assert.equal(displayOf(number), written))

  for (const [number, why] of [
    ['', 'nothing'],
    ['020 1234567', 'as it is written, not as it is dialled'],
    ['0201234567', 'without the code of a country'],
    ['+3120123456', 'a digit short'],
    ['+312012345678', 'a digit too many'],
    ['+999123456789', 'of no country'],
    ['14', 'no area'],
    ['14026x', 'more than digits'],
    ['+31201234567;ext=5', 'more than a number'],
  ] as const)
    it(`is none: ${why}`, () => assert.equal(displayOf(number), undefined))
})
