import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expectedWait } from './expected-wait.ts'

describe('the expected wait', () => {
  const pace = { accepted: 5, seconds: 600, quiet: 0 }
  it('is as many times the pace as there are turns to come, in whole minutes', () => {
    assert.equal(expectedWait(pace, 0), 120)
    assert.equal(expectedWait(pace, 2), 360)
    assert.equal(expectedWait({ ...pace, seconds: 605 }, 2), 420)
  })
  it('is a minute at the least, and a day at most', () => {
    assert.equal(expectedWait({ ...pace, seconds: 0 }, 0), 60)
    assert.equal(expectedWait(pace, 100_000), 86_400)
  })
  it('grows while nobody picks up', () => {
    assert.equal(expectedWait({ ...pace, quiet: 600 }, 0), 240)
  })
  it('is not known after a few', () => {
    assert.equal(expectedWait({ ...pace, accepted: 4 }, 0), undefined)
  })
})
