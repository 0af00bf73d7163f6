import { expect } from '@open-wc/testing'
import { afterEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'
import type { AgentPanelTexts } from './texts.ts'

describe('<id-contact-agent-panel> in words of the municipality', () => {
  let stage: Stage
  afterEach(() => stage.close())

  const own: AgentPanelTexts = {
    panel: {
      nl: { empty: '<b>Even rust.</b>', queue: 'Wie wacht in Juinen' },
      en: { empty: 'Some rest.' },
    },
    work: { nl: { settings: 'Wat u wilt' } },
  }

  it('says those, as text, and ours where there is none', async () => {
    stage = new Stage()
    stage.panel.setAttribute('texts', JSON.stringify(own))
    await stage.open()
    await stage.sees('Wie wacht in Juinen')
    await stage.sees('Wat u wilt')
    await stage.sees('Code van de beller')
    expect(stage.text).to.include('<b>Even rust.</b>')
    expect(stage.root.querySelector('b')).to.equal(null)
  })

  it('in each language apart, also as a property', async () => {
    stage = new Stage('en')
    stage.panel.texts = own
    await stage.open()
    await stage.sees('Some rest.')
    await stage.sees('Queue')
  })

  it('is not put off by what is no text', async () => {
    stage = new Stage()
    stage.panel.setAttribute('texts', '{ "panel": { "nl": { "queue": 3, "empty": null } } }')
    await stage.open()
    await stage.sees('Wachtrij')
    await stage.sees('Niemand wacht')
  })
})
