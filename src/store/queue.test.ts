import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Among } from './contract.ts'
import {
  code,
  conversation,
  everything,
  onEveryStore,
  released,
  startTime,
  tally,
  times,
} from './testing/stores.ts'

const minute = 60_000

onEveryStore('queue', (bench) => {
  it('shows who waits, longest first, without codes past their time', async () => {
    const { store } = bench
    const ids: string[] = []
    for (const id of ['c', 'a', 'b']) {
      ids.push(await released(bench, { id, code: code(id) }))
      bench.time += 1000
    }
    await store.start(conversation({ id: 'starting' }))
    await released(bench, { id: 'chat', channel: 'chat' })
    const queue = async (): Promise<string[]> => (await store.waiting()).map((row) => row.id)
    assert.deepEqual(await queue(), [...ids, 'chat'])
    bench.time = code('k').expiresAt.getTime()
    assert.deepEqual(await queue(), ['chat'])
  })

  it('shows at most 1000', async () => {
    const { database, store } = bench
    await released(bench, { id: 'model' })
    await database.query(
      `INSERT INTO id_contact.conversation
       SELECT (jsonb_populate_record(c, jsonb_build_object('id', 'n' || n, 'ref_key', n, 'capability_key', n, 'token_key', n))).*
       FROM id_contact.conversation c, generate_series(1, 1100) n WHERE c.id = 'model'`,
    )
    assert.equal((await store.waiting()).length, 1000)
  })

  it('accepts for one agent, again for the same, and not for another', async () => {
    const { store } = bench
    const id = await released(bench, { code: code('k') })
    bench.time += minute
    assert.equal(await store.accept(id, 'anna'), 'accepted')
    const row = (await store.byId(id))!
    assert.deepEqual(
      [row.state, row.agent, row.acceptedAt],
      ['active', 'anna', new Date(bench.time)],
    )
    assert.deepEqual([row.code, row.codeExpiresAt], [undefined, undefined])
    bench.time += minute
    assert.equal(await store.accept(id, 'anna'), 'accepted')
    assert.equal(await store.accept(id, 'bert'), 'taken')
    assert.deepEqual(await store.byId(id), row, 'the second time changes nothing')
    assert.deepEqual(await store.waiting(), [])
    assert.equal(await store.consumeCode('k', 'bert'), undefined)
    assert.doesNotMatch(await everything(bench), /sealed k/)
  })

  it('accepts nothing that is not in the queue', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'starting' }))
    await store.start(conversation({ id: 'authenticating' }))
    await store.attachResult('authenticating', { result: 'token' })
    await store.start(conversation({ id: 'failed' }))
    await store.fail('failed')
    await released(bench, { id: 'late', code: code('late', bench.time + minute) })
    await released(bench, { id: 'expired', code: code('expired', bench.time + 1) })
    bench.time += 2
    await store.sweep()
    bench.time += minute
    for (const id of ['starting', 'authenticating', 'failed', 'late', 'expired', 'nobody'])
      assert.equal(await store.accept(id, 'anna'), 'gone', id)
    assert.equal(await store.next('anna'), undefined)
    assert.deepEqual(await store.activeOf('anna'), [])
  })

  it('accepts for one of 100 agents at once', async () => {
    const { store } = bench
    const id = await released(bench)
    const answers = await Promise.all(times(100, (n) => store.accept(id, `agent ${n}`)))
    assert.deepEqual(tally(answers), { accepted: 1, taken: 99 })
    assert.equal((await store.byId(id))?.agent, `agent ${answers.indexOf('accepted')}`)
  })

  it('gives the next one, of the plugins that are asked for', async () => {
    const { store } = bench
    for (const [id, plugin] of [
      ['first', 'chat'],
      ['second', 'phone'],
      ['third', 'chat'],
    ] as const) {
      await released(bench, { id, plugin })
      bench.time += 1000
    }
    assert.equal(await store.next('anna', { plugins: [] }), undefined)
    assert.equal(await store.next('anna', { plugins: ['video'] }), undefined)
    const second = (await store.next('anna', { plugins: ['video', 'phone'] }))!
    assert.deepEqual([second.id, second.state, second.agent], ['second', 'active', 'anna'])
    assert.equal((await store.next('anna'))?.id, 'first')
    assert.equal((await store.next('bert'))?.id, 'third')
    assert.equal(await store.next('bert'), undefined)
    assert.deepEqual((await store.activeOf('anna')).map((row) => row.id).sort(), [
      'first',
      'second',
    ])
  })

  it('gives the longest waiting one of what an agent can take', async () => {
    const { store } = bench
    const taken = async (among: Among): Promise<string | undefined> =>
      (await store.next('anna', among))?.id
    for (const [id, purpose, channel] of [
      ['a', 'move', 'phone'],
      ['b', 'permit', 'chat'],
      ['c', 'move', 'chat'],
      ['d', 'permit', 'phone'],
      ['e', 'waste', 'chat'],
      ['f', 'move', 'phone'],
    ] as const) {
      const expiresAt = id === 'a' ? { code: code('k', startTime + 1000) } : {}
      await released(bench, { id, purpose, channel, plugin: channel, ...expiresAt })
      bench.time += 1000
    }
    assert.equal(await taken({ purposes: ['permit'], channels: ['video'] }), undefined)
    assert.equal(await taken({ purposes: [] }), undefined)
    assert.equal(await taken({ purposes: ['move'] }), 'c', 'the code of a is over')
    assert.equal(await taken({ purposes: ['waste', 'move'] }), 'e')
    assert.equal(await taken({ channels: ['phone'] }), 'd')
    assert.equal(await taken({ purposes: ['move', 'permit'], channels: ['phone', 'chat'] }), 'b')
    assert.equal(await taken({ plugins: ['phone'] }), 'f')
    assert.equal(await taken({}), undefined)
  })

  it('gives 30 conversations to 60 that can take all of them, each to one', async () => {
    const { store } = bench
    const purposes = ['move', 'permit', 'waste']
    const ids = await Promise.all(times(30, (n) => released(bench, { purpose: purposes[n % 3]! })))
    const answers = await Promise.all(times(60, (n) => store.next(`agent ${n}`, { purposes })))
    const given = answers.flatMap((row) => (row ? [row.id] : []))
    assert.equal(new Set(given).size, given.length)
    while (given.length < 30) {
      const row = await store.next('late', { purposes })
      assert.ok(row, 'one was lost')
      given.push(row.id)
    }
    assert.deepEqual(given.sort(), ids.sort())
  })

  it('gives one conversation to one of 100 that ask for the next at once', async () => {
    const { store } = bench
    const id = await released(bench)
    const answers = await Promise.all(times(100, (n) => store.next(`agent ${n}`)))
    assert.deepEqual(tally(answers.map((row) => row?.id)), { [id]: 1, undefined: 99 })
  })

  it('gives 30 conversations to 60 that ask at once, each to one', async () => {
    const { store } = bench
    const ids = await Promise.all(times(30, () => released(bench)))
    const answers = await Promise.all(times(60, (n) => store.next(`agent ${n}`)))
    const given = answers.flatMap((row) => (row ? [row.id] : []))
    assert.equal(new Set(given).size, given.length)
    // Who asks while others hold every row passes on empty-handed; whoever is left is there for the next to ask.
    while (given.length < 30) {
      const row = await store.next('late')
      assert.ok(row, 'one was lost')
      given.push(row.id)
    }
    assert.deepEqual(given.sort(), ids.sort())
    assert.equal(await store.next('late'), undefined)
  })

  it('connects by a code, once', async () => {
    const { store } = bench
    const id = await released(bench, { code: code('k') })
    assert.equal(await store.consumeCode('other', 'anna'), undefined)
    const row = (await store.consumeCode('k', 'anna'))!
    assert.deepEqual([row.id, row.state, row.agent, row.code], [id, 'active', 'anna', undefined])
    assert.equal(row.result, `token of ${id}`)
    assert.equal(await store.consumeCode('k', 'anna'), undefined)
  })

  it('connects one of 100 that use a code at once', async () => {
    const { store } = bench
    const id = await released(bench, { code: code('k') })
    const answers = await Promise.all(times(100, (n) => store.consumeCode('k', `agent ${n}`)))
    assert.deepEqual(tally(answers.map((row) => row?.id)), { [id]: 1, undefined: 99 })
  })

  it('connects until the last millisecond of a code', async () => {
    const { store } = bench
    for (const id of ['a', 'b']) await released(bench, { id, code: code(id) })
    bench.time = code('a').expiresAt.getTime() - 1
    assert.equal((await store.consumeCode('a', 'anna'))?.id, 'a')
    bench.time += 1
    assert.equal(await store.consumeCode('b', 'anna'), undefined)
    await store.sweep()
    assert.equal(await store.consumeCode('b', 'anna'), undefined)
  })

  it('frees a code for others once it is used, renewed or ended', async () => {
    const { store } = bench
    await released(bench, { id: 'a', code: code('k') })
    await store.consumeCode('k', 'anna')
    await released(bench, { id: 'b', code: code('k') })
    assert.equal(await store.setCode('b', { code: code('l') }), 'set')
    await released(bench, { id: 'c', code: code('k') })
    await store.end('c', { reason: 'ended' })
    await released(bench, { id: 'd', code: code('k') })
    assert.equal((await store.consumeCode('k', 'anna'))?.id, 'd')
    assert.equal((await store.consumeCode('l', 'anna'))?.id, 'b')
  })

  it('renews and extends a code, and counts extensions', async () => {
    const { store } = bench
    const id = await released(bench, { code: code('k') })
    const since = (await store.byId(id))!.waitingSince
    bench.time += minute
    const longer = code('k', bench.time + 20 * minute)
    assert.equal(await store.setCode(id, { code: longer, extension: true }), 'set')
    const extended = (await store.byId(id))!
    assert.deepEqual([extended.extensions, extended.codeExpiresAt], [1, longer.expiresAt])
    assert.equal(await store.setCode(id, { code: code('new') }), 'set')
    const renewed = (await store.byId(id))!
    assert.deepEqual([renewed.extensions, renewed.code], [1, 'sealed new'])
    assert.deepEqual(renewed.waitingSince, since, 'it keeps its place')
    assert.equal(await store.consumeCode('k', 'anna'), undefined, 'the old code is over')
    assert.equal((await store.consumeCode('new', 'anna'))?.id, id)
  })

  it('takes an expired one back into the queue by a new code', async () => {
    const { store } = bench
    const id = await released(bench, { code: code('k') })
    bench.time += 11 * minute
    await store.sweep()
    assert.equal((await store.byId(id))?.state, 'expired')
    const fresh = code('l', bench.time + minute)
    assert.equal(await store.setCode(id, { code: fresh }), 'set')
    assert.deepEqual(
      (await store.waiting()).map((row) => row.id),
      [id],
    )
  })

  it('sets no code that is taken, and none where nobody waits', async () => {
    const { store } = bench
    await released(bench, { id: 'a', code: code('a') })
    await released(bench, { id: 'b', code: code('b') })
    const before = await store.byId('b')
    assert.equal(await store.setCode('b', { code: code('a'), extension: true }), 'code-taken')
    assert.deepEqual(await store.byId('b'), before)
    await store.accept('a', 'anna')
    await store.start(conversation({ id: 'starting' }))
    for (const id of ['a', 'starting', 'nobody'])
      assert.equal(await store.setCode(id, { code: code('new') }), 'not-waiting', id)
    assert.equal(await store.consumeCode('new', 'anna'), undefined)
  })

  it('writes a sign of life at most once a few seconds, while it waits or runs', async () => {
    const { store, database } = bench
    const touched = async (id: string): Promise<number> => {
      const [row] = await database.query(
        'SELECT touched_at FROM id_contact.conversation WHERE id = $1',
        [id],
      )
      return (row!.touched_at as Date).getTime()
    }
    await released(bench, { id: 'a' })
    await store.start(conversation({ id: 'starting' }))
    const begin = bench.time
    bench.time += 4999
    await store.touch('a')
    assert.equal(await touched('a'), begin)
    bench.time += 1
    for (const id of ['a', 'starting', 'nobody']) await store.touch(id)
    assert.equal(await touched('a'), begin + 5000)
    assert.equal(await touched('starting'), begin)
    await store.accept('a', 'anna')
    bench.time += minute
    await store.touch('a')
    assert.equal(await touched('a'), bench.time)
  })

  it('deletes the row at the end, and nothing that is left holds the token', async () => {
    const { store, database } = bench
    const id = await released(bench, { code: code('k') })
    await store.audit({ event: 'accepted', conversation: 'hash' })
    await store.accept(id, 'anna')
    assert.match(await everything(bench), new RegExp(`token of ${id}`))
    assert.equal(await store.end(id, { reason: 'ended', agent: 'anna' }), true)
    const [row] = await database.query('SELECT count(*)::integer AS n FROM id_contact.conversation')
    assert.equal(row?.n, 0)
    assert.doesNotMatch(await everything(bench), new RegExp(id))
    assert.equal(await store.byId(id), undefined)
    assert.equal(await store.end(id, { reason: 'ended' }), false)
    assert.equal(await store.accept(id, 'anna'), 'gone')
    assert.equal(await store.attachResult(id, { result: 'late' }), 'gone')
    assert.equal(await store.release(id, { tokenKey: 't', withoutResult: true }), 'gone')
  })

  it('ends for an agent only what that agent has', async () => {
    const { store } = bench
    const id = await released(bench)
    assert.equal(await store.end(id, { reason: 'ended', agent: 'anna' }), false, 'nobody has it')
    await store.accept(id, 'anna')
    assert.equal(await store.end(id, { reason: 'ended', agent: 'bert' }), false)
    assert.equal((await store.byId(id))?.state, 'active')
    assert.equal(await store.end(id, { reason: 'ended', agent: 'anna' }), true)
  })

  it('ends from every state, once of 20 times at once', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'starting' }))
    await store.start(conversation({ id: 'failed' }))
    await store.fail('failed')
    await released(bench, { id: 'waiting' })
    for (const id of ['starting', 'failed', 'waiting']) {
      const answers = await Promise.all(times(20, () => store.end(id, { reason: 'withdrawn' })))
      assert.equal(answers.filter(Boolean).length, 1, id)
    }
  })
})
