import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

const name = 'Willeke de Bruijn-Aşçı'
const bsn = '000000012'

describe('keyboard shortcuts of <id-contact-agent-panel>', () => {
  let stage: Stage
  let outside: HTMLElement[] = []
  beforeEach(() => {
    localStorage.clear()
    stage = new Stage()
    stage.desk.arrive({ id: 'a' }, structuredClone(exampleIdentity), '482917306')
  })
  afterEach(() => {
    stage.close()
    for (const element of outside) element.remove()
    outside = []
    localStorage.clear()
  })

  /** Real keys. */
  async function chord(letter: string): Promise<void> {
    await sendKeys({ down: 'Alt' })
    await sendKeys({ down: 'Shift' })
    await sendKeys({ press: letter })
    await sendKeys({ up: 'Shift' })
    await sendKeys({ up: 'Alt' })
    await stage.panel.updateComplete
  }

  function key(init: KeyboardEventInit, target: EventTarget = document.body): KeyboardEvent {
    const event = new KeyboardEvent('keydown', {
      ...{ altKey: true, shiftKey: true, bubbles: true, composed: true, cancelable: true },
      ...init,
    })
    target.dispatchEvent(event)
    return event
  }

  function beside<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag)
    document.body.append(element)
    outside.push(element)
    return element
  }

  const posts = (): string[] =>
    stage.desk.requests.filter(({ method }) => method === 'POST').map(({ path }) => path)
  const opens = (): Promise<void> => stage.sees('Neem de volgende')

  it('do a whole conversation, from anywhere in the page', async () => {
    await stage.open()
    await opens()
    await chord('C')
    expect(stage.focused).to.equal('code')
    await chord('N')
    await stage.sees(name)
    expect(stage.focused).to.equal('conversation-title')
    expect(stage.query<HTMLInputElement>('input')).to.equal(null)
    expect(stage.everything).to.not.contain(bsn)
    await chord('S')
    expect(stage.text).to.contain(bsn)
    await chord('S')
    expect(stage.everything).to.not.contain(bsn)
    await chord('V')
    await stage.sees('De inwoner kiest nu')
    await chord('L')
    await stage.sees('U heeft dit scherm vergrendeld.')
    expect(stage.focused).to.equal('unlock')
    await chord('S')
    await stage.until(() => stage.status === 'Dat kan nu niet.')
    await stage.click('Toon de gegevens weer')
    await stage.sees(name)
    await chord('H')
    expect(stage.focused).to.equal('question')
    await chord('H')
    expect(stage.has('Wilt u ophangen?')).to.equal(true, 'asks once, and waits for an answer')
    expect(posts()).to.not.include('/conversations/a/end')
    await sendKeys({ press: 'Escape' })
    await chord('H')
    await sendKeys({ press: 'Tab' })
    await sendKeys({ press: 'Enter' })
    await stage.sees('Gewist.')
    expect(localStorage.length).to.equal(0)
  })

  it('shows and masks all that is sensitive at once', async () => {
    const identity = structuredClone(exampleIdentity)
    identity.attributes[2]!.sensitive = true
    stage.desk.identities.set('a', identity)
    await stage.open()
    await opens()
    await chord('N')
    await stage.sees(name)
    await stage.click('Toon BSN')
    await chord('S')
    expect(stage.text).to.contain(bsn).and.to.contain('10-03-1997')
    await chord('S')
    expect(stage.everything).to.not.contain(bsn).and.to.not.contain('10-03-1997')
  })

  it('are told to a screen reader, and listed', async () => {
    await stage.open()
    await opens()
    const keys = (selector: string) => stage.query(selector)!.getAttribute('aria-keyshortcuts')
    expect(keys('.queue > .primary')).to.equal('Alt+Shift+N')
    expect(keys('#code')).to.equal('Alt+Shift+C')
    await chord('K')
    expect(stage.focused).to.equal('settings-title')
    expect(keys('#settings')).to.equal('Alt+Shift+K')
    const listed = stage.query('.keys')!.textContent.replace(/\s+/g, ' ')
    for (const line of ['Neem de volgende Alt + Shift + N', 'Ophangen en wissen Alt + Shift + H'])
      expect(listed).to.contain(line)
    expect(stage.root.querySelectorAll('.keys kbd')).to.have.length(7)
    await chord('K')
    expect(stage.query('.keys')).to.equal(null)
    expect(stage.focused).to.equal('settings')
  })

  it('are off when the agent says so, also after the page was loaded again', async () => {
    await stage.open()
    await opens()
    await stage.click('Sneltoetsen en meldingen')
    stage.query<HTMLInputElement>('#prefer-shortcuts')!.click()
    await stage.panel.updateComplete
    expect(localStorage.getItem('id-contact-agent-panel')).to.equal('{"shortcuts":false}')
    expect(stage.query('[aria-keyshortcuts]')).to.equal(null)
    await chord('N')
    expect(posts()).to.deep.equal([])
    expect(key({ code: 'KeyN', key: 'N' }).defaultPrevented).to.equal(false)
    stage.close()
    stage = new Stage()
    stage.desk.arrive({ id: 'a' })
    await stage.open()
    await opens()
    await chord('N')
    expect(posts()).to.deep.equal([])
    await stage.click('Sneltoetsen en meldingen')
    stage.query<HTMLInputElement>('#prefer-shortcuts')!.click()
    expect(localStorage.length).to.equal(0, 'the default is not kept')
    await stage.panel.updateComplete
    await chord('N')
    await stage.until(() => posts().length)
  })

  it('are off where the page says so, and are not offered then', async () => {
    stage.panel.setAttribute('shortcuts', 'off')
    await stage.open()
    await opens()
    await chord('N')
    expect(posts()).to.deep.equal([])
    expect(stage.query('[aria-keyshortcuts]')).to.equal(null)
    await stage.click('Sneltoetsen en meldingen')
    expect(stage.query('.keys')).to.equal(null)
    expect(stage.query('#prefer-shortcuts')).to.equal(null)
  })

  it('work in the panel alone where the page says so', async () => {
    stage.panel.shortcuts = 'panel'
    await stage.open()
    await opens()
    expect(key({ code: 'KeyC', key: 'C' }).defaultPrevented).to.equal(false)
    expect(stage.focused).to.equal('')
    stage.button('Uitloggen').focus()
    await chord('C')
    expect(stage.focused).to.equal('code')
  })

  it('survive a kept preference that is none', async () => {
    for (const kept of ['{', 'null', '[]', '{"shortcuts":"no"}', '1']) {
      localStorage.setItem('id-contact-agent-panel', kept)
      const other = new Stage()
      await other.open()
      expect(other.query('#code')!.hasAttribute('aria-keyshortcuts'), kept).to.equal(true)
      other.close()
    }
  })

  it('leave other keys, texts that are written, and what the page took already', async () => {
    await stage.open()
    await opens()
    const n = { code: 'KeyN', key: 'N' }
    for (const other of [
      { altKey: false },
      { shiftKey: false },
      { ctrlKey: true },
      { metaKey: true },
      { repeat: true },
      { isComposing: true },
      { modifierAltGraph: true },
      { code: 'KeyQ', key: 'Q' },
      { code: 'Digit1', key: '!' },
    ])
      expect(key({ ...n, ...other }).defaultPrevented, JSON.stringify(other)).to.equal(false)
    const field = beside('textarea')
    // Option and Shift on a Mac.
    expect(key({ code: 'KeyN', key: '˜' }, field).defaultPrevented).to.equal(false)
    const took = (event: Event): void => event.preventDefault()
    field.addEventListener('keydown', took)
    key(n, field)
    expect(posts()).to.deep.equal([])
    field.removeEventListener('keydown', took)
    field.focus()
    await chord('N')
    await stage.until(() => posts().length)
    expect(field.value).to.equal('')
  })

  it('go by the key where the letters are others', async () => {
    await stage.open()
    await opens()
    expect(key({ code: 'KeyC', key: 'С' }).defaultPrevented).to.equal(true)
    expect(stage.focused).to.equal('code')
    // A French keyboard: what says Q is where others have A.
    expect(key({ code: 'KeyN', key: 'Q' }).defaultPrevented).to.equal(false)
    expect(posts()).to.deep.equal([])
  })

  it('do nothing behind a dialog of the page, and all in one that the panel is in', async () => {
    await stage.open()
    await opens()
    const dialog = beside('dialog')
    dialog.append(document.createElement('button'))
    dialog.showModal()
    await chord('N')
    key({ code: 'KeyN', key: 'N' }, stage.button('Uitloggen'))
    expect(posts()).to.deep.equal([])
    dialog.close()
    dialog.append(stage.panel)
    dialog.showModal()
    await opens()
    await chord('N')
    await stage.until(() => posts().length)
  })

  it('do nothing where nobody is signed in', async () => {
    stage.desk.signedIn = false
    await stage.open()
    await stage.sees('U bent niet ingelogd')
    expect(key({ code: 'KeyN', key: 'N' }).defaultPrevented).to.equal(false)
    expect(stage.status).to.equal('')
  })

  it('are gone with the element', async () => {
    await stage.open()
    await opens()
    stage.panel.remove()
    expect(key({ code: 'KeyN', key: 'N' }).defaultPrevented).to.equal(false)
  })
})
