import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Pace } from '../store/index.ts'
import { createWaits, expectedWaitsAnswer } from './expected-waits.ts'

const pace = (purpose: string, more: Partial<Pace> = {}): Pace => ({
  ...{ purpose, channel: 'phone', plugin: 'call' },
  ...{ waiting: 3, accepted: 10, seconds: 600, quiet: 0, ...more },
})

describe('GET /expected_waits', () => {
  it('says of each purpose of this plugin how long who comes now will wait', async () => {
    const all = [
      pace('report_move'),
      pace('permit', { waiting: 0 }),
      pace('rare', { accepted: 4 }),
      pace('other', { plugin: 'chat' }),
    ]
    const store = { paces: () => Promise.resolve(all) }
    const waits = await createWaits({ store, plugin: 'call', now: () => new Date() })()
    assert.deepEqual(waits, { expected_waits: { report_move: 240, permit: 60 } })
    const answer = expectedWaitsAnswer(waits)
    assert.equal(answer.headers.get('cache-control'), 'max-age=10')
    assert.deepEqual(await answer.json(), waits)
  })

  it('asks the store once in ten seconds, and again after it failed', async () => {
    let time = 0
    let asked = 0
    let fails = true
    const paces = () => {
      asked++
      return fails ? Promise.reject(new Error('no database')) : Promise.resolve([])
    }
    const waits = createWaits({ store: { paces }, plugin: 'call', now: () => new Date(time) })
    await assert.rejects(waits())
    fails = false
    await Promise.all([waits(), waits()])
    time = 9999
    await waits()
    assert.equal(asked, 2)
    time = 10_000
    await waits()
    assert.equal(asked, 3)
  })
})
