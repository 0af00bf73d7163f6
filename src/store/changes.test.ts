import assert from 'node:assert/strict'
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'
import { after, before, describe, it } from 'node:test'
import type { Change, Store } from './contract.ts'
import { type Database, channel } from './database.ts'
import { open } from './open.ts'
import { startPostgres } from './testing/postgres.ts'
import {
  code,
  conversation,
  onEveryStore,
  released,
  startTime,
  told,
  until,
} from './testing/stores.ts'

const lane = 'report_move phone phone'
const minute = 60_000

onEveryStore('changes', (bench) => {
  it('says nothing before it waits', async () => {
    const { store } = bench
    const changes = await told(bench, async () => {
      await store.start(conversation({ id: 'a' }))
      await store.attachResult('a', { result: 'token' })
      await store.start(conversation({ id: 'b' }))
      await store.fail('b')
      await store.end('b', { reason: 'ended' })
    })
    assert.deepEqual(changes, [])
  })

  it('says that it waits, once', async () => {
    const changes = await told(bench, async () => {
      await released(bench, { id: 'a', code: code('k') })
      await bench.store.release('a', { tokenKey: 'again' })
    })
    assert.deepEqual(changes, [{ kind: 'waiting', id: 'a', since: startTime, lane }])
  })

  it('says nothing of what was rolled back', async () => {
    await released(bench, { id: 'a', code: code('k') })
    const changes = await told(bench, () => released(bench, { id: 'b', code: code('k') }))
    assert.deepEqual(changes, [])
  })

  const accepted = [
    { kind: 'left', id: 'a', reason: 'accepted', agent: 'anna' },
    { kind: 'conversation', id: 'a', state: 'active', agent: 'anna' },
  ]
  const ways: [string, (store: Store) => Promise<unknown>][] = [
    ['accept', (store) => store.accept('a', 'anna')],
    ['next', (store) => store.next('anna', { plugins: ['phone'] })],
    ['consumeCode', (store) => store.consumeCode('k', 'anna')],
  ]
  for (const [name, way] of ways)
    it(`says who took it, by ${name}`, async () => {
      await released(bench, { id: 'a', code: code('k') })
      bench.time -= 1
      // The marks wait as well; the clock makes this one the first.
      await bench.database.query(
        `UPDATE id_contact.conversation SET waiting_since = $1 WHERE id = 'a'`,
        [new Date(0)],
      )
      const changes = await told(bench, async () => {
        await way(bench.store)
        await bench.store.accept('a', 'anna')
        await bench.store.accept('a', 'bert')
      })
      assert.deepEqual(changes, accepted)
    })

  it('says that it is back with a new code, and nothing when it never left', async () => {
    const { store } = bench
    await released(bench, { id: 'a', code: code('k') })
    await released(bench, { id: 'b', code: code('l') })
    const extended = await told(bench, () =>
      store.setCode('a', { code: code('k', bench.time + 20 * minute), extension: true }),
    )
    assert.deepEqual(extended, [])
    bench.time += 11 * minute
    const unswept = await told(bench, () =>
      store.setCode('b', { code: code('l', bench.time + 10 * minute), extension: true }),
    )
    assert.deepEqual(unswept, [{ kind: 'waiting', id: 'b', since: startTime, lane }])
    bench.time += 11 * minute
    const swept = await told(bench, async () => {
      await store.sweep()
      await store.setCode('b', { code: code('m', bench.time + minute) })
    })
    assert.deepEqual(
      swept.filter((change) => 'id' in change && change.id === 'b'),
      [
        { kind: 'left', id: 'b', reason: 'expired' },
        { kind: 'waiting', id: 'b', since: startTime, lane },
      ],
    )
  })

  for (const [reason, left, state] of [
    ['ended', 'ended', 'ended'],
    ['withdrawn', 'withdrawn', 'ended'],
    ['abandoned', 'withdrawn', 'ended'],
    ['expired', 'expired', 'expired'],
  ] as const)
    it(`says that it ${reason === 'ended' ? 'ended' : `was ${reason}`}`, async () => {
      const { store } = bench
      await released(bench, { id: 'waiting' })
      await released(bench, { id: 'active' })
      await store.accept('active', 'anna')
      const changes = await told(bench, async () => {
        await store.end('waiting', { reason })
        await store.end('active', { reason, agent: 'bert' })
        await store.end('active', { reason })
        await store.end('active', { reason })
      })
      assert.deepEqual(changes, [
        { kind: 'left', id: 'waiting', reason: left },
        { kind: 'conversation', id: 'active', state, agent: 'anna' },
      ])
    })

  it('tells every listener, whatever one of them throws, until it stops', async () => {
    const { store } = bench
    const heard: string[] = []
    const stops = [
      store.subscribe(() => {
        throw new Error('a fault of the listener')
      }),
      store.subscribe(() => heard.push('first')),
      store.subscribe(() => heard.push('second')),
    ]
    await released(bench)
    await until(() => heard.length === 2)
    stops[1]!()
    stops[1]!()
    await released(bench)
    await until(() => heard.length === 3)
    assert.deepEqual(heard, ['first', 'second', 'second'])
    for (const stop of stops) stop()
  })

  it('passes on nothing that is no change of ours', async () => {
    const junk = ['', 'text', '{', 'null', '[]', '1', '{"kind":"reset"}', '{"kind":"waiting"}']
    junk.push('{"kind":"waiting","id":7}', '{"kind":"toString","id":"a"}')
    const changes = await told(bench, async () => {
      for (const payload of junk)
        await bench.database.query('SELECT pg_notify($1, $2)', [channel, payload])
    })
    assert.deepEqual(changes, [])
  })
})

describe('two stores on one server', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let here: { store: Store; database: Database }
  let there: { store: Store; database: Database }
  let proxy: Awaited<ReturnType<typeof startProxy>>
  before(async () => {
    server = await startPostgres()
    proxy = await startProxy(Number(new URL(server.url).port))
    here = await open({ databaseUrl: server.url })
    there = await open({ databaseUrl: server.url.replace(/:\d+\//, `:${proxy.port}/`) })
  })
  after(async () => {
    await here?.store.close()
    await there?.store.close()
    await proxy?.stop()
    await server?.stop()
  })

  const wait = async (id: string): Promise<void> => {
    await here.store.start(conversation({ id }))
    await here.store.release(id, { tokenKey: `t ${id}`, withoutResult: true })
  }

  it('see what the other does within a second', async () => {
    const changes: Change[] = []
    const stop = there.store.subscribe((change) => changes.push(change))
    await wait('a')
    await until(() => changes.length === 1, 1000)
    const since = (await here.store.byId('a'))!.waitingSince!.getTime()
    await here.store.accept('a', 'anna')
    await until(() => changes.length === 3, 1000)
    await here.store.end('a', { reason: 'ended' })
    await until(() => changes.length === 4, 1000)
    stop()
    assert.deepEqual(changes, [
      { kind: 'waiting', id: 'a', since, lane },
      { kind: 'left', id: 'a', reason: 'accepted', agent: 'anna' },
      { kind: 'conversation', id: 'a', state: 'active', agent: 'anna' },
      { kind: 'conversation', id: 'a', state: 'ended', agent: 'anna' },
    ])
  })

  it('share one queue', async () => {
    for (const id of ['b', 'c', 'd', 'e']) await wait(id)
    const stores = [here.store, there.store]
    const given = await Promise.all([0, 1, 2, 3].map((n) => stores[n % 2]!.next(`agent ${n}`)))
    const ids = given.flatMap((row) => (row ? [row.id] : []))
    assert.equal(new Set(ids).size, ids.length)
    for (let row; (row = await there.store.next('late'));) ids.push(row.id)
    assert.deepEqual(ids.sort(), ['b', 'c', 'd', 'e'])
  })

  it('sweeps past a row that the other holds', async () => {
    const limits = { attempt: 0, idle: 0, longest: 0 }
    for (const id of ['held', 'free']) await here.store.start(conversation({ id, limits }))
    await here.database.transaction(async (sql) => {
      await sql.query(`SELECT id FROM id_contact.conversation WHERE id = 'held' FOR UPDATE`)
      assert.equal(await there.store.sweep(), 1)
    })
    assert.equal(await there.store.byId('free'), undefined)
    assert.equal(await there.store.sweep(), 1)
  })

  it('comes back and says so after the server ended every connection', async () => {
    const changes: Change[] = []
    const stop = there.store.subscribe((change) => changes.push(change))
    await here.database.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
    )
    await until(() => changes.length > 0)
    assert.deepEqual(changes, [{ kind: 'reset' }])
    await until(() =>
      wait('f').then(
        () => true,
        () => false,
      ),
    )
    await until(() => changes.length > 1)
    const since = (await here.store.byId('f'))!.waitingSince!.getTime()
    assert.deepEqual(changes.slice(1), [{ kind: 'waiting', id: 'f', since, lane }])
    stop()
  })

  it('comes back when the server was out of reach for a while', async () => {
    const changes: Change[] = []
    const stop = there.store.subscribe((change) => changes.push(change))
    proxy.refuse(true)
    await assert.rejects(there.store.waiting(), { code: 'ERR_ID_CONTACT_STORE' })
    await wait('g')
    await new Promise((resolve) => setTimeout(resolve, 700))
    assert.deepEqual(changes, [], 'it cannot hear')
    proxy.refuse(false)
    await until(() => changes.length > 0, 8000)
    assert.deepEqual(changes, [{ kind: 'reset' }])
    assert.ok((await there.store.waiting()).some((row) => row.id === 'g'))
    stop()
  })

  it('closes while the server is out of reach', async () => {
    proxy.refuse(true)
    await there.store.close()
    await assert.rejects(there.store.waiting(), { code: 'ERR_ID_CONTACT_STORE' })
  })
})

/** Between a store and its server: refuses new connections and breaks the old ones on demand. */
async function startProxy(
  target: number,
): Promise<{ port: number; refuse(on: boolean): void; stop(): Promise<void> }> {
  let refusing = false
  const sockets = new Set<Socket>()
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const proxy = createServer((client) => {
    if (refusing) return void client.destroy()
    const upstream = connect(target, '127.0.0.1')
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    port: (proxy.address() as AddressInfo).port,
    refuse(on) {
      refusing = on
      if (on) breakAll()
    },
    stop() {
      breakAll()
      return new Promise((resolve) => proxy.close(() => resolve()))
    },
  }
}
