import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inspect } from 'node:util'
import { MessageError } from './errors.ts'
import * as messages from './messages.ts'
import { parseSessionOptions } from './session-options.ts'
import { localText } from './local-text.ts'
import { Secret } from './secret.ts'
import { base64url, equal, randomId, sha256 } from './digest.ts'

const token = 'a.b.c.d.e'
const random = 'r'.repeat(22)
const hash = 'h'.repeat(43)
const url = 'https://a.example/x'
const time = '2026-01-02T03:04:05.678Z'
const row = {
  id: 'i',
  purpose: 'p',
  purpose_name: 'P',
  channel: 'phone',
  comm_method: 'c',
  waiting_since: time,
  identified: true,
}
const { identified: _identified, ...common } = row
const identity = {
  status: 'proven',
  attributes: [{ tag: 'name', label: { nl: 'Naam' }, value: 'x', sensitive: false }],
}
const view = { state: 'waiting', channel: 'phone', purpose: 'p', identified: true }

/** A message that is as it should be, for each parser there is. */
const good: Record<string, Record<string, unknown>> = {
  StartRequest: { purpose: 'p', auth_method: 'a', comm_method: 'c' },
  ClientUrlAnswer: { client_url: url },
  ResumeRequest: { code: token, code_verifier: 'v'.repeat(43) },
  ResumeAnswer: { client_url: url, purpose: 'p', comm_method: 'c' },
  AuthOnlyRequest: { purpose: 'p', auth_method: 'a', comm_url: url },
  StartAuthentication: { attributes: ['a'], continuation: url },
  StartCommunication: { purpose: 'p' },
  StartCommunicationAnswer: { client_url: url, binding: random, audience: url },
  ExpectedWaits: { expected_waits: { report_move: 240 } },
  SessionUpdate: { type: 'logout' },
  AuthenticateRequest: { auth_method: 'a' },
  CallBackRequest: { number: '06 12345678' },
  RedeemRequest: { handover: token },
  ConversationView: view,
  RedeemAnswer: { token: random, conversation: view },
  QueueRow: row,
  Snapshot: { waiting: [row], active: [{ id: 'i' }] },
  Left: { id: 'i', reason: 'accepted' },
  ConversationChange: { id: 'i', state: 'ended' },
  Conversation: { ...common, state: 'active', accepted_at: time, identity },
  Conversations: { conversations: [] },
  CodeRequest: { code: '482 917-306' },
  NextRequest: { channels: ['chat'] },
  ChatSend: { id: random, text: 'x' },
  ChatReceipt: { delivered: 1, read: 1 },
  Me: { name: 'n' },
  DeskKeys: { auth_methods: [{ auth_method: 'a', issuer: url, keys: [{ kty: 'EC' }] }] },
  Supervision: { at: time, agents: { available: 1, away: 0, talking: 0 }, queues: [] },
  TransferRequest: { purpose: 'p' },
  PresenceRequest: { presence: 'away' },
  CallRequest: { call: 'x' },
  LinkPhone: { dtmf: '123456', sessionid: 'x' },
  ContactEvent: { Details: { ContactData: { Attributes: { dtmf: '1' }, ContactId: 'x' } } },
  ContactFlowEvent: { Details: { ContactData: { ContactId: 'x' } } },
  ContactStateEvent: { detail: { eventType: 'DISCONNECTED', contactId: 'x' } },
  TwilioRequest: { CallSid: `CA${'0a'.repeat(16)}` },
  SipCode: { call: 'a@b.example', dtmf: '123456', try: 1 },
  SipHangup: { call: 'a@b.example' },
  SipAnswer: { result: 'again', call: 'x', say_nl: 'n', say_en: 'e' },
  SessionInfo: { purpose: 'p', auth_result: null },
  Guest: { id: 'i', redirectUrl: url, name: 'n', roomId: 'r', purpose: 'p' },
  Host: { roomId: 'r' },
  GuestStart: { purpose: 'p', auth_method: 'a' },
  RoomGuest: { purpose: 'p', name: 'n', attributes: { a: 'b' } },
  WidgetParameters: {
    sub: 'verder-helpen-widget-params',
    purpose: 'p',
    start_url: url,
    cancel_url: url,
    display_name: 'd',
  },
}
const parsers = Object.entries(messages).filter(([name]) =>
  name.startsWith('parse'),
) as unknown as [string, (value: unknown) => object][]

describe('every message', () => {
  it('has an example here', () =>
    assert.deepEqual(parsers.map(([name]) => name.slice(5)).sort(), Object.keys(good).sort()))

  for (const [name, parse] of parsers) {
    const example = good[name.slice(5)]!
    it(`${name} takes what it should, and drops what it does not know`, () => {
      const parsed = parse({ ...example, unknown: 'x' })
      assert.ok(!('unknown' in parsed))
      for (const key of Object.keys(example)) assert.ok(key in parsed, key)
    })

    it(`${name} refuses everything else, without repeating a value`, () => {
      const required = Object.keys(example).filter((key) => {
        const { [key]: _left, ...rest } = example
        try {
          parse(rest)
          return false
        } catch {
          return true
        }
      })
      const isEmptyGood = name === 'parseNextRequest'
      assert.equal(required.length === 0, isEmptyGood)
      const wrong: unknown[] = [
        undefined,
        null,
        'x',
        1,
        ...(isEmptyGood ? [] : [[]]),
        true,
        ...required.flatMap((key) => [
          { ...example, [key]: [[{ canary: 'canary-7' }]] },
          { ...example, [key]: 'canary-7'.repeat(9000) },
        ]),
      ]
      for (const value of wrong)
        assert.throws(
          () => parse(value),
          (error: MessageError) => {
            assert.ok(error instanceof MessageError)
            assert.ok(error.message.startsWith(name.slice(5)))
            assert.doesNotMatch(error.message, /canary/)
            return true
          },
          inspect(value).slice(0, 80),
        )
    })
  }

  it('takes null for a member that may be missing: published software writes that', () => {
    const { attr_url } = messages.parseStartCommunicationAnswer({ client_url: url, attr_url: null })
    assert.equal(attr_url, undefined)
  })
  it('lets a core send people to an address that holds others, and is longer than what else is written', () => {
    const long = (length: number): string => url.padEnd(length, 'x')
    assert.ok(messages.parseClientUrlAnswer({ client_url: long(8000) }))
    assert.throws(() => messages.parseClientUrlAnswer({ client_url: long(8001) }))
    const continuation = long(2049)
    assert.throws(() =>
      messages.parseStartAuthentication({ ...good.StartAuthentication, continuation }),
    )
  })

  it('a request for authentication alone binds wholly or not at all', () => {
    const bound = { ...good.AuthOnlyRequest, binding: random, audience: url }
    const back = { return_url: url, code_challenge: hash, code_challenge_method: 'S256' }
    assert.ok(messages.parseAuthOnlyRequest(bound))
    assert.ok(messages.parseAuthOnlyRequest({ ...bound, ...back, state: 's', comm_method: 'c' }))
    const { audience: _audience, ...nameless } = bound
    const { code_challenge: _challenge, ...open } = { ...bound, ...back }
    for (const half of [nameless, open, { ...good.AuthOnlyRequest, ...back }])
      assert.throws(() => messages.parseAuthOnlyRequest(half), MessageError)
  })
  it('hashes and challenges have their length', () => {
    const start = {
      ...good.StartRequest,
      return_url: url,
      code_challenge: hash,
      code_challenge_method: 'S256',
    }
    assert.ok(messages.parseStartRequest(start))
    assert.throws(
      () => messages.parseStartRequest({ ...start, code_challenge: 'short' }),
      MessageError,
    )
  })
})

describe('what a core offers', () => {
  const core = 'https://core.example/base'
  const options = {
    auth_methods: [{ tag: 'digid' }],
    comm_methods: [{ tag: 'call', name: '', image_path: '/static/x.svg', channel: 'fax' }],
  }
  it('is read from a published core, whose names may be missing', () => {
    const { authMethods, commMethods, idContact } = parseSessionOptions(options, core)
    const unknown = {
      description: undefined,
      channel: undefined,
      hours: undefined,
      expectedWait: undefined,
      callBack: undefined,
      duration: undefined,
      attributes: undefined,
    }
    assert.deepEqual(authMethods, [
      { tag: 'digid', name: 'digid', imagePath: undefined, ...unknown },
    ])
    assert.deepEqual(commMethods, [
      { tag: 'call', name: 'call', imagePath: `${core}/static/x.svg`, ...unknown },
    ])
    assert.equal(idContact, undefined)
  })
  it('is read from one of ours, in several languages', () => {
    const ours = {
      ...options,
      auth_methods: [{ tag: 'yivi', name: 'Yivi', names: { nl: 'Yivi', en: 'Yivi app' } }],
      id_contact: {
        version: 1,
        organisation: 'Juinen',
        purpose_name: { nl: 'x' },
        attributes: [{ tag: 'a', label: 'A' }],
      },
    }
    const { authMethods, idContact } = parseSessionOptions(ours, core)
    assert.deepEqual(authMethods[0]!.name, { nl: 'Yivi', en: 'Yivi app' })
    assert.equal(idContact!.attributes[0]!.label, 'A')
    assert.equal(idContact!.unauthenticated, false)
    const hours = {
      open: false,
      changes_at: '2026-11-30T07:30:00.000Z',
      time_zone: 'Europe/Amsterdam',
    }
    const methods = { ...ours, comm_methods: [{ tag: 'call', hours }] }
    assert.deepEqual(parseSessionOptions(methods, core).commMethods[0]!.hours, {
      open: false,
      changesAt: hours.changes_at,
      timeZone: hours.time_zone,
    })
    const open = { ...ours, id_contact: { ...ours.id_contact, unauthenticated: true } }
    assert.equal(parseSessionOptions(open, core).idContact!.unauthenticated, true)
    const later = parseSessionOptions({ ...ours, id_contact: { version: 2 } }, core)
    assert.equal(later.idContact, undefined)
  })
  for (const value of [
    null,
    1,
    'x',
    {},
    { auth_methods: [] },
    { ...options, auth_methods: [null] },
    { ...options, auth_methods: [{ tag: '' }] },
    { ...options, comm_methods: Array(65).fill({ tag: 'x' }) },
    { ...options, id_contact: { version: 1 } },
  ])
    it(`is not ${JSON.stringify(value)?.slice(0, 60)}`, () =>
      assert.throws(() => parseSessionOptions(value, core), {
        code: 'ERR_ID_CONTACT_BAD_ANSWER',
      }))
})

describe('small things that much rests on', () => {
  it('texts come in the language that is asked, else Dutch, else English, else any', () => {
    const text = { en: 'Call', nl: 'Bellen', de: 'Anrufen' }
    assert.equal(localText(text, 'en-GB'), 'Call')
    assert.equal(localText(text, 'fr'), 'Bellen')
    assert.equal(localText({ de: 'Anrufen' }, 'fr'), 'Anrufen')
    assert.equal(localText({ nl: 'x' }, 'constructor'), 'x')
    assert.equal(localText('Bellen', 'en'), 'Bellen')
    assert.equal(localText(undefined, 'en'), '')
  })
  it('a secret shows itself to nobody who does not ask', () => {
    const secret = new Secret('canary-7')
    const ways = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ secret }, { showHidden: true, depth: 9 }),
      Object.keys(secret).join(),
      JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
    ]
    for (const way of ways) assert.doesNotMatch(way, /canary/)
    assert.equal(secret.reveal(), 'canary-7')
  })
  it('bytes become base64url as everybody else writes it', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = crypto.getRandomValues(new Uint8Array(length))
      assert.equal(base64url(bytes), Buffer.from(bytes).toString('base64url'))
    }
  })
  it('identifiers are 128 bits and new each time; hashes are those of RFC 7636', async () => {
    assert.match(randomId(), /^[\w-]{22}$/)
    assert.equal(new Set(Array.from({ length: 1000 }, () => randomId())).size, 1000)
    // RFC 7636, appendix B.
    assert.equal(
      await sha256('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    )
  })
  it('comparing tells equal from unequal', () => {
    assert.ok(equal('abc', 'abc'))
    for (const other of ['abd', 'ab', 'abcd', '']) assert.ok(!equal('abc', other))
  })
})
