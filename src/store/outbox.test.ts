import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { SessionUpdate, Store } from './contract.ts'
import { open } from './open.ts'
import { startPostgres } from './testing/postgres.ts'
import {
  conversation,
  everything,
  onEveryStore,
  released,
  tally,
  temporaryFolder,
  times,
  until,
  type Bench,
} from './testing/stores.ts'

const second = 1000
const minute = 60 * second

/** Everything that is due for `phone`; nothing of it stays. */
async function told({ store }: Pick<Bench, 'store'>): Promise<string[]> {
  const updates = await store.claimUpdates('phone')
  for (const { id } of updates) await store.deleteUpdate(id)
  return updates.map(({ type, session }) => `${type} ${session}`)
}

onEveryStore('outbox', (bench) => {
  const ends: [string, (store: Store, id: string) => Promise<unknown>][] = [
    ['a resident who withdraws', (store, id) => store.end(id, { reason: 'withdrawn' })],
    ['nobody who comes', (store, id) => store.end(id, { reason: 'abandoned' })],
    [
      'an agent who hangs up',
      async (store, id) => {
        await store.accept(id, 'anna')
        assert.ok(await store.end(id, { reason: 'ended', agent: 'anna' }))
      },
    ],
    [
      'the clock',
      async (store) => {
        bench.time += 1800 * second
        assert.equal(await store.sweep(), 1)
      },
    ],
    ['the resident who logs out', async (store, id) => assert.ok(await store.logOut(id))],
  ]
  for (const [who, end] of ends)
    it(`holds one log-out when the log-in is ended by ${who}`, async () => {
      const id = await released(bench, { session: 's' })
      await end(bench.store, id)
      await bench.store.end(id, { reason: 'ended' })
      assert.deepEqual(await told(bench), ['logout s'])
      assert.doesNotMatch(await everything(bench), /"session": ?"s"/)
    })

  it('holds one when the result came and nobody waited for it', async () => {
    const fresh = conversation()
    await bench.store.start(fresh)
    await bench.store.attachResult(fresh.id, { result: 'token', session: 's' })
    bench.time += 900 * second
    await bench.store.sweep()
    assert.deepEqual(await told(bench), ['logout s'])
  })

  it('holds none when there was no log-in to end', async () => {
    const id = await released(bench)
    assert.equal(await bench.store.logOut(id), false)
    await bench.store.end(id, { reason: 'ended' })
    const failed = conversation()
    await bench.store.start(failed)
    await bench.store.fail(failed.id)
    await bench.store.end(failed.id, { reason: 'abandoned' })
    assert.deepEqual(await told(bench), [])
  })

  it('keeps the session of the first result, and of no other', async () => {
    const { store } = bench
    const [one, two] = [conversation(), conversation()]
    for (const { id } of [one, two]) await store.start(id === one.id ? one : two)
    await store.attachResult(one.id, { result: 'first', session: 'first', jti: 'j' })
    await store.attachResult(one.id, { result: 'second', session: 'second' })
    await store.attachResult(two.id, { result: 'replayed', session: 'replayed', jti: 'j' })
    assert.equal((await store.byId(one.id))?.session, 'first')
    assert.equal((await store.byId(two.id))?.session, undefined)
    assert.deepEqual(await told(bench), [])
  })

  it('lets a conversation go on when only the log-in ends', async () => {
    const { store } = bench
    const id = await released(bench, { session: 's' })
    const before = await store.byId(id)
    const answers = await Promise.all(times(20, () => store.logOut(id)))
    assert.deepEqual(tally(answers.map(String)), { true: 1, false: 19 })
    const { session: _session, ...others } = before!
    assert.deepEqual(await store.byId(id), others)
    assert.deepEqual(await told(bench), ['logout s'])
    bench.time += 2 * minute
    await store.touch(id)
    assert.deepEqual(await told(bench), [], 'nobody is active there any more')
    assert.equal(await store.logOut('nobody'), false)
  })

  it('keeps the row when the log-out cannot be written down', async () => {
    const { store, database } = bench
    const id = await released(bench, { session: 's' })
    await database.query('ALTER TABLE id_contact.outbox RENAME TO away')
    await assert.rejects(store.end(id, { reason: 'ended' }), { code: 'ERR_ID_CONTACT_STORE' })
    await database.query('ALTER TABLE id_contact.away RENAME TO outbox')
    assert.equal((await store.byId(id))?.session, 's')
    await store.end(id, { reason: 'ended' })
    assert.deepEqual(await told(bench), ['logout s'])
  })

  it('says that somebody is active once a minute, however many signs there are', async () => {
    const { store } = bench
    const id = await released(bench, { session: 's' })
    const signs = (): Promise<unknown> => Promise.all(times(100, () => store.touch(id)))
    bench.time += 59 * second
    await signs()
    assert.deepEqual(await told(bench), [], 'the log-in itself was a sign')
    bench.time += 6 * second
    await signs()
    assert.deepEqual(await told(bench), ['user_active s'])
    bench.time += 59 * second
    await signs()
    assert.deepEqual(await told(bench), [])
    await store.accept(id, 'anna')
    bench.time += 6 * second
    await signs()
    assert.deepEqual(await told(bench), ['user_active s'])
  })

  it('says nothing of activity where there is no log-in, or nobody waits yet', async () => {
    const { store } = bench
    const id = await released(bench)
    const early = conversation()
    await store.start(early)
    await store.attachResult(early.id, { result: 'token', session: 's' })
    bench.time += 2 * minute
    await store.touch(id)
    await store.touch(early.id)
    assert.deepEqual(await told(bench), [])
  })

  it('says nothing of activity any more after the log-out', async () => {
    const { store } = bench
    const ids = [await released(bench, { session: 'a' }), await released(bench, { session: 'b' })]
    bench.time += 2 * minute
    for (const id of ids) await store.touch(id)
    await store.end(ids[0]!, { reason: 'ended' })
    assert.deepEqual((await told(bench)).sort(), ['logout a', 'user_active b'])
  })

  it('gives what is due to one of many who claim at once, for their own plugin', async () => {
    const { store } = bench
    for (const n of times(30, (index) => index))
      await store.end(await released(bench, { session: `s${n}` }), { reason: 'ended' })
    await store.end(await released(bench, { plugin: 'chat', session: 'chat' }), { reason: 'ended' })
    const claims = await Promise.all(times(10, () => store.claimUpdates('phone')))
    const sessions = claims.flat().map(({ session }) => session)
    assert.equal(new Set(sessions).size, 30)
    assert.equal(sessions.length, 30)
    assert.ok(claims.every((claim) => claim.length <= 20))
    assert.deepEqual(
      (await store.claimUpdates('chat')).map(({ session }) => session),
      ['chat'],
    )
  })

  it('gives again what was claimed and not settled, and counts', async () => {
    const { store } = bench
    await store.end(await released(bench, { session: 's' }), { reason: 'ended' })
    const claim = async (): Promise<SessionUpdate | undefined> =>
      (await store.claimUpdates('phone'))[0]
    const first = (await claim())!
    assert.deepEqual([first.type, first.session, first.attempts], ['logout', 's', 1])
    bench.time += 9 * second
    assert.equal(await claim(), undefined)
    bench.time += second
    const again = (await claim())!
    assert.deepEqual([again.id, again.attempts], [first.id, 2])
    await store.postponeUpdate(first.id, new Date(bench.time + minute))
    bench.time += minute - 1
    assert.equal(await claim(), undefined)
    bench.time += 1
    assert.equal((await claim())?.attempts, 3)
    await store.deleteUpdate(first.id)
    bench.time += minute
    assert.equal(await claim(), undefined)
  })

  it('wakes whoever listens', async () => {
    const { store } = bench
    const kinds: string[] = []
    const stop = store.subscribe(({ kind }) => kinds.push(kind))
    const woken = async (work: () => Promise<unknown>): Promise<void> => {
      kinds.length = 0
      await work()
      await until(() => kinds.includes('outbox'))
    }
    const [one, two, three] = [
      await released(bench, { session: 'a' }),
      await released(bench, { session: 'b' }),
      await released(bench, { session: 'c' }),
    ]
    await woken(() => store.end(one, { reason: 'ended' }))
    await woken(() => store.logOut(two))
    bench.time += 61 * second
    await woken(() => store.touch(three))
    bench.time += 1800 * second
    await woken(() => store.sweep())
    stop()
  })

  it('forgets after a day what nobody claims', async () => {
    const { store } = bench
    await store.end(await released(bench, { session: 's' }), { reason: 'ended' })
    bench.time += 24 * 60 * minute - 1
    await store.sweep()
    assert.equal((await store.claimUpdates('phone')).length, 1)
    bench.time += 1
    await store.sweep()
    bench.time += minute
    assert.deepEqual(await store.claimUpdates('phone'), [])
  })
})

onEveryStore('outbox, with authentication during a conversation', (bench) => {
  const since = 900 * second
  /** Anna talks to somebody with log-in `old`, who tries to log in once more. */
  async function trying(more: { isDirect?: boolean } = {}): Promise<string> {
    const { store } = bench
    const id = await released(bench, { session: 'old' })
    await store.accept(id, 'anna')
    await store.identifications.request(id, 'anna')
    const attempt = { binding: 'b', authMethod: 'itsme', isDirect: false, seconds: 900, ...more }
    assert.equal(await store.identifications.start(id, attempt), 'started')
    return id
  }
  const prove = (id: string): Promise<unknown> =>
    bench.store.identifications.attachResult(id, 'b', { result: 'token', session: 'new' })

  it('ends the log-in of before when another takes its place, and that one at the end', async () => {
    const { store } = bench
    const id = await trying()
    await prove(id)
    assert.deepEqual(await told(bench), [])
    assert.equal((await store.byId(id))?.session, 'old')
    await store.identifications.promote(id, 'b', { tokenKey: 'other' })
    assert.equal((await store.byId(id))?.session, 'new')
    assert.deepEqual(await told(bench), ['logout old'])
    bench.time += 59 * second
    await store.touch(id)
    assert.deepEqual(await told(bench), [], 'the log-in was a sign of life')
    await store.end(id, { reason: 'ended' })
    assert.deepEqual(await told(bench), ['logout new'])
  })

  it('does so as well when the result counts as it arrives, and when it has no log-in', async () => {
    const { store } = bench
    const id = await trying({ isDirect: true })
    await store.identifications.attachResult(id, 'b', { result: 'token' })
    assert.deepEqual(await told(bench), ['logout old'])
    await store.end(id, { reason: 'ended' })
    assert.deepEqual(await told(bench), [])
  })

  const ends: [string, (store: Store, id: string) => Promise<unknown>][] = [
    ['fails after all', ({ identifications }, id) => identifications.end(id, 'b', 'failed')],
    ['is declined', ({ identifications }, id) => identifications.decline(id)],
    [
      'is replaced by another try',
      ({ identifications }, id) =>
        identifications.start(id, {
          binding: 'c',
          authMethod: 'itsme',
          isDirect: false,
          seconds: 900,
        }),
    ],
    [
      'takes too long',
      async (store) => {
        bench.time += since
        await store.sweep()
      },
    ],
    [
      'took too long when it is asked again',
      ({ identifications }, id) => {
        bench.time += since
        return identifications.request(id, 'anna')
      },
    ],
  ]
  for (const [what, end] of ends)
    it(`ends the log-in of an attempt that ${what}, and not that of before`, async () => {
      const id = await trying()
      await prove(id)
      await end(bench.store, id)
      assert.deepEqual(await told(bench), ['logout new'])
      assert.equal((await bench.store.byId(id))?.session, 'old')
      await bench.store.end(id, { reason: 'ended' })
      assert.deepEqual(await told(bench), ['logout old'])
    })

  it('ends both when the conversation ends in the midst of it', async () => {
    const id = await trying()
    await prove(id)
    await bench.store.end(id, { reason: 'ended', agent: 'anna' })
    assert.deepEqual((await told(bench)).sort(), ['logout new', 'logout old'])
  })
})

describe('the outbox of a folder', () => {
  it('is there when the folder is opened again', async () => {
    const dataDir = temporaryFolder()
    const options = { dataDir, now: () => new Date(0) }
    const one = await open(options)
    await one.store.end(await released({ ...one, time: 0 }, { session: 's' }), { reason: 'ended' })
    await one.store.close()
    const { store } = await open(options)
    assert.deepEqual(await told({ store }), ['logout s'])
    await store.close()
  })
})

describe('the outbox of a server', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  before(async () => (server = await startPostgres()))
  after(() => server.stop())

  it('is shared by processes: each update goes to one of them', async () => {
    const both = await Promise.all(times(2, () => open({ databaseUrl: server.url })))
    const [one] = both as [Bench, Bench]
    const ids = await Promise.all(times(60, (n) => released(one, { session: `s${n}` })))
    await Promise.all(ids.map((id) => one.store.end(id, { reason: 'ended' })))
    const claims: SessionUpdate[][] = []
    // Twenty at a time, and whatever one process holds is passed over by the other.
    for (let round = 0; round < 20 && claims.flat().length < 60; round += 1)
      claims.push(...(await Promise.all(both.map(({ store }) => store.claimUpdates('phone')))))
    assert.equal(new Set(claims.flat().map(({ session }) => session)).size, 60)
    assert.equal(claims.flat().length, 60)
    for (const { store } of both) await store.close()
  })
})
