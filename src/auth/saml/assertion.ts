/** What the provider says of a person, and for whom it says so (SAML 2.0 Core section 2.3; Profiles section 4.1.4.3). */
import { SamlFault } from './fault.ts'
import { attributeOf, childOf, childrenOf, onlyChildOf, textOf, type Name } from './xml.ts'

export interface Expected {
  /** Entity id of the provider. */
  issuer: string
  /** Our entity id. */
  audience: string
  /** Our callback. */
  recipient: string
  /** `ID` of the request of this attempt. */
  requestId: string
  now: Date
}

export interface Person {
  /** Of the assertion itself. */
  id: string
  /** When the assertion is over. */
  until: Date
  nameId: string
  /** `AuthnContextClassRef`. */
  word: string
  sessionIndex?: string
  authenticatedAt: Date
}

/** Milliseconds that our clock and the provider's may be apart. */
export const tolerance = 60_000
/** Milliseconds that a log-in may be old: it was asked for anew, and an attempt lives a quarter of an hour. */
const oldestLogIn = 15 * 60_000
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/**
 * Reads an assertion whose signature was checked.
 * @throws SamlFault when it is not of this provider, not for us, not for this attempt, or not of now
 */
export function personIn(assertion: Element, expected: Expected): Person {
  if (textOf(onlyChildOf(assertion, 'saml:Issuer')) !== expected.issuer)
    throw new SamlFault('wrong_issuer')
  const id = attributeOf(assertion, 'ID')
  if (!id || attributeOf(assertion, 'Version') !== '2.0') throw new SamlFault('incomplete')
  const subject = onlyChildOf(assertion, 'saml:Subject')
  checkConfirmation(subject, expected)
  const until = checkConditions(onlyChildOf(assertion, 'saml:Conditions'), expected)
  const statement = onlyChildOf(assertion, 'saml:AuthnStatement')
  const context = onlyChildOf(statement, 'saml:AuthnContext')
  return {
    id,
    until,
    nameId: textOf(onlyChildOf(subject, 'saml:NameID')),
    word: textOf(onlyChildOf(context, 'saml:AuthnContextClassRef')),
    sessionIndex: attributeOf(statement, 'SessionIndex'),
    authenticatedAt: instantOf(statement, expected.now),
  }
}

/** Whoever brings it may use it, at our callback, for this attempt, now. */
function checkConfirmation(subject: Element, { recipient, requestId, now }: Expected): void {
  const confirmation = onlyChildOf(subject, 'saml:SubjectConfirmation')
  if (attributeOf(confirmation, 'Method') !== bearer) throw new SamlFault('no_bearer')
  const data = onlyChildOf(confirmation, 'saml:SubjectConfirmationData')
  if (attributeOf(data, 'Recipient') !== recipient) throw new SamlFault('wrong_recipient')
  if (attributeOf(data, 'InResponseTo') !== requestId) throw new SamlFault('another_attempt')
  checkPeriod(data, now)
}

function checkConditions(conditions: Element, { audience, now }: Expected): Date {
  const until = checkPeriod(conditions, now)
  const restrictions = childrenOf(conditions, 'saml:AudienceRestriction')
  // Each of several must hold (SAML 2.0 Core, section 2.5.1.4).
  const isForUs = restrictions.every((restriction) =>
    childrenOf(restriction, 'saml:Audience').some((each) => textOf(each) === audience),
  )
  if (restrictions.length === 0 || !isForUs) throw new SamlFault('wrong_audience')
  return until
}

function checkPeriod(element: Element, now: Date): Date {
  const from = attributeOf(element, 'NotBefore')
  const until = timeOf(attributeOf(element, 'NotOnOrAfter'))
  if (from !== undefined && timeOf(from).getTime() > now.getTime() + tolerance)
    throw new SamlFault('not_yet_valid')
  if (until.getTime() + tolerance <= now.getTime()) throw new SamlFault('expired')
  return until
}

function instantOf(statement: Element, now: Date): Date {
  const instant = timeOf(attributeOf(statement, 'AuthnInstant'))
  const age = now.getTime() - instant.getTime()
  if (age < -tolerance) throw new SamlFault('not_yet_valid')
  if (age > oldestLogIn + tolerance) throw new SamlFault('log_in_too_old')
  return instant
}

/** Times are in UTC (SAML 2.0 Core, section 1.3.3). */
function timeOf(text: string | undefined): Date {
  if (!text || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text))
    throw new SamlFault('no_time')
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new SamlFault('no_time')
  return time
}

const assertion: Name = 'saml:Assertion'

/** The one assertion of a response. @throws SamlFault when there is none or another one, or it is encrypted */
export function assertionIn(response: Element): Element {
  if (childOf(response, 'saml:EncryptedAssertion')) throw new SamlFault('encrypted')
  return onlyChildOf(response, assertion)
}
