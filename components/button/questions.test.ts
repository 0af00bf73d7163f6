import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { IdContactButton } from './id-contact-button.ts'
import { call, digid, loginUrl, video, yivi } from './testing/core.ts'
import {
  choose,
  chosen,
  find,
  focusIn,
  isOpen,
  openQuestions,
  press,
  pretendReload,
  radios,
  rememberStep,
  setStage,
  settle,
  strikeStage,
  titleOf,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

describe('<id-contact-button> and its questions', () => {
  let stage: Stage
  beforeEach(() => {
    stage = setStage()
  })
  afterEach(strikeStage)

  const open = (attributes?: Record<string, string>): Promise<IdContactButton> =>
    openQuestions(stage, attributes)

  describe('the channel', () => {
    it('is asked when there are several, with none chosen', async () => {
      stage.core.options.comm_methods = [call, video]
      const button = await open()
      expect(titleOf(button)).to.equal('Hoe wilt u contact?')
      expect(radios(button).map(({ checked }) => checked)).to.deep.equal([false, false])
    })

    it('is recommended in words where the core wants that: the first that is open, and chosen for nobody', async () => {
      const { options } = stage.core
      const closed = { ...video, hours: { open: false, time_zone: 'Europe/Amsterdam' } }
      options.comm_methods = [closed, { ...call, duration: 600 }, { ...call, tag: 'other' }]
      options.id_contact = { ...options.id_contact, recommends: true }
      const button = await open()
      const texts = [...button.shadowRoot!.querySelectorAll('.option')].map(({ textContent }) =>
        textContent!.replace(/\s+/g, ' ').trim(),
      )
      expect(texts).to.deep.equal(['BellenDit raden we aan. Duurt ongeveer 10 minuten.', 'Bellen'])
      expect(radios(button).some(({ checked }) => checked)).to.equal(false)
    })

    it('is a sentence when there is one (A4)', async () => {
      stage.core.options.comm_methods = [{ ...call, duration: 600 }]
      const button = await open()
      expect(titleOf(button)).to.equal('Laat zien wie u bent')
      expect(find(button, 'form')!.textContent).to.contain('Duurt ongeveer 10 minuten.')
      expect(find(button, 'form')!.textContent).not.to.contain('Dit raden we aan.')
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
        'Dit deelt u: uw naam, uw adres Met: gemeente Juinen Waarvoor: verhuizing doorgeven',
      )
    })

    describe('that does not share the same as another', () => {
      const told = (button: IdContactButton): string[] =>
        [...button.shadowRoot!.querySelectorAll('dd')].map((one) =>
          one.textContent!.replace(/\s+/g, ' ').trim(),
        )
      const rest = ['gemeente Juinen', 'verhuizing doorgeven']
      beforeEach(() => {
        stage.core.options.auth_methods = [
          { ...digid, attributes: [{ tag: 'bsn', label: 'uw BSN' }] },
          { ...yivi, attributes: [{ tag: 'name', label: 'uw naam' }] },
        ]
      })

      it('tells of each what it shares, and then of the chosen one', async () => {
        const button = await open()
        expect(told(button)).to.deep.equal(['DigiD: uw BSN', 'Yivi: uw naam', ...rest])
        await choose(button, 'Yivi')
        expect(told(button)).to.deep.equal(['uw naam', ...rest])
        await choose(button, 'DigiD')
        expect(told(button)).to.deep.equal(['uw BSN', ...rest])
      })

      it('tells what the only one shares, not what others would', async () => {
        expect(told(await open({ method: 'digid' }))).to.deep.equal(['uw BSN', ...rest])
      })

      it('says so when it shares nothing', async () => {
        stage.core.options.auth_methods = [{ ...digid, attributes: [] }]
        expect(told(await open())[0]).to.equal('geen gegevens')
      })
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
      expect(body).to.include({
        auth_method: 'yivi',
        lang: 'nl',
        return_url: `${location.origin}/terug`,
      })
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

    it('is no answer to the next question, however fast somebody is', async () => {
      const button = await open()
      find(button, '.option')!.click()
      // Between two clicks of a person a browser does what promises left to do, and perhaps nothing else.
      await Promise.resolve()
      find(button, 'form .primary')!.click()
      await toTitle(button, 'Laat zien wie u bent')
      expect(chosen(button)).to.be.undefined
    })

    it('is asked for again by a click that comes before the event of the closing', async () => {
      const button = await open()
      await press(button, 'Sluiten')
      await until(() => !isOpen(button))
      find(button, '#opener')!.click()
      find(button, 'dialog')!.dispatchEvent(new Event('close'))
      await toTitle(button, 'Hoe wilt u contact?')
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
})
