import assert from 'node:assert/strict'
import { it } from 'node:test'
import { onEveryStore, startTime } from './testing/stores.ts'

onEveryStore('records', (bench) => {
  it('counts wrong codes since a moment, of one agent or of all', async () => {
    const { store } = bench
    for (const agent of ['anna', 'bert', 'anna']) {
      await store.wrongCode(agent)
      bench.time += 1000
    }
    const since = new Date(startTime)
    assert.equal(await store.wrongCodes({ since }), 3)
    assert.equal(await store.wrongCodes({ since, agent: 'anna' }), 2)
    assert.equal(await store.wrongCodes({ since, agent: 'nobody' }), 0)
    const later = new Date(startTime + 1000)
    assert.equal(await store.wrongCodes({ since: later }), 2)
    assert.equal(await store.wrongCodes({ since: later, agent: 'anna' }), 1)
  })

  it('takes back one wrong code, and no other', async () => {
    const { store } = bench
    const ids = [await store.wrongCode('anna'), await store.wrongCode('anna')]
    assert.notEqual(ids[0], ids[1])
    await store.forgiveCode(ids[0]!)
    await store.forgiveCode(ids[0]!)
    assert.equal(await store.wrongCodes({ since: new Date(startTime) }), 1)
  })

  it('remembers what was used up, for as long as it was told to', async () => {
    const { store } = bench
    assert.equal(await store.isSpent('one'), false)
    await store.spend('one', new Date(bench.time + 60_000))
    await store.spend('one', new Date(bench.time + 60_000))
    assert.equal(await store.isSpent('one'), true)
    assert.equal(await store.isSpent('another'), false)
    bench.time += 60_001
    await store.sweep()
    assert.equal(await store.isSpent('one'), false)
  })

  it('gives back audit entries as they were written, oldest first', async () => {
    const { store } = bench
    const whole = {
      event: 'accepted',
      plugin: 'phone',
      purpose: 'report_move',
      authMethod: 'digid',
      commMethod: 'call',
      attributes: ['name', 'a "quoted", {odd} tag', ''],
      agent: 'pseudonym',
      conversation: 'hash',
      outcome: 'ok',
    }
    await store.audit(whole)
    bench.time += 1
    await store.audit({ event: 'ended', attributes: [] })
    assert.deepEqual(await store.readAudit(), [
      { ...whole, at: new Date(startTime) },
      { event: 'ended', attributes: [], at: new Date(startTime + 1) },
    ])
  })

  it('reads all entries of a time, page after page', async () => {
    const { store, database } = bench
    await database.query(
      `INSERT INTO id_contact.audit (at, event) SELECT $1::timestamptz + make_interval(secs => n), 'e' || n
       FROM generate_series(0, 2004) AS n`,
      [new Date(startTime)],
    )
    const pages: string[][] = []
    const range = { since: new Date(startTime + 2000), until: new Date(startTime + 2_003_000) }
    for await (const entries of store.auditPages(range))
      pages.push(entries.map(({ event }) => event))
    assert.deepEqual(
      pages.map((events) => [events.length, events[0], events.at(-1)]),
      [
        [1000, 'e2', 'e1001'],
        [1000, 'e1002', 'e2001'],
        [1, 'e2002', 'e2002'],
      ],
    )
  })

  it('reads the last entries, 100 unless asked', async () => {
    const { store } = bench
    for (let n = 0; n < 105; n += 1) await store.audit({ event: `e${n}` })
    const entries = await store.readAudit()
    assert.deepEqual(
      [entries.length, entries[0]?.event, entries.at(-1)?.event],
      [100, 'e5', 'e104'],
    )
    assert.deepEqual(
      (await store.readAudit(2)).map((entry) => entry.event),
      ['e103', 'e104'],
    )
  })
})
