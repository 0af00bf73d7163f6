import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { compare, createOrder, withOne, without, type Tree, type Waiting } from './order.ts'

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

  it('stays in balance: no side is more than three times as heavy as the other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 400 })), { maxLength: 600 }),
        (steps) => {
          let tree: Tree
          const there = new Set<number>()
          for (const [adds, since] of steps) {
            if (adds === there.has(since)) continue
            tree = adds ? withOne(tree, { id: 'x', since }) : without(tree, { id: 'x', since })
            if (adds) there.add(since)
            else there.delete(since)
          }
          assert.equal(checked(tree), there.size)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('stays in balance in a queue: everybody joins at the end and leaves at the front', () => {
    let tree: Tree
    for (let n = 0; n < 5000; n++) {
      tree = withOne(tree, { id: 'x', since: n })
      if (n >= 1000) tree = without(tree, { id: 'x', since: n - 1000 })
    }
    assert.equal(checked(tree), 1000)
  })
})

/** Looks at every node. @returns how many there are */
function checked(tree: Tree): number {
  if (!tree) return 0
  const [left, right] = [checked(tree.left), checked(tree.right)]
  assert.ok(left + 1 <= 3 * (right + 1) && right + 1 <= 3 * (left + 1), `${left} and ${right}`)
  assert.equal(tree.size, left + right + 1)
  return tree.size
}
