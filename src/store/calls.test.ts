import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Change } from './contract.ts'
import { code, everything, onEveryStore, released, tally, times, until } from './testing/stores.ts'

const minute = 60_000

onEveryStore('calls', (bench) => {
  const link = (codeKey: string, callKey: string, plugin = 'phone') =>
    bench.store.calls.link({ codeKey, callKey, plugin, idle: 3600 })

  it('are linked by a code, which is used up; the conversation waits on', async () => {
    const { store } = bench
    const id = await released(bench, { code: code('k') })
    assert.equal(await link('k', 'call'), 'linked')
    const row = (await store.byId(id))!
    assert.deepEqual([row.state, row.code, row.codeExpiresAt], ['waiting', undefined, undefined])
    assert.deepEqual(await store.waiting(), [row])
    assert.deepEqual(await store.calls.find('call'), row)
    assert.doesNotMatch(await everything(bench), /sealed k/)
    assert.equal(await store.consumeCode('k', 'anna'), undefined)
    assert.equal(await link('k', 'another call'), 'unknown')
    assert.equal(await store.calls.find('another call'), undefined)
  })

  it('keep the conversation that they have, whatever is keyed in later', async () => {
    await released(bench, { id: 'a', code: code('k') })
    await released(bench, { id: 'b', code: code('l') })
    await link('k', 'call')
    for (const key of ['k', 'l', 'nothing']) assert.equal(await link(key, 'call'), 'already')
    assert.equal((await bench.store.calls.find('call'))?.id, 'a')
    assert.equal(await link('l', 'another call'), 'linked', 'that code still works')
  })

  it('are not linked by a code that is late, of another plugin or used', async () => {
    await released(bench, { id: 'late', code: code('late', bench.time + minute) })
    await released(bench, { id: 'other', plugin: 'other', code: code('other') })
    await released(bench, { id: 'used', code: code('used') })
    await bench.store.consumeCode('used', 'anna')
    await released(bench, { id: 'expired', code: code('expired', bench.time + 1) })
    bench.time += 2
    await bench.store.sweep()
    bench.time += minute - 2
    for (const key of ['late', 'other', 'used', 'expired', 'nothing'])
      assert.equal(await link(key, `call ${key}`), 'unknown', key)
    assert.equal(await link('other', 'call', 'other'), 'linked')
  })

  it('are linked once when many key in the same code at once', async () => {
    await released(bench, { code: code('k') })
    const outcomes = await Promise.all(times(50, (n) => link('k', `call ${n}`)))
    assert.deepEqual(tally(outcomes), { linked: 1, unknown: 49 })
  })

  it('get one conversation when many codes are keyed in at once', async () => {
    for (const n of times(20, (n) => n)) await released(bench, { code: code(`k${n}`) })
    const outcomes = await Promise.all(times(20, (n) => link(`k${n}`, 'call')))
    assert.deepEqual(tally(outcomes), { linked: 1, already: 19 })
  })

  it('are accepted for one agent, again for the same, and not for another', async () => {
    const { store } = bench
    const id = await released(bench, { code: code('k') })
    assert.equal(await store.calls.accept('call', 'anna'), undefined)
    await link('k', 'call')
    const agents = times(20, (n) => `agent ${n}`)
    const outcomes = await Promise.all(agents.map((agent) => store.calls.accept('call', agent)))
    const won = outcomes.filter((outcome) => typeof outcome === 'object')
    assert.equal(won.length, 1)
    assert.equal(outcomes.filter((outcome) => outcome === 'taken').length, 19)
    const [row] = won
    assert.deepEqual([row?.id, row?.state], [id, 'active'])
    assert.deepEqual(await store.calls.accept('call', row!.agent!), row)
    assert.deepEqual(await store.activeOf(row!.agent!), [row])
    await store.end(id, { reason: 'ended' })
    assert.equal(await store.calls.accept('call', row!.agent!), undefined)
  })

  it('stay with the agent who took the conversation from the queue', async () => {
    const { store } = bench
    const id = await released(bench, { code: code('k') })
    await link('k', 'call')
    await store.accept(id, 'anna')
    assert.equal(await store.calls.accept('call', 'bert'), 'taken')
    assert.equal(typeof (await store.calls.accept('call', 'anna')), 'object')
  })

  it('say that they were accepted', async () => {
    const { store } = bench
    await released(bench, { id: 'a', code: code('k') })
    const told: Change[] = []
    const stop = store.subscribe((change) => told.push(change))
    await link('k', 'call')
    await store.calls.accept('call', 'anna')
    await until(() => told.length >= 2)
    assert.deepEqual(
      told.filter((change) => change.kind !== 'waiting'),
      [
        { kind: 'left', id: 'a', reason: 'accepted', agent: 'anna' },
        { kind: 'conversation', id: 'a', state: 'active', agent: 'anna' },
      ],
    )
    stop()
  })

  it('let go of a conversation that gets a new code, for another call', async () => {
    const { store } = bench
    const id = await released(bench, { code: code('k') })
    await link('k', 'dropped')
    assert.equal(await store.setCode(id, { code: code('l') }), 'set')
    assert.equal(await store.calls.accept('dropped', 'anna'), undefined)
    assert.equal(await link('l', 'second'), 'linked')
    assert.equal((await store.calls.find('second'))?.id, id)
  })

  it('give a conversation the time to be on hold, and no more', async () => {
    const limits = { attempt: 100, idle: 200, longest: 14_400 }
    const id = await released(bench, { code: code('k'), limits })
    await link('k', 'call')
    bench.time += 60 * minute - 1
    assert.equal(await bench.store.sweep(), 0)
    bench.time += 1
    assert.equal(await bench.store.sweep(), 1)
    assert.equal(await bench.store.byId(id), undefined)
  })
})
