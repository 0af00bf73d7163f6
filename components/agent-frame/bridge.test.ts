import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { Attribute } from '../../src/agent/index.ts'
import { parseFromFrame, type FromFrame } from '../../src/protocol/messages-frame.ts'
import type { IdContactAgentPanel } from '../agent-panel/id-contact-agent-panel.ts'
import { Bridge } from './bridge.ts'

const parent = 'https://crm.example'

/** What the panel has of an element and of our own: events, and what the page around it sets. */
class Panel extends EventTarget {
  desk = ''
  callId = ''
  lang = 'nl'
  shortcuts = 'page'
  getToken: (() => Promise<string>) | undefined
  conversation: { id: string } | undefined
  attributes: Attribute[] = []
  locks = 0
  lock = (): void => void this.locks++
  provenAttributes = (): Promise<Attribute[]> => Promise.resolve(this.attributes)
  happen(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}

/** The window of the frame, with another one around it. */
class View extends EventTarget {
  readonly posted: { message: { nonce: string; type: string }; origin: string }[] = []
  readonly parent = Object.assign(new MessageChannel().port1, {
    postMessage: (message: never, origin: never) => this.posted.push({ message, origin }),
  })
}

const desk = 'https://desk.example'
let panel: Panel
let view: View
let channel: MessageChannel
let told: FromFrame[]

afterEach(() => channel.port1.close())

function begin(attributes: string[] = []): void {
  panel = new Panel()
  view = new View()
  const bridged = { desk, parent, attributes }
  new Bridge(
    { ...bridged, panel: panel as unknown as IdContactAgentPanel },
    view as unknown as Window,
  ).begin()
  channel = new MessageChannel()
  told = []
  channel.port1.onmessage = ({ data }) => told.push(parseFromFrame(data))
}

const connect = (changes: object = {}) => ({
  type: 'id-contact-frame-connect',
  version: 1,
  nonce: view.posted[0]!.message.nonce,
  sign_in: 'token',
  ...changes,
})

interface Sent {
  data?: unknown
  origin?: string
  source?: unknown
  ports?: MessagePort[]
}

function send({ data, origin = parent, source = view.parent, ports = [channel.port2] }: Sent = {}) {
  const init = { data: data ?? connect(), origin, source: source as never, ports }
  view.dispatchEvent(new MessageEvent('message', init))
}

async function next(count: number): Promise<FromFrame[]> {
  const end = performance.now() + 3000
  while (told.length < count) {
    if (performance.now() > end) throw new Error(`Only ${JSON.stringify(told)}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return told
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('the frame', () => {
  beforeEach(() => begin(['full_name']))

  it('says that it is there to the configured origin alone, and does nothing before the answer', () => {
    expect(view.posted.map(({ origin }) => origin)).to.deep.equal([parent])
    expect(view.posted[0]!.message.type).to.equal('id-contact-frame-ready')
    expect(panel.desk).to.equal('')
  })

  it('begins when the page around it answers', async () => {
    send({ data: connect({ lang: 'en', call: 'call-1', shortcuts: 'off' }) })
    expect(await next(1)).to.deep.equal([
      { type: 'welcome', version: 1, attributes: ['full_name'] },
    ])
    const { lang, callId, shortcuts } = panel
    expect([panel.desk, lang, callId, shortcuts]).to.deep.equal([desk, 'en', 'call-1', 'off'])
    expect(panel.getToken).to.be.a('function')
  })

  it('without tokens of that page has none', () => {
    send({ data: connect({ sign_in: 'cookie' }) })
    expect(panel.desk).to.equal(desk)
    expect(panel.getToken).to.equal(undefined)
  })

  const attacks: [string, () => Sent][] = [
    ['another origin', () => ({ origin: 'https://evil.example' })],
    ['an origin that begins as ours', () => ({ origin: `${parent}.evil.example` })],
    ['a sandboxed page', () => ({ origin: 'null' })],
    ['another window of the same origin', () => ({ source: new MessageChannel().port1 })],
    ['no window', () => ({ source: null })],
    ['no port', () => ({ ports: [] })],
    ['two ports', () => ({ ports: [channel.port2, new MessageChannel().port1] })],
    ['another nonce', () => ({ data: connect({ nonce: 'A'.repeat(22) }) })],
    ['no nonce', () => ({ data: connect({ nonce: undefined }) })],
    ['another version', () => ({ data: connect({ version: 2 }) })],
    ['another type', () => ({ data: connect({ type: 'connect' }) })],
    ['a call that is no text', () => ({ data: connect({ call: { toString: 1 } }) })],
    ['a longer call than there are', () => ({ data: connect({ call: 'x'.repeat(257) }) })],
    ['shortcuts that there are not', () => ({ data: connect({ shortcuts: 'all' }) })],
    ['nothing', () => ({ data: 0 })],
    ['text', () => ({ data: JSON.stringify(connect()) })],
  ]
  for (const [name, attack] of attacks)
    it(`does not begin with ${name}`, async () => {
      send(attack())
      await settle()
      expect([panel.desk, panel.getToken, told]).to.deep.equal(['', undefined, []])
      send()
      await next(1)
    })

  it('begins once: the same message again opens no second port', async () => {
    send()
    await next(1)
    const second = new MessageChannel()
    const heard: unknown[] = []
    second.port1.onmessage = ({ data }) => heard.push(data)
    send({ ports: [second.port2] })
    panel.happen('id-contact-error', { code: 'ERR_ID_CONTACT_TIMEOUT' })
    await next(2)
    expect(heard).to.deep.equal([])
  })

  it('asks the page for each token', async () => {
    send()
    const one = panel.getToken!()
    const [, asked] = (await next(2)) as [FromFrame, { request: number }]
    channel.port1.postMessage({ type: 'token', request: asked.request + 7, token: 'forged' })
    channel.port1.postMessage({ type: 'token', request: asked.request, token: 'a.b.c' })
    expect(await one).to.equal('a.b.c')
    channel.port1.postMessage({ type: 'token', request: asked.request, token: 'again' })
    const two = panel.getToken!()
    await next(3)
    channel.port1.postMessage({ type: 'token', request: asked.request + 1 })
    expect(await two).to.equal('')
  })

  for (const message of [
    undefined,
    'call',
    { type: 'end' },
    { type: 'call' },
    { type: 'token', request: -1, token: 'a' },
    { type: 'token', request: 1, token: 'a b<script>' },
    { type: 'language', lang: 'xx"><b>' },
    { type: 'attributes' },
    { type: '__proto__', __proto__: { type: 'attributes' } },
  ])
    it(`refuses ${JSON.stringify(message)} without repeating any of it`, async () => {
      send()
      channel.port1.postMessage(message)
      const refused = { type: 'refused', request: undefined, code: 'ERR_ID_CONTACT_MESSAGE' }
      expect((await next(2))[1]).to.deep.equal(refused)
    })

  it('passes on what happens, by its name alone', async () => {
    send()
    const about = { id: 'a', purpose: 'report_move', channel: 'phone' }
    panel.happen('id-contact-accept', { ...about, attributes: ['Willeke'] })
    panel.happen('id-contact-end', { ...about, reason: 'ended', name: 'Willeke' })
    panel.happen('id-contact-error', { code: 'ERR_ID_CONTACT_TAKEN', message: 'Willeke' })
    const [, ...events] = await next(4)
    expect(events).to.deep.equal([
      { type: 'accept', ...about },
      { type: 'end', ...about, reason: 'ended' },
      { type: 'error', code: 'ERR_ID_CONTACT_TAKEN' },
    ])
  })

  it('locks the panel when the page asks for it, and at no other message', async () => {
    send()
    channel.port1.postMessage({ type: 'call', call: 'lock', lock: true })
    await settle()
    expect(panel.locks).to.equal(0)
    channel.port1.postMessage({ type: 'lock' })
    await settle()
    expect(panel.locks).to.equal(1)
  })

  it('sets call and language, and nothing else', () => {
    send()
    channel.port1.postMessage({ type: 'call', call: 'call-2', desk: 'https://evil.example' })
    channel.port1.postMessage({ type: 'language', lang: 'de' })
    return settle().then(() => {
      expect([panel.callId, panel.lang, panel.desk]).to.deep.equal(['call-2', 'de', desk])
    })
  })
})

describe('values of a resident', () => {
  const ask = async () => {
    send({ data: connect({ sign_in: 'cookie' }) })
    channel.port1.postMessage({ type: 'attributes', request: 5 })
    return (await next(2))[1]!
  }
  const talk = () => {
    panel.conversation = { id: 'a' }
    panel.attributes = [
      { tag: 'full_name', label: 'Naam', value: 'Willeke', sensitive: false },
      { tag: 'bsn', label: 'BSN', value: '999991772', sensitive: true },
    ]
  }

  it('stay in the frame unless the configuration names them', async () => {
    begin()
    talk()
    expect(await ask()).to.deep.equal({
      type: 'refused',
      request: 5,
      code: 'ERR_ID_CONTACT_FRAME_NOT_ALLOWED',
    })
  })

  it('leave it as far as it names them', async () => {
    begin(['full_name'])
    talk()
    expect(await ask()).to.deep.equal({
      type: 'attributes',
      request: 5,
      conversation: 'a',
      attributes: [{ tag: 'full_name', label: 'Naam', value: 'Willeke' }],
    })
  })

  it('are none while the panel has none on screen', async () => {
    begin(['full_name'])
    expect(await ask()).to.deep.equal({
      type: 'attributes',
      request: 5,
      conversation: undefined,
      attributes: [],
    })
  })
})
