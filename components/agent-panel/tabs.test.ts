/** Two panels of one agent, as in two tabs: locks and channels do not care which of them is where. */
import { expect } from '@open-wc/testing'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { IdContactAgentPanel } from './id-contact-agent-panel.ts'
import { Stage } from './testing/panel.ts'

const name = 'Willeke de Bruijn-Aşçı'
const elsewhere = 'Dit gesprek is in een ander venster geopend.'

describe('panels in two tabs', () => {
  let stage: Stage
  let other: IdContactAgentPanel
  let told: string[]
  const channel = new BroadcastChannel('id-contact-agent')
  beforeEach(async () => {
    told = []
    stage = new Stage()
    channel.onmessage = ({ data }) => {
      // Those of other files talk on it too: they run at the same time, each at a desk of its own.
      const isOfOther = /^https:/.test(data?.desk) && data.desk !== stage.desk.url
      if (!isOfOther) told.push(JSON.stringify(data))
    }
    stage.desk.arrive({ id: 'one' }, structuredClone(exampleIdentity))
    await stage.open()
    other = document.createElement('id-contact-agent-panel')
    other.desk = stage.desk.url
    stage.panel.after(other)
    await stage.until(() => textOf(other).includes('Neem de volgende'))
  })
  afterEach(() => stage.close())

  const textOf = (panel: IdContactAgentPanel): string =>
    (panel.shadowRoot!.querySelector('.panel')?.textContent ?? '').replace(/\s+/g, ' ')
  const otherSees = (words: string) => stage.until(() => textOf(other).includes(words))
  const otherClicks = (words: string): void => {
    const buttons = [...other.shadowRoot!.querySelectorAll('button')]
    buttons.find(({ textContent }) => textContent.trim().startsWith(words))!.click()
  }
  async function talk(): Promise<void> {
    await stage.click('Neem de volgende')
    await stage.sees(name)
    await otherSees(elsewhere)
  }

  it('show a conversation in the one where it was taken; the other says so', async () => {
    await talk()
    expect(textOf(other)).to.not.contain(name)
    expect(await other.provenAttributes()).to.deep.equal([])
    expect(stage.text).to.not.contain(elsewhere)
  })

  it('let the other one take over, and back', async () => {
    await talk()
    otherClicks('Ga hier verder')
    await otherSees(name)
    await stage.sees(elsewhere)
    expect(stage.everything).to.not.contain(name)
    await stage.click('Ga hier verder')
    await stage.sees(name)
    await otherSees(elsewhere)
    expect(textOf(other)).to.not.contain(name)
  })

  it('erase it in both when it ends', async () => {
    await talk()
    await stage.click('Ophangen en wissen')
    await stage.click('Ja, ophangen en wissen')
    await stage.sees('Gewist.')
    await otherSees('Gewist.')
  })

  it('take it along when the tab that had it comes back', async () => {
    await talk()
    stage.panel.remove()
    expect(textOf(other)).to.contain(elsewhere)
    other.after(stage.panel)
    await stage.sees(name)
  })

  it('lock together, whichever the tool locks', async () => {
    await talk()
    other.lock()
    await stage.sees('U heeft dit scherm vergrendeld.')
    expect(stage.everything).to.not.contain(name)
    expect(textOf(other)).to.contain(elsewhere)
    await stage.click('Toon de gegevens weer')
    await stage.sees(name)
  })

  it('sign out together', async () => {
    await stage.click('Uitloggen')
    await otherSees('U bent niet ingelogd')
  })

  it('say nothing of anybody to each other', async () => {
    await talk()
    stage.panel.lock()
    await stage.sees('U heeft dit scherm vergrendeld.')
    await stage.until(() => told.length > 0)
    expect(told).to.deep.equal([JSON.stringify({ desk: stage.desk.url, news: 'lock' })])
    const { held = [] } = await navigator.locks.query()
    expect(held.map((lock) => lock.name)).to.include(`id-contact-agent ${stage.desk.url} one`)
  })

  it('show it in both where the browser has no locks', async () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true })
    try {
      await stage.click('Neem de volgende')
      await stage.sees(name)
      await otherSees(name)
    } finally {
      Reflect.deleteProperty(navigator, 'locks')
    }
  })
})
