import { expect } from '@open-wc/testing'
import type { Attribute } from '../../src/agent/index.ts'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

describe('what <id-contact-agent-panel> shows of a resident', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  it('stands in groups with headings, a day in words, and is copied as it came', async () => {
    const written: string[] = []
    const real = navigator.clipboard.writeText
    navigator.clipboard.writeText = (text) => Promise.resolve(void written.push(text))
    const group = { nl: 'Wie <b>verhuist</b>\u202e', en: 'Who is moving' }
    const identity = structuredClone(exampleIdentity)
    const [bsn, name, birth] = identity.attributes as [never, never, never]
    identity.attributes = [
      { ...(name as Attribute), group, kind: undefined },
      { ...(birth as Attribute), value: '1984-02-29', group, kind: 'date' },
      { ...(bsn as Attribute), group: undefined, kind: undefined },
    ]
    stage.desk.arrive({ id: 'a' }, identity)
    await stage.open()
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.sees('Kopieer BSN')
    const headings = [...stage.root.querySelectorAll('h3')].map(({ textContent }) => textContent)
    expect(headings).to.deep.equal(['Wie <b>verhuist</b>', 'Overig'])
    expect(stage.text).to.contain('Geboortedatum 29 februari 1984')
    await stage.click('Kopieer Geboortedatum')
    expect(written).to.deep.equal(['1984-02-29'])
    navigator.clipboard.writeText = real
  })
})
