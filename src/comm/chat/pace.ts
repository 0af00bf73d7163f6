/** How often somebody may do what leaves nothing behind. Each process counts for itself: it protects itself, and not a right. */
import type { Seat } from '../channel.ts'

export interface PaceOptions {
  most: number
  seconds: number
  now: () => Date
}

/** @returns whether it is one of the first `most` of this seat in the current `seconds` */
export function createPace({ most, seconds, now }: PaceOptions): (seat: Seat) => boolean {
  let counts = new Map<string, number>()
  let current = 0
  return ({ conversation: { id }, side }) => {
    const window = Math.floor(now().getTime() / (seconds * 1000))
    // What was counted before is of no use any more, and is not kept.
    if (window !== current) counts = new Map()
    current = window
    const count = (counts.get(`${side} ${id}`) ?? 0) + 1
    counts.set(`${side} ${id}`, count)
    return count <= most
  }
}
