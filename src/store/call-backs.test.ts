import assert from 'node:assert/strict'
import { it } from 'node:test'
import { code, everything, onEveryStore, released, startTime } from './testing/stores.ts'

const minute = 60_000
const request = (key = 'k') => ({ number: `canary ${key}`, key, seconds: 3600, most: 3 })

onEveryStore('calling back', (bench) => {
  it('keeps the place, and erases the code', async () => {
    const { store } = bench
    await released(bench, { id: 'a', code: code('c') })
    bench.time += minute
    await released(bench, { id: 'b' })
    assert.equal(await store.requestCallBack('a', request()), 'requested')
    assert.equal(await store.consumeCode('c', 'anna'), undefined)
    assert.deepEqual(
      (await store.waiting()).map(({ id, callBack }) => [id, callBack]),
      [
        ['a', 'canary k'],
        ['b', undefined],
      ],
    )
    assert.equal((await store.next('anna'))?.callBack, 'canary k')
  })

  it('waits as long as it says without a sign of life, and is erased then', async () => {
    const { store } = bench
    await released(bench, { id: 'a', limits: { attempt: 60, idle: 60, longest: 120 } })
    bench.time += 50_000
    await store.requestCallBack('a', request())
    bench.time += 59 * minute
    await store.sweep()
    assert.ok(await store.byId('a'))
    bench.time += 2 * minute
    await store.sweep()
    assert.equal(await store.byId('a'), undefined)
    assert.doesNotMatch(await everything(bench), /canary/)
  })

  it('is possible after the code has expired, and it is in the queue again', async () => {
    const { store } = bench
    await released(bench, { id: 'a', code: code('c') })
    bench.time += 11 * minute
    await store.sweep()
    assert.deepEqual(await store.waiting(), [])
    assert.equal(await store.requestCallBack('a', request()), 'requested')
    assert.equal((await store.waiting())[0]?.id, 'a')
  })

  it('is asked once in a conversation and for a number, and of so many at a time', async () => {
    const { store } = bench
    for (const id of ['a', 'b', 'c', 'd']) await released(bench, { id })
    assert.equal(await store.requestCallBack('a', request('1')), 'requested')
    assert.equal(await store.requestCallBack('a', request('2')), 'already')
    assert.equal(await store.requestCallBack('b', request('1')), 'already')
    assert.equal((await store.byId('b'))?.callBack, undefined)
    assert.equal(await store.requestCallBack('b', request('2')), 'requested')
    assert.equal(await store.requestCallBack('c', request('3')), 'requested')
    assert.equal(await store.requestCallBack('d', request('4')), 'full')
    await store.end('a', { reason: 'ended' })
    assert.equal(await store.requestCallBack('d', request('1')), 'requested')
  })

  it('is what a conversation may be started for, which then is in no queue before there is a number', async () => {
    const { store } = bench
    const heard: string[] = []
    const both = new Promise<void>((resolve) => {
      const stop = store.subscribe((change) => {
        if (change.kind === 'waiting' && heard.push(change.id) === 2) resolve(stop())
      })
    })
    const from = new Date(startTime + 3 * 24 * 60 * minute)
    await released(bench, { id: 'a', callBackFrom: from })
    const fresh = (await store.byId('a'))!
    assert.deepEqual([fresh.state, fresh.callBackFrom], ['expired', from])
    assert.deepEqual(await store.waiting(), [])
    assert.equal(await store.next('anna'), undefined)
    assert.equal(await store.setCode('a', { code: code('c') }), 'not-waiting')
    assert.equal(await store.accept('a', 'anna'), 'gone')
    await released(bench, { id: 'b' })
    bench.time += minute
    assert.equal(await store.requestCallBack('a', request()), 'requested')
    assert.equal(await store.setCode('a', { code: code('c') }), 'not-waiting')
    assert.deepEqual(
      (await store.waiting()).map(({ id }) => id),
      ['a', 'b'],
    )
    await both
    assert.deepEqual(heard, ['b', 'a'])
  })

  it('is erased with the attempt when no number comes', async () => {
    const { store } = bench
    await released(bench, { id: 'a', callBackFrom: new Date(startTime) })
    bench.time += 14 * minute
    await store.sweep()
    assert.ok(await store.byId('a'))
    bench.time += 2 * minute
    await store.sweep()
    assert.equal(await store.byId('a'), undefined)
  })

  it('is nothing for who talks, and nothing is kept after the end', async () => {
    const { store } = bench
    await released(bench, { id: 'a' })
    await store.accept('a', 'anna')
    assert.equal(await store.requestCallBack('a', request()), 'not-waiting')
    assert.equal(await store.requestCallBack('nobody', request()), 'not-waiting')
    await released(bench, { id: 'b' })
    await store.requestCallBack('b', request())
    await store.accept('b', 'anna')
    assert.match(await everything(bench), /canary/)
    await store.end('b', { reason: 'ended', agent: 'anna' })
    assert.doesNotMatch(await everything(bench), /canary/)
  })
})
