/** What an error of a log-in means for the citizen. */
import { AuthorizationResponseError } from 'openid-client'
import { RequestError } from '../../protocol/errors.ts'
import type { Failure } from '../method.ts'

/** What a provider can say in `error` (RFC 6749 section 4.1.2.1, and OpenID's list) that is not simply a failure. */
const answers: Record<string, Failure> = {
  access_denied: { status: 'cancelled' },
  temporarily_unavailable: { status: 'unavailable', reason: 'provider_error' },
  unmet_authentication_requirements: { status: 'too_low' },
}

export function failureOf(error: unknown): Failure {
  if (error instanceof AuthorizationResponseError)
    return Object.hasOwn(answers, error.error)
      ? answers[error.error]!
      : { status: 'failed', reason: 'provider_error' }
  const request = requestErrorIn(error)
  if (request)
    return {
      status: 'unavailable',
      reason: request.code.replace('ERR_ID_CONTACT_', '').toLowerCase(),
    }
  return { status: 'failed', reason: reasonOf(error) }
}

/** `openid-client` wraps what our own fetch throws. */
export function requestErrorIn(error: unknown): RequestError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++)
    if (at instanceof RequestError) return at
  return undefined
}

/** `OAUTH_JWT_CLAIM_COMPARISON_FAILED` → `oauth_jwt_claim_comparison_failed`: words of the library, never of the answer. */
function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^[A-Z]{3,20}(_[A-Z]{1,20}){1,7}$/.test(code)
    ? code.toLowerCase()
    : 'unexpected_answer'
}
