/** Keeps a browser that asks without end from costing a query each time: at this process, in memory. */
import type { Seat } from '../channel.ts'

/** @returns whether this side did this less than so many milliseconds ago; then it does not count as done */
export function createPause(
  now: () => Date,
): (seat: Seat, what: string, milliseconds: number) => boolean {
  const done = new Map<string, number>()
  return ({ conversation, side }, what, milliseconds) => {
    const who = `${conversation.id} ${side} ${what}`
    const time = now().getTime()
    if (time < (done.get(who) ?? 0)) return true
    for (const [other, until] of done) if (until <= time) done.delete(other)
    done.set(who, time + milliseconds)
    return false
  }
}
