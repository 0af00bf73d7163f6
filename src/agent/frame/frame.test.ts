import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../protocol/testing/mocha.ts'
import { parseFrameConnect, type FrameConnect } from '../../protocol/messages-frame.ts'
import { embed, type AgentFrame, type FrameEvent, type FrameOptions } from './index.ts'

const nonce = 'A'.repeat(22)
const ready = { type: 'id-contact-frame-ready', versions: [1], nonce }
const about = { id: 'a', purpose: 'report_move', channel: 'phone' }

let frame: AgentFrame
let inner: Window
/** What came to the window in the frame. */
let connects: { data: FrameConnect; port: MessagePort }[]

afterEach(() => frame.close())

async function open(options: Partial<FrameOptions> = {}): Promise<void> {
  // A page of this server stands for that of the desk.
  frame = embed(document.body, { desk: location.origin, lang: 'nl', ...options })
  await new Promise((resolve) => frame.element.addEventListener('load', resolve, { once: true }))
  inner = frame.element.contentWindow!
  connects = []
  inner.addEventListener('message', ({ data, ports }) =>
    connects.push({ data: parseFrameConnect(data), port: ports[0]! }),
  )
}

const say = (data: unknown, { origin = location.origin, source = inner as unknown } = {}): void => {
  dispatchEvent(new MessageEvent('message', { data, origin, source: source as Window }))
}

async function until<T>(wished: () => T | undefined | false): Promise<T> {
  const end = performance.now() + 3000
  for (;;) {
    const found = wished()
    if (found) return found
    if (performance.now() > end) throw new Error('Waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

async function connected(): Promise<MessagePort & { heard: unknown[] }> {
  say(ready)
  const { port } = await until(() => connects.at(-1))
  const heard: unknown[] = []
  port.onmessage = ({ data }) => heard.push(data)
  port.postMessage({ type: 'welcome', version: 1, attributes: ['name'] })
  await frame.ready
  return Object.assign(port, { heard })
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    ({ code, name }: { code?: unknown; name: string }) => (typeof code === 'string' ? code : name),
  )

describe('embed', () => {
  it('asks the desk for the page of this origin, and lets it not leave its place', async () => {
    await open({ title: 'Contact', lang: 'en' })
    const { src, title, referrerPolicy, sandbox } = frame.element
    expect(src).to.equal(
      `${location.origin}/frame?parent=${encodeURIComponent(location.origin)}&lang=en`,
    )
    expect([title, referrerPolicy]).to.deep.equal(['Contact', 'no-referrer'])
    expect(sandbox.value).to.not.contain('top-navigation')
  })

  it('speaks the language that it is told, else the one around it, and Dutch where that is none', () => {
    const place = document.createElement('div')
    document.body.append(place)
    const spoken = (options: Partial<FrameOptions> = {}): string | null => {
      frame = embed(place, { desk: location.origin, ...options })
      const lang = new URL(frame.element.src).searchParams.get('lang')
      frame.close()
      return lang
    }
    place.lang = 'de-AT'
    expect(spoken()).to.equal('de-AT')
    expect(spoken({ lang: 'uk' })).to.equal('uk')
    place.lang = 'nl_NL.UTF-8'
    expect(spoken()).to.equal('nl')
    expect(spoken({ lang: '"><b>' })).to.equal('nl')
    place.remove()
  })

  it('changes the language in any of them', async () => {
    await open()
    const { heard } = await connected()
    frame.setLanguage('ar')
    frame.setLanguage('no language')
    await until(() => heard[1])
    expect(heard).to.deep.equal([
      { type: 'language', lang: 'ar' },
      { type: 'language', lang: 'nl' },
    ])
  })

  for (const desk of ['javascript:alert(1)', 'data:text/html,x', 'https://a@desk.example', ''])
    it(`refuses ${desk || 'nothing'} as a desk`, async () => {
      await open()
      expect(() => embed(document.body, { desk })).to.throw('ERR_ID_CONTACT_REFUSED')
    })

  it('connects the frame when it says that it is there', async () => {
    await open({ getToken: () => 'a.b.c', shortcuts: 'off' })
    frame.setCall('call-1')
    await connected()
    expect(connects[0]!.data).to.deep.equal({
      type: 'id-contact-frame-connect',
      version: 1,
      nonce,
      sign_in: 'token',
      lang: 'nl',
      shortcuts: 'off',
      call: 'call-1',
    })
    expect(frame.allowed).to.deep.equal(['name'])
  })

  it('connects it again when it was loaded again', async () => {
    await open()
    const first = await connected()
    await connected()
    frame.setCall('call-2')
    await until(() => connects[1])
    expect(connects).to.have.length(2)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(first.heard).to.deep.equal([])
  })

  it('locks the panel, also when it is not there yet', async () => {
    await open()
    frame.lock()
    const port = await connected()
    await until(() => port.heard.length === 1)
    frame.lock()
    await until(() => port.heard.length === 2)
    expect(port.heard).to.deep.equal([{ type: 'lock' }, { type: 'lock' }])
    const again = await connected()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(again.heard).to.deep.equal([])
  })

  const attacks: [string, unknown, object?][] = [
    ['another window', ready, { source: new MessageChannel().port1 }],
    ['this window itself', ready, { source: window }],
    ['no window', ready, { source: null }],
    ['another origin in the frame', ready, { origin: 'https://evil.example' }],
    ['a sandboxed page in the frame', ready, { origin: 'null' }],
    ['another type', { ...ready, type: 'ready' }],
    ['no nonce', { ...ready, nonce: undefined }],
    ['a nonce that is no text', { ...ready, nonce: {} }],
    ['nothing', undefined],
  ]
  for (const [name, data, how] of attacks)
    it(`gives no port to ${name}`, async () => {
      await open({ getToken: () => 'secret' })
      say(data, how)
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(connects).to.deep.equal([])
    })

  it('tells when the frame speaks another version', async () => {
    await open()
    const events = frame.events()
    const first = events.next()
    say({ ...ready, versions: [2] })
    expect((await first).value).to.deep.equal({
      type: 'error',
      code: 'ERR_ID_CONTACT_FRAME_VERSION',
    })
  })
})

describe('a frame', () => {
  let port: MessagePort & { heard: unknown[] }
  let tokens: (() => string | Promise<string>)[]
  beforeEach(async () => {
    tokens = []
    await open({ getToken: () => tokens.shift()!() })
    port = await connected()
  })

  it('gets a token for each question, and none when there is none', async () => {
    tokens = [() => 'a.b.c', () => Promise.reject(new Error('lapsed'))]
    port.postMessage({ type: 'token_request', request: 1 })
    port.postMessage({ type: 'token_request', request: 2 })
    await until(() => port.heard.length === 2)
    expect(port.heard).to.deep.equal([
      { type: 'token', request: 1, token: 'a.b.c' },
      { type: 'token', request: 2, token: undefined },
    ])
  })

  it('tells what happens in it, and what is no event of ours does not arrive', async () => {
    const seen: FrameEvent[] = []
    const reading = (async () => {
      for await (const event of frame.events()) seen.push(event)
    })()
    await Promise.resolve()
    port.postMessage({ type: 'accept', ...about, value: 'Willeke' })
    port.postMessage({ type: 'accept', ...about, id: '<img src=x onerror=alert(1)>' })
    port.postMessage({ type: 'other', ...about })
    port.postMessage({ type: 'error', code: 'Willeke' })
    port.postMessage('accept')
    port.postMessage({ type: 'end', ...about, reason: 'ended' })
    await until(() => seen.length === 2)
    expect(seen).to.deep.equal([
      { type: 'accept', ...about },
      { type: 'end', ...about, reason: 'ended' },
    ])
    frame.close()
    await reading
    expect(frame.element.isConnected).to.equal(false)
  })

  it('is asked for what it may give', async () => {
    const value = '<img src=x onerror=alert(1)>'
    const attributes = [{ tag: 'name', label: 'Naam', value }]
    const answer = frame.attributes()
    const { request } = (await until(() => port.heard[0])) as { request: number }
    port.postMessage({ type: 'attributes', request: request + 1, attributes })
    port.postMessage({ type: 'attributes', request, conversation: 'a', attributes })
    expect(await answer).to.deep.equal({ conversation: 'a', attributes })
  })

  it('refuses with a code', async () => {
    const answer = frame.attributes()
    const { request } = (await until(() => port.heard[0])) as { request: number }
    port.postMessage({ type: 'refused', request, code: 'ERR_ID_CONTACT_FRAME_NOT_ALLOWED' })
    expect(await codeOf(answer)).to.equal('ERR_ID_CONTACT_FRAME_NOT_ALLOWED')
  })

  it('ends what is asked with the signal, when it is loaded again, and when it is closed', async () => {
    const ending = new AbortController()
    const aborted = codeOf(frame.attributes({ signal: ending.signal }))
    ending.abort()
    expect(await aborted).to.equal('AbortError')
    const again = codeOf(frame.attributes())
    await connected()
    expect(await again).to.equal('ERR_ID_CONTACT_CLOSED')
    const closed = codeOf(frame.attributes())
    frame.close()
    expect(await closed).to.equal('ERR_ID_CONTACT_CLOSED')
    expect(await codeOf(frame.attributes())).to.equal('ERR_ID_CONTACT_CLOSED')
  })

  it('goes with the signal that it was made with', async () => {
    const ending = new AbortController()
    await open({ signal: ending.signal })
    const events = frame.events()
    const next = events.next()
    ending.abort()
    expect((await next).done).to.equal(true)
    expect(await codeOf(frame.ready)).to.equal('ERR_ID_CONTACT_CLOSED')
    expect(frame.element.isConnected).to.equal(false)
  })
})
