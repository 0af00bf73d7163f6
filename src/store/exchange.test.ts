import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Change } from './contract.ts'
import type { NewEntry, Side } from './contract-exchange.ts'
import { type Store, openStore } from './index.ts'
import { startPostgres } from './testing/postgres.ts'
import {
  type Bench,
  code,
  everything,
  onEveryStore,
  released,
  startTime,
  times,
  until,
} from './testing/stores.ts'

const second = 1000
const message = (body: string, more: Partial<NewEntry> = {}): NewEntry => ({
  side: 'resident',
  kind: 'message',
  body,
  ...more,
})

async function running(bench: Bench): Promise<string> {
  const id = await released(bench)
  assert.equal(await bench.store.accept(id, 'anna'), 'accepted')
  return id
}

const numberOf = (added: Awaited<ReturnType<Store['exchange']['add']>>): number =>
  (added as { number: number }).number

onEveryStore('what the sides exchange', (bench) => {
  const bodies = async (id: string, since = 0): Promise<string[]> =>
    (await bench.store.exchange.since(id, since)).map(({ body }) => body)

  it('is read in the order in which it was added, from any number on', async () => {
    const { exchange } = bench.store
    const id = await running(bench)
    const first = await exchange.add(id, message('a'))
    assert.deepEqual(first, { number: 1, at: new Date(startTime) })
    bench.time += second
    await exchange.add(id, message('b', { side: 'agent' }))
    await exchange.add(id, message('c'))
    assert.deepEqual(await exchange.since(id, 1), [
      {
        number: 2,
        side: 'agent',
        kind: 'message',
        body: 'b',
        at: new Date(startTime + second),
      },
      {
        number: 3,
        side: 'resident',
        kind: 'message',
        body: 'c',
        at: new Date(startTime + second),
      },
    ])
    assert.deepEqual(await bodies(id, 3), [])
    assert.equal(await exchange.last(id), 3)
    assert.equal(await exchange.last('nobody'), 0)
  })

  it('is that of one conversation', async () => {
    const [one, two] = [await running(bench), await running(bench)]
    await bench.store.exchange.add(one, message('of one', { key: 'k' }))
    await bench.store.exchange.add(two, message('of two', { key: 'k' }))
    assert.deepEqual(await bodies(one), ['of one'])
    assert.deepEqual(await bodies(two), ['of two'])
  })

  it('is there only while an agent has the conversation', async () => {
    const { exchange } = bench.store
    const id = await released(bench)
    assert.equal(await exchange.add(id, message('too early')), 'gone')
    assert.equal(await exchange.add('nobody', message('to nobody')), 'gone')
    await bench.store.accept(id, 'anna')
    await exchange.add(id, message('in time'))
    await bench.store.end(id, { reason: 'ended' })
    assert.equal(await exchange.add(id, message('too late')), 'gone')
    assert.deepEqual(await bodies(id), [])
  })

  it('goes with the conversation, in the same step', async () => {
    const hers = await running(bench)
    const swept = await running(bench)
    for (const id of [hers, swept])
      for (const side of ['resident', 'agent'] as Side[])
        await bench.store.exchange.add(id, message('sealed words', { side }))
    assert.match(await everything(bench), /sealed words/)
    await bench.store.end(hers, { reason: 'ended', agent: 'anna' })
    bench.time += 2000 * second
    await bench.store.sweep()
    assert.equal(await bench.store.byId(swept), undefined)
    assert.doesNotMatch(await everything(bench), /sealed words/)
  })

  it('is one entry however often it is sent under the same name', async () => {
    const { exchange } = bench.store
    const id = await running(bench)
    const first = await exchange.add(id, message('once', { key: 'k' }))
    bench.time += second
    assert.deepEqual(await exchange.add(id, message('again', { key: 'k' })), first)
    const many = await Promise.all(times(10, () => exchange.add(id, message('many', { key: 'm' }))))
    assert.equal(new Set(many.map(numberOf)).size, 1)
    // The other side has names of its own.
    await exchange.add(id, message('other', { key: 'k', side: 'agent' }))
    assert.deepEqual(await bodies(id), ['once', 'many', 'other'])
  })

  it('has a limit for each side and kind, which a repetition does not count for', async () => {
    const { exchange } = bench.store
    const id = await running(bench)
    const rate = { count: 3, seconds: 60 }
    for (const key of ['a', 'b', 'c']) await exchange.add(id, message(key, { key, rate }))
    assert.equal(await exchange.add(id, message('d', { key: 'd', rate })), 'too-many')
    assert.equal(numberOf(await exchange.add(id, message('a', { key: 'a', rate }))), 1)
    assert.equal(numberOf(await exchange.add(id, message('x', { side: 'agent', rate }))), 4)
    assert.equal(numberOf(await exchange.add(id, message('y', { kind: 'signal', rate }))), 5)
    bench.time += 60 * second
    assert.equal(numberOf(await exchange.add(id, message('d', { key: 'd', rate }))), 6)
  })

  it('holds so many of each side and kind, and no more', async () => {
    const { exchange } = bench.store
    const id = await running(bench)
    const limits = { most: 2, rate: { count: 2, seconds: 60 } }
    for (const key of ['a', 'b']) await exchange.add(id, message(key, { key, ...limits }))
    bench.time += 3600 * second
    assert.equal(await exchange.add(id, message('c', limits)), 'full')
    assert.equal(numberOf(await exchange.add(id, message('a', { key: 'a', ...limits }))), 1)
    assert.equal(numberOf(await exchange.add(id, message('x', { side: 'agent', ...limits }))), 3)
    assert.equal(numberOf(await exchange.add(id, message('y', { kind: 'note', ...limits }))), 4)
  })

  it('does not exceed the limit when many come at once', async () => {
    const id = await running(bench)
    const rate = { count: 5, seconds: 60 }
    const all = await Promise.all(
      times(20, (n) => bench.store.exchange.add(id, message(`${n}`, { rate }))),
    )
    assert.equal(all.filter((one) => one === 'too-many').length, 15)
  })

  it('can take the place of what that side said of the same kind', async () => {
    const { exchange } = bench.store
    const id = await running(bench)
    const receipt = (body: string, side: Side) =>
      exchange.add(id, { side, kind: 'receipt', body, replaces: true })
    await exchange.add(id, message('hello'))
    await receipt('read 1', 'agent')
    await receipt('read 1', 'resident')
    await receipt('read 3', 'agent')
    assert.deepEqual(await bodies(id), ['hello', 'read 1', 'read 3'])
    assert.deepEqual(await bodies(id, 3), ['read 3'])
  })

  it('can be told for a while only', async () => {
    const { exchange } = bench.store
    const id = await running(bench)
    await exchange.add(id, { side: 'agent', kind: 'signal', body: 'for a while', life: 60 })
    await exchange.add(id, message('for good'))
    assert.deepEqual(await bodies(id), ['for a while', 'for good'])
    bench.time += 60 * second
    assert.deepEqual(await bodies(id), ['for good'])
    assert.match(await everything(bench), /for a while/)
    await bench.store.sweep()
    assert.doesNotMatch(await everything(bench), /for a while/)
    assert.equal(numberOf(await exchange.add(id, message('next'))), 3)
  })

  it('is announced, with what is not kept beside it', async () => {
    const { store } = bench
    const id = await running(bench)
    const heard: Change[] = []
    const stop = store.subscribe((change) => {
      if (change.kind === 'exchange') heard.push(change)
    })
    await store.exchange.add(id, message('a', { key: 'k' }))
    await store.exchange.add(id, message('a', { key: 'k' }))
    await store.exchange.hint(id, { side: 'agent', kind: 'typing' })
    await until(() => heard.length >= 2)
    await store.exchange.add(id, message('b'))
    await until(() => heard.length >= 3)
    stop()
    assert.deepEqual(heard, [
      { kind: 'exchange', id },
      { kind: 'exchange', id, hint: { side: 'agent', kind: 'typing' } },
      { kind: 'exchange', id },
    ])
  })

  it('knows how the agent is called who picked up', async () => {
    const { store } = bench
    const anna = (names: Record<string, string>) => ({ id: 'anna', names })
    const [first, second, third] = [
      await released(bench),
      await released(bench),
      await released(bench),
    ]
    assert.equal(await store.accept(first, anna({ '*': 'Anna', other: 'Other' })), 'accepted')
    assert.equal((await store.byId(first))!.agentName, 'Anna')
    assert.equal(await store.accept(first, 'bert'), 'taken')
    assert.equal(await store.accept(first, anna({ '*': 'Again' })), 'accepted')
    assert.equal((await store.byId(first))!.agentName, 'Anna')
    const { plugin } = (await store.byId(second))!
    await store.accept(second, anna({ '*': 'Anna', [plugin]: 'sealed for it' }))
    assert.equal((await store.byId(second))!.agentName, 'sealed for it')
    await store.accept(third, 'anna')
    assert.equal((await store.byId(third))!.agentName, undefined)
  })
})

onEveryStore('the order of the queue', (bench) => {
  it('is that in which agents take people, without codes that are over', async () => {
    const { store } = bench
    const ids: string[] = []
    for (let n = 0; n < 4; n++) {
      ids.push(await released(bench, n === 1 ? { code: code('c', startTime + 5000) } : {}))
      bench.time += second
    }
    const order = async (): Promise<string[]> => (await store.queueOrder()).map(({ id }) => id)
    assert.deepEqual(await order(), ids)
    assert.deepEqual(
      (await store.queueOrder()).map(({ since }) => since - startTime),
      [0, second, 2 * second, 3 * second],
    )
    bench.time += 5 * second
    assert.deepEqual(await order(), [ids[0], ids[2], ids[3]])
    assert.equal((await store.next('anna'))!.id, ids[0])
    await store.end(ids[3]!, { reason: 'withdrawn' })
    assert.deepEqual(await order(), [ids[2]])
  })

  it('keeps those alive that are named together', async () => {
    const { store } = bench
    const limits = { attempt: 100, idle: 200, longest: 1000 }
    const ids = [await released(bench, { limits }), await released(bench, { limits })]
    const other = await released(bench, { limits })
    bench.time += 150 * second
    await store.touch(...ids)
    await store.touch()
    bench.time += 100 * second
    assert.equal(await store.sweep(), 1)
    assert.equal(await store.byId(other), undefined)
    for (const id of ids) assert.ok(await store.byId(id))
  })
})

describe('two processes at one server', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let stores: Store[] = []
  before(async () => {
    server = await startPostgres()
    stores = [
      await openStore({ databaseUrl: server.url }),
      await openStore({ databaseUrl: server.url }),
    ]
  })
  after(async () => {
    await Promise.all(stores.map((store) => store.close()))
    await server.stop()
  })

  it('pass over nothing, however many write at once while one reads', async () => {
    const [one, two] = stores as [Store, Store]
    const id = await released({ store: one } as Bench)
    await one.accept(id, 'anna')
    const seen: string[] = []
    let cursor = 0
    let isReading = true
    const reading = (async () => {
      while (isReading || cursor < 100) {
        for (const { number, body } of await two.exchange.since(id, cursor)) {
          seen.push(body)
          cursor = number
        }
      }
    })()
    await Promise.all(
      times(100, (n) => (n % 2 ? one : two).exchange.add(id, message(`${n}`, { key: `${n}` }))),
    )
    isReading = false
    await reading
    assert.equal(seen.length, 100)
    assert.equal(new Set(seen).size, 100)
  })
})
