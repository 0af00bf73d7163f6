import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { IdContactButton } from './id-contact-button.ts'
import { digid } from './testing/core.ts'
import type { Clock } from './testing/clock.ts'
import {
  backWithCode,
  comeBackWith,
  find,
  focusIn,
  get,
  isOpen,
  press,
  pretendClipboard,
  pretendHidden,
  pretendReload,
  purpose,
  rememberAttempt,
  rememberConversation,
  rememberStep,
  setClock,
  setStage,
  statusOf,
  strikeStage,
  titleOf,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

const detail = { purpose, authMethod: 'digid', commMethod: 'phone' }

describe('<id-contact-button> with a conversation', () => {
  let stage: Stage
  let clock: Clock
  beforeEach(() => {
    stage = setStage()
    clock = setClock()
  })
  afterEach(strikeStage)

  describe('number and code', () => {
    it('are grouped for the eye and read digit by digit (A11)', async () => {
      const button = await backWithCode(stage)
      const groups = find(button, '.code [aria-hidden]')!.querySelectorAll('span')
      expect([...groups].map(({ textContent }) => textContent)).to.deep.equal(['482', '917', '306'])
      expect(find(button, '.code .spoken')!.textContent).to.equal('4 8 2, 9 1 7, 3 0 6')
      const style = getComputedStyle(find(button, '.code')!)
      expect(parseFloat(style.fontSize)).to.be.at.least(24)
      expect(style.fontVariantNumeric).to.contain('tabular-nums')
    })

    it('are in one link (A9)', async () => {
      const button = await backWithCode(stage)
      expect(find(button, 'a.primary')!.getAttribute('href')).to.equal('tel:14026,,482917306#')
    })

    it('are copied without spaces, and it is said', async () => {
      const button = await backWithCode(stage)
      const copied: string[] = []
      pretendClipboard(async (text) => void copied.push(text))
      await press(button, 'Kopieer code')
      await until(() => statusOf(button) === 'De code is gekopieerd.')
      expect(copied).to.deep.equal(['482917306'])
      pretendClipboard(() => Promise.reject(new Error('no')))
      await press(button, 'Kopieer code')
      await until(() => statusOf(button).startsWith('Kopiëren lukt niet.'))
    })

    it('are drawn for another telephone when somebody asks', async () => {
      const button = await backWithCode(stage)
      expect(find(button, '.qr')).not.to.exist
      find(button, 'summary')!.click()
      const qr = await get(button, '.qr path')
      expect(qr.getAttribute('d')).to.match(/^(M\d+ \d+h1v1h-1z)+$/)
    })

    it('may come from a published core at once, without a time', async () => {
      stage.core.options.id_contact = undefined
      stage.core.options.auth_methods = [digid]
      stage.core.routes['POST /start'] = () =>
        Response.json({ client_url: 'tel:+31263771111,1234#' })
      const button = await stage.mount({ core: `${stage.core.url}/` })
      find(button, '#opener')!.click()
      await press(button, 'Verder naar DigiD')
      await toTitle(button, 'Bel nu +31263771111')
      expect(find(button, 'dialog')!.textContent).not.to.contain('nog')
      await press(button, 'Sluiten')
      await until(() => find(button, '#opener')!.textContent!.includes('Terug naar uw code'))
      find(button, '#opener')!.click()
      await press(button, 'Stoppen en gegevens wissen')
      await press(button, 'Ja, stop en wis mijn gegevens')
      await toTitle(button, 'Het gesprek is klaar')
      expect(sessionStorage.length).to.equal(0)
    })
  })

  it('says so when an agent has picked up and the code has done its work', async () => {
    stage.core.view = { state: 'active', phone: undefined }
    rememberConversation(stage.core)
    pretendReload()
    rememberStep(stage.core, 'method', {})
    const button = await stage.mount()
    await toTitle(button, 'U bent verbonden met een medewerker')
    expect(find(button, '.code')).to.equal(null)
    await press(button, 'Stoppen en gegevens wissen')
    await toTitle(button, 'Wilt u stoppen?')
  })

  describe('the call comes in', () => {
    const callIn = { state: 'waiting', phone: undefined }
    async function backOnTheLine(): Promise<IdContactButton> {
      stage.core.view = callIn
      rememberAttempt(stage.core)
      comeBackWith('id_contact_code=c&id_contact_state=s')
      const button = await stage.mount()
      await toTitle(button, 'U bent verbonden, een ogenblik')
      return button
    }

    it('and the code, which is used up, makes way for that', async () => {
      stage.core.left = 130_000
      const button = await backWithCode(stage)
      find(button, 'a.primary')!.focus()
      stage.core.view = callIn
      await clock.pass(5)
      await toTitle(button, 'U bent verbonden, een ogenblik')
      await until(() => focusIn(button) === 'title')
      expect(statusOf(button)).to.equal('')
      expect(find(button, '.code, a.primary, details')).to.equal(null)
      expect(find(button, '.actions')!.textContent).to.contain('Maak een nieuwe code')
      await clock.pass(10)
      expect(titleOf(button)).to.equal('U bent verbonden, een ogenblik', 'no time runs out')
      stage.core.view = { state: 'active', phone: undefined }
      await clock.pass(5)
      await toTitle(button, 'U bent verbonden met een medewerker')
      expect(statusOf(button)).to.equal('U bent verbonden met een medewerker')
    })

    it('and takes the question about time away', async () => {
      const button = await backWithCode(stage)
      await clock.pass(361)
      stage.core.view = callIn
      await clock.pass(5)
      await toTitle(button, 'U bent verbonden, een ogenblik')
    })

    it('and asks before it stops, as ever', async () => {
      const button = await backOnTheLine()
      await press(button, 'Stoppen en gegevens wissen')
      await toTitle(button, 'Wilt u stoppen?')
      await press(button, 'Nee, ga door')
      await toTitle(button, 'U bent verbonden, een ogenblik')
    })

    it('and is lost: a new code, and the focus on what to do with it', async () => {
      const button = await backOnTheLine()
      stage.core.view = { state: 'waiting' }
      await press(button, 'Verbinding weg? Maak een nieuwe code')
      await toTitle(button, 'Bel nu 14 026')
      await until(() => focusIn(button) === 'title')
      expect(stage.core.count('POST /conversation/renew')).to.equal(1)
    })
  })

  describe('the conversation', () => {
    it('is asked after every four seconds, with its token', async () => {
      await backWithCode(stage)
      await clock.pass(20)
      expect(stage.core.count('GET /conversation')).to.be.within(4, 6)
      const { headers } = stage.core.asked.at(-1)!
      expect(headers.get('authorization')).to.equal('Bearer token-of-conversation-1')
    })

    it('is not asked after while nobody looks', async () => {
      await backWithCode(stage)
      pretendHidden(true)
      const before = stage.core.count('GET /conversation')
      await clock.pass(20)
      expect(stage.core.count('GET /conversation')).to.equal(before)
    })

    it('says once that an employee is there; the code stays', async () => {
      const button = await backWithCode(stage)
      stage.core.view = { state: 'active' }
      await clock.pass(5)
      await toTitle(button, 'U bent verbonden met een medewerker')
      expect(statusOf(button)).to.equal('U bent verbonden met een medewerker')
      expect(find(button, '.code')).to.exist
      expect(find(button, 'a.primary')).not.to.exist
    })

    it('takes the question about time away when it begins', async () => {
      const button = await backWithCode(stage)
      await clock.pass(361)
      stage.core.view = { state: 'active' }
      await clock.pass(5)
      await toTitle(button, 'U bent verbonden met een medewerker')
    })

    for (const state of ['ended', 'gone'])
      it(`ends when the server says ${state}, and leaves nothing in the browser`, async () => {
        const button = await backWithCode(stage)
        stage.core.view = { state }
        await clock.pass(5)
        await toTitle(button, 'Het gesprek is klaar')
        await until(() => focusIn(button) === 'title')
        expect(sessionStorage.length).to.equal(0)
        expect(stage.events.at(-1)).to.deep.equal(['id-contact-end', detail])
        expect(clock.running).to.equal(0)
        expect(button.shadowRoot!.textContent).not.to.contain('482')
        const requests = stage.core.log.length
        await clock.pass(10)
        expect(stage.core.log.length).to.equal(requests)
        await press(button, 'Sluiten')
        await until(() => focusIn(button) === 'opener')
        expect(find(button, '#opener')!.textContent).to.contain('Veilig contact')
      })

    it('asks before it stops', async () => {
      const button = await backWithCode(stage)
      await press(button, 'Stoppen en gegevens wissen')
      await toTitle(button, 'Wilt u stoppen?')
      await clock.pass(5)
      expect(titleOf(button)).to.equal('Wilt u stoppen?')
      await press(button, 'Nee, ga door')
      await toTitle(button, 'Bel nu 14 026')
      expect(stage.core.count('DELETE /conversation')).to.equal(0)
      await press(button, 'Stoppen en gegevens wissen')
      await press(button, 'Ja, stop en wis mijn gegevens')
      await toTitle(button, 'Het gesprek is klaar')
      expect(stage.core.count('DELETE /conversation')).to.equal(1)
      expect(sessionStorage.length).to.equal(0)
    })

    it('says that it could not stop, and by which number that is known', async () => {
      const button = await backWithCode(stage)
      await press(button, 'Stoppen en gegevens wissen')
      const instance = 'urn:id-contact:failure:K7Q-2F'
      stage.core.routes['DELETE /conversation'] = () => Response.json({ instance }, { status: 503 })
      await press(button, 'Ja, stop en wis mijn gegevens')
      await until(() => statusOf(button).startsWith('Dit lukt nu niet.'))
      expect(statusOf(button)).to.contain('Noem nummer K7Q-2F als u ons belt.')
      expect(titleOf(button)).to.equal('Wilt u stoppen?')
    })

    it('goes on when the dialog is closed, and nothing opens by itself when it ends', async () => {
      const button = await backWithCode(stage)
      await press(button, 'Sluiten')
      await until(() => !isOpen(button) && focusIn(button) === 'opener')
      expect(sessionStorage.getItem('id-contact.conversations')).not.to.be.null
      stage.core.view = { state: 'ended' }
      await clock.pass(5)
      await until(() => find(button, '#opener')!.textContent!.includes('Veilig contact'))
      expect(isOpen(button)).to.be.false
      expect(stage.events.at(-1)![0]).to.equal('id-contact-end')
    })

    it('tells nothing of a person, a token or a code in its events', async () => {
      const button = await backWithCode(stage)
      await press(button, 'Stoppen en gegevens wissen')
      await press(button, 'Ja, stop en wis mijn gegevens')
      await toTitle(button, 'Het gesprek is klaar')
      for (const [, told] of stage.events)
        expect(Object.keys(told)).to.have.members(['purpose', 'authMethod', 'commMethod'])
    })
  })
})
