/** What came of the log-in, in the response that an artifact stood for. */
import type { Failure } from '../method.ts'
import { statusOf, type Status } from './artifact.ts'
import { assertionIn, personIn, type Expected, type Person } from './assertion.ts'
import { SamlFault } from './fault.ts'
import type { Provider } from './provider.ts'
import { verified, type Verified } from './signature.ts'
import { attributeOf, childOf, textOf } from './xml.ts'

/** What a provider can say beside success. DigiD says `AuthnFailed` when somebody cancels, `NoAuthnContext` when the level cannot be had. */
const answers: Record<string, Failure> = {
  AuthnFailed: { status: 'cancelled' },
  RequestDenied: { status: 'cancelled' },
  NoAuthnContext: { status: 'too_low' },
}

/**
 * @param response of an artifact: what its signature vouches for
 * @throws SamlFault when it is not meant for this attempt, or not believable
 */
export function personOrFailure(
  { text, element: response }: Verified,
  expected: Expected,
  { certificates }: Provider,
): Person | Failure {
  const issuer = childOf(response, 'saml:Issuer')
  if (issuer && textOf(issuer) !== expected.issuer) throw new SamlFault('wrong_issuer')
  if (attributeOf(response, 'InResponseTo') !== expected.requestId)
    throw new SamlFault('another_attempt')
  const destination = attributeOf(response, 'Destination')
  if (destination !== undefined && destination !== expected.recipient)
    throw new SamlFault('wrong_destination')
  const status = statusOf(response)
  if (status.code !== 'Success') return failureOf(status)
  // Signed on its own as well: what vouches for the envelope is only that it came from the provider's server.
  const { element } = verified(text, assertionIn(response), certificates, expected.now)
  return personIn(element, expected)
}

function failureOf({ detail = '' }: Status): Failure {
  return Object.hasOwn(answers, detail)
    ? answers[detail]!
    : { status: 'failed', reason: 'provider_error' }
}
