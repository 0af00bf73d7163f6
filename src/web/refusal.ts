/** A refusal of a request, in the words of a problem document. */
import { problem, PROBLEMS, type ProblemOptions, type ProblemSlug } from '../protocol/problem.ts'

/** Thrown inside a route, answered as a problem document. Holds nothing that came in with the request. */
export class Refusal extends Error {
  readonly slug: ProblemSlug
  readonly options: ProblemOptions

  constructor(slug: ProblemSlug, options: ProblemOptions = {}) {
    super(slug)
    this.name = 'Refusal'
    this.slug = slug
    this.options = options
  }

  get status(): number {
    return PROBLEMS[this.slug].status
  }

  response(): Response {
    return problem(this.status, this.slug, this.options)
  }
}

/** Runs a parser of `src/protocol/messages`; what it does not accept is a malformed request. */
export function parsed<T>(parse: (value: unknown) => T, value: unknown): T {
  try {
    return parse(value)
  } catch (error) {
    throw new Refusal('malformed-request', { detail: (error as Error).message })
  }
}
