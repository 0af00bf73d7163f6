import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { IdContactError } from '../protocol/errors.ts'
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

onEveryStore('arrival', (bench) => {
  it('starts, and is found by each of its keys', async () => {
    const { store } = bench
    const fresh = conversation({ id: 'one' })
    await store.start(fresh)
    const expected = {
      id: 'one',
      plugin: 'phone',
      state: 'starting',
      purpose: 'report_move',
      channel: 'phone',
      commMethod: 'call',
      authMethod: 'digid',
      issuer: 'https://core.example',
      binding: 'binding of one',
      extensions: 0,
      createdAt: new Date(startTime),
    }
    assert.deepEqual(await store.byId('one'), expected)
    assert.deepEqual(await store.byRef('ref of one'), expected)
    assert.deepEqual(await store.byCapability('capability of one'), expected)
    assert.equal(await store.byToken('tokenKey of one'), undefined)
    await store.attachResult('one', { result: 'token' })
    await store.release('one', { tokenKey: 'tokenKey of one' })
    assert.equal((await store.byToken('tokenKey of one'))?.id, 'one')
  })

  it('starts with the least there can be', async () => {
    const { store } = bench
    await store.start(
      conversation({
        id: 'least',
        authMethod: undefined,
        issuer: undefined,
        binding: undefined,
        capabilityKey: undefined,
      }),
    )
    assert.deepEqual(await store.byId('least'), {
      id: 'least',
      plugin: 'phone',
      state: 'starting',
      purpose: 'report_move',
      channel: 'phone',
      commMethod: 'call',
      extensions: 0,
      createdAt: new Date(startTime),
    })
  })

  for (const key of ['nobody', '', "' OR true --", 'nul \0 inside', '\uD800', 'x'.repeat(100_000)])
    it(`finds nothing by ${JSON.stringify(key.slice(0, 20))}`, async () => {
      const { store } = bench
      await store.start(conversation())
      assert.equal(await store.byId(key), undefined)
      assert.equal(await store.byRef(key), undefined)
      assert.equal(await store.byCapability(key), undefined)
      assert.equal(await store.byToken(key), undefined)
      assert.equal(await store.attachResult(key, { result: 'token' }), 'gone')
      assert.equal(await store.release(key, { tokenKey: 't' }), 'gone')
      assert.equal(await store.fail(key), false)
      assert.equal(await store.end(key, { reason: 'ended' }), false)
    })

  it('refuses a key that is taken, without a word about the row', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'canary-1' }))
    for (const second of [
      conversation({ id: 'canary-1', refKey: 'other', capabilityKey: 'other' }),
      conversation({ refKey: 'ref of canary-1' }),
      conversation({ capabilityKey: 'capability of canary-1' }),
    ])
      await assert.rejects(store.start(second), (error: unknown) => {
        assert.ok(error instanceof IdContactError)
        assert.equal(error.code, 'ERR_ID_CONTACT_STORE')
        assert.match(error.message, /23505/)
        const said = JSON.stringify({ ...error, message: error.message, stack: error.stack })
        assert.doesNotMatch(said, /canary/)
        assert.equal(error.cause, undefined)
        return true
      })
  })

  it('takes the first result and ignores the later ones', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'a' }))
    const first = { result: 'first', receiptHash: 'hash', jti: 'j1' }
    assert.equal(await store.attachResult('a', first), 'accepted')
    assert.equal(await store.attachResult('a', first), 'ignored')
    assert.equal(await store.attachResult('a', { result: 'second', jti: 'j2' }), 'ignored')
    const { state, result, receiptHash } = (await store.byId('a'))!
    assert.deepEqual([state, result, receiptHash], ['authenticating', 'first', 'hash'])
  })

  it('ignores a result in every state but the first', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'failed' }))
    await store.fail('failed')
    await store.start(conversation({ id: 'waiting' }))
    await store.release('waiting', { tokenKey: 't', withoutResult: true })
    await store.start(conversation({ id: 'active' }))
    await store.release('active', { tokenKey: 'u', withoutResult: true })
    await store.accept('active', 'agent')
    for (const id of ['failed', 'waiting', 'active']) {
      assert.equal(await store.attachResult(id, { result: 'late' }), 'ignored', id)
      const row = (await store.byId(id))!
      assert.deepEqual([row.state, row.result], [id, undefined])
    }
  })

  it('refuses a jti that another conversation used, and changes nothing', async () => {
    const { store } = bench
    for (const id of ['a', 'b']) await store.start(conversation({ id }))
    const r = { result: 'token', jti: 'j', jtiUntil: new Date(startTime + 10 * minute) }
    assert.equal(await store.attachResult('a', r), 'accepted')
    const before = await store.byId('b')
    assert.equal(await store.attachResult('b', r), 'replayed')
    assert.deepEqual(await store.byId('b'), before)
    await store.end('a', { reason: 'ended' })
    assert.equal(await store.attachResult('b', r), 'replayed', 'also when the first has ended')
    assert.equal(await store.attachResult('b', { result: 'own', jti: 'own' }), 'accepted')
  })

  it('spends no jti on a result that it ignored', async () => {
    const { store } = bench
    for (const id of ['a', 'b']) await store.start(conversation({ id }))
    await store.attachResult('a', { result: 'one', jti: 'j1' })
    await store.attachResult('a', { result: 'two', jti: 'j2' })
    assert.equal(await store.attachResult('b', { result: 'two', jti: 'j2' }), 'accepted')
  })

  it('forgets a jti when its time is over, and not before', async () => {
    const { store, database } = bench
    const jtis = async (): Promise<unknown[]> =>
      (await database.query('SELECT jti FROM id_contact.used_jti ORDER BY jti')).map((r) => r.jti)
    for (const id of ['a', 'b']) await store.start(conversation({ id }))
    const jtiUntil = new Date(startTime + minute)
    await store.attachResult('a', { result: 'token', jti: 'bounded', jtiUntil })
    await store.attachResult('b', { result: 'token', jti: 'unbounded' })
    bench.time += minute - 1
    await store.sweep()
    assert.deepEqual(await jtis(), ['bounded', 'unbounded'])
    bench.time += 1
    await store.sweep()
    assert.deepEqual(await jtis(), ['unbounded'])
    bench.time = startTime + 24 * 60 * minute
    await store.sweep()
    assert.deepEqual(await jtis(), [])
  })

  it('accepts one of 100 results that come at once', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'a' }))
    const answers = await Promise.all(
      times(100, (n) => store.attachResult('a', { result: `token ${n}`, jti: `jti ${n}` })),
    )
    assert.deepEqual(tally(answers), { accepted: 1, ignored: 99 })
    const winner = answers.indexOf('accepted')
    assert.equal((await store.byId('a'))?.result, `token ${winner}`)
  })

  it('accepts one token once when it comes to 100 conversations at once', async () => {
    const { store } = bench
    const ids = times(100, (n) => `c${n}`)
    await Promise.all(ids.map((id) => store.start(conversation({ id }))))
    const answers = await Promise.all(
      ids.map((id) => store.attachResult(id, { result: 'token', jti: 'the same' })),
    )
    assert.deepEqual(tally(answers), { accepted: 1, replayed: 99 })
    const rows = await Promise.all(ids.map((id) => store.byId(id)))
    assert.deepEqual(tally(rows.map((row) => row?.state)), { authenticating: 1, starting: 99 })
  })

  it('ends in the same state whatever the order and number of deliveries', async () => {
    const { store, database } = bench
    const delivery = fc.record({ to: fc.integer({ max: 2, min: 0 }), again: fc.boolean() })
    const deliveries = fc.array(delivery, { minLength: 1, maxLength: 12 })
    // Each conversation has its own token; a delivery may come twice, at once or later, and in any order.
    await fc.assert(
      fc.asyncProperty(deliveries, fc.boolean(), async (order, atOnce) => {
        await database.query(
          'TRUNCATE id_contact.conversation, id_contact.entry, id_contact.used_jti',
        )
        for (const n of [0, 1, 2]) await store.start(conversation({ id: `c${n}` }))
        const one = (n: number) => store.attachResult(`c${n}`, { result: `t${n}`, jti: `j${n}` })
        const calls = order.flatMap(({ to, again }) => (again ? [to, to] : [to]))
        const answers: string[] = []
        if (atOnce) answers.push(...(await Promise.all(calls.map(one))))
        else for (const to of calls) answers.push(await one(to))
        for (const n of [0, 1, 2]) {
          const row = (await store.byId(`c${n}`))!
          const came = calls.includes(n)
          assert.deepEqual(
            [row.state, row.result],
            came ? ['authenticating', `t${n}`] : ['starting', undefined],
          )
          const mine = answers.filter((_, index) => calls[index] === n)
          assert.equal(mine.filter((answer) => answer === 'accepted').length, came ? 1 : 0)
          assert.ok(mine.every((answer) => answer === 'accepted' || answer === 'ignored'))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('keeps the first of any results, whatever comes after it', async () => {
    const { store, database } = bench
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 10 }), async (tokens) => {
        await database.query(
          'TRUNCATE id_contact.conversation, id_contact.entry, id_contact.used_jti',
        )
        await store.start(conversation({ id: 'a' }))
        for (const n of tokens) await store.attachResult('a', { result: `t${n}`, jti: `j${n}` })
        const row = (await store.byId('a'))!
        assert.deepEqual([row.state, row.result], ['authenticating', `t${tokens[0]}`])
      }),
      { numRuns: 30 },
    )
  })

  it('fails from starting alone, and erases binding and capability', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'a' }))
    assert.equal(await store.fail('a'), true)
    assert.equal(await store.fail('a'), false)
    const row = (await store.byRef('ref of a'))!
    assert.deepEqual([row.state, row.binding], ['failed', undefined])
    assert.equal(await store.byCapability('capability of a'), undefined)
    assert.doesNotMatch(await everything(bench), /binding of a|capability of a/)
    await store.start(conversation({ id: 'b' }))
    await store.attachResult('b', { result: 'token' })
    assert.equal(await store.fail('b'), false)
    const waiting = await released(bench)
    assert.equal(await store.fail(waiting), false)
    await store.accept(waiting, 'agent')
    assert.equal(await store.fail(waiting), false)
  })

  it('releases once, with result and code', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'a' }))
    const r = { tokenKey: 't', code: code('k') }
    assert.equal(await store.release('a', r), 'result-missing')
    await store.attachResult('a', { result: 'token' })
    bench.time += minute
    assert.equal(await store.release('a', r), 'released')
    assert.equal(await store.release('a', { tokenKey: 'u', code: code('l') }), 'already')
    const row = (await store.byToken('t'))!
    assert.deepEqual(
      [row.state, row.code, row.codeExpiresAt, row.waitingSince, row.extensions],
      ['waiting', 'sealed k', code('k').expiresAt, new Date(startTime + minute), 0],
    )
    assert.equal(await store.byToken('u'), undefined)
    await store.accept('a', 'agent')
    assert.equal(await store.release('a', r), 'already')
  })

  it('releases without a result only when it is told so, and not what failed', async () => {
    const { store } = bench
    await store.start(conversation({ id: 'a' }))
    assert.equal(await store.release('a', { tokenKey: 't' }), 'result-missing')
    assert.equal(await store.release('a', { tokenKey: 't', withoutResult: true }), 'released')
    await store.start(conversation({ id: 'b' }))
    await store.fail('b')
    assert.equal(await store.release('b', { tokenKey: 'u', withoutResult: true }), 'result-missing')
    assert.equal((await store.byId('b'))?.state, 'failed')
  })

  it('gives no code twice, and changes nothing when it is taken', async () => {
    const { store } = bench
    await released(bench, { code: code('k') })
    await store.start(conversation({ id: 'b' }))
    await store.attachResult('b', { result: 'token' })
    const before = await store.byId('b')
    assert.equal(await store.release('b', { tokenKey: 't', code: code('k') }), 'code-taken')
    assert.deepEqual(await store.byId('b'), before)
    assert.equal(await store.release('b', { tokenKey: 't', code: code('l') }), 'released')
  })

  it('gives one code to one of 20 that want it at once, and releases one of 20 times at once', async () => {
    const { store } = bench
    const ids = times(20, (n) => `c${n}`)
    for (const id of ids) {
      await store.start(conversation({ id }))
      await store.attachResult(id, { result: 'token' })
    }
    const same = await Promise.all(
      ids.map((id) => store.release(id, { tokenKey: id, code: code('k') })),
    )
    assert.deepEqual(tally(same), { released: 1, 'code-taken': 19 })
    const loser = ids[same.indexOf('code-taken')]!
    const often = await Promise.all(
      times(20, (n) => store.release(loser, { tokenKey: `t${n}`, code: code(`l${n}`) })),
    )
    assert.deepEqual(tally(often), { released: 1, already: 19 })
  })
})
