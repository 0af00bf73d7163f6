import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Pace } from './pace.ts'
import { type Bench, code, everything, onEveryStore, released } from './testing/stores.ts'

const second = 1000
const lane = { purpose: 'report_move', channel: 'phone', plugin: 'phone' } as const

async function waits(bench: Bench, id: string, more: object = {}): Promise<void> {
  await released(bench, { id, ...more })
}

async function taken(bench: Bench, id: string, after: number): Promise<void> {
  bench.time += after * second
  assert.equal(await bench.store.accept(id, 'anna'), 'accepted')
}

onEveryStore('the pace of a lane', (bench) => {
  const paces = (): Promise<Pace[]> => bench.store.paces()

  it('is how long each was the first, while somebody waits', async () => {
    assert.deepEqual(await paces(), [])
    for (const id of ['a', 'b', 'c', 'd']) await waits(bench, id)
    for (const id of ['a', 'b', 'c']) await taken(bench, id, 60)
    assert.deepEqual(await paces(), [{ ...lane, waiting: 1, accepted: 3, seconds: 180, quiet: 0 }])
    bench.time += 40 * second
    assert.deepEqual(await paces(), [{ ...lane, waiting: 1, accepted: 3, seconds: 180, quiet: 40 }])
  })

  it('is not slow because nobody came', async () => {
    for (const id of ['a', 'b', 'c']) {
      bench.time += 300 * second
      await waits(bench, id)
      await taken(bench, id, 5)
    }
    bench.time += 300 * second
    assert.deepEqual(await paces(), [{ ...lane, waiting: 0, accepted: 3, seconds: 15, quiet: 0 }])
  })

  it('counts from when somebody came back, not from the place that they kept', async () => {
    await waits(bench, 'a')
    await taken(bench, 'a', 10)
    bench.time += 1000 * second
    await bench.store.transfer('a', {
      ...{ agent: 'anna', purpose: 'permit', shares: [] },
      binding: 'binding of a',
    })
    await taken(bench, 'a', 20)
    await waits(bench, 'late', { code: code('k', bench.time + 60 * second) })
    bench.time += 120 * second
    await bench.store.setCode('late', { code: code('k', bench.time + 600 * second) })
    await taken(bench, 'late', 30)
    assert.deepEqual(await paces(), [
      { ...lane, purpose: 'permit', waiting: 0, accepted: 1, seconds: 20, quiet: 0 },
      { ...lane, waiting: 0, accepted: 2, seconds: 40, quiet: 0 },
    ])
  })

  it('is of one purpose, channel and plugin', async () => {
    await waits(bench, 'a')
    await waits(bench, 'b', { channel: 'chat', plugin: 'chat' })
    await waits(bench, 'c', { purpose: 'permit' })
    for (const id of ['a', 'b', 'c']) await taken(bench, id, 10)
    const all = await paces()
    assert.deepEqual(
      all.map(({ purpose, channel, seconds }) => [purpose, channel, seconds]),
      [
        ['permit', 'phone', 30],
        ['report_move', 'chat', 20],
        ['report_move', 'phone', 10],
      ],
    )
  })

  it('is that of the last twenty, of the last half hour, and the rest is deleted', async () => {
    for (let n = 0; n < 22; n++) await waits(bench, `c${n}`)
    for (let n = 0; n < 22; n++) await taken(bench, `c${n}`, n < 2 ? 500 : 10)
    assert.deepEqual(await paces(), [{ ...lane, waiting: 0, accepted: 20, seconds: 200, quiet: 0 }])
    bench.time += 30 * 60 * second
    assert.deepEqual(await paces(), [])
    await bench.store.sweep()
    assert.deepEqual(await bench.database.query('SELECT at FROM id_contact.acceptance'), [])
  })

  it('is kept of no conversation', async () => {
    await waits(bench, 'canary')
    await taken(bench, 'canary', 10)
    await bench.store.end('canary', { reason: 'ended' })
    assert.equal((await paces()).length, 1)
    const all = await everything(bench)
    assert.doesNotMatch(all, /canary|anna/)
  })
})
