/** Each way that is known to make a service believe what its identity provider did not say (T7). */
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Pair } from './testing/certificates.ts'
import { people } from './testing/login-page.ts'
import type { Faults, Values } from './testing/messages.ts'
import { logIn, stage, type Stage } from './testing/stage.ts'
import { wrapped, wrappings } from './testing/wrapping.ts'

let setting: Stage
before(async () => {
  setting = await stage()
})
after(() => setting[Symbol.asyncDispose]())
afterEach(() => {
  setting.idp.faults = {}
})

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString()

/** Nobody is let in, the log says why in our words, and nothing of the answer is in it. */
async function isRefused(faults: Faults, reason: string): Promise<void> {
  setting.idp.faults = faults
  const { claims, error, reason: told } = await logIn(setting)
  assert.equal(claims.status, 'failed')
  assert.equal(claims.attributes, undefined)
  assert.equal(told, reason)
  assert.equal(error, 'failed')
  const log = JSON.stringify(setting.plugin.log)
  for (const bsn of Object.values(people)) assert.ok(!log.includes(bsn))
}

it('lets somebody in when nothing is wrong', async () => {
  const { claims } = await logIn(setting)
  assert.deepEqual(claims.attributes, { bsn: people.one })
})

describe('signature wrapping', () => {
  for (const [name, wrap] of Object.entries(wrappings)) {
    it(`${name} of the assertion, in an envelope that the provider signed`, async () => {
      const response = (xml: string): Promise<string> => wrapped(xml, 'Assertion', wrap)
      setting.idp.faults = { response }
      const { claims } = await logIn(setting)
      assert.equal(claims.status, 'failed')
    })

    it(`${name} of the assertion, on its way`, () =>
      isRefusedAnyhow({ answer: (xml) => wrapped(xml, 'Assertion', wrap) }))

    it(`${name} of the envelope`, () =>
      isRefusedAnyhow({ answer: (xml) => wrapped(xml, 'ArtifactResponse', wrap) }))
  }

  async function isRefusedAnyhow(faults: Faults): Promise<void> {
    setting.idp.faults = faults
    const { claims, reason } = await logIn(setting)
    assert.equal(claims.status, 'failed')
    assert.match(reason!, /^(ambiguous|not_signed|signature_invalid|no_soap|incomplete)$/)
    assert.ok(setting.idp.sent.at(-1)!.includes(people.other), 'The attack was made')
  }
})

describe('signatures', () => {
  let stranger: Pair
  before(async () => {
    stranger = await setting.authority.issue('somebody.example')
  })

  it('an assertion without one', () => isRefused({ unsignedAssertion: true }, 'not_signed'))
  it('an envelope without one', () => isRefused({ unsignedEnvelope: true }, 'not_signed'))
  it('neither with one', () =>
    isRefused({ unsignedAssertion: true, unsignedEnvelope: true }, 'not_signed'))
  it('that of somebody else, whose certificate comes along', () =>
    isRefused({ signing: stranger }, 'signature_invalid'))
  it('one with SHA-1', () =>
    isRefused({ algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }, 'weak_signature'))

  it('a digest with SHA-1', () =>
    isRefused(
      {
        answer: (xml) =>
          xml.replaceAll(
            'http://www.w3.org/2001/04/xmlenc#sha256',
            'http://www.w3.org/2000/09/xmldsig#sha1',
          ),
      },
      'weak_signature',
    ))

  it('a key that was made of a public one (HMAC)', () =>
    isRefused(
      {
        answer: (xml) =>
          xml.replaceAll(
            'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
            'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
          ),
      },
      'weak_signature',
    ))

  it('a transform that picks a part', () =>
    isRefused(
      {
        answer: (xml) =>
          xml.replaceAll(
            'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
            'http://www.w3.org/TR/1999/REC-xpath-19991116',
          ),
      },
      'weak_signature',
    ))

  it('a name that was changed on its way', () =>
    isRefused({ answer: (xml) => xml.replace(people.one, people.other) }, 'signature_invalid'))

  it('an assertion that the provider signed in another log-in', async () => {
    const [assertion] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(setting.idp.sent[0]!)!
    await isRefused(
      { response: (xml) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/s, assertion) },
      'another_attempt',
    )
  })
})

describe('for whom and for what it was said', () => {
  const cases: [string, Partial<Values>, string][] = [
    ['another audience', { audience: 'https://other.example' }, 'wrong_audience'],
    ['an audience that begins with ours', { audience: 'https://auth.example' }, 'wrong_audience'],
    ['another recipient', { recipient: 'https://other.example/callback' }, 'wrong_recipient'],
    ['another destination', { destination: 'https://other.example/callback' }, 'wrong_destination'],
    ['another attempt, says the response', { inResponseTo: '_other' }, 'another_attempt'],
    ['another attempt, says the assertion', { subjectInResponseTo: '_other' }, 'another_attempt'],
    ['another issuer', { issuer: 'https://idp.other.example' }, 'wrong_issuer'],
    ['another issuer of the response', { responseIssuer: 'https://idp.example' }, 'wrong_issuer'],
    [
      'somebody who has to prove a key',
      { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' },
      'no_bearer',
    ],
    ['a second audience that is not ours', { conditions: restriction('urn:x') }, 'wrong_audience'],
  ]
  for (const [what, values, reason] of cases) it(what, () => isRefused({ values }, reason))

  it('no audience at all', () =>
    isRefused({ values: { audience: '</saml:Audience><saml:Audience>' } }, 'wrong_audience'))
  it('an envelope for another question', () =>
    isRefused({ envelope: { id: '_other' } }, 'another_question'))
  it('an envelope of another issuer', () =>
    isRefused({ envelope: { issuer: 'https://idp.example' } }, 'wrong_issuer'))
  it('an envelope without success', () =>
    isRefused({ envelope: { status: 'Requester' } }, 'not_resolved'))

  function restriction(audience: string): string {
    return `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction>`
  }
})

describe('when it was said', () => {
  const cases: [string, Partial<Values>, string][] = [
    ['over', { notOnOrAfter: inSeconds(-61) }, 'expired'],
    ['over for the subject', { subjectNotOnOrAfter: inSeconds(-61) }, 'expired'],
    ['not yet', { notBefore: inSeconds(75) }, 'not_yet_valid'],
    ['logged in tomorrow', { authnInstant: inSeconds(86_400) }, 'not_yet_valid'],
    ['logged in this morning', { authnInstant: inSeconds(-4 * 3600) }, 'log_in_too_old'],
    ['no time at all', { notOnOrAfter: 'tomorrow' }, 'no_time'],
    ['a time without a zone', { notOnOrAfter: '2099-01-01T00:00:00' }, 'no_time'],
  ]
  for (const [what, values, reason] of cases) it(what, () => isRefused({ values }, reason))

  for (const [what, values] of [
    ['over', { notOnOrAfter: inSeconds(-30), subjectNotOnOrAfter: inSeconds(-30) }],
    ['not yet', { notBefore: inSeconds(55), authnInstant: inSeconds(55) }],
  ] as [string, Partial<Values>][])
    it(`${what}, but by no more than clocks may differ, is good`, async () => {
      setting.idp.faults = { values }
      assert.equal((await logIn(setting)).claims.status, 'success')
    })
})

describe('who it is about', () => {
  it('a comment does not cut the name short', async () => {
    // A provider that lets people choose what comes after their number; the comment is not part of what is signed.
    const nameId = `s00000000:${people.other}.s00000000:${people.one}`
    setting.idp.faults = {
      values: { nameId },
      answer: (xml) => xml.replace(`${people.other}.`, `${people.other}<!-- -->.`),
    }
    const { claims, reason } = await logIn(setting)
    assert.equal(claims.status, 'failed')
    assert.equal(reason, 'no_bsn')
    assert.ok(setting.idp.sent.at(-1)!.includes('<!-- -->'))
  })

  it('a comment in the middle leaves the whole name', async () => {
    const [begin, end] = [people.one.slice(0, 4), people.one.slice(4)]
    setting.idp.faults = { answer: (xml) => xml.replace(people.one, `${begin}<!-- x -->${end}`) }
    const { claims } = await logIn(setting)
    assert.deepEqual(claims.attributes, { bsn: people.one })
  })

  it('an element in the name', () =>
    isRefused({ values: { nameId: `s00000000:${people.one}<x xmlns="urn:x"/>` } }, 'no_plain_text'))

  for (const [what, nameId, reason] of [
    ['another sector', 's00000001:999990019', 'no_bsn'],
    ['a number without its sector', '999990019', 'no_bsn'],
    ['eight digits', 's00000000:99999001', 'no_bsn'],
    ['ten digits', 's00000000:9999900190', 'no_bsn'],
    ['a line after it', 's00000000:999990019\n', 'no_bsn'],
    ['a number that fails the eleven-test', 's00000000:999990018', 'impossible_bsn'],
    ['nothing but zeros', 's00000000:000000000', 'impossible_bsn'],
  ] as const)
    it(what, () => isRefused({ values: { nameId } }, reason))
})

describe('documents', () => {
  const dtd = '<!DOCTYPE x [<!ENTITY who SYSTEM "file:///etc/passwd">]>'
  for (const [what, answer, reason] of [
    ['an entity from elsewhere (XXE)', (xml: string) => dtd + xml, 'document_type'],
    [
      'entities that multiply',
      (xml: string) => `<!doctype x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${xml}`,
      'document_type',
    ],
    ['no XML', () => 'soap? no', 'no_xml'],
    ['half of it', (xml: string) => xml.slice(0, xml.length / 2), 'no_xml'],
    ['no SOAP', (xml: string) => xml.replaceAll('soap:Envelope', 'soap:Letter'), 'no_soap'],
    ['an empty body', () => envelope(''), 'incomplete'],
    ['another message', () => envelope('<x/>'), 'incomplete'],
  ] as const)
    it(what, () => isRefused({ answer }, reason))

  it('that are broken are told to nobody', async ({ mock }) => {
    const methods = (['log', 'warn', 'error'] as const).map((name) =>
      mock.method(console, name, () => {}),
    )
    await isRefused({ answer: (xml) => xml.replace('Version="2.0"', "Version=2.0'") }, 'no_xml')
    await isRefused({ answer: (xml) => xml.replace('</saml:Issuer>', '&who;') }, 'no_xml')
    for (const method of methods) assert.equal(method.mock.callCount(), 0)
  })

  it('two responses', () =>
    isRefused({ response: (xml) => xml + xml.replaceAll('ID="_', 'ID="_2') }, 'ambiguous'))

  function envelope(body: string): string {
    return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`
  }
})
