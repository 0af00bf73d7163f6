import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createReference, referenceFormat } from './reference.ts'

describe('the number of a failure', () => {
  it('is short, without signs that people mistake for each other, and of nothing but chance', () => {
    const some = Array.from({ length: 5000 }, createReference)
    for (const one of some) assert.match(one, referenceFormat)
    assert.doesNotMatch(some.join(''), /[01IO]/)
    assert.ok(new Set(some).size > 4980, 'as good as never the same')
    assert.equal(new Set(some.join('')).size, 33, '32 signs and the hyphen')
  })
})
