/** A refusal of a request, in the words of a problem document. */
import { RequestError } from '../protocol/errors.ts'
import type { Log } from '../protocol/log-entry.ts'
import { problem, PROBLEMS, type ProblemOptions, type ProblemSlug } from '../protocol/problem.ts'
import { createReference } from '../protocol/reference.ts'

/** What a resident may meet without any fault of theirs, besides what a server says of itself (5xx). */
const met = new Set<ProblemSlug>([
  ...(['unknown-purpose', 'unknown-method', 'method-not-for-purpose'] as const),
  ...(['return-url-not-allowed', 'invalid-code', 'expired-code'] as const),
  ...(['invalid-handover', 'already-used'] as const),
])

/** Thrown inside a route, answered as a problem document. Holds nothing that came in with the request. */
export class Refusal extends Error {
  readonly slug: ProblemSlug
  readonly options: ProblemOptions
  /** By which a helpdesk finds it in the log. Undefined for what whoever asked can see to themselves. */
  readonly reference: string | undefined

  constructor(slug: ProblemSlug, options: ProblemOptions = {}) {
    super(slug)
    this.name = 'Refusal'
    this.slug = slug
    this.options = options
    this.reference = this.status >= 500 || met.has(slug) ? createReference() : undefined
  }

  get status(): number {
    return PROBLEMS[this.slug].status
  }

  response(): Response {
    return problem(this.status, this.slug, { ...this.options, reference: this.reference })
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

/**
 * What was thrown inside a route, as a refusal, whose line in the log has the number that whoever asked is told. Of everything that is no refusal
 * only the kind of error is told: its words may hold anything.
 */
export function noted(error: unknown, log: Log): Refusal {
  if (!(error instanceof Refusal)) {
    const refusal = new Refusal('internal')
    const { reference } = refusal
    log({ level: 'error', event: 'unexpected_error', name: (error as Error).name, reference })
    return refusal
  }
  const { status, reference } = error
  const level = status >= 500 ? 'warn' : 'info'
  const reason = error.slug.replaceAll('-', '_')
  if (reference) log({ level, event: 'refused', reason, status, reference })
  return error
}
