import assert from 'node:assert/strict'
import { it } from 'node:test'
import { absence } from './agents.ts'
import { type Bench, onEveryStore, released, told } from './testing/stores.ts'

/** Lets time pass as it does for a process that sweeps, with signs of life of these agents. */
async function pass(bench: Bench, seconds: number, ...present: string[]): Promise<void> {
  const step = 15
  for (let left = seconds; left > 0; left -= step) {
    bench.time += Math.min(step, left) * 1000
    if (present.length > 0) await bench.store.agents.seen(...present)
    await bench.store.sweep()
  }
}

const chat = { channel: 'chat', plugin: 'chat', commMethod: 'chat' } as const

onEveryStore('agents', (bench) => {
  it('gives the conversation of an agent who disappeared back, at its old place', async () => {
    const { store } = bench
    await pass(bench, absence + 15)
    const first = await released(bench, chat)
    bench.time += 5000
    const later = await released(bench, chat)
    await store.agents.seen('anna', 'bob')
    const taken = await store.next({ id: 'anna', names: { '*': 'sealed name' } })
    assert.equal(taken?.id, first)
    await store.identifications.request(first, 'anna')
    await pass(bench, absence - 5, 'bob')
    assert.equal(
      (await store.byId(first))?.state,
      'active',
      'a page that loads again is no absence',
    )

    const changes = await told(bench, () => pass(bench, 30, 'bob'))
    assert.deepEqual(changes.slice(0, 2), [
      { kind: 'conversation', id: first, state: 'returned', agent: 'anna' },
      { kind: 'waiting', id: first, since: +taken!.waitingSince!, lane: 'report_move chat chat' },
    ])
    const [entry] = await store.readAudit()
    assert.deepEqual([entry?.event, entry?.agent], ['conversation_returned', 'anna'])
    const back = await store.byId(first)
    assert.equal(back?.state, 'waiting')
    assert.equal(back?.moved, 'returned')
    for (const member of ['agent', 'agentName', 'acceptedAt', 'identification'])
      assert.ok(!(member in back!), member)
    assert.equal(back?.result, `token of ${first}`)
    assert.deepEqual(
      (await store.queueOrder()).slice(0, 2).map(({ id }) => id),
      [first, later],
    )

    const again = await store.next('bob')
    assert.equal(again?.id, first)
    assert.equal(again?.moved, undefined)
    await pass(bench, absence + 30, 'bob')
    assert.equal((await store.byId(first))?.agent, 'bob')
  })

  it('leaves telephone calls with whoever is on the line', async () => {
    const id = await released(bench)
    await pass(bench, absence + 15)
    await bench.store.agents.seen('anna')
    await bench.store.accept(id, 'anna')
    await pass(bench, absence + 30)
    assert.equal(await bench.store.agents.stateOf('anna'), undefined)
    assert.equal((await bench.store.byId(id))?.agent, 'anna')
  })

  it('leaves an agent alone who was never seen here', async () => {
    const id = await released(bench, chat)
    await bench.store.accept(id, 'tool')
    await pass(bench, absence * 3)
    assert.equal((await bench.store.byId(id))?.agent, 'tool')
  })

  it('takes nobody for gone while nobody could be seen', async () => {
    const id = await released(bench, chat)
    await pass(bench, absence + 15)
    await bench.store.agents.seen('anna')
    await bench.store.accept(id, 'anna')
    // The database was away for ten minutes.
    bench.time += 600_000
    await bench.store.sweep()
    assert.equal((await bench.store.byId(id))?.state, 'active')
    await pass(bench, absence, 'anna')
    assert.equal((await bench.store.byId(id))?.state, 'active')
  })

  it('knows who is there, and what they say of themselves', async () => {
    const { agents } = bench.store
    assert.equal(await agents.stateOf('anna'), undefined)
    await agents.seen('anna')
    assert.equal(await agents.stateOf('anna'), 'available')
    await agents.set('anna', 'away')
    await agents.seen('anna', 'anna')
    assert.equal(await agents.stateOf('anna'), 'away')
  })

  it('does not wait for somebody who left', async () => {
    await pass(bench, absence + 15)
    const id = await released(bench, chat)
    await bench.store.agents.seen('anna')
    await bench.store.accept(id, 'anna')
    await bench.store.agents.left('anna')
    await bench.store.sweep()
    assert.equal((await bench.store.byId(id))?.moved, 'returned')
  })
})
