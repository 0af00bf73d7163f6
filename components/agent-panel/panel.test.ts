import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { refuse } from '../../src/agent/testing/fake-desk.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

const name = 'Willeke de Bruijn-Aşçı'
const bsn = '000000012'

describe('<id-contact-agent-panel>', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await sendKeys({ press: key })
    await stage.panel.updateComplete
  }

  function expectNothingLeft(): void {
    for (const value of [name, 'Willeke', bsn, '10-03-1997'])
      expect(stage.everything).to.not.contain(value)
    expect(localStorage.length + sessionStorage.length).to.equal(0)
    expect(document.title).to.not.contain('Willeke')
  }

  describe('with the keyboard', () => {
    it('takes somebody, shows, hides, and hangs up', async () => {
      stage.arrive('a')
      await stage.open()
      stage.button('Neem de volgende').focus()
      await press('Enter')
      await stage.sees(name)
      expect(stage.focused).to.equal('conversation-title')
      await press('Tab')
      expect(stage.focused).to.equal('Kopieer Naam')
      await press('Tab', 'Space')
      expect(stage.focused).to.equal('Verberg BSN')
      expect(stage.text).to.contain(bsn)
      await press('Enter')
      expect(stage.text).to.not.contain(bsn)
      stage.button('Ophangen en wissen').focus()
      await press('Enter')
      expect(stage.focused).to.equal('question')
      await press('Escape')
      expect(stage.has('Wilt u ophangen?')).to.equal(false)
      expect(stage.focused).to.equal('end')
      await press('Enter', 'Tab', 'Enter')
      await stage.sees('Gewist.')
      expect(stage.focused).to.equal('conversation-title')
      expectNothingLeft()
    })

    it('passes on, after asking where to', async () => {
      stage.arrive('a')
      await stage.open()
      await stage.click('Neem de volgende')
      await stage.sees(name)
      stage.button('Doorverbinden').focus()
      await press('Enter')
      await stage.sees('Waarheen wilt u doorverbinden?')
      await stage.until(() => stage.focused === 'question')
      expect(
        [...stage.query<HTMLSelectElement>('select')!.options].map(({ value }) => value),
      ).to.deep.equal(['permit', 'waste'])
      await press('Escape')
      await stage.until(() => stage.focused === 'transfer')
      await press('Enter')
      await stage.until(() => stage.focused === 'question')
      await press('Tab', 'ArrowDown', 'Tab', 'Enter')
      await stage.sees('Gewist. Het gesprek is doorverbonden.')
      const { path, body } = stage.desk.requests.findLast(({ method }) => method === 'POST')!
      expect([path, body]).to.deep.equal(['/conversations/a/transfer', { purpose: 'waste' }])
      expect(stage.focused).to.equal('conversation-title')
      expectNothingLeft()
    })

    it('keeps the conversation when it could not be passed on', async () => {
      stage.arrive('a')
      stage.desk.answers.set('/conversations/a/transfer', () => refuse(503, 'unavailable'))
      await stage.open()
      await stage.click('Neem de volgende')
      await stage.sees(name)
      await stage.click('Doorverbinden')
      await stage.sees('Waarheen wilt u doorverbinden?')
      await stage.click('Verbind door')
      await stage.sees('Dat lukt niet. Probeer het nog eens.')
      await stage.sees(name)
    })

    it('shows a supervisor how the desk stands, and looks again', async () => {
      stage.desk.supervises = true
      stage.desk.supervision.queues = [
        {
          purpose: 'permit',
          purpose_name: { nl: 'Vergunning', en: 'Permit' },
          channel: 'chat',
          waiting: 6,
          active: 2,
          longest_wait: 480,
          median_wait: undefined,
        },
      ]
      await stage.open()
      stage.button('Overzicht').focus()
      await press('Enter')
      const text = (): string =>
        stage.query('id-contact-overview')?.shadowRoot?.textContent.replace(/\s+/g, ' ') ?? ''
      await stage.until(() => text().includes('Vergunning'))
      expect(text()).to.contain('4 beschikbaar, 7 in gesprek, 1 even weg')
      expect(text()).to.match(
        /Vergunning, Chat wachten 6 langste wacht 8 minuten mediaan – in gesprek 2/,
      )
      expect(stage.focused).to.equal('overview')
      await press('Enter')
      await stage.until(() => !stage.query('id-contact-overview'))
    })

    it('shows nobody else how the desk stands', async () => {
      await stage.open()
      expect(stage.query('#overview')).to.equal(null)
    })

    it('says that the agent is away', async () => {
      await stage.open()
      stage.button('Even weg').focus()
      await press('Enter')
      await stage.until(() => stage.query('#away')!.getAttribute('aria-pressed') === 'true')
      expect(stage.desk.presence).to.equal('away')
      expect(stage.focused).to.equal('away')
      await press('Space')
      expect(stage.desk.presence).to.equal('away', 'it is a choice of two')
      stage.button('Beschikbaar').focus()
      await press('Space')
      await stage.until(() => stage.desk.presence === 'available')
      expect(stage.focused).to.equal('available')
    })

    it('does nothing at single keys', async () => {
      stage.arrive('a')
      await stage.open()
      stage.button('Uitloggen').focus()
      await press('n', 'a', '1', 'Escape')
      expect(stage.desk.requests.filter(({ method }) => method === 'POST')).to.have.length(0)
    })

    it('takes a code, groups it while it is typed, and sends it with Enter', async () => {
      stage.arrive('a')
      await stage.open()
      const field = stage.query<HTMLInputElement>('#code')!
      field.focus()
      await sendKeys({ type: '4829' })
      expect(field.value).to.equal('482 9')
      await sendKeys({ type: '17306' })
      expect(field.value).to.equal('482 917 306')
      await press('Home', 'ArrowRight', 'Delete')
      expect(field.value).to.equal('429 173 06')
      expect(field.selectionStart).to.equal(1)
      await sendKeys({ type: '8' })
      expect(field.value).to.equal('482 917 306')
      expect(field.selectionStart).to.equal(2)
      await press('End', 'Backspace', 'Backspace', 'Backspace', 'Backspace')
      expect(field.value).to.equal('482 91')
      await sendKeys({ type: 'x7-30 6' })
      expect(field.value).to.equal('482 917 306')
      await press('Enter')
      await stage.sees(name)
      const sent = stage.desk.requests.find(({ path }) => path === '/conversations/code')
      expect(sent!.body).to.deep.equal({ code: '482917306' })
      expect(stage.everything).to.not.contain('482')
    })
  })

  describe('code of the caller', () => {
    const enter = async (text: string): Promise<HTMLInputElement> => {
      const field = stage.query<HTMLInputElement>('#code')!
      field.focus()
      field.value = text
      field.dispatchEvent(new Event('input'))
      await press('Enter')
      return field
    }

    it('may be pasted with spaces and dashes', async () => {
      await stage.open()
      expect((await enter(' 482-917–306 ')).value).to.equal('482 917 306')
    })

    it('that is wrong is said at the field, and the focus stays', async () => {
      await stage.open()
      const field = await enter('111222333')
      await stage.until(() => field.getAttribute('aria-invalid') === 'true')
      const [error] = field.getAttribute('aria-describedby')!.split(' ')
      expect(stage.query(`#${error}`)!.textContent).to.contain('Deze code klopt niet')
      expect(stage.status).to.contain('Deze code klopt niet')
      expect(stage.focused).to.equal('code')
      expect(field.value).to.equal('111 222 333')
    })

    it('that is too short is not sent', async () => {
      await stage.open()
      await enter('1234')
      expect(stage.text).to.contain('Deze code is niet compleet.')
      expect(stage.desk.requests.some(({ path }) => path === '/conversations/code')).to.equal(false)
    })

    it('says how long to wait after too many', async () => {
      await stage.open()
      stage.desk.answers.set('/conversations/code', () =>
        refuse(429, 'too-many-codes', { headers: { 'retry-after': '300' } }),
      )
      await enter('111222333')
      await stage.sees('Er waren te veel foute codes. Probeer het over 5 minuten opnieuw.')
    })
  })

  describe('queue', () => {
    it('says once, politely, that somebody came, and leaves the focus where it is', async () => {
      await stage.open()
      const field = stage.query<HTMLInputElement>('#code')!
      field.focus()
      field.value = '482'
      field.dispatchEvent(new Event('input'))
      let changes = 0
      const region = stage.query('[role=status]')!
      new MutationObserver(() => changes++).observe(region, {
        subtree: true,
        characterData: true,
        childList: true,
      })
      for (const id of ['a', 'b', 'c', 'd']) stage.arrive(id)
      await stage.sees('4 wachten')
      await stage.pause(1100)
      expect(stage.status).to.equal('Nieuw in de wachtrij: Verhuizing doorgeven, Telefoon.')
      expect(changes).to.equal(1)
      expect(stage.query('[role=status]')).to.equal(region)
      expect(stage.focused).to.equal('code')
      expect(field.value).to.equal('482')
    })

    it('counts the time each second, without saying so or rendering anything else', async () => {
      stage.arrive('a')
      await stage.open()
      const first = stage.query('.time')!.textContent
      const { status } = stage
      let renderings = 0
      stage.panel.addController({ hostUpdate: () => void renderings++ })
      await stage.until(() => stage.query('.time')!.textContent !== first)
      expect(stage.status).to.equal(status)
      expect(renderings).to.equal(0)
    })

    it('keeps a row that a colleague took for a moment, and the focus in the panel', async () => {
      stage.arrive('a')
      await stage.open()
      stage.hurry()
      stage.query<HTMLElement>('.row button')!.focus()
      stage.desk.leave({ id: 'a', reason: 'accepted', by: 'colleague' })
      await stage.sees('Opgepakt door een collega')
      expect(stage.status).to.contain('Opgepakt door een collega')
      expect(stage.focused).to.match(/^Neem op/)
      expect(stage.query('.row button')!.getAttribute('aria-disabled')).to.equal('true')
      stage.query<HTMLElement>('#code')!.focus()
      await stage.until(() => !stage.query('.row'))
      expect(stage.text).to.match(/Niemand wacht sinds \d{1,2}\.\d\d uur\./)
    })

    it('drops a row of somebody who left by themselves without a word', async () => {
      stage.arrive('a')
      await stage.open()
      stage.desk.leave({ id: 'a', reason: 'withdrawn', by: undefined })
      await stage.until(() => !stage.query('.row'))
      expect(stage.status).to.equal('')
    })

    it('says so when a colleague was first', async () => {
      stage.arrive('a')
      await stage.open()
      stage.desk.answers.set('/conversations/a/accept', () => refuse(409, 'taken'))
      stage.query<HTMLElement>('.row button')!.click()
      await stage.until(() => stage.status === 'Opgepakt door een collega')
      expect(stage.query('.taken')).to.not.equal(null)
    })

    it('says so when nobody waits any more, or when it is over', async () => {
      stage.arrive('a')
      await stage.open()
      stage.desk.answers.set('/conversations/a/accept', () => refuse(410, 'gone'))
      stage.query<HTMLElement>('.row button')!.click()
      await stage.sees('Deze persoon wacht niet meer.')
      stage.desk.answers.set('/conversations/next', () => new Response(null, { status: 204 }))
      await stage.click('Neem de volgende')
      await stage.sees('Er wacht nu niemand meer.')
    })

    it('takes one at a double click', async () => {
      stage.arrive('a')
      stage.arrive('b')
      await stage.open()
      const button = stage.button('Neem de volgende')
      button.click()
      button.click()
      await stage.sees(name)
      await stage.pause(20)
      expect(stage.desk.active.size).to.equal(1)
    })
  })
})
