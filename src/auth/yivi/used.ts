/** Sessions whose result was handed over: each counts once (T5b). The server itself gives a result as often as it is asked. */
import { YiviFault } from './fault.ts'

export interface Used {
  /** @throws YiviFault when it was used before */
  add(token: string, now: Date): void
}

/** Milliseconds: an attempt lives no longer (`attempt.ts`), and without its cookie nobody can come back to its session. */
const lifetime = 20 * 60 * 1000

/** Of this process. With several, a browser that kept its own cookie could have its own result made again there, by nobody else. */
export function createUsed(): Used {
  const ends = new Map<string, number>()
  return {
    add(token, now) {
      for (const [other, end] of ends) if (end <= now.getTime()) ends.delete(other)
      if (ends.has(token)) throw new YiviFault('session_used')
      ends.set(token, now.getTime() + lifetime)
    },
  }
}
