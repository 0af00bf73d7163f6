/** A refusal of a request, in the words of a problem document. */
import { RequestError } from '../protocol/errors.ts'
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

/** What a call to another part came to: it is down, slow, or answers rubbish. Nothing of its address or answer is passed on. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const code = error instanceof RequestError ? error.code : ''
  if (code === 'ERR_ID_CONTACT_TIMEOUT') return new Refusal('plugin-timeout')
  if (code === 'ERR_ID_CONTACT_UNREACHABLE') return new Refusal('plugin-unreachable')
  return new Refusal('plugin-bad-answer')
}
