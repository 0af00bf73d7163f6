import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import fc from 'fast-check'
import type { Change, Pace } from '../../store/index.ts'
import { createPositions, type Place } from './positions.ts'

interface Waiting {
  id: string
  since: number
  lane: string
}

const lane = 'move phone call'
const inOrder = (...ids: string[]): Waiting[] => ids.map((id, since) => ({ id, since, lane }))
const waits = (id: string, since: number): Change => ({ kind: 'waiting', id, since, lane })
const left = (id: string): Change => ({ kind: 'left', id, reason: 'withdrawn' })
const taken = (id: string): Change => ({ kind: 'left', id, reason: 'accepted', agent: 'anna' })

/** A queue of a test, with a clock that the test moves. */
function stage(queue: Waiting[]) {
  mock.timers.enable({ apis: ['setTimeout'] })
  let at = 0
  const clock = mock.method(performance, 'now', () => at)
  const asked = { count: 0, answer: (): Promise<Waiting[]> => Promise.resolve(queue) }
  const paces = { count: 0, answer: (): Promise<Pace[]> => Promise.resolve([]) }
  const errors: unknown[] = []
  const positions = createPositions({
    store: {
      queueOrder: () => {
        asked.count++
        return asked.answer()
      },
      paces: () => {
        paces.count++
        return paces.answer()
      },
    },
    onError: (error) => errors.push(error),
  })
  return {
    asked,
    paces,
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
              there.set(id, { id, since, lane })
              s.positions.hear(waits(id, since))
            } else if (does === 'leaves' && isThere) {
              there.delete(id)
              s.positions.hear(left(id))
            } else if (does === 'lost') {
              // What happens while nobody listens is not heard.
              if (!isThere) there.set(id, { id, since, lane })
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

describe('the expected wait', () => {
  const pace = { purpose: 'move', channel: 'phone', plugin: 'call', waiting: 3 } as const
  const known: Pace = { ...pace, accepted: 5, seconds: 600, quiet: 0 }
  const other = { id: 'other', since: 0.5, lane: 'permit phone call' }

  it(
    'goes with the place, and counts those who wait for the same',
    on([...inOrder('x', 'y', 'a'), other], async (s) => {
      s.paces.answer = () => Promise.resolve([known])
      const a = s.watch('a')
      const o = s.watch('other')
      await s.pass(1)
      assert.deepEqual(a.places, [{ before: 3, expectedWait: 360 }])
      assert.deepEqual(o.places, [{ before: 1 }], 'of another lane nothing is known')
      s.positions.hear(left('other'))
      s.positions.hear(taken('x'))
      await s.pass(1000)
      assert.deepEqual(a.places.at(-1), { before: 1, expectedWait: 240 })
      s.positions.hear({ kind: 'waiting', id: 'a', since: 2, lane: other.lane })
      await s.pass(1000)
      assert.deepEqual(a.places.at(-1), { before: 1 }, 'passed on to another lane')
    }),
  )

  it(
    'is asked again after some time, whether something happens or not',
    on(inOrder('a'), async (s) => {
      s.paces.answer = () => Promise.resolve([known])
      const a = s.watch('a')
      await s.pass(1)
      for (let n = 0; n < 5; n++) {
        s.positions.hear(waits(`later ${n}`, 10 + n))
        await s.pass(1000)
      }
      assert.equal(s.paces.count, 1)
      s.paces.answer = () => Promise.resolve([{ ...known, quiet: 600 }])
      await s.pass(30_000)
      await s.pass(1)
      assert.deepEqual(a.places, [
        { before: 0, expectedWait: 120 },
        { before: 0, expectedWait: 240 },
      ])
      assert.equal(s.paces.count, 2)
    }),
  )

  it(
    'is missing when the store cannot say, and the place is told all the same',
    on(inOrder('a'), async (s) => {
      const refused = new Error('no database')
      s.paces.answer = () => Promise.reject(refused)
      const a = s.watch('a')
      await s.pass(1)
      assert.deepEqual(a.places, [{ before: 0 }])
      assert.deepEqual(s.errors, [refused])
    }),
  )

  it(
    'is not told to who joined by a process of an older version',
    on(inOrder('x'), async (s) => {
      s.paces.answer = () => Promise.resolve([known])
      const b = s.watch('b')
      await s.pass(1)
      s.positions.hear({ kind: 'waiting', id: 'b', since: 9 })
      await s.pass(1000)
      assert.deepEqual(b.places, [{ before: 1 }])
    }),
  )
})
