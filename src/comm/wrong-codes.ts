/** Codes that nobody has are counted, so that nobody can try them all (T19). At the desk and on the telephone it is one count. */
import type { Store } from '../store/index.ts'

export interface Budget {
  /** How many wrong codes one may try (an agent, a call), and in how many seconds. */
  most: number
  within: number
}

/** Of everybody together. */
export const budgetOfAll: Budget = { most: 30, within: 10 * 60 }

/**
 * @param who a pseudonym, or a keyed hash
 * @param attempt undefined when nobody has the code
 * @returns what `attempt` gives; `over-budget` when it was not made
 */
export async function tryCode<T>(
  { store, now }: { store: Store; now: () => Date },
  { who, budget }: { who: string; budget: Budget },
  attempt: () => Promise<T | undefined>,
): Promise<T | 'over-budget' | undefined> {
  const since = (seconds: number): Date => new Date(now().getTime() - seconds * 1000)
  // Counted before it is tried, so that a thousand at the same time are not each the first; taken back when it was right.
  const counted = await store.wrongCode(who)
  let isWrong = false
  try {
    const [own, all] = await Promise.all([
      store.wrongCodes({ since: since(budget.within), agent: who }),
      store.wrongCodes({ since: since(budgetOfAll.within) }),
    ])
    if (own > budget.most || all > budgetOfAll.most) return 'over-budget'
    const outcome = await attempt()
    isWrong = outcome === undefined
    return outcome
  } finally {
    if (!isWrong) await store.forgiveCode(counted)
  }
}
