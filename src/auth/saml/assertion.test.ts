import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { personIn, type Expected } from './assertion.ts'
import { SamlFault } from './fault.ts'
import { parseXml } from './xml.ts'

const now = new Date('2026-03-01T12:00:00Z')
const at = (seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString()
const expected: Expected = {
  issuer: 'https://idp.example',
  audience: 'https://sp.example',
  recipient: 'https://sp.example/callback',
  requestId: '_request',
  now,
}

interface Times {
  from: string
  until: string
  subjectFrom: string
  subjectUntil: string
  instant: string
}

function assertionWith(changes: Partial<Times>, change = (xml: string): string => xml): Element {
  const { from, until, subjectFrom, subjectUntil, instant } = {
    from: at(0),
    until: at(120),
    subjectFrom: at(0),
    subjectUntil: at(120),
    instant: at(0),
    ...changes,
  }
  const xml = `<a:Assertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0" IssueInstant="${at(0)}">
<a:Issuer>https://idp.example</a:Issuer>
<a:Subject><a:NameID>s00000000:999990019</a:NameID>
<a:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><a:SubjectConfirmationData NotBefore="${subjectFrom}" NotOnOrAfter="${subjectUntil}" Recipient="https://sp.example/callback" InResponseTo="_request"/></a:SubjectConfirmation></a:Subject>
<a:Conditions NotBefore="${from}" NotOnOrAfter="${until}"><a:AudienceRestriction><a:Audience>https://other.example</a:Audience><a:Audience>https://sp.example</a:Audience></a:AudienceRestriction></a:Conditions>
<a:AuthnStatement AuthnInstant="${instant}"><a:AuthnContext><a:AuthnContextClassRef>urn:x</a:AuthnContextClassRef></a:AuthnContext></a:AuthnStatement>
</a:Assertion>`
  return parseXml(change(xml))
}

describe('an assertion', () => {
  it('is read, whatever prefixes it has', () => {
    assert.deepEqual(personIn(assertionWith({}), expected), {
      id: '_a',
      until: new Date(at(120)),
      nameId: 's00000000:999990019',
      word: 'urn:x',
      sessionIndex: undefined,
      authenticatedAt: now,
    })
  })

  // A minute is forgiven, and not a second more.
  const clocks: [string, (seconds: number) => Partial<Times>, good: number, bad: number, string][] =
    [
      ['NotOnOrAfter', (s) => ({ until: at(s) }), -59, -60, 'expired'],
      ['that of the subject', (s) => ({ subjectUntil: at(s) }), -59, -60, 'expired'],
      ['NotBefore', (s) => ({ from: at(s) }), 60, 61, 'not_yet_valid'],
      ['that of the subject', (s) => ({ subjectFrom: at(s) }), 60, 61, 'not_yet_valid'],
      ['AuthnInstant ahead', (s) => ({ instant: at(s) }), 60, 61, 'not_yet_valid'],
      ['AuthnInstant behind', (s) => ({ instant: at(s) }), -960, -961, 'log_in_too_old'],
    ]
  for (const [what, times, good, bad, reason] of clocks)
    it(`${what}: ${good} s is good, ${bad} s is ${reason}`, () => {
      assert.ok(personIn(assertionWith(times(good)), expected))
      assert.throws(
        () => personIn(assertionWith(times(bad)), expected),
        (error) => error instanceof SamlFault && error.reason === reason,
      )
    })

  for (const [what, change, reason] of [
    ['another version', (xml: string) => xml.replace('"2.0"', '"1.1"'), 'incomplete'],
    ['no ID', (xml: string) => xml.replace('ID="_a" ', ''), 'incomplete'],
    ['no subject', (xml: string) => xml.replaceAll('a:Subject>', 'a:Object>'), 'incomplete'],
    ['no conditions', (xml: string) => xml.replaceAll('a:Conditions', 'a:Other'), 'incomplete'],
    [
      'a name in another namespace',
      (xml: string) => xml.replaceAll('a:NameID', 'NameID'),
      'incomplete',
    ],
    [
      'two names',
      (xml: string) => xml.replace('<a:NameID>', '<a:NameID>s00000000:999990020</a:NameID>$&'),
      'ambiguous',
    ],
    [
      'two statements',
      (xml: string) => xml.replace(/<a:AuthnStatement.*<\/a:AuthnStatement>/, '$&$&'),
      'ambiguous',
    ],
    [
      'no audience restriction',
      (xml: string) => xml.replace(/<a:AudienceRestriction>.*<\/a:AudienceRestriction>/, ''),
      'wrong_audience',
    ],
    ['an impossible day', (xml: string) => xml.replaceAll('-03-01T', '-13-41T'), 'no_time'],
  ] as const)
    it(`with ${what} is refused`, () =>
      assert.throws(
        () => personIn(assertionWith({}, change), expected),
        (error) => error instanceof SamlFault && error.reason === reason,
      ))
})
