/** Whatever a core or a communication plugin answers, every verb gives what its type says or fails in a known way: never another exception. */
import { expect } from '@open-wc/testing'
import fc from 'fast-check'
import { IdContactError } from '../protocol/errors.ts'
import { clientUrlAnswer, resumeAnswer } from '../protocol/messages-core.ts'
import { conversationView, redeemAnswer } from '../protocol/messages-conversation.ts'
import { describe, it } from '../protocol/testing/mocha.ts'
import {
  bytesOf,
  jsonOf,
  messagesOf,
  parametersLike,
  runs,
  variantsOf,
} from '../protocol/testing/variants.ts'
import { CitizenConversation } from './conversation.ts'
import { authenticateDuring } from './during.ts'
import { discover, resume, start, type Options } from './index.ts'
import { Memory } from './testing/server.ts'

const core = 'https://core.example'
const comm = 'https://comm.example/conversation/c1'
const started = { core, purpose: 'report_move', authMethod: 'digid', commMethod: 'call' }

const offer = {
  auth_methods: [
    { tag: 'digid', name: 'DigiD', image_path: '/x.svg', description: { nl: 'a', en: 'b' } },
  ],
  comm_methods: [
    {
      ...{ tag: 'call', names: { nl: 'Bellen', en: 'Call' }, channel: 'phone' },
      hours: { open: true, changes_at: '2026-05-12T12:00:00Z', time_zone: 'Europe/Amsterdam' },
      expected_wait: 240,
      duration: 600,
    },
  ],
  id_contact: {
    ...{ version: 1, organisation: { nl: 'Juinen' }, purpose_name: 'Verhuizen' },
    attributes: [{ tag: 'name', label: { nl: 'Naam' } }],
    help: { phone: '14026', phone_display: '14 026', hours: { nl: 'altijd' } },
  },
}
const waiting = {
  ...{ state: 'waiting', channel: 'phone', purpose: 'report_move', identified: true },
  phone: {
    ...{ number: '14026', display: '14 026', code: '482917306', tel_url: 'tel:14026,,482917306#' },
    ...{ expires_at: '2026-05-12T12:00:00Z', extensions_left: 2 },
  },
  identification: { state: 'requested', since: '2026-05-12T12:00:00Z' },
  log_out: true,
}

interface Answer {
  body: string | Uint8Array<ArrayBuffer>
  status: number
  type: string
}

/** An answer of any body; and of any status after which a client does not wait. */
const answers = (messages: fc.Arbitrary<unknown>): fc.Arbitrary<Answer> =>
  fc.record({
    body: fc.oneof({ weight: 4, arbitrary: messages.map(jsonOf) }, bytesOf(messages.map(jsonOf))),
    status: fc.constantFrom(...[200, 200, 200, 200, 200, 201, 203, 400, 404, 410, 418, 500]),
    type: fc.constantFrom('application/json', 'text/html', 'application/problem+json', ''),
  })

/** Each request in turn, the last one for ever. */
function fetchOf(...all: Answer[]): typeof fetch {
  let next = 0
  return async () => {
    const { body, status, type } = all[Math.min(next++, all.length - 1)]!
    return new Response(body, { status, headers: { 'content-type': type, 'retry-after': type } })
  }
}

/** What came of it; undefined when it failed in a known way. */
async function outcome<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    expect(error, String((error as Error).stack)).instanceOf(IdContactError)
    expect((error as IdContactError).code).match(/^ERR_ID_CONTACT_[A-Z_]+$/)
    return undefined
  }
}

/** As the client reads it: of a list of texts the first is shown. */
const isLocalText = (value: unknown): boolean =>
  [typeof value === 'object' ? Object.values(value!) : value]
    .flat()
    .every((text) => typeof text === 'string')
const isTextOrNothing = (value: unknown): boolean =>
  value === undefined || typeof value === 'string'

function expectOptions({ authMethods, commMethods, idContact }: Options): void {
  for (const { tag, name, imagePath, description } of authMethods) {
    expect(tag).a('string').not.empty
    expect(isLocalText(name), `name ${JSON.stringify(name)}`).true
    expect(isTextOrNothing(imagePath)).true
    if (description !== undefined) expect(isLocalText(description)).true
  }
  for (const { tag, name, channel, hours, expectedWait } of commMethods) {
    expect(tag).a('string').not.empty
    expect(isLocalText(name)).true
    expect(channel).oneOf([undefined, 'phone', 'chat', 'video'])
    if (expectedWait !== undefined) expect(expectedWait).a('number').not.NaN
    if (hours) expect(typeof hours.open === 'boolean' && !!hours.timeZone).true
  }
  if (!idContact) return
  expect(isLocalText(idContact.organisation) && isLocalText(idContact.purposeName)).true
  for (const { tag, label } of idContact.attributes)
    expect(typeof tag === 'string' && isLocalText(label)).true
  expect(isTextOrNothing(idContact.help?.phone)).true
}

/** A web address without a user name in it, or a telephone. */
const safe = /^(https?:\/\/[^/?#@\\\s]+([/?#]|$)|tel:\+?[0-9])/

function expectConversation(one: CitizenConversation | undefined): void {
  if (!one) return
  expect(one.state).oneOf(['waiting', 'active', 'ended', 'expired'])
  // Or a word that only a newer server knows.
  expect(one.channel).a('string')
  expect(one.identified).oneOf([undefined, true, false])
  expect(one.canLogOut).oneOf([undefined, true, false])
  if (one.identification) expect(one.identification.state).a('string')
  if (one.url !== undefined) expect(one.url).match(safe)
  if (!one.phone) return
  const { number, display, code, telUrl, expiresAt, extensionsLeft } = one.phone
  expect(number).match(/^\+?[0-9]+$/)
  expect(display).a('string')
  expect(isTextOrNothing(code)).true
  expect(telUrl).match(safe)
  if (expiresAt) expect(+expiresAt).not.NaN
  expect(extensionsLeft).a('number')
}

describe('malformed answers', () => {
  it('to discover()', () =>
    fc.assert(
      fc.asyncProperty(answers(variantsOf(offer)), async (answer) => {
        const given = await outcome(() => discover(core, 'report_move', { fetch: fetchOf(answer) }))
        if (given) expectOptions(given)
      }),
      runs,
    ))

  it('to start()', () =>
    fc.assert(
      fc.asyncProperty(
        answers(messagesOf(clientUrlAnswer, { client_url: `${core}/go/x` })),
        async (answer) => {
          const storage = new Memory()
          const options = { fetch: fetchOf(answer), storage }
          const attempt = await outcome(() => start(core, started, options))
          if (attempt) expect(attempt.clientUrl).match(safe)
          else expect(storage.entries.size).equal(0)
        },
      ),
      runs,
    ))

  it('to resume(), of a way back', () =>
    fc.assert(
      fc.asyncProperty(
        answers(messagesOf(resumeAnswer, { client_url: comm, handover: 'a.b.c', result: 'a.b' })),
        answers(messagesOf(redeemAnswer, { token: 't'.repeat(43), conversation: waiting })),
        async (first, second) => {
          const storage = new Memory()
          const attempt = { ...started, verifier: 'v'.repeat(43) }
          storage.setItem('id-contact.attempts', JSON.stringify({ s: attempt }))
          const url = 'https://a.example/page?id_contact_code=code&id_contact_state=s'
          const options = { storage, url, fetch: fetchOf(first, second) }
          expectConversation(await outcome(() => resume(core, options)))
        },
      ),
      runs,
    ))

  it('to what is asked of a conversation', () =>
    fc.assert(
      fc.asyncProperty(
        answers(messagesOf(conversationView, waiting)),
        fc.constantFrom('refresh', 'renew', 'extend', 'decline', 'logOut', 'end', 'resume'),
        async (answer, verb) => {
          const storage = new Memory()
          const stored = { ...started, url: comm, token: 'token' }
          storage.setItem('id-contact.conversations', JSON.stringify({ report_move: stored }))
          const options = { storage, url: 'https://a.example/', fetch: fetchOf(answer) }
          if (verb === 'resume')
            return expectConversation(await outcome(() => resume(core, options)))
          const one = new CitizenConversation(stored, options, waiting as never)
          await outcome(() => one[verb as 'refresh']())
          expectConversation(one)
        },
      ),
      runs,
    ))

  it('to authenticateDuring()', () =>
    fc.assert(
      fc.asyncProperty(
        answers(messagesOf(clientUrlAnswer, { client_url: `${core}/go/x` })),
        fc.boolean(),
        async (answer, isPlatform) => {
          const storage = new Memory()
          const stored = { ...started, url: comm, token: 'token' }
          storage.setItem('id-contact.conversations', JSON.stringify({ report_move: stored }))
          const options = { storage, fetch: fetchOf(answer) }
          const during = isPlatform
            ? ({ purpose: 'p', startUrl: `${core}/guest/start/x` } as never)
            : new CitizenConversation(stored, options, waiting as never)
          const attempt = await outcome(() => authenticateDuring(during, 'digid', options))
          if (attempt) expect(attempt.clientUrl).match(safe)
        },
      ),
      runs,
    ))
})

describe('what anybody can write', () => {
  it('into the address that a browser comes back to', () =>
    fc.assert(
      fc.asyncProperty(
        parametersLike('s', 'code'),
        parametersLike('s', 'code'),
        fc.constantFrom('code', 'error', 'state'),
        async (first, second, name) => {
          const storage = new Memory()
          const url = `https://a.example/?id_contact_${name}=${first}&id_contact_state=${second}`
          const options = {
            storage,
            url,
            fetch: fetchOf({ body: '', status: 404, type: '' }),
          }
          expectConversation(await outcome(() => resume(core, options)))
        },
      ),
      runs,
    ))

  it('into the storage of a tab', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('attempts', 'conversations'),
        variantsOf(
          { s: { ...started, verifier: 'v', code: 'c' } },
          { report_move: { ...started, url: comm, token: 't' } },
        ),
        async (kind, kept) => {
          const storage = new Memory()
          storage.setItem(`id-contact.${kind}`, jsonOf(kept))
          const fetch = fetchOf({ body: jsonOf(waiting), status: 200, type: 'application/json' })
          const options = { storage, url: 'https://a.example/', fetch }
          await outcome(() => resume(core, options))
        },
      ),
      runs,
    ))
})
