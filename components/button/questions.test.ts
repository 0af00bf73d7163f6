import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { sendKeys } from '@web/test-runner-commands'
import type { IdContactButton } from './id-contact-button.ts'
import { call, digid, loginUrl, video, yivi } from './testing/core.ts'
import {
  find,
  focusIn,
  get,
  isOpen,
  press,
  pretendOnline,
  pretendReload,
  rememberStep,
  setStage,
  settle,
  strikeStage,
  titleOf,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

const chosen = (button: IdContactButton): string | undefined =>
  button.shadowRoot!.querySelector(':checked')?.closest('label')?.querySelector('b')?.textContent

const radios = (button: IdContactButton): HTMLInputElement[] => [
  ...button.shadowRoot!.querySelectorAll<HTMLInputElement>('input[type=radio]'),
]

async function choose(button: IdContactButton, name: string): Promise<void> {
  const labels = [...button.shadowRoot!.querySelectorAll('label')]
  labels.find((label) => label.querySelector('b')!.textContent === name)!.click()
  await settle()
}

describe('<id-contact-button>', () => {
  let stage: Stage
  beforeEach(() => {
    stage = setStage()
  })
  afterEach(strikeStage)

  async function open(attributes: Record<string, string> = {}): Promise<IdContactButton> {
    const button = await stage.mount(attributes)
    find(button, '#opener')!.click()
    await until(() => find(button, 'form') && focusIn(button) === 'title')
    return button
  }

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

    it('asks nobody anything and remembers nothing', async () => {
      await stage.mount()
      await settle()
      expect(stage.core.log).to.deep.equal([])
      expect(sessionStorage.length).to.equal(0)
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

  describe('the channel', () => {
    it('is asked when there are several, with none chosen', async () => {
      stage.core.options.comm_methods = [call, video]
      const button = await open()
      expect(titleOf(button)).to.equal('Hoe wilt u contact?')
      expect(radios(button).map(({ checked }) => checked)).to.deep.equal([false, false])
    })

    it('is a sentence when there is one (A4)', async () => {
      const button = await open()
      expect(titleOf(button)).to.equal('Laat zien wie u bent')
      expect(find(button, 'form')!.textContent).to.contain('U gaat bellen met een medewerker.')
      expect(find(button, '.actions')!.textContent).not.to.contain('Terug')
    })

    it('is narrowed by the attribute, as a channel or as a tag', async () => {
      stage.core.options.comm_methods = [call, video]
      expect(titleOf(await open({ channel: 'video' }))).to.equal('Laat zien wie u bent')
      strikeStage()
      stage = setStage()
      stage.core.options.comm_methods = [call, { ...call, tag: 'other' }]
      expect(titleOf(await open({ channel: 'other' }))).to.equal('Laat zien wie u bent')
    })

    it('gives a failure when the attributes leave nothing', async () => {
      const button = await stage.mount({ channel: 'chat' })
      find(button, '#opener')!.click()
      await toTitle(button, 'Dit lukt nu niet')
      expect(stage.events.map(([name]) => name)).to.deep.equal(['id-contact-error'])
    })
  })

  describe('the method', () => {
    it('is a sentence when there is one (A4), and can be left for at once', async () => {
      stage.core.options.auth_methods = [digid]
      const button = await open()
      expect(radios(button)).to.deep.equal([])
      expect(find(button, 'form')!.textContent).to.contain('Dat doet u met DigiD.')
      await press(button, 'Verder naar DigiD')
      await until(() => stage.core.count('POST /start') === 1)
    })

    it('tells what is shared, with whom and why', async () => {
      const button = await open()
      expect(find(button, 'dl')!.textContent!.replace(/\s+/g, ' ')).to.contain(
        'Dit deelt u: uw naam en uw adres Met: gemeente Juinen Waarvoor: verhuizing doorgeven',
      )
    })

    it('tells nothing that a published core did not say', async () => {
      stage.core.options.id_contact = undefined
      const button = await open()
      expect(find(button, 'dl')).not.to.exist
      expect(find(button, 'footer a')).not.to.exist
    })

    it('shows names as text, without marks that turn their direction', async () => {
      stage.core.options.auth_methods = [
        { ...digid, name: '<img src=x onerror="window.hacked=1">' },
        { ...yivi, name: 'Yivi \u202eDiGiD\u0007' },
      ]
      const button = await open()
      const names = [...button.shadowRoot!.querySelectorAll('label b')].map((b) => b.textContent)
      expect(names).to.deep.equal(['<img src=x onerror="window.hacked=1">', 'Yivi DiGiD'])
      expect(find(button, 'img')).not.to.exist
    })
  })

  describe('an answer that is missing (A5)', () => {
    it('moves the focus to a summary that leads to the first option', async () => {
      const button = await open()
      await press(button, 'Verder')
      await until(() => focusIn(button) === 'error')
      const group = find(button, 'fieldset')!
      expect(group.getAttribute('aria-invalid')).to.equal('true')
      expect(group.getAttribute('aria-describedby')).to.equal('error')
      expect(find(button, 'dialog')!.getAttribute('aria-labelledby')).to.equal('fault title')
      await press(button, 'Kies hoe u laat zien wie u bent.')
      expect(button.shadowRoot!.activeElement).to.equal(radios(button)[0])
      expect(stage.core.count('POST /start')).to.equal(0)
    })

    it('moves it again when it is still missing, and lets the summary go with a choice', async () => {
      const button = await open()
      await press(button, 'Verder')
      await until(() => focusIn(button) === 'error')
      radios(button)[0]!.focus()
      await press(button, 'Verder')
      await until(() => focusIn(button) === 'error')
      await choose(button, 'Yivi')
      expect(find(button, '#error')).not.to.exist
      expect(find(button, 'fieldset')!.getAttribute('aria-invalid')).to.equal('false')
    })
  })

  describe('leaving', () => {
    it('posts once on a double click, and says where it goes (A6)', async () => {
      let answer = (_: Response): void => {}
      stage.core.routes['POST /start'] = () => new Promise((resolve) => (answer = resolve))
      const button = await open()
      await choose(button, 'DigiD')
      const submit = find(button, 'form .primary')!
      submit.click()
      submit.click()
      await toTitle(button, 'U gaat nu naar DigiD')
      await until(() => stage.core.count('POST /start') > 0)
      expect(focusIn(button)).to.equal('title')
      answer(Response.json({ client_url: loginUrl() }))
      await until(() => location.hash === '#/go/ticket')
      expect(stage.core.count('POST /start')).to.equal(1)
      expect(stage.events).to.deep.equal([
        ['id-contact-start', { purpose: 'report_move', authMethod: 'digid', commMethod: 'phone' }],
      ])
    })

    it('does nothing when a listener cancels it', async () => {
      const button = await open()
      button.addEventListener('id-contact-start', (event) => event.preventDefault())
      await choose(button, 'DigiD')
      await press(button, 'Verder naar DigiD')
      await settle()
      expect(titleOf(button)).to.equal('Laat zien wie u bent')
      expect(stage.core.count('POST /start')).to.equal(0)
      expect(sessionStorage.getItem('id-contact.attempts')).to.be.null
    })

    it('comes back to the address of the attribute', async () => {
      const button = await open({ 'return-url': '/terug', method: 'yivi' })
      await press(button, 'Verder naar Yivi')
      await until(() => stage.core.count('POST /start') === 1)
      const { body } = stage.core.asked.at(-1)!
      expect(body).to.include({ auth_method: 'yivi', return_url: `${location.origin}/terug` })
    })

    it('goes nowhere when it is closed in the meantime', async () => {
      let answer = (_: Response): void => {}
      stage.core.routes['POST /start'] = () => new Promise((resolve) => (answer = resolve))
      const button = await open({ method: 'digid' })
      await press(button, 'Verder naar DigiD')
      await toTitle(button, 'U gaat nu naar DigiD')
      button.close()
      answer(Response.json({ client_url: loginUrl() }))
      await settle()
      expect(location.hash).to.equal('')
      expect(sessionStorage.length).to.equal(0)
    })

    it('finds the question again when the browser shows the page from its memory', async () => {
      const button = await open()
      await choose(button, 'Yivi')
      await press(button, 'Verder naar Yivi')
      await until(() => location.hash)
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      await toTitle(button, 'Laat zien wie u bent')
      expect(chosen(button)).to.equal('Yivi')
    })
  })

  describe('what was chosen', () => {
    beforeEach(() => {
      stage.core.options.comm_methods = [call, video]
    })

    it('stays after going back', async () => {
      const button = await open()
      await choose(button, 'Beeldbellen')
      await press(button, 'Verder')
      await toTitle(button, 'Laat zien wie u bent')
      await choose(button, 'Yivi')
      await press(button, 'Terug')
      await toTitle(button, 'Hoe wilt u contact?')
      expect(chosen(button)).to.equal('Beeldbellen')
      await press(button, 'Verder')
      await toTitle(button, 'Laat zien wie u bent')
      expect(chosen(button)).to.equal('Yivi')
    })

    it('stays after closing and opening, but not in the browser', async () => {
      const button = await open()
      await choose(button, 'Bellen')
      await press(button, 'Sluiten')
      await until(() => !isOpen(button))
      expect(sessionStorage.length).to.equal(0)
      find(button, '#opener')!.click()
      await toTitle(button, 'Hoe wilt u contact?')
      expect(chosen(button)).to.equal('Bellen')
    })

    it('stays after a reload, which shows the same question', async () => {
      rememberStep(stage.core, 'method', { commMethod: 'video', authMethod: 'yivi' })
      pretendReload()
      const button = await stage.mount()
      await toTitle(button, 'Laat zien wie u bent')
      expect(chosen(button)).to.equal('Yivi')
      await press(button, 'Terug')
      await toTitle(button, 'Hoe wilt u contact?')
      expect(chosen(button)).to.equal('Beeldbellen')
    })

    it('opens nothing by itself on a new visit', async () => {
      rememberStep(stage.core, 'method', { commMethod: 'video', authMethod: 'yivi' })
      const button = await stage.mount()
      await settle()
      expect(isOpen(button)).to.be.false
      expect(stage.core.log).to.deep.equal([])
    })

    it('is dropped when it is no longer offered', async () => {
      rememberStep(stage.core, 'method', { commMethod: 'chat', authMethod: 'irma' })
      pretendReload()
      const button = await stage.mount()
      await toTitle(button, 'Hoe wilt u contact?')
      expect(chosen(button)).to.be.undefined
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

    it('falls back to Dutch for a language that is not there', async () => {
      const button = await stage.mount({ lang: 'constructor' })
      expect(find(button, '.base')!.lang).to.equal('nl')
    })

    it('needs no inline style and no style element', async () => {
      const button = await open()
      expect(find(button, 'style, [style]')).not.to.exist
      expect(button.shadowRoot!.adoptedStyleSheets).to.have.length(1)
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
