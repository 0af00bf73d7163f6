/** About how long people wait, from how fast those before them were taken: the one place where that is said. */
import type { Pace } from '../../store/index.ts'

/** Fewer tell nothing. */
const fewest = 5
/** It is told in steps of so many seconds, so that it is not another guess every second. */
const step = 60
const longest = 86_400

/**
 * @param before how many are before somebody in this lane
 * @returns seconds; undefined when too few were accepted lately to say anything
 */
export function expectedWait(
  { accepted, seconds, quiet }: Pick<Pace, 'accepted' | 'seconds' | 'quiet'>,
  before: number,
): number | undefined {
  if (accepted < fewest) return undefined
  // The one who is the first now was not taken yet: that time counts, and makes it slower while nobody picks up.
  const each = (seconds + quiet) / accepted
  const wait = Math.ceil(((before + 1) * each) / step) * step
  return Math.min(longest, Math.max(step, wait))
}
