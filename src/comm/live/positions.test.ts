import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { createPositions, paceOf, type Place } from './positions.ts'

/** A queue of a test, with a clock that the test moves. */
function stage(order: string[]) {
  const asked = { count: 0, order }
  const errors: unknown[] = []
  let time = 0
  const positions = createPositions({
    store: {
      queueOrder: () => {
        asked.count++
        return Promise.resolve(asked.order)
      },
    },
    now: () => new Date(time),
    onError: (error) => errors.push(error),
  })
  return {
    asked,
    errors,
    positions,
    watch(id: string) {
      const places: Place[] = []
      const stop = positions.watch(id, (place) => places.push(place))
      return { places, stop }
    },
    async pass(milliseconds: number) {
      time += milliseconds
      mock.timers.tick(milliseconds)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('places in the queue', () => {
  it('cost one query for thousands who wait and thousands of changes in a second', async () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    const clock = mock.method(performance, 'now', () => 0)
    try {
      let at = 0
      clock.mock.mockImplementation(() => at)
      const order = Array.from({ length: 5000 }, (_, n) => `c${n}`)
      const s = stage(order)
      const watched = order.map((id) => s.watch(id))
      await s.pass(1)
      assert.equal(s.asked.count, 1)
      assert.deepEqual(
        watched.map(({ places }) => places.length),
        order.map(() => 1),
      )
      assert.deepEqual(watched[4999]!.places, [{ before: 4999 }])
      for (let n = 0; n < 2000; n++) s.positions.changed()
      s.asked.order = order.slice(3)
      at = 500
      await s.pass(500)
      assert.equal(s.asked.count, 1, 'within the second nothing is asked again')
      at = 1001
      await s.pass(501)
      assert.equal(s.asked.count, 2)
      assert.deepEqual(watched[4999]!.places.at(-1), { before: 4996 })
      assert.equal(watched[0]!.places.length, 1, 'who left hears nothing of it here')
    } finally {
      clock.mock.restore()
      mock.timers.reset()
    }
  })

  it('are not told again when they are the same, nor to whoever went', async () => {
    const s = stage(['a', 'b'])
    const [a, b] = [s.watch('a'), s.watch('b')]
    while (b.places.length < 1) await new Promise((resolve) => setTimeout(resolve, 5))
    b.stop()
    s.asked.order = ['b']
    s.positions.changed()
    const third = s.watch('b')
    while (third.places.length < 1) await new Promise((resolve) => setTimeout(resolve, 5))
    assert.deepEqual(third.places, [{ before: 0 }])
    assert.deepEqual(b.places, [{ before: 1 }])
    assert.deepEqual(a.places, [{ before: 0 }])
    s.positions.stop()
  })

  it('survive a store that does not answer', async () => {
    const errors: unknown[] = []
    let isDown = true
    const positions = createPositions({
      store: {
        queueOrder: () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(['a'])),
      },
      now: () => new Date(0),
      onError: (error) => errors.push(error),
    })
    const places: Place[] = []
    positions.watch('a', (place) => places.push(place))
    while (errors.length < 1) await new Promise((resolve) => setTimeout(resolve, 5))
    isDown = false
    positions.changed()
    while (places.length < 1) await new Promise((resolve) => setTimeout(resolve, 5))
    assert.deepEqual(places, [{ before: 0 }])
    positions.stop()
  })
})

describe('the pace of a desk', () => {
  const minute = 60_000
  const now = 100 * minute
  const each = (minutes: number, count: number): number[] =>
    Array.from({ length: count }, (_, n) => now - (count - n) * minutes * minute)

  it('is known after a few, from the last half hour', () => {
    assert.equal(paceOf(each(2, 4), now), undefined)
    assert.equal(paceOf(each(2, 5), now), 120)
    assert.equal(paceOf(each(20, 10), now), undefined, 'nobody has picked up for long')
  })

  it('becomes slower while nobody picks up', () => {
    assert.equal(paceOf(each(2, 5), now + 10 * minute), 240)
  })

  it('is told in whole minutes', async () => {
    const times = each(2, 5)
    let time = 0
    const positions = createPositions({
      store: { queueOrder: () => Promise.resolve(['x', 'y', 'a']) },
      now: () => new Date(time),
      onError: assert.fail,
    })
    for (time of times) positions.changed(true)
    time = now + 7000
    const places: Place[] = []
    positions.watch('a', (place) => places.push(place))
    while (places.length < 1) await new Promise((resolve) => setTimeout(resolve, 5))
    assert.deepEqual(places, [{ before: 2, expectedWait: 420 }])
    positions.stop()
  })
})
