import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { Clock } from './testing/clock.ts'
import {
  backWithCode,
  comeBackWith,
  find,
  focusIn,
  get,
  isOpen,
  press,
  pretendOnline,
  pretendReload,
  purpose,
  rememberAttempt,
  rememberConversation,
  rememberStep,
  setClock,
  setStage,
  settle,
  strikeStage,
  titleOf,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

const detail = { purpose, authMethod: 'digid', commMethod: 'phone' }

describe('<id-contact-button> after the way back', () => {
  let stage: Stage
  let clock: Clock
  beforeEach(() => {
    stage = setStage()
    clock = setClock()
  })
  afterEach(strikeStage)

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
})
