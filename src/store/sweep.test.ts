import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Change } from './contract.ts'
import { sweepStatements } from './sweep.ts'
import {
  type Bench,
  code,
  conversation,
  onEveryStore,
  released,
  startTime,
  times,
  until,
} from './testing/stores.ts'

const second = 1000
const limits = { attempt: 100, idle: 200, longest: 1000 }

/** Sweeps just before that many seconds after the start, and then at it. */
async function goesAt(bench: Bench, id: string, seconds: number): Promise<void> {
  bench.time = startTime + seconds * second - 1
  assert.equal(await bench.store.sweep(), 0)
  assert.ok(await bench.store.byId(id), 'it goes too early')
  bench.time += 1
  assert.equal(await bench.store.sweep(), 1)
  assert.equal(await bench.store.byId(id), undefined)
}

onEveryStore('sweep', (bench) => {
  it('ends attempts that come to nothing', async () => {
    const { store } = bench
    for (const id of ['starting', 'authenticating', 'failed'])
      await store.start(conversation({ id, limits }))
    await store.attachResult('authenticating', { result: 'token' })
    await store.fail('failed')
    bench.time = startTime + 100 * second - 1
    assert.equal(await store.sweep(), 0)
    bench.time += 1
    assert.equal(await store.sweep(), 3)
    assert.equal(await store.sweep(), 0)
  })

  it('keeps each row to its own limits', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'short', limits: { ...limits, attempt: 10 } }))
    await store.start(conversation({ id: 'long', limits: { ...limits, attempt: 50 } }))
    bench.time += 20 * second
    assert.equal(await store.sweep(), 1)
    assert.equal(await store.byId('short'), undefined)
    assert.ok(await store.byId('long'))
  })

  it('ends who waits without a sign of life', async () => {
    const id = await released(bench, { limits })
    await goesAt(bench, id, 200)
  })

  it('counts idleness from the last sign of life', async () => {
    const id = await released(bench, { limits })
    bench.time += 150 * second
    await bench.store.touch(id)
    await goesAt(bench, id, 350)
  })

  it('counts accepting as a sign of life', async () => {
    const id = await released(bench, { limits })
    bench.time += 150 * second
    await bench.store.accept(id, 'anna')
    await goesAt(bench, id, 350)
  })

  it('ends what has lasted longest, however lively', async () => {
    const { store } = bench
    const id = await released(bench, { limits })
    await store.accept(id, 'anna')
    for (let at = 100; at < 1000; at += 100) {
      bench.time = startTime + at * second
      await store.touch(id)
      assert.equal(await store.sweep(), 0)
    }
    await store.touch(id)
    await goesAt(bench, id, 1000)
  })

  it('moves codes past their time to expired, and ends them an attempt later', async () => {
    const { store } = bench
    const id = await released(bench, { limits, code: code('k', startTime + 60 * second) })
    bench.time = startTime + 60 * second - 1
    await store.sweep()
    assert.equal((await store.byId(id))?.state, 'waiting')
    bench.time += 1
    assert.equal(await store.sweep(), 0)
    assert.equal((await store.byId(id))?.state, 'expired')
    await goesAt(bench, id, 160)
  })

  it('says what left and what ended, and nothing of attempts', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'starting', limits }))
    await released(bench, { id: 'idle', limits })
    await released(bench, { id: 'code', limits, code: code('k', startTime + 300 * second) })
    await released(bench, { id: 'active', limits })
    await store.accept('active', 'anna')
    const changes: Change[] = []
    // A mark at each end: on a server notifications come a moment later.
    const mark = async (id: string): Promise<void> => {
      await released(bench, { id })
      await until(() => changes.some((change) => change.kind === 'waiting' && change.id === id))
    }
    const stop = store.subscribe((change) => changes.push(change))
    await mark('begin')
    changes.length = 0
    bench.time = startTime + 150 * second
    await store.touch('code')
    bench.time = startTime + 200 * second
    await store.sweep()
    bench.time = startTime + 300 * second
    await store.sweep()
    bench.time = startTime + 400 * second
    await store.sweep()
    await mark('end')
    stop()
    const byId = changes
      .slice(0, -1)
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
    assert.deepEqual(byId, [
      { kind: 'conversation', id: 'active', state: 'expired', agent: 'anna' },
      { kind: 'left', id: 'code', reason: 'expired' },
      { kind: 'left', id: 'idle', reason: 'expired' },
    ])
  })

  it('deletes each row once when ten sweep at once', async () => {
    const { store } = bench
    await Promise.all(times(40, () => store.start(conversation({ limits }))))
    bench.time += 100 * second
    const counts = await Promise.all(times(10, () => store.sweep()))
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      40,
    )
  })

  it('forgets wrong codes after a day and the audit after 90 days', async () => {
    const { store, database } = bench
    const count = async (table: string): Promise<unknown> =>
      (await database.query(`SELECT count(*)::integer AS n FROM id_contact.${table}`))[0]?.n
    await store.wrongCode('anna')
    await store.audit({ event: 'accepted' })
    const day = 24 * 3600 * second
    for (const [after, wrong, audit] of [
      [day - 1, 1, 1],
      [day, 0, 1],
      [90 * day - 1, 0, 1],
      [90 * day, 0, 0],
    ] as const) {
      bench.time = startTime + after
      await store.sweep()
      assert.deepEqual([await count('wrong_code'), await count('audit')], [wrong, audit])
    }
  })

  it('reads what may be due and nothing else, of thousands', async () => {
    const { store, database } = bench
    await database.query(
      `INSERT INTO id_contact.conversation (id, plugin, state, purpose, channel, comm_method, ref_key, created_at, waiting_since, touched_at,
         attempt_seconds, idle_seconds, longest_seconds)
       SELECT 'c' || n, 'chat', 'waiting', 'p', 'chat', 'chat', 'ref ' || n, $1, $1, $1, 100, 200 + n, 10000 FROM generate_series(1, 5000) AS n`,
      [new Date(startTime)],
    )
    const waiting = async (where: string): Promise<unknown> =>
      (
        await database.query(
          `SELECT count(*)::integer AS n FROM id_contact.conversation WHERE ${where}`,
          [new Date(bench.time)],
        )
      )[0]?.n
    assert.equal(await waiting('sweep_at <= $1'), 5000, 'all are of an older version')
    assert.equal(await store.sweep(), 0)
    assert.equal(await waiting('sweep_at <= $1'), 0)
    await database.query('ANALYZE id_contact.conversation')
    for (const statement of Object.values(sweepStatements)) {
      const [row] = await database.query(`EXPLAIN (FORMAT JSON) ${statement}`, [
        new Date(bench.time),
      ])
      const plan = JSON.stringify(row)
      assert.match(plan, /"Index Name":"conversation_(sweep|code_expires)"/)
      assert.doesNotMatch(plan, /"Seq Scan"/)
    }
    bench.time += 300 * second
    await store.touch('c50')
    assert.equal(await store.sweep(), 99, 'up to 300 seconds, and one of them has just moved')
    assert.ok(await store.byId('c50'))
    assert.equal(await waiting('sweep_at <= $1'), 0)
  })

  it('is not late for what a later state makes due earlier', async () => {
    const { store } = bench
    const limits = { attempt: 900, idle: 200, longest: 10_000 }
    await store.start(conversation({ id: 'a', limits }))
    await store.attachResult('a', { result: 'token' })
    bench.time += 500 * second
    assert.equal(await store.sweep(), 0)
    bench.time += 1 * second
    await store.release('a', { tokenKey: 'k' })
    await goesAt(bench, 'a', 701)
  })
})
