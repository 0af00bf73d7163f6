/** What a page adds to the panel, and what it may know of a conversation. */
import { expect } from '@open-wc/testing'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { AgentPanelSlot } from './events.ts'
import { Stage } from './testing/panel.ts'

const name = 'Willeke de Bruijn-Aşçı'

let stage: Stage
let action: HTMLButtonElement
let help: HTMLButtonElement
beforeEach(async () => {
  stage = new Stage()
  action = own('actions')
  help = own('toolbar')
  stage.desk.arrive({ id: 'one' }, structuredClone(exampleIdentity))
  await stage.open()
})
afterEach(() => stage.close())

function own(slot: AgentPanelSlot): HTMLButtonElement {
  const button = Object.assign(document.createElement('button'), { slot, textContent: slot })
  stage.panel.append(button)
  return button
}
const isShown = (button: HTMLElement): boolean => button.checkVisibility()
const values = async () => (await stage.panel.provenAttributes()).map(({ value }) => value)

async function talk(): Promise<void> {
  await stage.click('Neem de volgende')
  await stage.sees(name)
}

describe('actions of a page', () => {
  it('are there while a conversation is on screen, and at no other time', async () => {
    expect(isShown(action)).to.equal(false)
    expect(isShown(help)).to.equal(true)
    await talk()
    expect(isShown(action)).to.equal(true)
    await stage.click('Vergrendel')
    expect(isShown(action)).to.equal(false)
    await stage.click('Toon de gegevens weer')
    await stage.sees(name)
    expect(isShown(action)).to.equal(true)
    await stage.click('Ophangen en wissen')
    expect(isShown(action)).to.equal(false)
    await stage.click('Ja, ophangen en wissen')
    await stage.sees('Gewist.')
    expect(isShown(action)).to.equal(false)
    expect(isShown(help)).to.equal(true)
  })

  it('do not let the focus fall out of the panel when they go', async () => {
    await talk()
    action.focus()
    stage.panel.lock()
    await stage.sees('U heeft dit scherm vergrendeld')
    expect(stage.focused).to.equal('conversation-title')
    help.focus()
    stage.desk.end('one')
    await stage.sees('Gewist.')
    expect(document.activeElement).to.equal(help)
  })

  it('are told which conversation it is, and what is proven, by asking', async () => {
    expect(stage.panel.conversation).to.equal(undefined)
    expect(await values()).to.deep.equal([])
    await talk()
    expect(stage.panel.conversation).to.deep.equal({
      id: 'one',
      purpose: 'report_move',
      channel: 'phone',
    })
    expect(await values()).to.include(name)
    expect(action.outerText).to.equal('actions')
  })

  it('hold no value once it is gone from the screen', async () => {
    await talk()
    const kept = await stage.panel.provenAttributes()
    stage.panel.lock()
    expect(kept.map(({ value }) => value).join('')).to.equal('')
    expect(await values()).to.deep.equal([])
    expect(stage.panel.conversation).to.equal(undefined)
  })

  it('get nothing that only the desk says', async () => {
    stage.desk.plugin.lies = { binding: 'binding of another' }
    await stage.click('Neem de volgende')
    await stage.sees('De handtekening klopt niet')
    expect(await values()).to.deep.equal([])
    expect(stage.panel.conversation?.id).to.equal('one')
  })
})
