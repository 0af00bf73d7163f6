import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createOrder, type Spot } from './order.ts'
import { compare, type Waiting } from './tree.ts'

/** Few ids and few times, so that the same ones come again and begin at once. */
const waiting = fc.record({
  id: fc.integer({ min: 0, max: 60 }).map((n) => `c${n}`),
  since: fc.integer({ min: 0, max: 15 }),
})
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('add' as const), one: waiting }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('remove' as const), one: waiting }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('replace' as const),
      all: fc.array(waiting, { maxLength: 40 }),
    }),
  },
)

describe('the order of who waits', () => {
  it('counts as a plain list does, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const order = createOrder()
        let plain: Waiting[] = []
        for (const one of steps) {
          if (one.does === 'replace') {
            order.replace(one.all)
            plain = [...new Map(one.all.map((each) => [each.id, each])).values()]
          } else if (one.does === 'add') {
            order.add(one.one)
            plain = [...plain.filter(({ id }) => id !== one.one.id), one.one]
          } else {
            order.remove(one.one.id)
            plain = plain.filter(({ id }) => id !== one.one.id)
          }
        }
        plain.sort(compare)
        for (let n = 0; n <= 60; n++) {
          const place = plain.findIndex(({ id }) => id === `c${n}`)
          assert.equal(order.before(`c${n}`), place < 0 ? undefined : place)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('knows somebody by where they were found, until they leave', () => {
    const order = createOrder()
    order.replace([{ id: 'a', since: 5 }])
    const a = order.find('a')!
    // Before and after it, until the line was laid anew several times.
    for (let n = 0; n < 1000; n++) order.add({ id: `c${n}`, since: n % 10 })
    assert.equal(order.find('a'), a)
    assert.equal(order.before(a), 500, 'a is before those of the same time')
    order.remove('a')
    assert.equal(order.before(a), undefined)
    order.add({ id: 'a', since: 5 })
    assert.equal(order.before(a), undefined, 'another time in the queue')
    const b: Spot = order.find('c9')!
    order.replace([])
    assert.equal(order.before(b), undefined)
  })

  // In proportion to who waits, each of these would take a minute.
  for (const [where, sinceOf] of [
    ['at the front', (n: number) => -n],
    ['in the middle', (n: number) => (n % 2 ? n : -n)],
    ['at the end', (n: number) => n],
    ['in one place', () => 0],
  ] as const)
    it(`goes on as fast when twenty thousand join ${where}`, { timeout: 20_000 }, () => {
      const order = createOrder()
      for (let n = 0; n < 20_000; n++) order.add({ id: `c${n}`, since: sinceOf(n) })
      const all = Array.from({ length: 20_000 }, (_, n) => ({ id: `c${n}`, since: sinceOf(n) }))
      for (const [place, { id }] of all.sort(compare).entries())
        assert.equal(order.before(id), place)
    })

  it('goes on as fast in a queue: everybody joins at the end and leaves at the front', () => {
    const order = createOrder()
    for (let n = 0; n < 20_000; n++) {
      order.add({ id: `c${n}`, since: n })
      if (n >= 1000) order.remove(`c${n - 1000}`)
    }
    assert.equal(order.before('c19999'), 999)
  })
})
