import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { IdContactButton } from './id-contact-button.ts'
import { digid } from './testing/core.ts'
import { Clock } from './testing/clock.ts'
import {
  backWithCode,
  comeBackWith,
  find,
  focusIn,
  get,
  isOpen,
  press,
  pretendHidden,
  pretendOnline,
  pretendReload,
  purpose,
  rememberAttempt,
  rememberConversation,
  rememberStep,
  setStage,
  settle,
  strikeStage,
  titleOf,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

const detail = { purpose, authMethod: 'digid', commMethod: 'phone' }
const statusOf = (button: IdContactButton): string =>
  find(button, '[role=status]')!.textContent!.trim()

describe('<id-contact-button> after the way back', () => {
  let stage: Stage
  let clock: Clock
  beforeEach(() => {
    stage = setStage()
    clock = new Clock()
  })
  afterEach(() => {
    clock.restore()
    strikeStage()
    delete (navigator as { clipboard?: unknown }).clipboard
  })

  describe('with a code', () => {
    it('opens by itself and takes the answer out of the address', async () => {
      const button = await backWithCode(stage)
      await until(() => focusIn(button) === 'title')
      expect(titleOf(button)).to.equal('Bel nu 14 026')
      expect(location.search).not.to.contain('id_contact')
      expect(stage.events).to.deep.equal([['id-contact-return', detail]])
      expect(sessionStorage.getItem('id-contact.attempts')).to.be.null
    })

    it('says that it is on its way', async () => {
      stage.core.routes['POST /resume'] = () => new Promise(() => {})
      rememberAttempt(stage.core)
      comeBackWith('id_contact_code=c&id_contact_state=s')
      await toTitle(await stage.mount(), 'U bent terug')
    })

    it('shows where to get help', async () => {
      const button = await backWithCode(stage)
      expect((await get(button, 'footer a')).getAttribute('href')).to.equal('tel:14026')
    })

    it('keeps it when the network is lost, and goes on by itself', async () => {
      stage.core.fail('POST /resume')
      pretendOnline(false)
      rememberAttempt(stage.core)
      comeBackWith('id_contact_code=c&id_contact_state=s')
      const button = await stage.mount()
      await toTitle(button, 'Geen internet')
      delete stage.core.routes['POST /resume']
      await clock.pass(12)
      await toTitle(button, 'Bel nu 14 026')
    })

    it('is for the element that started it, of two in a page', async () => {
      rememberAttempt(stage.core)
      comeBackWith('id_contact_code=c&id_contact_state=s')
      const other = await stage.mount({ purpose: 'request_permit' })
      const button = await stage.mount()
      await get(button, '.code')
      await settle()
      expect(isOpen(other)).to.be.false
    })

    it('is not for an element that does not know yet whose it is', async () => {
      rememberAttempt(stage.core)
      comeBackWith('id_contact_code=c&id_contact_state=s')
      const button = await stage.mount({ core: '', purpose: '' })
      await settle()
      button.core = stage.core.url
      await settle()
      expect(isOpen(button)).to.be.false
      button.purpose = purpose
      await get(button, '.code')
    })

    it('goes on to the page of a channel that has one of its own', async () => {
      const page = `${location.href.split('#')[0]}#page`
      stage.core.routes['POST /resume'] = () => Response.json({ client_url: page })
      rememberAttempt(stage.core)
      comeBackWith('id_contact_code=c&id_contact_state=s')
      const button = await stage.mount()
      await until(() => location.hash === '#page')
      expect(sessionStorage.getItem('id-contact.conversations')).to.be.null
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      await until(() => !isOpen(button))
    })

    it('fails in words when the channel has no view here', async () => {
      stage.core.view = { state: 'waiting', channel: 'video', phone: undefined }
      rememberAttempt(stage.core)
      comeBackWith('id_contact_code=c&id_contact_state=s')
      await toTitle(await stage.mount(), 'Dit lukt nu niet')
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

  describe('without a conversation', () => {
    const titles = {
      cancelled: 'U bent gestopt bij DigiD',
      failed: 'Inloggen is niet gelukt',
      too_low: 'Hiervoor is meer zekerheid nodig',
      unavailable: 'DigiD doet het nu niet',
      expired: 'Dit duurde te lang',
      anything: 'Inloggen is niet gelukt',
    }
    for (const [reason, title] of Object.entries(titles))
      it(`says why: ${reason}, and leaves nothing in the browser`, async () => {
        rememberAttempt(stage.core)
        rememberStep(stage.core, 'method', { authMethod: 'digid', commMethod: 'phone' })
        comeBackWith(`id_contact_error=${reason}&id_contact_state=s`)
        const button = await stage.mount()
        await toTitle(button, title)
        await until(() => focusIn(button) === 'title')
        expect(sessionStorage.length).to.equal(0)
        const told = { ...detail, reason: reason === 'anything' ? 'failed' : reason }
        expect(stage.events).to.deep.equal([['id-contact-return', told]])
      })

    it('tries again with what was chosen, or another way', async () => {
      rememberAttempt(stage.core)
      rememberStep(stage.core, 'method', { authMethod: 'digid', commMethod: 'phone' })
      comeBackWith('id_contact_error=cancelled&id_contact_state=s')
      const button = await stage.mount()
      await press(button, 'Probeer opnieuw')
      await toTitle(button, 'Laat zien wie u bent')
      expect(find(button, ':checked')!.closest('label')!.textContent).to.contain('DigiD')

      strikeStage()
      stage = setStage()
      rememberAttempt(stage.core)
      rememberStep(stage.core, 'method', { authMethod: 'digid', commMethod: 'phone' })
      comeBackWith('id_contact_error=cancelled&id_contact_state=s')
      const second = await stage.mount()
      await press(second, 'Kies een andere manier')
      await toTitle(second, 'Laat zien wie u bent')
      expect(find(second, ':checked')).not.to.exist
    })

    it('warns for a link of somebody else', async () => {
      comeBackWith('id_contact_code=c&id_contact_state=unknown')
      const button = await stage.mount()
      await toTitle(button, 'Begin opnieuw op dit apparaat')
      expect(stage.core.count('POST /resume')).to.equal(0)
    })

    it('says that it took too long when the code is refused', async () => {
      stage.core.routes['POST /resume'] = () => Response.json({}, { status: 410 })
      rememberAttempt(stage.core)
      comeBackWith('id_contact_code=c&id_contact_state=s')
      await toTitle(await stage.mount(), 'Dit duurde te lang')
      expect(sessionStorage.length).to.equal(0)
    })
  })

  describe('a visit later in the same tab', () => {
    it('opens by itself after a reload', async () => {
      rememberConversation(stage.core)
      rememberStep(stage.core, 'method', {})
      pretendReload()
      await toTitle(await stage.mount(), 'Bel nu 14 026')
    })

    it('otherwise leads back from the opener', async () => {
      rememberConversation(stage.core)
      const button = await stage.mount()
      await until(() => find(button, '#opener')!.textContent!.includes('Terug naar uw code'))
      expect(isOpen(button)).to.be.false
      find(button, '#opener')!.click()
      await toTitle(button, 'Bel nu 14 026')
    })

    it('says when it does not work', async () => {
      rememberConversation(stage.core)
      stage.core.routes['GET /conversation'] = () => new Response(null, { status: 500 })
      await toTitle(await stage.mount(), 'Dit lukt nu niet')
    })

    it('finds the conversation again when the element is moved in the page', async () => {
      const button = await backWithCode(stage)
      const place = document.createElement('div')
      document.body.append(place)
      place.append(button)
      await until(() => !isOpen(button))
      await until(() => find(button, '#opener')!.textContent!.includes('Terug naar uw code'))
      find(button, '#opener')!.click()
      await until(() => isOpen(button) && find(button, '.code'))
    })
  })

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
      stubClipboard(async (text) => void copied.push(text))
      await press(button, 'Kopieer code')
      await until(() => statusOf(button) === 'De code is gekopieerd.')
      expect(copied).to.deep.equal(['482917306'])
      stubClipboard(() => Promise.reject(new Error('no')))
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

  describe('time', () => {
    it('counts down in text outside the status region', async () => {
      const button = await backWithCode(stage)
      expect(find(button, 'dialog')!.textContent).to.contain('Dat is nog 8 minuten.')
      await clock.pass(120)
      expect(find(button, 'dialog')!.textContent).to.contain('Dat is nog 6 minuten.')
      expect(statusOf(button)).to.equal('')
    })

    it('asks at two minutes, and is said at 120, 60 and 20 seconds alone (A7, A8)', async () => {
      const button = await backWithCode(stage)
      const region = find(button, '[role=status]')!
      const said: string[] = []
      const observer = new MutationObserver(() => {
        const text = region.textContent!.trim()
        if (text && said.at(-1) !== text) said.push(text)
      })
      observer.observe(region, { childList: true, characterData: true, subtree: true })
      await clock.pass(359)
      expect(titleOf(button)).to.equal('Bel nu 14 026')
      await clock.pass(1)
      expect(titleOf(button)).to.equal('Bent u er nog?')
      expect(focusIn(button)).to.equal('title')
      await clock.pass(119)
      observer.disconnect()
      expect(said).to.deep.equal([
        'Over 2 minuten werkt de code niet meer.',
        'Over 60 seconden werkt de code niet meer.',
        'Over 20 seconden werkt de code niet meer.',
      ])
      expect(find(button, '[role=status]')).to.equal(region)
      expect(find(button, '.code')).to.exist
    })

    it('is extended from the question, and asked about again later', async () => {
      const button = await backWithCode(stage)
      await clock.pass(360)
      await press(button, 'Ga door')
      await toTitle(button, 'Bel nu 14 026')
      expect(statusOf(button)).to.match(/^De code werkt nu tot \d\d\.\d\d uur\.$/)
      expect(find(button, 'dialog')!.textContent).to.contain('Dat is nog 8 minuten.')
      await clock.pass(360)
      expect(titleOf(button)).to.equal('Bent u er nog?')
      expect(statusOf(button)).to.equal('Over 2 minuten werkt de code niet meer.')
    })

    it('is extended once on a double click', async () => {
      const button = await backWithCode(stage)
      await press(button, 'Ik heb meer tijd nodig')
      await press(button, 'Ik heb meer tijd nodig')
      await settle()
      expect(stage.core.count('POST /conversation/extend')).to.equal(1)
    })

    it('cannot be extended without end', async () => {
      stage.core.extensionsLeft = 0
      const button = await backWithCode(stage)
      expect(find(button, 'dialog')!.textContent).not.to.contain('meer tijd')
      await clock.pass(360)
      expect(find(button, '.box .primary')).not.to.exist
    })

    it('that was refused leaves what the server says', async () => {
      const button = await backWithCode(stage)
      stage.core.routes['POST /conversation/extend'] = () => {
        stage.core.extensionsLeft = 0
        return Response.json({}, { status: 409 })
      }
      await press(button, 'Ik heb meer tijd nodig')
      await until(() => !find(button, 'dialog')!.textContent!.includes('meer tijd'))
      expect(statusOf(button)).to.equal('')
    })
  })

  describe('an expired code', () => {
    it('is renewed without logging in again', async () => {
      const button = await backWithCode(stage)
      stage.core.view = { state: 'expired', phone: undefined }
      await clock.pass(5)
      await toTitle(button, 'De code werkt niet meer')
      await until(() => focusIn(button) === 'title')
      stage.core.view = { state: 'waiting' }
      stage.core.code = '111222333'
      await press(button, 'Maak een nieuwe code')
      await toTitle(button, 'Bel nu 14 026')
      expect(find(button, '.spoken')!.textContent).to.equal('1 1 1, 2 2 2, 3 3 3')
      expect(stage.core.count('POST /start')).to.equal(0)
    })

    it('needs a new start when what was proved no longer counts', async () => {
      const button = await backWithCode(stage)
      stage.core.view = { state: 'expired', phone: undefined }
      await clock.pass(5)
      stage.core.routes['POST /conversation/renew'] = () => Response.json({}, { status: 410 })
      await press(button, 'Maak een nieuwe code')
      await toTitle(button, 'Dit duurde te lang')
      expect(sessionStorage.length).to.equal(0)
      expect(stage.events.map(([name]) => name)).to.deep.equal([
        'id-contact-return',
        'id-contact-end',
      ])
      await press(button, 'Begin opnieuw')
      await toTitle(button, 'Laat zien wie u bent')
    })

    it('is over without a network as well, and not before', async () => {
      const button = await backWithCode(stage)
      stage.core.fail('GET /conversation')
      await clock.pass(470)
      expect(find(button, '.code')).to.exist
      await clock.pass(15)
      await toTitle(button, 'De code werkt niet meer')
      stage.core.fail('POST /conversation/renew')
      await press(button, 'Maak een nieuwe code')
      await until(() => statusOf(button).startsWith('Dit lukt nu niet.'))
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
      expect(titleOf(button)).to.equal('U bent verbonden met een medewerker')
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

    it('says that it could not stop', async () => {
      const button = await backWithCode(stage)
      await press(button, 'Stoppen en gegevens wissen')
      stage.core.fail('DELETE /conversation')
      await press(button, 'Ja, stop en wis mijn gegevens')
      await until(() => statusOf(button).startsWith('Dit lukt nu niet.'))
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

  function stubClipboard(writeText: (text: string) => Promise<void>): void {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
  }
})
