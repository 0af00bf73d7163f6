/** Everybody's place among those who wait for the same, besides that in the whole queue. */
import { createOrder, type Order, type Waiting } from './order.ts'

export interface InLane extends Waiting {
  /** Absent when a process of an older version tells of it. */
  lane?: string | undefined
}

export interface Lanes {
  add(one: InLane): void
  remove(id: string): void
  /** The lane of this one, and how many are before it there; undefined when that is not known. */
  placeOf(id: string): { lane: string; before: number } | undefined
  /** These wait, and nobody else. In any order. */
  replace(all: readonly InLane[]): void
}

export function createLanes(): Lanes {
  const orders = new Map<string, Order>()
  const laneOf = new Map<string, string>()
  const orderOf = (lane: string): Order => {
    const order = orders.get(lane) ?? createOrder()
    orders.set(lane, order)
    return order
  }
  const remove = (id: string): void => {
    const lane = laneOf.get(id)
    if (lane === undefined) return
    laneOf.delete(id)
    orders.get(lane)?.remove(id)
  }
  return {
    add(one) {
      const { id, lane } = one
      if (laneOf.get(id) !== lane) remove(id)
      if (lane === undefined) return
      laneOf.set(id, lane)
      orderOf(lane).add(one)
    },
    remove,
    placeOf(id) {
      const lane = laneOf.get(id)
      const before = lane === undefined ? undefined : orders.get(lane)?.before(id)
      return lane === undefined || before === undefined ? undefined : { lane, before }
    },
    replace(all) {
      orders.clear()
      laneOf.clear()
      const groups = Map.groupBy(all, ({ lane }) => lane)
      for (const [lane, group] of groups) {
        if (lane === undefined) continue
        orderOf(lane).replace(group)
        for (const { id } of group) laneOf.set(id, lane)
      }
    },
  }
}
