import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { IdContactButton } from './id-contact-button.ts'
import type { Clock } from './testing/clock.ts'
import { digid, loginUrl } from './testing/core.ts'
import {
  comeBackWith,
  connected,
  find,
  focusIn,
  isOpen,
  press,
  pretendOnline,
  purpose,
  radios,
  rememberAttempt,
  rememberConversation,
  setClock,
  setStage,
  settle,
  strikeStage,
  titleOf,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

const question = 'Laat zien wie u bent'
const talking = 'U bent verbonden met een medewerker'
const requested = { identification: { state: 'requested' } }
const textOf = (button: IdContactButton): string => find(button, 'dialog')!.textContent!

describe('<id-contact-button> when an agent asks who somebody is', () => {
  let stage: Stage
  let clock: Clock
  beforeEach(() => {
    stage = setStage()
    clock = setClock()
  })
  afterEach(strikeStage)

  /** In the conversation, and asked from the next look on. */
  async function asked(): Promise<IdContactButton> {
    const button = await connected(stage)
    Object.assign(stage.core.view, requested)
    await clock.pass(5)
    await toTitle(button, question)
    return button
  }

  /** Somebody comes back to the page of their conversation. */
  async function backWith(answer: string): Promise<IdContactButton> {
    stage.core.view = { state: 'active', phone: undefined, identified: false }
    stage.core.view.identification = { state: 'started' }
    rememberConversation(stage.core)
    rememberAttempt(stage.core)
    comeBackWith(`${answer}&id_contact_state=s`)
    const button = await stage.mount()
    await until(() => isOpen(button) && find(button, '.actions'))
    return button
  }

  describe('the question', () => {
    it('comes to the open dialog, says what is shared, and chooses nothing (A3)', async () => {
      const button = await asked()
      await until(() => focusIn(button) === 'title')
      expect(radios(button).map(({ checked }) => checked)).to.deep.equal([false, false])
      expect(textOf(button)).to.contain('De medewerker vraagt wie u bent.')
      expect(find(button, 'dl')!.textContent).to.match(/uw naam, uw adres.*gemeente Juinen/s)
      expect(textOf(button)).not.to.contain('code')
    })

    it('is a sentence where there is one method (A4)', async () => {
      stage.core.options.auth_methods = [digid]
      const button = await asked()
      expect(radios(button)).to.have.length(0)
      expect(textOf(button)).to.contain('Dat doet u met DigiD.')
      await press(button, 'Verder naar DigiD')
      await until(() => location.href === loginUrl())
    })

    it('wants an answer (A5)', async () => {
      const button = await asked()
      await press(button, 'Verder')
      await until(() => focusIn(button) === 'error')
      expect(find(button, '#error')!.textContent).to.contain('Kies hoe u laat zien wie u bent.')
      expect(stage.core.count('POST /conversation/authenticate')).to.equal(0)
    })

    it('does not open what is closed: the button in the page says it', async () => {
      const button = await connected(stage)
      await press(button, 'Sluiten')
      await until(() => !isOpen(button))
      Object.assign(stage.core.view, requested)
      await clock.pass(5)
      await until(
        () => find(button, '#opener')!.textContent!.trim() === 'De medewerker vraagt wie u bent',
      )
      expect(isOpen(button)).to.be.false
      find(button, '#opener')!.click()
      await toTitle(button, question)
    })

    it('takes nobody away from another question', async () => {
      const button = await connected(stage)
      await press(button, 'Stoppen en gegevens wissen')
      await toTitle(button, 'Wilt u stoppen?')
      Object.assign(stage.core.view, requested)
      await clock.pass(9)
      expect(titleOf(button)).to.equal('Wilt u stoppen?')
      await press(button, 'Nee, ga door')
      await toTitle(button, question)
    })

    it('is there after a reload', async () => {
      await toTitle(await connected(stage, requested), question)
    })

    it('comes when it is known what can be chosen, and not before', async () => {
      stage.core.fail('GET /session_options/report_move')
      const button = await connected(stage, requested)
      await toTitle(button, talking)
      delete stage.core.routes['GET /session_options/report_move']
      await clock.pass(5)
      await toTitle(button, question)
    })

    it('ends with the conversation', async () => {
      const button = await asked()
      stage.core.view = { state: 'gone' }
      await clock.pass(5)
      await toTitle(button, 'Het gesprek is klaar')
      expect(sessionStorage.length).to.equal(0)
    })
  })

  describe('who shows it', () => {
    it('leaves as this conversation, with a way back to this page, once', async () => {
      const button = await asked()
      radios(button)[1]!.click()
      await until(() => find(button, 'form .primary')!.textContent!.includes('Verder naar Yivi'))
      const form = find(button, 'form') as HTMLFormElement
      form.requestSubmit()
      form.requestSubmit()
      await until(() => location.href === loginUrl())
      expect(stage.core.count('POST /conversation/authenticate')).to.equal(1)
      const { body, headers } = stage.core.asked.find(({ path }) => path.endsWith('authenticate'))!
      expect(headers.get('authorization')).to.equal('Bearer token-of-conversation-1')
      expect(body).to.include({ auth_method: 'yivi', code_challenge_method: 'S256' })
      expect(new URL(String(body!.return_url)).origin).to.equal(location.origin)
      expect(stage.events).to.deep.include([
        'id-contact-start',
        { purpose, commMethod: 'phone', authMethod: 'yivi' },
      ])
      await clock.pass(9)
      expect(titleOf(button)).to.equal('U gaat nu naar Yivi')
    })

    it('comes back to where the page says', async () => {
      stage.core.options.auth_methods = [digid]
      const button = await asked()
      button.returnUrl = '/elsewhere'
      await press(button, 'Verder naar DigiD')
      await until(() => location.href === loginUrl())
      const { body } = stage.core.asked.find(({ path }) => path.endsWith('authenticate'))!
      expect(body!.return_url).to.equal(`${location.origin}/elsewhere`)
    })

    it('stays when a listener wants that', async () => {
      stage.core.options.auth_methods = [digid]
      const button = await asked()
      button.addEventListener('id-contact-start', (event) => event.preventDefault())
      await press(button, 'Verder naar DigiD')
      await settle()
      expect(titleOf(button)).to.equal(question)
      expect(stage.core.count('POST /conversation/authenticate')).to.equal(0)
    })

    it('is known afterwards, in the same conversation', async () => {
      stage.core.routes['POST /conversation'] = () => {
        stage.core.view = { state: 'active', phone: undefined, identified: true }
        const conversation = { ...stage.core.view, channel: 'phone', purpose }
        return Response.json({ token: 'token-of-conversation-2', conversation })
      }
      const button = await backWith('id_contact_code=c')
      await toTitle(button, talking)
      await until(() => focusIn(button) === 'title')
      expect(textOf(button)).to.contain('De medewerker weet wie u bent.')
      expect(location.search).not.to.contain('id_contact')
      expect(stage.events.at(-1)![0]).to.equal('id-contact-return')
      expect(stage.events.at(-1)![1]).not.to.have.property('reason')
      await clock.pass(5)
      const { headers } = stage.core.asked.at(-1)!
      expect(headers.get('authorization')).to.equal('Bearer token-of-conversation-2')
    })

    it('reads when it cannot be begun, and finds how it stands', async () => {
      stage.core.options.auth_methods = [digid]
      const button = await asked()
      stage.core.routes['POST /conversation/authenticate'] = () =>
        Response.json({ type: 'urn:id-contact:problem:not-asked' }, { status: 409 })
      await press(button, 'Verder naar DigiD')
      await toTitle(button, 'Dit lukt nu niet')
      delete stage.core.view.identification
      await press(button, 'Probeer opnieuw')
      await toTitle(button, talking)
    })

    it('finds the question again when the browser shows the page from its memory', async () => {
      stage.core.options.auth_methods = [digid]
      const button = await asked()
      await press(button, 'Verder naar DigiD')
      await until(() => location.href === loginUrl())
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      await toTitle(button, question)
      await until(() => textOf(button).includes('U bent begonnen met inloggen.'))
    })
  })

  describe('who does not', () => {
    for (const [reason, sentence, told] of [
      ['cancelled', 'U bent gestopt met inloggen.', 'cancelled'],
      ['failed', 'Inloggen is niet gelukt.', 'failed'],
      ['too_low', 'Hiervoor is meer zekerheid nodig.', 'too_low'],
      ['unavailable', 'Inloggen is niet gelukt.', 'unavailable'],
      ['expired', 'Inloggen is niet gelukt.', 'expired'],
    ] as const)
      it(`reads what came of it (${reason}), and can try again`, async () => {
        const button = await backWith(`id_contact_error=${reason}`)
        await toTitle(button, question)
        expect(find(button, '.box')!.textContent).to.contain(sentence)
        expect(textOf(button)).to.contain('Er is niets gedeeld.')
        expect(stage.core.count(`POST /conversation/decline?reason=${told}`)).to.equal(1)
        expect(stage.events.at(-1)).to.deep.equal([
          'id-contact-return',
          { purpose, authMethod: 'digid', commMethod: 'phone', reason },
        ])
        await clock.pass(9)
        expect(titleOf(button), 'no look at it takes it away').to.equal(question)
        radios(button)[0]!.click()
        await press(button, 'Verder naar DigiD')
        await until(() => location.href === loginUrl())
      })

    it('reads the same when the code is refused', async () => {
      stage.core.routes['POST /conversation'] = () =>
        Response.json({ type: 'urn:id-contact:problem:authentication-failed' }, { status: 403 })
      const button = await backWith('id_contact_code=c')
      await toTitle(button, question)
      expect(textOf(button)).to.contain('Inloggen is niet gelukt.')
      expect(stage.core.count('POST /conversation/decline?reason=failed')).to.equal(1)
    })

    it('may come back after the conversation has ended', async () => {
      stage.core.routes['POST /conversation/decline?reason=cancelled'] = () =>
        Response.json({}, { status: 410 })
      const button = await backWith('id_contact_error=cancelled')
      await toTitle(button, 'Het gesprek is klaar')
      expect(sessionStorage.length).to.equal(0)
    })

    it('goes on without (Nu niet), and can still do it', async () => {
      const button = await asked()
      await press(button, 'Nu niet')
      await toTitle(button, talking)
      expect(stage.core.count('POST /conversation/decline?reason=')).to.equal(1)
      expect(textOf(button)).to.contain('De medewerker weet niet wie u bent.')
      await clock.pass(9)
      expect(titleOf(button)).to.equal(talking)
      await press(button, question)
      await until(() => find(button, 'fieldset'))
      await clock.pass(9)
      expect(find(button, 'fieldset')).to.exist
    })

    it('is asked anew when the agent asks anew, with nothing of before', async () => {
      const button = await backWith('id_contact_error=cancelled')
      await toTitle(button, question)
      await press(button, 'Nu niet')
      await toTitle(button, talking)
      Object.assign(stage.core.view, requested)
      await clock.pass(5)
      await toTitle(button, question)
      expect(find(button, 'p.box')).not.to.exist
    })

    it('hears when declining does not get through', async () => {
      const button = await asked()
      stage.core.fail('POST /conversation/decline?reason=')
      await press(button, 'Nu niet')
      await until(() => find(button, '[role=status]')!.textContent!.includes('Dit lukt nu niet'))
      expect(titleOf(button)).to.equal(question)
    })

    it('who is back for another tab’s attempt reads to start again, and loses nothing', async () => {
      stage.core.view = { state: 'active', phone: undefined, identified: false }
      rememberConversation(stage.core)
      comeBackWith('id_contact_code=c&id_contact_state=unknown')
      const button = await stage.mount()
      await toTitle(button, 'Begin opnieuw op dit apparaat')
      expect(stage.core.log.filter((line) => line.includes('decline'))).to.have.length(0)
      await press(button, 'Begin opnieuw')
      await toTitle(button, talking)
    })

    it('keeps the way back when the network is lost', async () => {
      stage.core.fail('POST /resume')
      pretendOnline(false)
      const button = await backWith('id_contact_code=c')
      await toTitle(button, 'Geen internet')
      delete stage.core.routes['POST /resume']
      stage.core.view = { state: 'active', phone: undefined, identified: true }
      await clock.pass(12)
      await toTitle(button, talking)
      expect(textOf(button)).to.contain('De medewerker weet wie u bent.')
    })
  })
})
