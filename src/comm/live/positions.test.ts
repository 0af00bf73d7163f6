import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import fc from 'fast-check'
import type { Change } from '../../store/index.ts'
import { createPositions, paceOf, type Place } from './positions.ts'

interface Waiting {
  id: string
  since: number
}

const inOrder = (...ids: string[]): Waiting[] => ids.map((id, since) => ({ id, since }))
const waits = (id: string, since: number): Change => ({ kind: 'waiting', id, since })
const left = (id: string): Change => ({ kind: 'left', id, reason: 'withdrawn' })
const taken = (id: string): Change => ({ kind: 'left', id, reason: 'accepted', agent: 'anna' })

/** A queue of a test, with a clock that the test moves. */
function stage(queue: Waiting[]) {
  mock.timers.enable({ apis: ['setTimeout'] })
  let at = 0
  const clock = mock.method(performance, 'now', () => at)
  const asked = { count: 0, answer: (): Promise<Waiting[]> => Promise.resolve(queue) }
  const errors: unknown[] = []
  const positions = createPositions({
    store: {
      queueOrder: () => {
        asked.count++
        return asked.answer()
      },
    },
    now: () => new Date(at),
    onError: (error) => errors.push(error),
  })
  return {
    asked,
    errors,
    positions,
    watch(id: string) {
      const places: Place[] = []
      const stop = positions.watch(id, (place) => places.push(place))
      return { places, stop, last: () => places.at(-1)?.before }
    },
    /** Time passes, and whatever is due by then is done. */
    async pass(milliseconds: number) {
      at += milliseconds
      mock.timers.tick(milliseconds)
      await new Promise((resolve) => setImmediate(resolve))
    },
    end() {
      positions.stop()
      clock.mock.restore()
      mock.timers.reset()
    },
  }
}

/** With a stage that is taken down, whatever happens. */
const on = (queue: Waiting[], work: (s: ReturnType<typeof stage>) => Promise<void>) => async () => {
  const s = stage(queue)
  try {
    await work(s)
  } finally {
    s.end()
  }
}

describe('places in the queue', () => {
  const thousands = inOrder(...Array.from({ length: 5000 }, (_, n) => `c${n}`))
  it(
    'are read once, and followed through thousands of changes',
    on(thousands, async (s) => {
      const watched = thousands.map(({ id }) => s.watch(id))
      await s.pass(1)
      assert.deepEqual(
        watched.map(({ places }) => places),
        thousands.map((_, before) => [{ before }]),
      )
      for (let n = 0; n < 3; n++) s.positions.hear(left(`c${n}`))
      for (let n = 0; n < 2000; n++) s.positions.hear(waits(`new${n}`, 9000 + n))
      await s.pass(500)
      assert.equal(watched[4999]!.places.length, 1, 'within the second nothing is told')
      await s.pass(500)
      assert.deepEqual(watched[4999]!.places.at(-1), { before: 4996 })
      assert.equal(watched[0]!.places.length, 1, 'who left hears nothing of it here')
      assert.equal(s.watch('new7').last(), undefined)
      await s.pass(1000)
      assert.equal(s.asked.count, 1)
    }),
  )

  it(
    'are those of a plain list, whatever happens, also during a reading',
    on([], async (s) => {
      const step = fc.record({
        does: fc.constantFrom('comes', 'leaves', 'lost', 'read', 'pass'),
        id: fc.integer({ min: 0, max: 9 }).map((n) => `c${n}`),
        since: fc.integer({ min: 0, max: 5 }),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
          const there = new Map<string, Waiting>()
          const readings: (() => void)[] = []
          s.asked.answer = () => {
            const seen = [...there.values()].reverse()
            return new Promise((resolve) => readings.push(() => resolve(seen)))
          }
          const watched = Array.from({ length: 10 }, (_, n) => s.watch(`c${n}`))
          for (const { does, id, since } of steps) {
            const isThere = there.has(id)
            if (does === 'comes' && !isThere) {
              there.set(id, { id, since })
              s.positions.hear(waits(id, since))
            } else if (does === 'leaves' && isThere) {
              there.delete(id)
              s.positions.hear(left(id))
            } else if (does === 'lost') {
              // What happens while nobody listens is not heard.
              if (!isThere) there.set(id, { id, since })
              else there.delete(id)
              s.positions.hear({ kind: 'reset' })
            } else if (does === 'read') readings.shift()?.()
            else await s.pass(1000)
          }
          for (let n = 0; n < 4; n++) {
            for (const answer of readings.splice(0)) answer()
            await s.pass(1000)
          }
          const plain = [...there.values()].sort(
            (a, b) => a.since - b.since || (a.id < b.id ? -1 : 1),
          )
          for (const [before, { id }] of plain.entries())
            assert.equal(watched[Number(id.slice(1))]!.last(), before, id)
          s.positions.stop()
        }),
        { numRuns: 100 },
      )
    }),
  )

  it(
    'are read again after changes may have been missed',
    on(inOrder('a', 'b'), async (s) => {
      const b = s.watch('b')
      await s.pass(1)
      s.asked.answer = () => Promise.resolve(inOrder('b'))
      await s.pass(5000)
      assert.deepEqual(b.places, [{ before: 1 }])
      s.positions.hear({ kind: 'reset' })
      await s.pass(1000)
      assert.deepEqual(b.places, [{ before: 1 }, { before: 0 }])
      assert.equal(s.asked.count, 2)
    }),
  )

  it(
    'are not told again when they are the same, nor to whoever went',
    on(inOrder('a', 'b'), async (s) => {
      const [a, b] = [s.watch('a'), s.watch('b')]
      await s.pass(1)
      b.stop()
      s.positions.hear(left('a'))
      const third = s.watch('b')
      await s.pass(1000)
      assert.deepEqual(third.places, [{ before: 0 }])
      assert.deepEqual(b.places, [{ before: 1 }])
      assert.deepEqual(a.places, [{ before: 0 }])
    }),
  )

  it(
    'survive a store that does not answer, and ask it until it does',
    on([], async (s) => {
      s.asked.answer = () => Promise.reject(new Error('down'))
      const a = s.watch('a')
      await s.pass(1)
      await s.pass(1000)
      assert.equal(s.errors.length, 2)
      s.asked.answer = () => Promise.resolve(inOrder('a'))
      await s.pass(1000)
      assert.deepEqual(a.places, [{ before: 0 }])
    }),
  )

  it(
    'are read for a change that does not say since when',
    on(inOrder('a'), async (s) => {
      const b = s.watch('b')
      await s.pass(1)
      s.asked.answer = () => Promise.resolve(inOrder('a', 'b'))
      s.positions.hear({ kind: 'waiting', id: 'b' } as Change)
      await s.pass(1000)
      assert.deepEqual(b.places, [{ before: 1 }])
    }),
  )
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

  it(
    'is told in whole minutes',
    on(inOrder('x', 'y', 'a'), async (s) => {
      for (let n = 0; n < 5; n++) {
        s.positions.hear(taken(`before ${n}`))
        await s.pass(2 * minute)
      }
      await s.pass(7000)
      const a = s.watch('a')
      await s.pass(1)
      assert.deepEqual(a.places, [{ before: 2, expectedWait: 420 }])
    }),
  )
})
