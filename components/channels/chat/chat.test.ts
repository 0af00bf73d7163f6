import { expect } from '@open-wc/testing'
import { until } from '../../../src/protocol/testing/event-server.ts'
import { afterEach, beforeEach, describe, it } from '../../../src/protocol/testing/mocha.ts'
import { payloads } from '../../agent-panel/testing/payloads.ts'
import { OtherEnd } from '../testing/line.ts'
import { surface } from './chat.ts'

const hidden = 'hidden'

describe('a chat on the screen', () => {
  let end: OtherEnd
  let frame: HTMLElement
  let element: HTMLElement
  beforeEach(() => (frame = document.createElement('main')))
  afterEach(() => {
    frame.remove()
    end.server.break()
  })

  async function open(lang = 'nl'): Promise<void> {
    frame.lang = lang
    element = surface({ line: end.line })
    frame.append(element)
    document.body.append(frame)
    await until(() => end.line.standing.isLive && root().querySelector('textarea'))
    await pause()
  }
  const begin = (side: 'resident' | 'agent' = 'resident'): OtherEnd => (end = new OtherEnd(side))

  const root = (): ShadowRoot => element.shadowRoot!
  const field = (): HTMLTextAreaElement => root().querySelector('textarea')!
  const items = (): string[] =>
    [...root().querySelectorAll('li')].map((item) => item.textContent.replace(/\s+/g, ' ').trim())
  const spoken = (): string => root().querySelector('[aria-live=polite]')!.textContent
  const notice = (): string => root().querySelector('[role=alert]')!.textContent
  const pause = (milliseconds = 20) => new Promise((resolve) => setTimeout(resolve, milliseconds))

  function type(text: string): void {
    field().focus()
    field().value = text
    field().dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  function key(init: KeyboardEventInit): boolean {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
    return !field().dispatchEvent(event)
  }

  it('shows who said what, when, and what became of it', async () => {
    begin().say('agent', 'Goedemiddag', { name: 'Sanne' })
    await open()
    type('Hallo')
    expect(key({ key: 'Enter' })).to.equal(true)
    await until(() => items()[1]?.includes('Verstuurd'))
    expect(items()[0]).to.match(/^Sanne \d{1,2}\.\d\d uur Goedemiddag$/)
    expect(items()[1]).to.match(/^U \d{1,2}\.\d\d uur Hallo Verstuurd$/)
    expect(field().value).to.equal('')
    end.tell('receipt', { by: 'agent', delivered: 2, read: 0 })
    await until(() => items()[1]!.endsWith('Aangekomen'))
    end.tell('receipt', { by: 'agent', delivered: 2, read: 2 })
    await until(() => items()[1]!.endsWith('Gelezen'))
  })

  it('shows an agent who wrote which message, also a colleague before', async () => {
    begin('agent').say('agent', 'a', { name: 'Sanne' })
    end.say('agent', 'b', { name: 'Ahmed' })
    end.say('resident', 'c')
    await open()
    await until(() => items().length === 3)
    expect(items().map((item) => item.split(' ')[0])).to.deep.equal(['Sanne', 'Ahmed', 'Inwoner'])
  })

  it('sends with Enter; Shift and Enter, and an input method, do not', async () => {
    begin()
    await open()
    type('a')
    expect(key({ key: 'Enter', shiftKey: true })).to.equal(false)
    expect(key({ key: 'Enter', isComposing: true })).to.equal(false)
    await pause()
    expect(end.posted('send')).to.have.length(0)
    root().querySelector('button')!.click()
    await until(() => end.posted('send').length === 1)
    expect(root().activeElement).to.equal(field())
  })

  it('reads out what the other side says, once, and nothing else', async () => {
    begin().say('agent', 'before')
    await open()
    await until(() => items().length === 1)
    expect(spoken()).to.equal('')
    type('mine')
    key({ key: 'Enter' })
    await until(() => items().length === 2)
    expect(spoken()).to.equal('')
    end.say('agent', 'now', { name: 'Sanne' })
    await until(() => items().length === 3)
    expect(spoken()).to.equal('Sanne: now')
    end.tell('receipt', { by: 'agent', delivered: 3, read: 3 })
    await until(() => items()[1]!.endsWith('Gelezen'))
    expect(spoken()).to.equal('Sanne: now')
    end.server.break()
    await until(() => !end.line.standing.isLive)
    await until(() => end.line.standing.isLive)
    await pause()
    expect(spoken()).to.equal('Sanne: now')
    const live = root().querySelectorAll('[aria-live]:not([aria-live=off]), [role=status]')
    expect(live).to.have.length(1)
    expect(root().querySelector('[role=log]')!.getAttribute('aria-live')).to.equal('off')
  })

  it('leaves the focus where it is', async () => {
    begin()
    await open()
    type('half a wo')
    for (let n = 0; n < 3; n++) end.say('agent', `${n}`)
    await until(() => items().length === 3)
    expect(root().activeElement).to.equal(field())
    expect(field().value).to.equal('half a wo')
  })

  it('says that the other side types', async () => {
    begin()
    await open()
    end.server.send('typing', { by: 'agent' })
    await until(() => root().querySelector('.typing')!.textContent === 'Medewerker typt…')
    expect(spoken()).to.equal('')
    type('a')
    await until(() => end.posted('typing').length === 1)
  })

  it('refuses files, whether dropped or pasted, and says so', async () => {
    begin()
    await open()
    const data = new DataTransfer()
    data.items.add(new File(['%PDF'], 'paspoort.pdf'))
    const events = [
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    ]
    for (const event of events) {
      type('a')
      await pause()
      expect(notice()).to.equal('')
      expect(field().dispatchEvent(event)).to.equal(false)
      await pause()
      expect(notice()).to.contain('Bestanden sturen kan hier niet')
      expect(field().getAttribute('aria-invalid')).to.equal('true')
    }
    const text = new DataTransfer()
    text.setData('text/plain', 'words')
    const paste = new ClipboardEvent('paste', { clipboardData: text, cancelable: true })
    expect(field().dispatchEvent(paste)).to.equal(true)
  })

  it('says what is too long, and how much is left', async () => {
    begin()
    await open()
    type('x'.repeat(3900))
    await pause()
    expect(root().querySelector('#hint')!.textContent.trim()).to.equal('Nog 100 tekens.')
    type('x'.repeat(4010))
    await pause()
    expect(notice()).to.contain('10 tekens te lang')
    key({ key: 'Enter' })
    await pause()
    expect(end.posted('send')).to.have.length(0)
    expect(field().value).to.have.length(4010)
    type('  ')
    key({ key: 'Enter' })
    await pause()
    expect(notice()).to.equal('Typ eerst een bericht.')
  })

  it('says that there is no connection, and sends when there is one', async () => {
    begin()
    await open()
    end.server.isDown = true
    end.server.break()
    await until(() => root().querySelector('.lost'))
    type('later')
    key({ key: 'Enter' })
    await until(() => items()[0]?.endsWith('Wordt verstuurd'))
    end.server.isDown = false
    await until(() => items()[0]!.endsWith('Verstuurd'))
    expect(root().querySelector('.lost')).to.equal(null)
    expect(items()).to.have.length(1)
  })

  it('says why a message was refused', async () => {
    begin()
    const problem = { type: 'urn:id-contact:problem:conversation-full' }
    end.server.answers.set('send', () => Response.json(problem, { status: 409 }))
    await open()
    type('a')
    key({ key: 'Enter' })
    await until(() => items()[0]?.endsWith('dit gesprek is vol.'))
    expect(spoken()).to.equal('Niet verstuurd: dit gesprek is vol.')
  })

  it('is over when it is over', async () => {
    begin().say('agent', 'a')
    await open()
    end.tell('state', { state: 'ended' })
    await until(() => !root().querySelector('textarea'))
    expect(root().textContent).to.contain('De berichten zijn gewist')
    expect(items()).to.deep.equal([])
  })

  it('has read what is on a screen that somebody sees', async () => {
    begin()
    await open()
    end.say('agent', 'a')
    // That it has come may be told before that it was seen.
    await until(() => (end.posted('receipt').at(-1) as { read: number } | undefined)?.read === 1)
    expect(end.posted('receipt').at(-1)).to.deep.equal({ delivered: 1, read: 1 })
    Object.defineProperty(document, hidden, { get: () => true, configurable: true })
    try {
      end.tell('receipt', { by: 'resident', delivered: 1, read: 1 })
      end.say('agent', 'b')
      await until(() => (end.posted('receipt').at(-1) as { delivered: number }).delivered === 2)
      expect(end.posted('receipt').at(-1)).to.deep.equal({ delivered: 2, read: 1 })
    } finally {
      Reflect.deleteProperty(document, hidden)
    }
  })

  it('holds nothing once it is out of the page, and finds everything again', async () => {
    begin().say('agent', 'kanarie')
    await open()
    await until(() => items().length === 1)
    type('half a wo')
    element.remove()
    expect(root().textContent).to.not.contain('kanarie')
    await until(() => end.server.openStreams === 0)
    frame.append(element)
    await until(() => items().length === 1)
    expect(field().value, 'what was being typed').to.equal('half a wo')
    expect(spoken()).to.equal('')
  })

  it('speaks English', async () => {
    begin().say('agent', 'Hello')
    await open('en-GB')
    await until(() => items().length === 1)
    expect(items()[0]).to.match(/^Employee \d{1,2}:\d\d Hello$/)
    expect(root().querySelector('label')!.textContent).to.equal('Your message')
  })

  it('shows whatever is written as text', async () => {
    begin()
    await open()
    for (const payload of payloads) {
      end.say('agent', payload, { name: payload })
    }
    await until(() => items().length === payloads.length)
    const known = /^(DIV|OL|LI|P|BDI|TIME|FORM|LABEL|TEXTAREA|BUTTON)$/
    const others = [...root().querySelectorAll('*')].filter(({ tagName }) => !known.test(tagName))
    expect(others).to.deep.equal([])
    expect(root().querySelector('ol')!.textContent).to.not.match(/[\u202a-\u202e\u2066-\u2069]/)
  })

  it('keeps the lines of a message, each by itself', async () => {
    begin().say('agent', 'one\n\u202etwo\nthree')
    await open()
    await until(() => items().length === 1)
    const lines = [...root().querySelectorAll('.text bdi')].map(({ textContent }) => textContent)
    expect(lines).to.deep.equal(['one', '⟨U+202E⟩two', 'three'])
  })
})
