/** Assertions that were used: each counts once (SAML 2.0 Profiles, section 4.1.4.5). */
import { SamlFault } from './fault.ts'
import { tolerance } from './assertion.ts'

export interface Seen {
  /** @throws SamlFault when it was used before */
  add(assertion: { id: string; until: Date }, now: Date): void
}

/**
 * Of this process. Another process never meets it: an assertion names the request of one attempt, and an attempt is over when its browser
 * has come back.
 */
export function createSeen(): Seen {
  const used = new Map<string, number>()
  return {
    add({ id, until }, now) {
      for (const [other, end] of used) if (end <= now.getTime()) used.delete(other)
      if (used.has(id)) throw new SamlFault('assertion_used')
      used.set(id, until.getTime() + tolerance)
    },
  }
}
