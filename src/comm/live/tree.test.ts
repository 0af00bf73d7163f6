import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { withOne, without, type Tree } from './tree.ts'

describe('a tree of who waits', () => {
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
