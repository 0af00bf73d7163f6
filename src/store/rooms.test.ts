import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { NewGuest } from './contract-rooms.ts'
import { type Store, openStore } from './index.ts'
import type { Change } from './contract.ts'
import { startPostgres } from './testing/postgres.ts'
import {
  type Bench,
  conversation,
  onEveryStore,
  startTime,
  times,
  until,
} from './testing/stores.ts'

const plugin = 'video'
const second = 1000

export const guest = (name: string, more: Partial<NewGuest> = {}): NewGuest => ({
  plugin,
  roomKey: 'room',
  guestKey: name,
  attrKey: `attr of ${name}`,
  purpose: 'report_move',
  authMethod: 'digid',
  details: `sealed ${name}`,
  binding: `binding of ${name}`,
  limits: { idle: 3600, longest: 14_400 },
  ...more,
})

onEveryStore('guests of rooms', (bench) => {
  const names = async (roomKey = 'room', of = plugin): Promise<string[]> =>
    (await bench.store.rooms.inRoom(of, roomKey)).map(({ guestKey }) => guestKey)

  it('are in their own room alone, oldest first', async () => {
    const { rooms } = bench.store
    for (const name of ['c', 'a']) await rooms.start(guest(name))
    bench.time += second
    await rooms.start(guest('b'))
    await rooms.start(guest('x', { roomKey: 'another room' }))
    await rooms.start(guest('y', { plugin: 'another platform' }))
    // The same guest may be in two rooms; each is a row of its own.
    await rooms.start(guest('a', { roomKey: 'another room', attrKey: 'second of a' }))
    assert.deepEqual(await names(), ['c', 'a', 'b'])
    assert.deepEqual(await names('another room'), ['x', 'a'])
    assert.deepEqual(await names('room', 'another platform'), ['y'])
    assert.deepEqual(await names('nobody'), [])
  })

  it('have what they were started with', async () => {
    const { rooms } = bench.store
    await rooms.start(guest('a'))
    const { attrKey: _, limits: __, ...kept } = guest('a')
    const row = { ...kept, state: 'authenticating', createdAt: new Date(startTime) }
    assert.deepEqual(await rooms.byAttr('attr of a'), row)
    assert.deepEqual(await rooms.inRoom(plugin, 'room'), [row])
    assert.equal(await rooms.byAttr('attr of b'), undefined)
  })

  it('take the first result, once', async () => {
    const { rooms } = bench.store
    await rooms.start(guest('a'))
    assert.equal(await rooms.attachResult('attr of a', { result: 'one', jti: 'j' }), 'accepted')
    assert.equal(await rooms.attachResult('attr of a', { result: 'two', jti: 'k' }), 'ignored')
    assert.equal(await rooms.fail('attr of a'), false)
    const row = await rooms.byAttr('attr of a')
    assert.deepEqual([row?.state, row?.result], ['proven', 'one'])
    assert.equal(await rooms.attachResult('attr of b', { result: 'one' }), 'gone')
  })

  it('take no token that anybody used before, in a room or a conversation', async () => {
    const { rooms } = bench.store
    await rooms.start(guest('a'))
    await rooms.start(guest('b'))
    await bench.store.start(conversation({ id: 'c' }))
    await rooms.attachResult('attr of a', { result: 'one', jti: 'j' })
    assert.equal(await rooms.attachResult('attr of b', { result: 'one', jti: 'j' }), 'replayed')
    assert.equal((await rooms.byAttr('attr of b'))?.state, 'authenticating')
    assert.equal(await bench.store.attachResult('c', { result: 'one', jti: 'j' }), 'replayed')
    assert.equal(await rooms.attachResult('attr of b', { result: 'two', jti: 'k' }), 'accepted')
  })

  it('may start again until there is a result, and keep their place', async () => {
    const { rooms } = bench.store
    await rooms.start(guest('a'))
    bench.time += second
    await rooms.start(guest('b'))
    bench.time += second
    const again = guest('a', {
      attrKey: 'second',
      binding: 'other',
      details: 'new',
      purpose: 'permit',
      authMethod: 'irma',
    })
    assert.equal(await rooms.start(again), 'started')
    assert.equal(await rooms.attachResult('attr of a', { result: 'late' }), 'gone')
    assert.equal(await rooms.fail('second'), true)
    assert.equal(await rooms.fail('second'), false)
    assert.equal(await rooms.attachResult('second', { result: 'late' }), 'ignored')
    assert.equal(await rooms.start({ ...again, attrKey: 'third' }), 'started')
    assert.equal(await rooms.attachResult('third', { result: 'one' }), 'accepted')
    assert.equal(await rooms.start({ ...again, attrKey: 'fourth' }), 'proven')
    const [first, next] = await rooms.inRoom(plugin, 'room')
    assert.deepEqual([first?.guestKey, next?.guestKey], ['a', 'b'])
    const { state, result, binding, details, purpose, authMethod } = first!
    assert.deepEqual(
      [state, result, binding, details, purpose, authMethod],
      ['proven', 'one', 'other', 'new', 'permit', 'irma'],
    )
  })

  it('count only when the right browser came back, where one has to', async () => {
    const { rooms } = bench.store
    await rooms.start(guest('a', { returnKey: 'back' }))
    assert.equal(await rooms.release('back'), false, 'there is no result yet')
    const posted = { result: 'one', receiptHash: 'r', jti: 'j' }
    assert.equal(await rooms.attachResult('attr of a', posted), 'accepted')
    assert.equal(await rooms.attachResult('attr of a', { result: 'two' }), 'ignored')
    assert.equal(await rooms.fail('attr of a'), false)
    const held = await rooms.byReturn('back')
    assert.deepEqual([held?.state, held?.result, held?.receiptHash], ['authenticated', 'one', 'r'])
    assert.equal(await rooms.release('back'), true)
    assert.equal(await rooms.release('back'), false)
    assert.equal(await rooms.withdraw('attr of a'), false)
    assert.equal((await rooms.byReturn('back'))?.state, 'proven')
  })

  it('lose what waits when nobody will come, or when they start again', async () => {
    const { rooms } = bench.store
    await rooms.start(guest('a', { returnKey: 'back' }))
    await rooms.attachResult('attr of a', { result: 'one', receiptHash: 'r' })
    assert.equal(await rooms.withdraw('attr of a'), true)
    const row = (await rooms.byReturn('back'))!
    assert.equal(row.state, 'failed')
    assert.ok(!('result' in row) && !('receiptHash' in row))
    assert.equal(await rooms.release('back'), false)
    await rooms.start(guest('b', { returnKey: 'back of b' }))
    assert.equal(await rooms.withdraw('back of b'), true)
    await rooms.start(guest('a', { attrKey: 'second', returnKey: 'second back' }))
    assert.equal(await rooms.byReturn('back'), undefined)
    await rooms.attachResult('second', { result: 'two', receiptHash: 'r' })
    await rooms.start(guest('a', { attrKey: 'third' }))
    assert.equal(await rooms.release('second back'), false)
    assert.ok(!('result' in (await rooms.byAttr('third'))!))
    assert.equal(await rooms.attachResult('third', { result: 'three' }), 'accepted')
    assert.equal((await rooms.byAttr('third'))?.state, 'proven')
  })

  it('give one of many results at once the place, and one of many starts', async () => {
    const { rooms } = bench.store
    await Promise.all(times(20, (n) => rooms.start(guest('a', { attrKey: `attr ${n}` }))))
    assert.deepEqual(await names(), ['a'])
    const given = await Promise.all(
      times(20, (n) => rooms.attachResult(`attr ${n}`, { result: `result ${n}`, jti: String(n) })),
    )
    assert.equal(given.filter((outcome) => outcome === 'accepted').length, 1)
    assert.equal(given.filter((outcome) => outcome === 'gone').length, 19)
  })

  it('come to the same end in whatever order things arrive', async () => {
    const step = fc.constantFrom('one', 'two', 'fail', 'one', 'two')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const { rooms } = bench.store
        await rooms.start(guest('p'))
        for (const what of steps) {
          if (what === 'fail') await rooms.fail('attr of p')
          else await rooms.attachResult('attr of p', { result: what })
        }
        const row = await rooms.byAttr('attr of p')
        assert.equal(row?.state, steps[0] === 'fail' ? 'failed' : 'proven')
        assert.equal(row?.result, steps[0] === 'fail' ? undefined : steps[0])
        await rooms.end(plugin, 'room', 'p')
      }),
      { numRuns: 20 },
    )
  })

  it('go one by one, or with the room', async () => {
    const { rooms } = bench.store
    for (const name of ['a', 'b', 'c']) await rooms.start(guest(name))
    await rooms.start(guest('x', { roomKey: 'another room' }))
    await rooms.start(guest('y', { plugin: 'another platform' }))
    assert.deepEqual(
      (await rooms.end(plugin, 'room', 'b')).map(({ guestKey }) => guestKey),
      ['b'],
    )
    assert.deepEqual(await rooms.end(plugin, 'room', 'b'), [])
    assert.deepEqual(await rooms.end(plugin, 'another room', 'a'), [])
    assert.deepEqual(await names(), ['a', 'c'])
    assert.equal((await rooms.end(plugin, 'room')).length, 2)
    assert.deepEqual(await names(), [])
    assert.equal(await rooms.attachResult('attr of a', { result: 'late' }), 'gone')
    assert.deepEqual(await names('another room'), ['x'])
    assert.deepEqual(await names('room', 'another platform'), ['y'])
  })

  const limits = { idle: 100, longest: 1000 }

  /** What is due to be told of their log-ins; nothing of it stays. */
  const due = async (): Promise<string[]> => {
    const updates = await bench.store.claimUpdates(`rooms.${plugin}`)
    await Promise.all(updates.map(({ id }) => bench.store.deleteUpdate(id)))
    return updates.map(({ type, session }) => `${type} ${session}`).sort()
  }
  const loggedIn = async (name: string, more: Partial<NewGuest> = {}): Promise<void> => {
    const { rooms } = bench.store
    await rooms.start(guest(name, { limits, ...more }))
    const attrKey = more.attrKey ?? `attr of ${name}`
    const result = { result: 'one', session: `session of ${attrKey}` }
    assert.equal(await rooms.attachResult(attrKey, result), 'accepted')
  }
  const over = (...names: string[]): string[] => names.map((n) => `logout session of attr of ${n}`)

  it('have log-ins that end with them, or with their result, whatever ends those', async () => {
    const { rooms } = bench.store
    for (const name of ['a', 'b', 'c']) await loggedIn(name)
    await rooms.start(guest('without', { limits }))
    await loggedIn('w', { returnKey: 'back of w' })
    await loggedIn('v', { returnKey: 'back of v' })
    assert.deepEqual(await due(), [])
    await rooms.end(plugin, 'room', 'a')
    assert.deepEqual(await due(), over('a'))
    assert.equal(await rooms.start(guest('b')), 'proven')
    assert.deepEqual(await due(), [])
    assert.equal(await rooms.withdraw('back of w'), true)
    assert.equal(await rooms.withdraw('back of w'), false)
    assert.deepEqual(await due(), over('w'))
    await rooms.start(guest('v', { attrKey: 'again', returnKey: 'again', limits }))
    assert.deepEqual(await due(), over('v'))
    await rooms.end(plugin, 'room', 'c')
    await rooms.end(plugin, 'room', 'c')
    assert.deepEqual(await due(), over('c'))
    bench.time += 100 * second
    await bench.store.sweep()
    assert.deepEqual(await due(), over('b'), 'and of nobody for the second time')
  })

  it('have log-ins that are told once a minute that somebody looks, when they are proven', async () => {
    const { rooms } = bench.store
    await loggedIn('a')
    await loggedIn('w', { returnKey: 'back of w' })
    await loggedIn('x', { roomKey: 'another room' })
    const told: Change[] = []
    const stop = bench.store.subscribe((change) => told.push(change))
    for (const expected of [[], ['user_active session of attr of a']]) {
      await Promise.all(times(20, () => rooms.touch(plugin, 'room')))
      assert.deepEqual(await due(), expected)
      bench.time += 60 * second
    }
    await until(() => told.some(({ kind }) => kind === 'outbox'))
    stop()
    await rooms.inRoom(plugin, 'room')
    await rooms.end(plugin, 'room', 'a')
    assert.deepEqual(await due(), over('a'), 'nobody is active any more')
    assert.deepEqual(await bench.store.claimUpdates(plugin), [], 'they are of no other part')
  })

  it('go after their time without a sign of life', async () => {
    const { rooms } = bench.store
    await rooms.start(guest('a', { limits }))
    await rooms.start(guest('b', { limits: { ...limits, idle: 5000 } }))
    bench.time = startTime + 100 * second - 1
    assert.equal(await bench.store.sweep(), 0)
    bench.time += 1
    assert.equal(await bench.store.sweep(), 1)
    assert.deepEqual(await names(), ['b'])
  })

  for (const [what, sign] of [
    ['a look at the room', (bench: Bench) => bench.store.rooms.inRoom(plugin, 'room')],
    ['a touch', (bench: Bench) => bench.store.rooms.touch(plugin, 'room')],
    ['another start', (bench: Bench) => bench.store.rooms.start(guest('a', { limits }))],
    ['a result', (bench: Bench) => bench.store.rooms.attachResult('attr of a', { result: 'one' })],
    ['a failure', (bench: Bench) => bench.store.rooms.fail('attr of a')],
  ] as const)
    it(`stay when there is a sign of life: ${what}`, async () => {
      await bench.store.rooms.start(guest('a', { limits }))
      bench.time += 90 * second
      await sign(bench)
      bench.time += 20 * second
      assert.equal(await bench.store.sweep(), 0)
      bench.time += 80 * second
      assert.equal(await bench.store.sweep(), 1)
    })

  it('do not stay for ever, whatever the signs', async () => {
    const { rooms } = bench.store
    await rooms.start(guest('a', { limits }))
    for (let n = 0; n < 11; n += 1) {
      bench.time += 90 * second
      await rooms.touch(plugin, 'room')
      await bench.store.sweep()
    }
    bench.time += 10 * second
    assert.equal(await bench.store.sweep(), 1)
  })

  it('are told of at each change, by their room', async () => {
    const { store } = bench
    const { rooms } = store
    const told: Change[] = []
    const stop = store.subscribe((change) => told.push(change))
    const tells = async (work: () => Promise<unknown>, rooms: string[]): Promise<void> => {
      told.length = 0
      await work()
      // A server tells a moment later; the mark comes behind everything else.
      await store.rooms.start(guest('mark', { roomKey: 'mark' }))
      await until(() => told.some((change) => 'id' in change && change.id === 'mark'))
      assert.deepEqual(
        told.slice(0, -1),
        rooms.map((id) => ({ kind: 'room', id })),
      )
    }
    await tells(() => rooms.start(guest('a', { limits })), ['room'])
    await tells(() => rooms.fail('attr of a'), ['room'])
    await tells(() => rooms.fail('attr of a'), [])
    await tells(() => rooms.start(guest('a', { limits })), ['room'])
    await tells(() => rooms.attachResult('attr of a', { result: 'one' }), ['room'])
    await tells(() => rooms.attachResult('attr of a', { result: 'two' }), [])
    await tells(() => rooms.start(guest('a')), [])
    await tells(() => rooms.start(guest('h', { roomKey: 'three', returnKey: 'back' })), ['three'])
    await tells(() => rooms.attachResult('attr of h', { result: 'held' }), ['three'])
    await tells(() => rooms.release('back'), ['three'])
    await tells(() => rooms.release('back'), [])
    await tells(() => rooms.withdraw('attr of h'), [])
    await tells(() => rooms.inRoom(plugin, 'room'), [])
    await tells(async () => {
      await rooms.start(guest('b', { limits, roomKey: 'two' }))
      await rooms.start(guest('c', { limits, roomKey: 'two' }))
    }, ['two', 'two'])
    await tells(() => rooms.end(plugin, 'two', 'b'), ['two'])
    await tells(() => rooms.end(plugin, 'two', 'b'), [])
    bench.time += 100 * second
    await tells(() => store.sweep(), ['room', 'two'])
    stop()
  })
})

describe('two processes over one PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let here: Store
  let there: Store
  before(async () => {
    server = await startPostgres()
    ;[here, there] = await Promise.all([
      openStore({ databaseUrl: server.url }),
      openStore({ databaseUrl: server.url }),
    ])
  })
  after(async () => {
    await Promise.all([here?.close(), there?.close()])
    await server?.stop()
  })

  it('see the same room, and one hears what the other did', async () => {
    const told: Change[] = []
    const stop = there.subscribe((change) => told.push(change))
    await here.rooms.start(guest('a'))
    await until(() => told.length === 1)
    assert.equal((await there.rooms.inRoom(plugin, 'room'))[0]?.state, 'authenticating')
    const both = await Promise.all(
      [here, there].map((store, n) =>
        store.rooms.attachResult('attr of a', { result: `of ${n}`, jti: `j${n}` }),
      ),
    )
    assert.deepEqual([...both].sort(), ['accepted', 'ignored'])
    await until(() => told.length === 2)
    assert.deepEqual(
      told,
      times(2, () => ({ kind: 'room', id: 'room' })),
    )
    stop()
  })
})
