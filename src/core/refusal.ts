/** Why a start is refused, in the words of a problem document. */
import { RequestError } from '../protocol/errors.ts'
import { problem, PROBLEMS, type ProblemSlug } from '../protocol/problem.ts'

/** Thrown inside a route, answered as a problem document. */
export class Refusal extends Error {
  readonly slug: ProblemSlug
  readonly detail: string | undefined

  constructor(slug: ProblemSlug, detail?: string) {
    super(slug)
    this.name = 'Refusal'
    this.slug = slug
    this.detail = detail
  }

  response(): Response {
    const { status } = PROBLEMS[this.slug]
    return problem(status, this.slug, { ...(this.detail !== undefined && { detail: this.detail }) })
  }
}

/** A plugin that is down, slow or answers rubbish. Nothing of its address or answer is passed on. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const code = error instanceof RequestError ? error.code : ''
  if (code === 'ERR_ID_CONTACT_TIMEOUT') return new Refusal('plugin-timeout')
  if (code === 'ERR_ID_CONTACT_UNREACHABLE') return new Refusal('plugin-unreachable')
  return new Refusal('plugin-bad-answer')
}
