import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { surround, type Surroundings } from '../surroundings.ts'
import { as, deskUrl, json, type Setting } from '../testing/comm.ts'
import { keyedIn } from './keyed-in.ts'
import { apiKey, caller, settingOf } from './testing/platform.ts'

describe('what becomes of a call', () => {
  let state: Setting
  let comm: Surroundings
  before(async () => {
    state = await settingOf({ type: 'sip', apiKey })
    comm = await surround(state.commConfig)
  })
  after(() => state.close())

  it('is its place, counted from who waits longest', async () => {
    const [first, second] = [await caller(state), await caller(state)]
    const keyed = second.code
    const outcome = await keyedIn(comm, { call: 'second', keyed, tries: 1 })
    assert.deepEqual(outcome, { result: 'linked', place: { before: 1 } })
    await state.desk(json(`${deskUrl}/conversations/next`, {}, as(await state.agent('sanne'))))
    const again = await keyedIn(comm, { call: 'second', keyed, tries: 1 })
    assert.deepEqual(again, { result: 'linked', place: { before: 0 } })
    assert.ok(first.code !== keyed)
  })

  it('is linked without a place where that cannot be told, and nobody waits for it', async () => {
    const { code } = await caller(state)
    const mute: Surroundings = { ...comm, hub: { join: () => undefined } }
    const outcome = await keyedIn(mute, { call: 'mute', keyed: code, tries: 1 })
    assert.deepEqual(outcome, { result: 'linked', place: undefined })
    const silent: Surroundings = { ...comm, hub: { join: () => () => {} } }
    const began = performance.now()
    const late = await keyedIn(silent, { call: 'mute', keyed: code, tries: 1 })
    assert.deepEqual(late, { result: 'linked', place: undefined })
    assert.ok(performance.now() - began < 4000)
  })

  it('has no place any more once an agent has answered', async () => {
    const { code } = await caller(state)
    await keyedIn(comm, { call: 'answered', keyed: code, tries: 1 })
    const agent = as(await state.agent('ahmed'))
    await state.desk(json(`${deskUrl}/conversations/call`, { call: 'answered' }, agent))
    const outcome = await keyedIn(comm, { call: 'answered', keyed: code, tries: 3 })
    assert.deepEqual(outcome, { result: 'linked', place: undefined })
  })

  it('is the same whatever the way to count: a fourth try asks nothing more', async () => {
    for (const tries of [3, 4, 99, NaN]) {
      const outcome = await keyedIn(comm, { call: 'wrong', keyed: '100000000', tries })
      assert.deepEqual(outcome, { result: 'unidentified' })
    }
  })
})
