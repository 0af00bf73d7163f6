/**
 * A search tree of who waits in which each node knows how many are below it. The same sizes keep it in balance (weight-balanced trees: Adams
 * 1993; the two constants are those that Hirai and Yamamoto proved right in 2011).
 */

export interface Waiting {
  id: string
  /** Milliseconds since 1970. */
  since: number
}

export interface Node extends Waiting {
  readonly left: Tree
  readonly right: Tree
  readonly size: number
}

export type Tree = Node | undefined

/** As the store orders them; whoever began in the same millisecond stands in some order that stays the same. */
export function compare(a: Waiting, b: Waiting): number {
  if (a.since !== b.since) return a.since - b.since
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}

const sizeOf = (tree: Tree): number => tree?.size ?? 0

const nodeOf = ({ id, since }: Waiting, left: Tree, right: Tree): Node => ({
  id,
  since,
  left,
  right,
  size: sizeOf(left) + sizeOf(right) + 1,
})

/** How many are before this one, which need not be in it. */
export function countBefore(tree: Tree, one: Waiting): number {
  let count = 0
  while (tree) {
    const direction = compare(one, tree)
    if (direction > 0) count += sizeOf(tree.left) + 1
    if (direction === 0) return count + sizeOf(tree.left)
    tree = direction < 0 ? tree.left : tree.right
  }
  return count
}

export function withOne(tree: Tree, one: Waiting): Node {
  if (!tree) return nodeOf(one, undefined, undefined)
  return compare(one, tree) < 0
    ? balanced(tree, withOne(tree.left, one), tree.right)
    : balanced(tree, tree.left, withOne(tree.right, one))
}

export function without(tree: Tree, one: Waiting): Tree {
  if (!tree) return undefined
  const direction = compare(one, tree)
  if (direction < 0) return balanced(tree, without(tree.left, one), tree.right)
  if (direction > 0) return balanced(tree, tree.left, without(tree.right, one))
  return joined(tree.left, tree.right)
}

/** All of `left` are before all of `right`. */
function joined(left: Tree, right: Tree): Tree {
  if (!left) return right
  if (!right) return left
  if (left.size > right.size) {
    const last = lastOf(left)
    return balanced(last, without(left, last), right)
  }
  const first = firstOf(right)
  return balanced(first, left, without(right, first))
}

const firstOf = (node: Node): Waiting => (node.left ? firstOf(node.left) : node)
const lastOf = (node: Node): Waiting => (node.right ? lastOf(node.right) : node)

/** How many times as heavy one side may be; and up to how many times the inner part of it one rotation is enough. */
const delta = 3
const ratio = 2
const weight = (tree: Tree): number => sizeOf(tree) + 1

/** A node for sides that were in balance before one of them got or lost one. */
function balanced(one: Waiting, left: Tree, right: Tree): Node {
  if (right && weight(right) > delta * weight(left)) {
    const { left: inner, right: outer } = right
    return inner && weight(inner) >= ratio * weight(outer)
      ? nodeOf(inner, nodeOf(one, left, inner.left), nodeOf(right, inner.right, outer))
      : nodeOf(right, nodeOf(one, left, inner), outer)
  }
  if (left && weight(left) > delta * weight(right)) {
    const { left: outer, right: inner } = left
    return inner && weight(inner) >= ratio * weight(outer)
      ? nodeOf(inner, nodeOf(left, outer, inner.left), nodeOf(one, inner.right, right))
      : nodeOf(left, outer, nodeOf(one, inner, right))
  }
  return nodeOf(one, left, right)
}
