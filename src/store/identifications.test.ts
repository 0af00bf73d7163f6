import assert from 'node:assert/strict'
import { it } from 'node:test'
import * as fc from 'fast-check'
import type { NewAttempt } from './index.ts'
import {
  type Bench,
  everything,
  onEveryStore,
  released,
  startTime,
  tally,
  times,
  told,
} from './testing/stores.ts'

const minute = 60_000
const anna = { kind: 'conversation', state: 'active', agent: 'anna' } as const

const attempt = (binding: string, more: Partial<NewAttempt> = {}): NewAttempt => ({
  binding,
  authMethod: 'itsme',
  capabilityKey: `capability of ${binding}`,
  isDirect: false,
  seconds: 900,
  ...more,
})

onEveryStore('identifications', (bench) => {
  /** A conversation that anna has. */
  async function active(id = 'a', { store }: Bench = bench): Promise<string> {
    await released(bench, { id })
    assert.equal(await store.accept(id, 'anna'), 'accepted')
    return id
  }
  const begin = async (id: string, binding: string, more: Partial<NewAttempt> = {}) => {
    await bench.store.identifications.request(id, 'anna')
    return bench.store.identifications.start(id, attempt(binding, more))
  }
  const identificationOf = async (id: string) => (await bench.store.byId(id))!.identification

  it('are asked for by the agent who has the conversation, and by nobody else', async () => {
    const { identifications } = bench.store
    await released(bench, { id: 'waiting' })
    await active()
    for (const [id, agent] of [
      ['waiting', 'anna'],
      ['a', 'bert'],
      ['none', 'anna'],
    ] as const)
      assert.equal(await identifications.request(id, agent), 'gone', id)
    assert.equal(await identificationOf('a'), undefined)
    assert.equal(await identifications.request('a', 'anna'), 'requested')
    bench.time += minute
    assert.equal(await identifications.request('a', 'anna'), 'under-way')
    const since = new Date(startTime)
    assert.deepEqual(await identificationOf('a'), { state: 'requested', since })
    await begin('a', 'one')
    assert.equal(await identifications.request('a', 'anna'), 'under-way', 'the citizen is at it')
  })

  it('are not begun by a citizen whom nobody asked', async () => {
    const { identifications } = bench.store
    await active()
    assert.equal(await identifications.start('a', attempt('one')), 'not-asked')
    await released(bench, { id: 'b' })
    assert.equal(await identifications.start('b', attempt('one')), 'gone')
    assert.equal(await identifications.start('none', attempt('one')), 'gone')
    assert.equal(await identifications.byCapability('capability of one'), undefined)
  })

  it('hold the result apart until the right browser is back, and then make it the result', async () => {
    const { store } = bench
    const { identifications } = store
    await active()
    assert.equal(await begin('a', 'one'), 'started')
    assert.equal((await identifications.byCapability('capability of one'))?.id, 'a')
    assert.equal(await identifications.promote('a', 'one', { tokenKey: 't' }), 'result-missing')
    const result = { result: 'fresh', receiptHash: 'hash', jti: 'j' }
    assert.equal(await identifications.attachResult('a', 'one', result), 'accepted')
    const before = (await store.byId('a'))!
    assert.deepEqual(
      [before.result, before.authMethod, before.binding],
      ['token of a', 'digid', 'binding of a'],
    )
    assert.deepEqual(before.identification!.attempt, {
      binding: 'one',
      authMethod: 'itsme',
      isDirect: false,
      result: 'fresh',
      receiptHash: 'hash',
    })
    const changes = await told(bench, () =>
      identifications.promote('a', 'one', { tokenKey: 'rotated' }),
    )
    assert.deepEqual(changes, [{ ...anna, id: 'a' }])
    const row = (await store.byToken('rotated'))!
    assert.deepEqual(
      [row.id, row.result, row.receiptHash, row.authMethod, row.binding, row.identification],
      ['a', 'fresh', 'hash', 'itsme', 'one', undefined],
    )
    assert.equal(await store.byToken('tokenKey of a'), undefined, 'the old key opens nothing')
    assert.equal(await identifications.byCapability('capability of one'), undefined)
    assert.doesNotMatch(await everything(bench), /"token of a"|capability of one/)
    assert.equal(await identifications.promote('a', 'one', { tokenKey: 'u' }), 'over')
    assert.equal(await identifications.start('a', attempt('two')), 'not-asked')
  })

  it('keep the first result of each attempt, and no token that was used', async () => {
    const { identifications } = bench.store
    await active('a')
    await active('b')
    await begin('a', 'one')
    await begin('b', 'two')
    const first = { result: 'first', jti: 'j1' }
    assert.equal(await identifications.attachResult('a', 'one', first), 'accepted')
    assert.equal(
      await identifications.attachResult('a', 'one', { result: 'second', jti: 'j2' }),
      'ignored',
    )
    assert.equal(await identifications.attachResult('b', 'two', first), 'replayed')
    assert.equal(await identifications.attachResult('b', 'one', { result: 'x' }), 'ignored')
    assert.equal(await identifications.attachResult('none', 'one', { result: 'x' }), 'gone')
    assert.equal((await identificationOf('a'))!.attempt!.result, 'first')
    assert.equal((await identificationOf('b'))!.attempt!.result, undefined)
    assert.equal(
      await identifications.attachResult('b', 'two', { result: 'own', jti: 'j2' }),
      'accepted',
      'what was ignored is not used',
    )
  })

  it('accept one of 100 results and promote once of 100 times', async () => {
    const { identifications } = bench.store
    await active()
    await begin('a', 'one')
    const results = await Promise.all(
      times(100, (n) =>
        identifications.attachResult('a', 'one', { result: `r${n}`, jti: `j${n}` }),
      ),
    )
    assert.deepEqual(tally(results), { accepted: 1, ignored: 99 })
    const promoted = await Promise.all(
      times(100, (n) => identifications.promote('a', 'one', { tokenKey: `t${n}` })),
    )
    assert.deepEqual(tally(promoted), { promoted: 1, over: 99 })
    const winner = promoted.indexOf('promoted')
    const row = (await bench.store.byToken(`t${winner}`))!
    assert.equal(row.result, `r${results.indexOf('accepted')}`)
  })

  it('let a later attempt take the place of an earlier one, of which nothing counts any more', async () => {
    const { identifications } = bench.store
    await active()
    await begin('a', 'one')
    await identifications.attachResult('a', 'one', { result: 'old' })
    assert.equal(await identifications.start('a', attempt('two')), 'started')
    assert.doesNotMatch(await everything(bench), /"old"|capability of one/)
    assert.equal(await identifications.promote('a', 'one', { tokenKey: 't' }), 'over')
    assert.equal(await identifications.attachResult('a', 'one', { result: 'late' }), 'ignored')
    assert.equal(await identifications.end('a', 'one', 'failed'), false)
    assert.equal(await identifications.promote('a', 'two', { tokenKey: 't' }), 'result-missing')
    assert.equal((await identificationOf('a'))!.state, 'started')
  })

  it('end without a result, and may be tried and asked for again', async () => {
    const { identifications } = bench.store
    await active()
    await begin('a', 'one')
    await identifications.attachResult('a', 'one', { result: 'secret' })
    bench.time += minute
    const changes = await told(bench, async () => {
      assert.equal(await identifications.end('a', 'one', 'failed'), true)
      assert.equal(await identifications.end('a', 'one', 'failed'), false)
      assert.equal(await identifications.end('a', 'one', 'cancelled'), true, 'it was the citizen')
      assert.equal(await identifications.end('a', 'one', 'failed'), false)
    })
    assert.deepEqual(changes, [
      { ...anna, id: 'a' },
      { ...anna, id: 'a' },
    ])
    const { state, since } = (await identificationOf('a'))!
    assert.deepEqual([state, since], ['cancelled', new Date(startTime + minute)])
    assert.doesNotMatch(await everything(bench), /secret/)
    assert.equal(await identifications.attachResult('a', 'one', { result: 'late' }), 'ignored')
    assert.equal(await identifications.promote('a', 'one', { tokenKey: 't' }), 'over')
    assert.equal((await bench.store.byId('a'))!.result, 'token of a', 'what was proven stays')
    assert.equal(await identifications.start('a', attempt('two')), 'started')
    await identifications.end('a', 'two', 'failed')
    assert.equal(await identifications.request('a', 'anna'), 'requested')
    assert.deepEqual(Object.keys((await identificationOf('a'))!), ['state', 'since'])
  })

  it('fail by their first result alone', async () => {
    const { identifications } = bench.store
    await active()
    await begin('a', 'one')
    assert.equal(await identifications.fail('a', 'two'), false)
    assert.equal(await identifications.fail('a', 'one'), true)
    assert.equal((await identificationOf('a'))!.state, 'failed')
    assert.equal(await identifications.fail('a', 'one'), false)
    await identifications.start('a', attempt('two'))
    await identifications.attachResult('a', 'two', { result: 'secret' })
    assert.equal(await identifications.fail('a', 'two'), false, 'a later one changes nothing')
    assert.equal(await identifications.promote('a', 'two', { tokenKey: 't' }), 'promoted')
  })

  it('are declined by a citizen who is asked, at any moment', async () => {
    const { identifications } = bench.store
    await active()
    assert.equal(await identifications.decline('a'), false)
    await identifications.request('a', 'anna')
    const changes = await told(bench, async () => {
      assert.equal(await identifications.decline('a'), true)
      assert.equal(await identifications.decline('a'), true)
    })
    assert.equal(changes.length, 1)
    assert.equal((await identificationOf('a'))!.state, 'cancelled')
    await begin('a', 'one')
    await identifications.decline('a')
    assert.equal(await identifications.attachResult('a', 'one', { result: 'late' }), 'ignored')
    assert.equal(await identifications.decline('none'), false)
  })

  it('count at once when nobody will come back with a handover', async () => {
    const { store } = bench
    await active()
    await begin('a', 'one', { isDirect: true, authMethod: 'irma' })
    const changes = await told(bench, async () => {
      const outcome = await store.identifications.attachResult('a', 'one', { result: 'posted' })
      assert.equal(outcome, 'accepted')
    })
    assert.deepEqual(changes, [{ ...anna, id: 'a' }])
    const row = (await store.byToken('tokenKey of a'))!
    assert.deepEqual(
      [row.result, row.authMethod, row.identification],
      ['posted', 'irma', undefined],
    )
    assert.equal(
      await store.identifications.attachResult('a', 'one', { result: 'second' }),
      'ignored',
    )
  })

  it('have a time of their own, whether somebody sweeps or not', async () => {
    const { store } = bench
    const { identifications } = store
    for (const id of ['a', 'late', 'failed', 'asked']) await active(id)
    await begin('a', 'one', { seconds: 60 })
    await begin('late', 'two', { seconds: 60 })
    await begin('failed', 'three', { seconds: 60 })
    await identifications.end('failed', 'three', 'failed')
    await identifications.request('asked', 'anna')
    await identifications.attachResult('late', 'two', { result: 'secret' })
    bench.time += minute - 1
    await store.sweep()
    assert.equal((await identificationOf('a'))!.state, 'started')
    bench.time += 1
    assert.equal(await identifications.promote('late', 'two', { tokenKey: 't' }), 'over')
    assert.equal(await identifications.attachResult('a', 'one', { result: 'x' }), 'ignored')
    const changes = await told(bench, () => store.sweep())
    assert.deepEqual(
      changes.map((change) => 'id' in change && change.id).sort(),
      ['a', 'late'],
      'only who sees another state is told',
    )
    for (const id of ['a', 'late', 'failed']) {
      const { state, attempt: left } = (await identificationOf(id))!
      assert.deepEqual([state, left], ['failed', undefined])
    }
    assert.doesNotMatch(await everything(bench), /secret|capability of one|capability of three/)
    assert.equal((await identificationOf('asked'))!.state, 'requested')
  })

  it('let an agent ask again after the time of an attempt, also before a sweep', async () => {
    await active()
    await begin('a', 'one', { seconds: 60 })
    bench.time += minute
    assert.equal(await bench.store.identifications.request('a', 'anna'), 'requested')
  })

  it('are erased with the conversation', async () => {
    const { store } = bench
    await active()
    await begin('a', 'one')
    await store.identifications.attachResult('a', 'one', { result: 'secret' })
    await store.end('a', { reason: 'ended', agent: 'anna' })
    assert.doesNotMatch(await everything(bench), /secret|capability of one/)
    assert.equal(await store.identifications.byCapability('capability of one'), undefined)
    assert.equal(await store.identifications.promote('a', 'one', { tokenKey: 't' }), 'over')
  })

  it('prove nothing but the result of the attempt that is promoted, whatever happens in whatever order', async () => {
    const { store, database } = bench
    const step = fc.record({
      what: fc.constantFrom('request', 'start', 'attach', 'promote', 'end', 'decline'),
      binding: fc.constantFrom('one', 'two', 'three'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        await database.query(
          'TRUNCATE id_contact.conversation, id_contact.entry, id_contact.used_jti',
        )
        await active()
        const { identifications } = store
        let current: string | undefined
        let isAsked = false
        let hasResult = false
        let proven = 'token of a'
        for (const [index, { what, binding }] of steps.entries()) {
          const isCurrent = current === binding
          if (what === 'request') {
            const outcome = await identifications.request('a', 'anna')
            if (outcome === 'requested') [current, hasResult] = [undefined, false]
            isAsked = true
          } else if (what === 'start') {
            const name = attempt(binding, { capabilityKey: `c${index}` })
            const outcome = await identifications.start('a', name)
            assert.equal(outcome, isAsked ? 'started' : 'not-asked')
            if (isAsked) [current, hasResult] = [binding, false]
          } else if (what === 'attach') {
            const outcome = await identifications.attachResult('a', binding, { result: binding })
            assert.equal(outcome, isCurrent && !hasResult ? 'accepted' : 'ignored')
            hasResult ||= isCurrent
          } else if (what === 'promote') {
            const outcome = await identifications.promote('a', binding, { tokenKey: `t${index}` })
            const expected: string = isCurrent
              ? hasResult
                ? 'promoted'
                : 'result-missing'
              : 'over'
            assert.equal(outcome, expected)
            if (outcome === 'promoted')
              [current, hasResult, isAsked, proven] = [undefined, false, false, binding]
          } else if (what === 'end') {
            assert.equal(await identifications.end('a', binding, 'failed'), isCurrent)
            if (isCurrent) [current, hasResult] = [undefined, false]
          } else {
            assert.equal(await identifications.decline('a'), isAsked)
            ;[current, hasResult] = [undefined, false]
          }
          assert.equal((await store.byId('a'))!.result, proven)
        }
      }),
      { numRuns: 40 },
    )
  })
})
