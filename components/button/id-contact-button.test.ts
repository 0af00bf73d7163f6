import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { sendKeys } from '@web/test-runner-commands'
import { IdContactButton } from './id-contact-button.ts'
import { yivi } from './testing/core.ts'
import {
  choose,
  chosen,
  find,
  focusIn,
  get,
  isOpen,
  openQuestions,
  press,
  pretendOnline,
  setStage,
  settle,
  strikeStage,
  titleOf,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

describe('<id-contact-button>', () => {
  let stage: Stage
  beforeEach(() => {
    stage = setStage()
  })
  afterEach(strikeStage)

  const open = (attributes?: Record<string, string>): Promise<IdContactButton> =>
    openQuestions(stage, attributes)

  describe('before it is opened', () => {
    it('shows what stands in it until its words are there', async () => {
      const button = document.createElement('id-contact-button')
      button.innerText = 'the form'
      document.body.append(button)
      await Promise.resolve()
      expect(find(button, 'slot:not([name])')).to.exist
      await get(button, '#opener')
      expect(find(button, 'slot:not([name])')).not.to.exist
      button.remove()
    })

    it('takes what was set before there was a class, and follows it from then on', async () => {
      const early = document.createElement('early-button') as IdContactButton
      const set = { core: stage.core.url, purpose: 'report_move', returnUrl: '/x', inline: true }
      Object.assign(early, set, { ofAFramework: 'kept' })
      document.body.append(early)
      customElements.define('early-button', class extends IdContactButton {})
      expect(early.getAttribute('return-url')).to.equal('/x')
      expect(early.hasAttribute('inline')).to.be.true
      expect(Object.entries(early)).to.deep.equal([['ofAFramework', 'kept']])
      ;(await get(early, '#opener')).click()
      await toTitle(early, 'Laat zien wie u bent')
      early.purpose = 'other'
      expect(early.getAttribute('purpose')).to.equal('other')
      early.remove()
    })

    it('asks nobody anything and remembers nothing', async () => {
      await stage.mount()
      await settle()
      expect(stage.core.log).to.deep.equal([])
      expect(sessionStorage.length).to.equal(0)
    })

    it('spends nothing on what nobody sees yet, and has the dialog once it was open', async () => {
      const button = await stage.mount()
      expect(find(button, '[part=dialog]')).not.to.exist
      expect(button.shadowRoot!.adoptedStyleSheets).to.have.length(1)
      find(button, '#opener')!.click()
      await until(() => isOpen(button))
      await press(button, 'Sluiten')
      await until(() => !isOpen(button))
      expect(find(button, 'dialog')).to.exist
    })

    it('takes its words from a slot', async () => {
      const button = await stage.mount()
      const label = Object.assign(document.createElement('span'), { slot: 'label' })
      label.textContent = 'Bel ons'
      button.append(label)
      const slot = find(button, 'slot[name=label]') as HTMLSlotElement
      expect(slot.assignedElements()).to.deep.equal([label])
    })

    it('mirrors attributes in properties', async () => {
      const button = await stage.mount({ 'return-url': '/x', inline: '' })
      expect(button.core).to.equal(stage.core.url)
      expect(button.returnUrl).to.equal('/x')
      expect(button.inline).to.be.true
      button.channel = 'phone'
      button.inline = false
      expect(button.getAttribute('channel')).to.equal('phone')
      expect(button.hasAttribute('inline')).to.be.false
    })
  })

  describe('with the keyboard', () => {
    it('goes the whole way, and back to the opener with Escape (A2, A3)', async () => {
      const button = await stage.mount()
      find(button, '#opener')!.focus()
      await sendKeys({ press: 'Enter' })
      await toTitle(button, 'Laat zien wie u bent')
      await until(() => focusIn(button) === 'title')
      await sendKeys({ press: 'Tab' })
      await sendKeys({ press: 'Space' })
      await until(() => chosen(button) === 'DigiD')
      await sendKeys({ press: 'ArrowDown' })
      await until(() => chosen(button) === 'Yivi')
      await sendKeys({ press: 'Tab' })
      expect(button.shadowRoot!.activeElement!.textContent!.trim()).to.equal('Verder naar Yivi')
      await sendKeys({ press: 'Escape' })
      await until(() => !isOpen(button) && focusIn(button) === 'opener')
    })
  })

  describe('when something does not work', () => {
    it('says so, and tries again', async () => {
      stage.core.routes['GET /session_options/report_move'] = () =>
        new Response(null, { status: 500 })
      const button = await stage.mount()
      find(button, '#opener')!.click()
      await toTitle(button, 'Dit lukt nu niet')
      await until(() => focusIn(button) === 'title')
      const told = { purpose: 'report_move', code: 'ERR_ID_CONTACT_PROBLEM' }
      expect(stage.events).to.deep.equal([['id-contact-error', told]])
      delete stage.core.routes['GET /session_options/report_move']
      await press(button, 'Probeer opnieuw')
      await toTitle(button, 'Laat zien wie u bent')
    })

    it('without network tries again by itself, without a word until it works', async () => {
      stage.core.fail('GET /session_options/report_move')
      pretendOnline(false)
      const button = await stage.mount()
      find(button, '#opener')!.click()
      await toTitle(button, 'Geen internet')
      const before = stage.core.log.length
      const titles: (string | undefined)[] = []
      const observer = new MutationObserver(() => titles.push(titleOf(button)))
      observer.observe(button.shadowRoot!, { subtree: true, childList: true, characterData: true })
      dispatchEvent(new Event('online'))
      await until(() => stage.core.log.length > before)
      await settle()
      expect(titleOf(button)).to.equal('Geen internet')
      expect(titles).not.to.include('Even geduld')
      pretendOnline(true)
      delete stage.core.routes['GET /session_options/report_move']
      dispatchEvent(new Event('online'))
      await toTitle(button, 'Laat zien wie u bent')
      observer.disconnect()
      expect(stage.events.filter(([name]) => name === 'id-contact-error')).to.have.length(1)
    })

    it('keeps the choice when the start fails, and shows where to get help', async () => {
      stage.core.routes['POST /start'] = () => Response.json({}, { status: 502 })
      const button = await open()
      await choose(button, 'Yivi')
      await press(button, 'Verder naar Yivi')
      await toTitle(button, 'Dit lukt nu niet')
      expect(find(button, 'footer a')!.getAttribute('href')).to.equal('tel:14026')
      await press(button, 'Probeer opnieuw')
      await toTitle(button, 'Laat zien wie u bent')
      expect(chosen(button)).to.equal('Yivi')
    })

    it('shows the number of the page where the core says none, and that of the core where it does (A22)', async () => {
      stage.core.fail('GET /session_options/report_move')
      const button = await stage.mount({ phone: '+31 20 123 45 67' })
      find(button, '#opener')!.click()
      await toTitle(button, 'Dit lukt nu niet')
      const link = (): HTMLElement => find(button, 'footer a')!
      expect(link().getAttribute('href')).to.equal('tel:+31201234567')
      expect(link().textContent).to.equal('+31 20 123 45 67')
      delete stage.core.routes['GET /session_options/report_move']
      await press(button, 'Probeer opnieuw')
      await toTitle(button, 'Laat zien wie u bent')
      expect(link().getAttribute('href')).to.equal('tel:14026')
    })

    it('shows no link to what is no telephone number', async () => {
      stage.core.fail('GET /session_options/report_move')
      const button = await stage.mount({ phone: 'javascript:alert(1)' })
      find(button, '#opener')!.click()
      await toTitle(button, 'Dit lukt nu niet')
      expect(find(button, 'footer a')).not.to.exist
    })

    it('tells the number that a helpdesk finds it by, and none of what no server knows of', async () => {
      const instance = 'urn:id-contact:failure:K7Q-2F'
      stage.core.routes['POST /start'] = () => Response.json({ instance }, { status: 502 })
      const button = await open({ method: 'yivi' })
      await press(button, 'Verder naar Yivi')
      await toTitle(button, 'Dit lukt nu niet')
      const words = (): string => find(button, '#title + p')!.textContent!
      expect(words()).to.contain('Noem nummer K7Q-2F als u ons belt.')
      await press(button, 'Probeer opnieuw')
      await toTitle(button, 'Laat zien wie u bent')
      stage.core.fail('POST /start')
      await press(button, 'Verder naar Yivi')
      await toTitle(button, 'Dit lukt nu niet')
      expect(words()).not.to.contain('nummer')
    })

    it('does not go to a target that is no web address', async () => {
      stage.core.routes['POST /start'] = () => Response.json({ client_url: 'javascript:alert(1)' })
      const button = await open({ method: 'yivi' })
      await press(button, 'Verder naar Yivi')
      await toTitle(button, 'Dit lukt nu niet')
    })
  })

  describe('the page around it', () => {
    it('gives the language, and its own goes first', async () => {
      const button = await stage.mount({ lang: 'en' })
      await until(() => find(button, '#opener')!.textContent!.includes('Safe contact'))
      button.lang = 'nl'
      await until(() => find(button, '#opener')!.textContent!.includes('Veilig contact'))
      expect(find(button, '.base')!.lang).to.equal('nl')
      const around = document.createElement('div')
      around.lang = 'en-GB'
      document.body.append(around)
      button.removeAttribute('lang')
      around.append(button)
      await until(() => find(button, '#opener')!.textContent!.includes('Safe contact'))
      around.remove()
    })

    it('gives words of its own, in the language that is shown', async () => {
      const texts = JSON.stringify({ nl: { open: 'Praat met Juinen' }, de: { open: 'Mit Juinen' } })
      const button = await stage.mount({ texts })
      await until(() => find(button, '#opener')!.textContent!.includes('Praat met Juinen'))
      button.lang = 'de'
      await until(() => find(button, '#opener')!.textContent!.includes('Mit Juinen'))
      button.lang = 'en'
      await until(() => find(button, '#opener')!.textContent!.includes('Safe contact'))
    })

    for (const texts of ['{', '[]', 'null', '{"nl":7}', '{"nl":{"open":{}}}'])
      it(`keeps our words when its own are ${texts}`, async () => {
        const button = await stage.mount({ texts })
        await until(() => find(button, '#opener')?.textContent!.includes('Veilig contact'))
      })

    it('falls back to Dutch for a language that is not there', async () => {
      const button = await stage.mount({ lang: 'constructor' })
      expect(find(button, '.base')!.lang).to.equal('nl')
    })

    it('needs no inline style and no style element', async () => {
      const button = await open()
      expect(find(button, 'style, [style]')).not.to.exist
      const another = await open()
      const sheets = button.shadowRoot!.adoptedStyleSheets
      expect(sheets).to.have.length(2)
      expect(another.shadowRoot!.adoptedStyleSheets).to.have.ordered.members(sheets)
    })

    it('keeps the questions when they stand in it', async () => {
      const button = await open({ inline: '' })
      expect(find(button, 'dialog')).not.to.exist
      expect(find(button, 'section')!.hidden).to.be.false
      expect(getComputedStyle(find(button, '#opener')!).display).to.equal('none')
      await press(button, 'Sluiten')
      await until(() => focusIn(button) === 'opener')
      expect(find(button, 'section')!.hidden).to.be.true
    })

    it('can give it another purpose', async () => {
      const button = await open()
      button.purpose = 'request_permit'
      await until(() => !isOpen(button))
      stage.core.routes['GET /session_options/request_permit'] = () =>
        Response.json({ ...stage.core.options, auth_methods: [yivi] })
      find(button, '#opener')!.click()
      await until(() => find(button, 'form')?.textContent!.includes('Dat doet u met Yivi.'))
    })
  })
})
