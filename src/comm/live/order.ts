/**
 * Who waits, longest first, with everybody's place in the logarithm of how many there are. Nearly everybody joins at the end: they get the next
 * slot of a line, and how many slots before it are taken is a sum that a binary indexed tree keeps (Fenwick 1994), as numbers beside each
 * other. What makes a tree of objects dear with a hundred thousand who wait is not its steps, but that each has to come from memory. Whoever
 * joins elsewhere, as somebody whom an agent passes on does, stands in such a tree all the same until the line is laid anew.
 */
import { compare, countBefore, withOne, without, type Tree, type Waiting } from './tree.ts'

export type { Waiting }

/** Where somebody is in the order: the same one for as long as they wait, for whoever asks their place again and again. */
export interface Spot extends Readonly<Waiting> {
  /** In the line; or one of those below. */
  readonly slot: number
}

const gone = -1
const beside = -2

export interface Order {
  /** Somebody waits; or, when they did already, since another time. */
  add(one: Waiting): void
  remove(id: string): void
  /** Of whom waits with this id. */
  find(id: string): Spot | undefined
  /** How many are before this one, by spot or id; undefined when it does not wait any more. */
  before(one: Spot | string): number | undefined
  /** These wait, and nobody else. In any order. */
  replace(all: readonly Waiting[]): void
}

type Held = { -readonly [K in keyof Spot]: Spot[K] }

export function createOrder(): Order {
  const spots = new Map<string, Held>()
  /** In order; who left stays in it, not counted, until it is laid anew. */
  let line: Held[] = []
  /** Who of the line counts: a bit for each slot, 32 in a block. */
  let bits = new Int32Array(2)
  /** The binary indexed tree: number `i` is how many count in the `i & -i` blocks that end before block `i`. */
  let sums = new Int32Array(3)
  let others: Tree

  function countedBefore(slot: number): number {
    const block = slot >> 5
    let sum = ones(bits[block]! & ~(-1 << (slot & 31)))
    for (let i = block; i > 0; i &= i - 1) sum += sums[i]!
    return sum
  }

  function count(slot: number, by: 1 | -1): void {
    bits[slot >> 5]! ^= 1 << (slot & 31)
    for (let i = (slot >> 5) + 1; i < sums.length; i += i & -i) sums[i]! += by
  }

  function insert(spot: Held): void {
    const last = line.at(-1)
    if (last && compare(spot, last) < 0) {
      spot.slot = beside
      others = withOne(others, spot)
    } else if (line.length < (bits.length - 1) * 32) {
      spot.slot = line.push(spot) - 1
      count(spot.slot, 1)
    } else lay()
  }

  /** Everybody in the line, with room at the end for as many again: so many must join before the next time. */
  function lay(): void {
    line = [...spots.values()].sort(compare)
    others = undefined
    // One block more than there is room for: the end of the line is asked too.
    bits = new Int32Array(((2 * line.length) >> 5) + 2)
    sums = new Int32Array(bits.length + 1)
    for (const [slot, spot] of line.entries()) {
      spot.slot = slot
      bits[slot >> 5]! |= 1 << (slot & 31)
    }
    for (const [block, some] of bits.entries()) sums[block + 1] = ones(some)
    for (let i = 1; i < sums.length; i++) {
      const parent = i + (i & -i)
      if (parent < sums.length) sums[parent]! += sums[i]!
    }
  }

  /** The first slot of the line that is not before this one. */
  function slotFor(one: Waiting): number {
    let [low, high] = [0, line.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(line[middle]!, one) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  function remove(id: string): void {
    const spot = spots.get(id)
    if (!spot) return
    spots.delete(id)
    if (spot.slot === beside) others = without(others, spot)
    else count(spot.slot, -1)
    spot.slot = gone
  }

  return {
    add({ id, since }) {
      if (spots.get(id)?.since === since) return
      remove(id)
      const spot = { id, since, slot: gone }
      spots.set(id, spot)
      insert(spot)
    },
    remove,
    find: (id) => spots.get(id),
    before(one) {
      const spot = typeof one === 'string' ? spots.get(one) : one
      if (!spot || spot.slot === gone) return undefined
      const slot = spot.slot === beside ? slotFor(spot) : spot.slot
      return countedBefore(slot) + countBefore(others, spot)
    },
    replace(all) {
      for (const spot of spots.values()) spot.slot = gone
      spots.clear()
      for (const { id, since } of all) spots.set(id, { id, since, slot: gone })
      lay()
    },
  }
}

/** How many bits of these 32 are set. */
function ones(some: number): number {
  let n = some - ((some >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
