/** Twilio, from a call that comes in to one that is over. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parse } from 'node-html-parser'
import { ConfigError } from '../../protocol/errors.ts'
import { parseConversation } from '../../protocol/messages-desk.ts'
import { createComm } from '../index.ts'
import { as, commUrl, deskUrl, json, slugOf, type Setting } from '../testing/comm.ts'
import { phone, type TwilioOnward, type TwilioOptions } from './index.ts'
import { authToken, fromTwilio } from './testing/requests.ts'
import { caller, settingOf } from './testing/platform.ts'
import { signatureOf } from './twilio-signature.ts'

const twilio = (more: Partial<TwilioOptions> = {}): TwilioOptions => ({
  type: 'twilio',
  authToken,
  onward: { queue: 'kcc' },
  ...more,
})

let count = 0
const newCall = (): string => `CA${String(++count).padStart(32, '0')}`

type Fields = Parameters<typeof fromTwilio>[2]

const ask = ({ comm }: Pick<Setting, 'comm'>, path: string, fields: Fields, at = commUrl) => {
  const { headers, body } = fromTwilio(at, path, fields)
  return comm(new Request(commUrl + path, { method: 'POST', headers, body }))
}

async function twiml(answer: Response) {
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('content-type'), 'text/xml; charset=utf-8')
  const text = await answer.text()
  assert.ok(text.startsWith('<?xml version="1.0" encoding="UTF-8"?><Response>'), text)
  return parse(text, { lowerCaseTagName: true })
}
type Twiml = Awaited<ReturnType<typeof twiml>>
const said = (document: Twiml): string[] =>
  document.querySelectorAll('say').map(({ textContent }) => textContent)

/** Keys something in where the last answer said. */
async function keyIn(state: Setting, call: string, document: Twiml, digits: string) {
  const gather = document.querySelector('gather')!
  const path = gather.getAttribute('action')!.slice(commUrl.length)
  return twiml(await ask(state, path, { call, Digits: digits, FinishedOnKey: '#' }))
}

describe('a call that comes in', () => {
  let state: Setting
  before(async () => {
    state = await settingOf(twilio())
  })
  after(() => state.close())

  it('is asked for the code, in each language, and the hash ends it', async () => {
    const document = await twiml(
      await ask(state, '/twilio/voice', { call: newCall(), CallStatus: 'ringing' }),
    )
    const { attributes } = document.querySelector('response > gather')!
    assert.deepEqual(attributes, {
      input: 'dtmf',
      action: `${commUrl}/twilio/code?try=1`,
      method: 'POST',
      finishOnKey: '#',
      timeout: '10',
      actionOnEmptyResult: 'true',
    })
    const says = document.querySelectorAll('gather > say')
    assert.deepEqual(
      says.map((say) => say.getAttribute('language')),
      ['nl-NL', 'en-GB'],
    )
    assert.match(says[0]!.textContent, /^Toets uw code in/)
    assert.match(says[1]!.textContent, /^Key in your code/)
  })

  it('goes into the queue with its place; the agent who answers sees who it is; hang-up erases', async () => {
    await caller(state)
    const { code } = await caller(state)
    const call = newCall()
    const document = await twiml(await ask(state, '/twilio/voice', { call }))
    const onward = await keyIn(state, call, document, code)
    assert.deepEqual(said(onward), [
      'Dank u wel. Uw code klopt. U bent nummer 2 in de rij.',
      'Thank you. Your code is right. You are number 2 in the queue.',
    ])
    assert.equal(onward.querySelector('response > enqueue')!.textContent, 'kcc')
    const agent = as(await state.agent('sanne'))
    const opened = await state.desk(json(`${deskUrl}/conversations/call`, { call }, agent))
    const { identity } = parseConversation(await opened.json())
    assert.equal(identity.attributes[0]!.value, 'Ziska Zandbergen')
    for (const CallStatus of ['ringing', 'in-progress'])
      await ask(state, '/twilio/status', { call, CallStatus })
    assert.equal((await state.store.waiting()).length, 1)
    assert.equal((await state.store.readAudit(1))[0]!.event, 'conversation_accepted')
    const over = await ask(state, '/twilio/status', {
      call,
      CallStatus: 'completed',
      CallDuration: '63',
      Duration: '2',
      SequenceNumber: '0',
      CallbackSource: 'call-progress-events',
      Timestamp: 'Mon, 05 Jan 2026 09:00:00 +0000',
    })
    assert.equal(over.status, 204)
    assert.equal((await state.store.readAudit(1))[0]!.event, 'conversation_ended')
    const again = await state.desk(json(`${deskUrl}/conversations/call`, { call }, agent))
    assert.equal(again.status, 204)
  })

  it('is asked again after a wrong code, three times in all, and then goes on unidentified', async () => {
    const { code } = await caller(state)
    const call = newCall()
    let document = await twiml(await ask(state, '/twilio/voice', { call }))
    for (const tries of [2, 3]) {
      document = await keyIn(state, call, document, '100000000')
      const action = document.querySelector('response > gather')!.getAttribute('action')
      assert.equal(action, `${commUrl}/twilio/code?try=${tries}`)
      assert.match(said(document)[0]!, /^Die code klopt niet/)
    }
    document = await keyIn(state, call, document, '100000000')
    assert.equal(document.querySelector('gather'), null)
    assert.match(said(document)[0]!, /zonder code/)
    assert.equal(document.querySelector('response > enqueue')!.textContent, 'kcc')
    const late = await ask(state, '/twilio/code?try=1', { call, Digits: code })
    assert.match(said(await twiml(late))[0]!, /klopt niet/, 'a call has three tries')
  })

  for (const [title, digits] of [
    ['only the hash', ''],
    ['nothing', ''],
  ])
    it(`goes on at once when somebody keys in ${title}`, async () => {
      const call = newCall()
      const document = await twiml(await ask(state, '/twilio/voice', { call }))
      const onward = await keyIn(state, call, document, digits!)
      assert.ok(onward.querySelector('enqueue'))
      assert.match(said(onward)[1]!, /without a code/)
    })

  it('goes on when nothing works here, and never hears an error', async () => {
    const broken = {
      ...state.store,
      calls: { ...state.store.calls, find: () => Promise.reject(new Error('down')) },
    }
    const comm = await createComm({ ...state.commConfig, store: broken })
    const onward = await twiml(
      await ask({ comm }, '/twilio/code?try=1', { call: newCall(), Digits: '123456789' }),
    )
    assert.ok(onward.querySelector('enqueue'))
    assert.ok(state.log.some(({ event }) => event === 'call_failed'))
  })

  it('leaves no code, call or number in the log or the records', async () => {
    const { code } = await caller(state)
    const call = newCall()
    await ask(state, '/twilio/code?try=1', { call, Digits: code })
    await ask(state, '/twilio/status', { call, CallStatus: 'completed' })
    const told = JSON.stringify([state.log, await state.store.readAudit(1000)])
    for (const secret of [code, call, '31612345678', authToken]) assert.ok(!told.includes(secret))
  })
})

describe('a call goes on', () => {
  let state: Setting
  before(async () => {
    state = await settingOf(twilio())
  })
  after(() => state.close())
  const sid = `WW${'0a'.repeat(16)}`
  for (const [title, onward, verb] of [
    ['to a queue', { queue: 'k & c' }, (call: string) => call && '<Enqueue>k &amp; c</Enqueue>'],
    [
      'to a workflow, whose task has the call',
      { workflow: sid },
      (call: string) =>
        `<Enqueue workflowSid="${sid}"><Task>{&quot;id_contact_call&quot;:&quot;${call}&quot;}</Task></Enqueue>`,
    ],
    [
      'to a SIP address, with the call in a header',
      { sip: 'sip:kcc@pbx.example;transport=tls' },
      (call: string) =>
        `<Dial><Sip>sip:kcc@pbx.example;transport=tls?X-Id-Contact-Call=${call}</Sip></Dial>`,
    ],
    [
      'to other TwiML',
      { redirect: 'https://pbx.example/kcc?a=1&b=2' },
      (call: string) =>
        call && '<Redirect method="POST">https://pbx.example/kcc?a=1&amp;b=2</Redirect>',
    ],
  ] as [string, TwilioOnward, (call: string) => string][])
    it(title, async () => {
      const channel = phone({ number: '14026', platform: twilio({ onward, languages: ['en'] }) })
      const comm = await createComm({ ...state.commConfig, channel })
      const call = newCall()
      const answer = await ask({ comm }, '/twilio/code?try=1', { call, Digits: '' })
      const text = await answer.text()
      assert.ok(text.endsWith(`</Say>${verb(call)}</Response>`), text)
      assert.doesNotMatch(text, /nl-NL/)
    })
})

describe('the signature', () => {
  let state: Setting
  before(async () => {
    state = await settingOf(twilio())
  })
  after(() => state.close())

  it('is what Twilio’s own libraries compute', async () => {
    const fields = new URLSearchParams({
      CallSid: 'CA1234567890ABCDE',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
      Caller: '+14158675309',
    })
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
    assert.equal(await signatureOf('12345', url, fields), 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')
  })

  it('covers every field, and one that comes twice with both values', async () => {
    const signed = (fields: [string, string][]) =>
      signatureOf('12345', 'https://a.example', new URLSearchParams(fields))
    const once = await signed([['a', '1']])
    const twice = [
      await signed([
        ['a', '1'],
        ['a', '2'],
      ]),
      await signed([
        ['a', '2'],
        ['a', '1'],
      ]),
    ]
    assert.notEqual(once, twice[0])
    assert.equal(twice[0], twice[1])
  })

  for (const at of ['https://comm.example', 'https://comm.example:443'])
    it(`may be of the address with its port or without: ${at}`, async () => {
      assert.equal((await ask(state, '/twilio/voice', { call: newCall() }, at)).status, 200)
    })

  const refused: [title: string, change: (request: Request) => Promise<Request> | Request][] = [
    ['none', (r) => changed(r, { 'x-twilio-signature': undefined })],
    ['another', (r) => changed(r, { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' })],
    ['of another address', (r) => changed(r, {}, { url: `${commUrl}/twilio/code?try=2` })],
    [
      'of another code',
      async (r) => changed(r, {}, { body: (await r.text()).replace('482917306', '482917307') }),
    ],
    [
      'of fewer fields',
      async (r) => changed(r, {}, { body: `${await r.text()}&CallStatus=completed` }),
    ],
  ]
  for (const [title, change] of refused)
    it(`is required: ${title}`, async () => {
      const path = '/twilio/code?try=1'
      const { headers, body } = fromTwilio(commUrl, path, { call: newCall(), Digits: '482917306' })
      const good = new Request(commUrl + path, { method: 'POST', headers, body })
      const answer = await state.comm(await change(good))
      assert.equal(answer.status, 403)
      assert.equal(await slugOf(answer), 'forbidden')
      assert.equal(await state.store.wrongCodes({ since: new Date(0) }), 0, 'nothing was tried')
    })

  it('is made with the token of the account', async () => {
    const fields = { call: newCall(), token: 'f'.repeat(32) }
    assert.equal((await ask(state, '/twilio/voice', fields)).status, 403)
  })

  it('does not make a request good that is none', async () => {
    assert.equal((await ask(state, '/twilio/voice', { call: 'CA1' })).status, 400)
    const text = new Request(`${commUrl}/twilio/voice`, { method: 'POST', body: 'x' })
    assert.equal((await state.comm(text)).status, 415)
    assert.equal((await state.comm(new Request(`${commUrl}/twilio/voice`))).status, 404)
  })

  it('closes nothing else: the health of the plugin is for everybody', async () => {
    assert.equal((await state.comm(new Request(`${commUrl}/health`))).status, 200)
  })
})

function changed(
  request: Request,
  headers: Record<string, string | undefined>,
  { url = request.url, body }: { url?: string; body?: string } = {},
): Request {
  const next = new Headers(request.headers)
  for (const [name, value] of Object.entries(headers))
    if (value === undefined) next.delete(name)
    else next.set(name, value)
  return new Request(url, {
    method: 'POST',
    headers: next,
    body: body ?? request.body,
    ...(body === undefined && { duplex: 'half' }),
  } as RequestInit)
}

describe('Twilio as a platform', () => {
  for (const bad of [
    { authToken: 'short' },
    { authToken: `${authToken} ` },
    { languages: [] },
    { onward: { workflow: 'WW1' } },
    { onward: { sip: 'kcc@pbx.example' } },
    { onward: { sip: 'sip:kcc@pbx.example?X-Other=1' } },
  ] as Partial<TwilioOptions>[])
    it(`must be good: ${JSON.stringify(bad)}`, () =>
      assert.throws(() => phone({ number: '14026', platform: twilio(bad) }), ConfigError))
})
