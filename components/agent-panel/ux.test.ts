import { expect } from '@open-wc/testing'
import type { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

type Status = typeof exampleIdentity.status

/** What holds in every state is in `states.test.ts`, and what ends a conversation in `values.test.ts`. */
describe('what an agent has in front of them in <id-contact-agent-panel>', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  const controls = (): string[] =>
    [...stage.root.querySelectorAll<HTMLElement>('button, a, input, select')].map((one) =>
      one.textContent.replace(/\s+/g, ' ').trim(),
    )
  const minutesAgo = (minutes: number): string =>
    new Date(Date.now() - minutes * 60_000).toISOString()

  /** That the page says all of it, in this order. */
  function expectInOrder(...texts: string[]): void {
    let at = 0
    for (const text of texts) {
      const found = stage.text.indexOf(text, at)
      expect(found, `${text} in ${stage.text.slice(at)}`).to.be.at.least(0)
      at = found + text.length
    }
  }

  async function talk(status: Status): Promise<void> {
    stage.arrive('a', { status })
    await stage.takeNext()
  }

  it('is the way in alone, when nobody is signed in', async () => {
    Object.assign(stage.desk, { signedIn: false, login: '/login' })
    await stage.open()
    await stage.sees('Log in om gesprekken op te nemen.')
    expect(controls()).to.deep.equal(['Inloggen'])
  })

  it('is nothing to do and nobody, while there is no connection', async () => {
    await talk('proven')
    Object.assign(stage.desk, { down: true }).break()
    await stage.sees('Geen verbinding')
    expect(controls()).to.deep.equal([])
  })

  it('is each value at the side where its label is, whatever way it is written', async () => {
    stage.close()
    stage = new Stage('ar')
    stage.arrive('a')
    await stage.open()
    await stage.until(() => stage.query('.row button'))
    stage.query('.row button')!.click()
    await stage.until(() => stage.query('bdi.value'))
    const value = stage.query('bdi.value')!
    const range = document.createRange()
    range.selectNodeContents(value)
    const { right } = value.getBoundingClientRect()
    expect(range.getBoundingClientRect().right).to.be.closeTo(right, 1)
  })

  it('is nobody new in the queue, once the agent has taken them', async () => {
    await stage.open()
    stage.arrive('a')
    await stage.sees('Nieuw in de wachtrij')
    await stage.click('Neem de volgende')
    await stage.sees('Bewezen met')
    expect(stage.has('Nieuw in de wachtrij')).to.equal(false)
  })

  it('is whether they are there, as a choice of two', async () => {
    await stage.open()
    await stage.sees('Niemand wacht.')
    const pressed = () =>
      ['available', 'away'].map((id) => stage.query(`#${id}`)!.getAttribute('aria-pressed'))
    expect(pressed()).to.deep.equal(['true', 'false'])
    await stage.click('Even weg')
    await stage.until(() => pressed().join() === 'false,true')
    await stage.click('Beschikbaar')
    await stage.until(() => pressed().join() === 'true,false')
  })

  it('is who waits longest first, and one next step', async () => {
    for (const [id, minutes, purpose_name] of [
      ['a', 1, 'Paspoort'],
      ['b', 9, 'Verhuizing'],
      ['c', 5, 'Vergunning'],
    ] as const)
      stage.desk.arrive({ id, waiting_since: minutesAgo(minutes), purpose_name })
    await stage.open()
    await stage.sees('Neem de volgende')
    const names = [...stage.root.querySelectorAll('.row b')].map(({ textContent }) => textContent)
    expect(names).to.deep.equal(['Verhuizing', 'Vergunning', 'Paspoort'])
    const primary = [...stage.root.querySelectorAll('.primary')]
    expect(primary.map(({ textContent }) => textContent.trim())).to.deep.equal(['Neem de volgende'])
  })

  it('is what it is about, how sure that is, who it is, and then what can be done', async () => {
    await talk('proven')
    await stage.sees('Ophangen en wissen')
    expectInOrder(
      ...['In gesprek: Verhuizing doorgeven', 'Telefoon, sinds', 'Bewezen met DigiD Substantieel'],
      ...['vandaag om', 'Naam', 'BSN', 'verborgen', 'Toon', 'Kopieer'],
      ...['Vraag om identificatie', 'De inwoner ziet nu', 'Doorverbinden', 'Ophangen en wissen'],
    )
  })

  it('tells what is certain and what is not apart, by words, a drawing and a border', async () => {
    const seen = new Map<Status, string[]>()
    for (const status of ['proven', 'not_proven', 'not_verified'] as const) {
      await talk(status)
      await stage.until(() => stage.query('.band b'))
      const band = stage.query('.band')!
      const { borderBlockStartStyle: style, borderBlockStartWidth: width } = getComputedStyle(band)
      expect(band.querySelector('svg')!.getAttribute('aria-hidden')).to.equal('true')
      expect(stage.query('dl') !== null, status).to.equal(status === 'proven')
      seen.set(status, [band.querySelector('b')!.textContent.slice(0, 12), `${style} ${width}`])
      stage.close()
      stage = new Stage()
    }
    for (const index of [0, 1])
      expect(new Set([...seen.values()].map((all) => all[index])).size).to.equal(3)
  })
})
