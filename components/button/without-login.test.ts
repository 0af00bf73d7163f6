import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { IdContactButton } from './id-contact-button.ts'
import { call, digid, options, video } from './testing/core.ts'
import {
  find,
  focusIn,
  openQuestions,
  press,
  setStage,
  settle,
  strikeStage,
  titleOf,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

const words = 'Zonder inloggen verder'

describe('<id-contact-button> without a log-in', () => {
  let stage: Stage
  beforeEach(() => {
    stage = setStage()
    stage.core.options.id_contact = { ...options.id_contact, unauthenticated: true }
  })
  afterEach(strikeStage)

  const open = (attributes?: Record<string, string>): Promise<IdContactButton> =>
    openQuestions(stage, attributes)

  it('is offered only where the core says so', async () => {
    expect(find(await open(), 'form')!.textContent).to.contain(words)
    strikeStage()
    stage = setStage()
    expect(find(await open(), 'form')!.textContent).not.to.contain(words)
  })

  it('says what it means, and leads to the code in the same page', async () => {
    const address = location.href
    const button = await open()
    expect(find(button, 'form')!.textContent).to.contain('De medewerker weet dan niet wie u bent.')
    await press(button, words)
    await toTitle(button, 'Bel nu 14 026')
    await until(() => focusIn(button) === 'title')
    expect(location.href).to.equal(address)
    expect(stage.core.asked.find(({ path }) => path === '/start')!.body).to.include({
      purpose: 'report_move',
      comm_method: 'phone',
    })
    expect(stage.core.log.slice(1, 4)).to.deep.equal([
      'POST /start',
      'POST /resume',
      'POST /conversation',
    ])
  })

  it('posts no method, also when one was chosen before, and tells so', async () => {
    const button = await open()
    button.shadowRoot!.querySelector<HTMLElement>('input[type=radio]')!.click()
    await press(button, words)
    await toTitle(button, 'Bel nu 14 026')
    const { body } = stage.core.asked.find(({ path }) => path === '/start')!
    expect(body).not.to.have.property('auth_method')
    expect(stage.events).to.deep.equal([
      ['id-contact-start', { purpose: 'report_move', commMethod: 'phone' }],
    ])
  })

  it('starts once on a double click, and not when a listener cancels it', async () => {
    const button = await open()
    const cancel = (event: Event) => event.preventDefault()
    button.addEventListener('id-contact-start', cancel)
    await press(button, words)
    await settle()
    expect(titleOf(button)).to.equal('Laat zien wie u bent')
    expect(stage.core.count('POST /start')).to.equal(0)
    button.removeEventListener('id-contact-start', cancel)
    const without = [...button.shadowRoot!.querySelectorAll('button')].find(
      ({ textContent }) => textContent === words,
    )!
    without.click()
    without.click()
    await toTitle(button, 'Bel nu 14 026')
    expect(stage.core.count('POST /start')).to.equal(1)
  })

  it('goes on to the page of a channel that has one of its own', async () => {
    const page = `${location.href.split('#')[0]}#page`
    stage.core.routes['POST /start'] = () => Response.json({ client_url: page })
    const button = await open()
    await press(button, words)
    await until(() => location.hash === '#page')
    expect(sessionStorage.getItem('id-contact.attempts')).to.be.null
  })

  it('says when it does not work, and can be tried again', async () => {
    stage.core.routes['POST /start'] = () => new Response(null, { status: 500 })
    const button = await open()
    await press(button, words)
    await toTitle(button, 'Dit lukt nu niet')
    delete stage.core.routes['POST /start']
    await press(button, 'Probeer opnieuw')
    await press(button, words)
    await toTitle(button, 'Bel nu 14 026')
  })

  it('is no question where there is no log-in', async () => {
    stage.core.options.auth_methods = []
    stage.core.options.comm_methods = [call, video]
    const button = await stage.mount()
    find(button, '#opener')!.click()
    await toTitle(button, 'Hoe wilt u contact?')
    button.shadowRoot!.querySelector<HTMLElement>('input[type=radio]')!.click()
    await press(button, 'Verder')
    await toTitle(button, words)
    expect(find(button, 'dl')).not.to.exist
    expect(find(button, '.box')).not.to.exist
    await press(button, 'Verder')
    await toTitle(button, 'Bel nu 14 026')
  })

  it('stays a choice beside the one method that the element is narrowed to', async () => {
    stage.core.options.auth_methods = [digid]
    const button = await open()
    expect(find(button, 'form')!.textContent).to.contain('Dat doet u met DigiD.')
    expect(find(button, '.box')!.textContent).not.to.contain('DigiD')
    await press(button, words)
    await toTitle(button, 'Bel nu 14 026')
  })
})
