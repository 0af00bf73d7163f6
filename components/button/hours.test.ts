import { expect } from '@open-wc/testing'
import { render } from 'lit/html.js'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { load } from '../localization/button.languages.ts'
import { fill } from '../localization/language.ts'
import type { IdContactButton } from './id-contact-button.ts'
import { call, video } from './testing/core.ts'
import {
  choose,
  find,
  press,
  pretendReload,
  rememberStep,
  setStage,
  strikeStage,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'
import type { View } from './view.ts'
import { closedView } from './views/hours.ts'

const monday = {
  open: false,
  changes_at: '2031-01-06T07:30:00.000Z',
  time_zone: 'Europe/Amsterdam',
}
const tuesday = { ...monday, changes_at: '2031-01-07T07:30:00.000Z' }
const tonight = {
  open: true,
  changes_at: new Date(Date.now() + 3_600_000).toISOString(),
  time_zone: 'Europe/Amsterdam',
}
const closed = 'We zijn nu gesloten'
const fromMonday = 'Beeldbellen: Nu gesloten. Weer open vanaf maandag 6 januari, 8.30 uur.'

describe('<id-contact-button> and opening hours', () => {
  let stage: Stage
  beforeEach(() => {
    stage = setStage()
  })
  afterEach(strikeStage)

  const offer = (...methods: object[]): void => {
    stage.core.options.comm_methods = methods
  }
  async function open(title: string): Promise<IdContactButton> {
    const button = await stage.mount()
    find(button, '#opener')!.click()
    await toTitle(button, title)
    return button
  }
  const text = (button: IdContactButton): string =>
    find(button, '[part=dialog]')!.textContent!.replace(/\s+/g, ' ')

  it('says when each channel opens, at the time of that place', async () => {
    offer({ ...call, hours: tuesday }, { ...video, hours: monday })
    const button = await open(closed)
    expect(text(button)).to.contain(fromMonday)
    expect(text(button)).to.contain('Bellen: Nu gesloten. Weer open vanaf dinsdag 7 januari')
    expect(find(button, 'input')).to.equal(null)
    offer(call)
    await press(button, 'Probeer opnieuw')
    await toTitle(button, 'Laat zien wie u bent')
  })

  for (const language of ['nl', 'en', 'de', 'fr', 'tr', 'ar', 'pl', 'uk', 'es'])
    it(`says in ${language} each day of a year as \`Intl\` would, and does not ask it`, async () => {
      const { messages } = await load(language, '')
      const t: View['t'] = (key, values) => fill(messages[key]!, values)
      const style = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const
      const known = new Intl.DateTimeFormat(language, style)
      const days = [...Array(366).keys()].map((day) => new Date(Date.UTC(2028, 0, day + 1)))
      const closed = days.map((day) => {
        const changesAt = `${day.toISOString().slice(0, 10)}T09:05:00+13:00`
        return { tag: 'call', name: '', hours: { open: false, changesAt, timeZone: 'Not/AZone' } }
      })
      const place = document.createElement('div')
      render(closedView({ t, language, closed } as unknown as View), place)
      const shown = [...place.children].map((one) => one.textContent!.trim().replace(/^: /, ''))
      const time = language === 'nl' ? '9.05' : '9:05'
      expect(shown).to.deep.equal(days.map((day) => t('opens', { day: known.format(day), time })))
    })

  it('asks for the channels that are open, and tells of the others', async () => {
    offer({ ...call, hours: tonight }, { ...video, hours: monday }, { ...call, tag: 'other' })
    const button = await open('Hoe wilt u contact?')
    expect(text(button)).to.match(/Bellen\s?Nu open tot \d{1,2}\.\d\d uur\./)
    expect(text(button)).to.contain(fromMonday)
    expect(find(button, 'form')!.querySelectorAll('input').length).to.equal(2)
  })

  it('says until when as it stands there, whatever the time is here', async () => {
    const there = new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 19)
    offer({ ...call, hours: { ...tonight, changes_at: `${there}+13:00` } }, video)
    const button = await open('Hoe wilt u contact?')
    const time = there.slice(11, 16).replace(/^0/, '').replace(':', '.')
    expect(text(button)).to.contain(`Nu open tot ${time} uur.`)
  })

  it('says how long people wait, beside each channel and before the log-in', async () => {
    offer({ ...call, hours: tonight, expected_wait: 240 }, { ...video, expected_wait: 60 })
    let button = await open('Hoe wilt u contact?')
    expect(text(button)).to.match(/uur\. Wachttijd: ongeveer 4 minuten\./)
    expect(text(button)).to.match(/Beeldbellen\s?Wachttijd: ongeveer 1 minuut\./)
    button.remove()
    offer({ ...call, expected_wait: 300 })
    button = await open('Laat zien wie u bent')
    expect(text(button)).to.contain('met een medewerker. Wachttijd: ongeveer 5 minuten.')
  })

  it('says nothing of a wait that nobody knows, or that cannot be', async () => {
    offer(call, { ...video, expected_wait: -60 }, { ...call, tag: 'other', expected_wait: 'soon' })
    expect(text(await open('Hoe wilt u contact?'))).not.to.contain('Wachttijd')
  })

  const calledBack = {
    tag: 'phone.call_back',
    name: 'Bel mij terug',
    description: 'Laat een nummer achter.',
    call_back: 'phone',
  }

  it('asks to be called back, one step from where everything is closed, and again after a reload', async () => {
    offer({ ...call, hours: monday }, calledBack)
    const button = await open(closed)
    expect(text(button)).to.contain('Bellen: Nu gesloten. Weer open vanaf maandag 6 januari')
    expect(find(button, 'input')).to.equal(null)
    const actions = [...find(button, '.actions')!.querySelectorAll('button')]
    expect(actions.map(({ textContent }) => textContent)).to.deep.equal(['Bel mij terug'])
    await press(button, 'Bel mij terug')
    await toTitle(button, 'Laat zien wie u bent')
    expect(text(button)).to.contain('Laat een nummer achter. De medewerker weet')
    expect(text(button)).not.to.match(/U gaat bellen|U heeft contact via|code/)
    button.remove()
    rememberStep(stage.core, 'method', { authMethod: 'digid' })
    pretendReload()
    const again = await stage.mount()
    await toTitle(again, 'Laat zien wie u bent')
    find(again, 'form .primary')!.click()
    await until(() => stage.core.log.includes('POST /start'))
    const { body } = stage.core.asked.find(({ path }) => path === '/start')!
    expect(body).to.include({ comm_method: 'phone.call_back', auth_method: 'digid' })
  })

  it('has being called back among the channels where one is open, and asks who that is', async () => {
    stage.core.options.id_contact = { ...stage.core.options.id_contact, unauthenticated: true }
    offer({ ...call, expected_wait: 900 }, calledBack)
    const button = await open('Hoe wilt u contact?')
    expect(text(button)).to.contain('Bel mij terugLaat een nummer achter.')
    await choose(button, 'Bel mij terug')
    find(button, 'form .primary')!.click()
    await toTitle(button, 'Laat zien wie u bent')
    expect(text(button)).not.to.contain('Zonder inloggen verder')
    await press(button, 'Terug')
    await toTitle(button, 'Hoe wilt u contact?')
    await choose(button, 'Bellen')
    find(button, 'form .primary')!.click()
    await toTitle(button, 'Laat zien wie u bent')
    expect(text(button)).to.contain('Zonder inloggen verder')
  })

  it('keeps being called back with the channel that the element names, and with no other', async () => {
    offer({ ...call, hours: monday }, { ...video, hours: monday }, calledBack)
    const button = await stage.mount({ channel: 'phone' })
    find(button, '#opener')!.click()
    await toTitle(button, closed)
    expect(text(button)).to.contain('Bel mij terug')
    button.remove()
    const other = await stage.mount({ channel: 'video' })
    find(other, '#opener')!.click()
    await toTitle(other, closed)
    expect(text(other)).not.to.contain('Bel mij terug')
  })

  it('asks anew when it has closed since', async () => {
    const button = await open('Laat zien wie u bent')
    const problem = { type: 'urn:id-contact:problem:closed', status: 409 }
    stage.core.routes['POST /start'] = () => Response.json(problem, { status: 409 })
    offer({ ...video, hours: monday })
    find(button, '.option input')!.click()
    find(button, 'form .primary')!.click()
    await toTitle(button, closed)
    await until(() => text(button).includes(fromMonday))
  })
})
