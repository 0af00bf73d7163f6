/** One requirement of the protocol, and the ways in which a look at it can end. */

export type Role = 'core' | 'auth' | 'comm' | 'rooms'

export interface Requirement<Scene> {
  /** Stable; `docs/protocol.md` has the sentence under the same name. */
  id: string
  /** The sentence of the protocol, word for word. */
  says: string
  /** Requirements without which this one cannot be looked at. It is skipped unless each of them passed. */
  after?: readonly string[]
  /** Returns when it is met. @throws Unmet, Skip */
  check(scene: Scene): Promise<void> | void
}

/** The peer does not do what it must. Neither text ever holds a token, a code or a value of a person. */
export class Unmet extends Error {
  readonly expected: string
  readonly came: string

  constructor(expected: string, came: string) {
    super(`expected ${expected}, but ${came} came`)
    this.name = 'Unmet'
    this.expected = expected
    this.came = came
  }
}

/** It cannot be looked at, or the peer does not offer it. */
export class Skip extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'Skip'
  }
}

/** @throws Unmet unless it holds */
export function expect(holds: unknown, expected: string, came: string): asserts holds {
  if (!holds) throw new Unmet(expected, came)
}

/** @throws Skip unless it holds */
export function need(holds: unknown, reason: string): asserts holds {
  if (!holds) throw new Skip(reason)
}

export type Verdict =
  | { is: 'passed' }
  | { is: 'failed'; expected: string; came: string }
  | { is: 'skipped'; reason: string }

export interface Finding {
  id: string
  says: string
  verdict: Verdict
  /** Milliseconds. */
  took: number
}

/** Where a requirement stands in the documentation. */
export const placeOf = (id: string): string => `docs/protocol.md#${id.toLowerCase()}`
