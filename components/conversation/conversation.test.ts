import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { problem } from '../../src/protocol/problem.ts'
import { EventServer, eventText, until } from '../../src/protocol/testing/event-server.ts'
import './define.ts'
import type { ConversationTexts } from './id-contact-conversation.ts'

const realFetch = globalThis.fetch
const address = '/conversation/ref'

describe('<id-contact-conversation>', () => {
  let server: EventServer
  let element: HTMLElement
  let title: string
  beforeEach(() => {
    title = document.title
    server = new EventServer()
    globalThis.fetch = (input, init) =>
      String(input).includes(address) ? server.fetch(input, init) : realFetch(input, init)
  })
  afterEach(() => {
    element.remove()
    server.break()
    globalThis.fetch = realFetch
    document.title = title
  })

  const root = (): ShadowRoot => element.shadowRoot!
  const heading = (): string => root().querySelector('h1')?.textContent.trim() ?? ''
  const status = (): HTMLElement => root().querySelector('[role=status]')!
  const chat = (): HTMLElement | null => root().querySelector('id-contact-chat')
  const has = (text: string): boolean => root().textContent.replace(/\s+/g, ' ').includes(text)

  async function open(
    view: object | undefined,
    lang = 'nl',
    texts?: ConversationTexts | string,
  ): Promise<void> {
    if (view) server.greeting = () => eventText('state', view, 0)
    element = document.createElement('id-contact-conversation')
    element.setAttribute('lang', lang)
    element.setAttribute('address', address)
    element.setAttribute('channel', 'chat')
    if (texts)
      element.setAttribute('texts', typeof texts === 'string' ? texts : JSON.stringify(texts))
    document.body.append(element)
    await until(heading)
  }
  const tell = (view: object): void => server.send('state', view, 0)

  it('shows the place in the queue, and how long it may take', async () => {
    await open({ state: 'waiting', position: 2, expected_wait: 230 })
    await until(() => heading() === 'U bent aan de beurt na 2 anderen')
    expect(has('Wachttijd: ongeveer 4 minuten.')).to.equal(true)
    expect(has('Laat dit scherm open.')).to.equal(true)
    tell({ state: 'waiting', position: 1 })
    await until(() => heading() === 'U bent aan de beurt na 1 ander')
    tell({ state: 'waiting', position: 0 })
    await until(() => heading() === 'U bent als eerste aan de beurt')
    expect(status().textContent, 'said now and then only').to.equal('')
  })

  it('keeps help at its end in every state, and says no hours that are over', async () => {
    const foot = document.createElement('footer')
    foot.slot = 'help'
    const hours = document.createElement('p')
    hours.dataset.until = new Date(Date.now() + 300).toISOString()
    hours.append('Nu open tot 17.00 uur.')
    foot.append(hours, 'Hulp nodig? Bel 14 026')
    server.greeting = () => eventText('state', { state: 'waiting', position: 1 }, 0)
    element = document.createElement('id-contact-conversation')
    element.append('For who has no script', foot)
    element.setAttribute('address', address)
    element.setAttribute('channel', 'chat')
    document.body.append(element)
    const isLast = (): boolean =>
      foot.assignedSlot === root().querySelector('.page')!.lastElementChild
    await until(() => heading() === 'U bent aan de beurt na 1 ander')
    expect(isLast()).to.equal(true)
    expect(hours.hidden, 'open').to.equal(false)
    await until(() => hours.hidden)
    expect(foot.checkVisibility()).to.equal(true)
    tell({ state: 'ended' })
    await until(() => heading() === 'Het gesprek is klaar')
    expect(isLast()).to.equal(true)
  })

  describe('in words of the municipality', () => {
    const own: ConversationTexts = {
      conversation: {
        nl: {
          first: '<b>U</b> bent zo',
          place: { one: 'Nog {count}', other: 'Nog {count} mensen' },
        },
        en: { first: 'You are next at Juinen' },
      },
      chat: { nl: { send: 'Stuur naar Juinen' } },
    }

    it('says those, as text, and ours where there is none', async () => {
      await open({ state: 'waiting', position: 2 }, 'nl', own)
      await until(() => heading() === 'Nog 2 mensen')
      tell({ state: 'waiting', position: 0 })
      await until(() => heading() === '<b>U</b> bent zo')
      expect(has('Laat dit scherm open.')).to.equal(true)
      tell({ state: 'active' })
      await until(() => chat()?.shadowRoot?.querySelector('button'))
      const button = chat()!.shadowRoot!.querySelector('button')!
      expect(button.textContent.trim()).to.equal('Stuur naar Juinen')
    })

    it('in each language apart', async () => {
      await open({ state: 'waiting', position: 0 }, 'en', own)
      await until(() => heading() === 'You are next at Juinen')
    })

    it('is not put off by what is no text', async () => {
      const wrong = { conversation: { nl: { place: 'x', first: 3, keepOpen: null } } }
      await open({ state: 'waiting', position: 1 }, 'nl', JSON.stringify(wrong))
      await until(() => heading() === 'U bent aan de beurt na 1 ander')
      element.remove()
      await open({ state: 'waiting', position: 0 }, 'nl', '{')
      await until(() => heading() === 'U bent als eerste aan de beurt')
    })
  })

  it('shows what the page says of calling back while somebody waits, and no longer', async () => {
    await open({ state: 'waiting', position: 2 })
    const slot = (): Element | null => root().querySelector('slot[name=call-back]')
    await until(() => slot())
    tell({ state: 'active' })
    await until(() => chat())
    expect(slot()).to.equal(null)
  })

  it('goes by the cookie of this page', async () => {
    await open({ state: 'waiting' })
    await until(() => server.asked.length === 1)
    const { url, init, headers } = server.asked[0]!
    expect(url).to.equal(`${location.origin}${address}/events`)
    expect(init.credentials).to.equal('same-origin')
    expect(headers.has('authorization')).to.equal(false)
  })

  it('says that somebody is there, and lets them write', async () => {
    document.title = 'Even geduld – gemeente Juinen'
    await open({ state: 'waiting', position: 0 })
    await until(() => heading() === 'U bent als eerste aan de beurt')
    expect(chat()).to.equal(null)
    tell({ state: 'active', agent: { name: 'Sanne \u202e<b>' }, identified: true })
    await until(chat)
    expect(heading()).to.equal('Medewerker Sanne <b> is er')
    expect(status().textContent).to.equal('Medewerker Sanne <b> is er')
    expect(document.title).to.equal('Een medewerker is er – gemeente Juinen')
    expect(has('De medewerker weet wie u bent.')).to.equal(true)
  })

  it('keeps what was said while it waits for another employee', async () => {
    await open({ state: 'active' })
    await until(() => chat()?.shadowRoot?.querySelector('ol'))
    const message = { id: 'm', number: 1, by: 'agent', text: 'kanarie', at: '2026-05-12T12:00:00Z' }
    server.send('message', message, 1)
    await until(() => chat()!.shadowRoot!.textContent.includes('kanarie'))
    tell({ state: 'waiting', position: 0 })
    await until(() => heading() === 'U bent als eerste aan de beurt')
    expect(chat()!.getClientRects()).to.have.length(0)
    tell({ state: 'active' })
    await until(() => chat()!.getClientRects().length > 0)
    expect(chat()!.shadowRoot!.textContent).to.include('kanarie')
  })

  it('asks who somebody is, when the employee does', async () => {
    await open({ state: 'active' })
    await until(chat)
    tell({ state: 'active', identification: { state: 'requested' } })
    await until(() => root().querySelector('.band a'))
    const link = root().querySelector<HTMLAnchorElement>('.band a')!
    expect(link.getAttribute('href')).to.equal(`${address}?identify`)
    expect(status().textContent).to.equal('De medewerker vraagt wie u bent.')
    const form = root().querySelector<HTMLFormElement>('.band form')!
    expect([form.method, form.getAttribute('action')]).to.deep.equal(['post', `${address}/decline`])
    tell({ state: 'active', identified: true })
    await until(() => !root().querySelector('.band'))
  })

  it('asks once before it stops', async () => {
    await open({ state: 'waiting', position: 0 })
    await until(() => root().querySelector('#stop'))
    root().querySelector<HTMLElement>('#stop')!.click()
    await until(() => root().activeElement?.id === 'stop-question')
    const form = root().querySelector('form')!
    expect([form.method, form.getAttribute('action')]).to.deep.equal(['post', `${address}/stop`])
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    await until(() => root().activeElement?.id === 'stop')
    expect(root().querySelector('form')).to.equal(null)
  })

  it('says that there is no connection, and that it is back', async () => {
    await open({ state: 'active' })
    await until(chat)
    server.break()
    await until(() => status().textContent.startsWith('Geen verbinding.'))
    expect(status().className).to.equal('')
    await until(() => status().textContent === 'Er is weer verbinding.')
  })

  it('keeps nothing once it is over', async () => {
    await open({ state: 'active' })
    await until(chat)
    const element = chat()!
    tell({ state: 'ended' })
    await until(() => heading() === 'Het gesprek is klaar')
    expect(chat()).to.equal(null)
    expect(element.isConnected).to.equal(false)
    expect(root().activeElement?.id).to.equal('title')
    expect(document.title).to.equal('Het gesprek is klaar')
    expect(server.openStreams).to.equal(0)
  })

  it('is not for another browser', async () => {
    server.refusal = problem(401, 'unauthorized')
    await open(undefined)
    await until(() => heading() === 'Begin opnieuw op dit apparaat')
    expect(root().querySelector('button')).to.equal(null)
  })

  it('leads on to where it began, when there is nothing here any more or nothing for this browser', async () => {
    const link = (): HTMLAnchorElement | null => root().querySelector('a.primary')
    await open({ state: 'waiting', position: 1 })
    element.setAttribute('again', 'https://core.example/choose')
    await until(() => heading() === 'U bent aan de beurt na 1 ander')
    expect(link()).to.equal(null)
    tell({ state: 'ended' })
    await until(() => heading() === 'Het gesprek is klaar')
    expect(link()!.href).to.equal('https://core.example/choose')
    expect(link()!.textContent).to.equal('Opnieuw contact opnemen')
    element.remove()
    server.refusal = problem(401, 'unauthorized')
    await open(undefined)
    element.setAttribute('again', 'https://core.example/choose')
    await until(() => heading() === 'Begin opnieuw op dit apparaat')
    await until(link)
    element.removeAttribute('again')
    await until(() => !link())
  })

  it('speaks English', async () => {
    await open({ state: 'waiting', position: 3 }, 'en')
    await until(() => heading() === '3 people are before you')
  })
})
