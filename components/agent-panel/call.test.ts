import { expect } from '@open-wc/testing'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { refuse } from '../../src/agent/testing/fake-desk.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { AgentPanelEventDetail } from './events.ts'
import { Stage } from './testing/panel.ts'

const name = 'Willeke de Bruijn-Aşçı'
const unknown = 'Deze beller is niet geïdentificeerd.'

describe('<id-contact-agent-panel> and calls that the agent answers elsewhere', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  const arrive = (id: string, call: string): void => {
    stage.desk.arrive({ id }, structuredClone(exampleIdentity))
    stage.desk.calls.set(call, id)
  }
  const asked = (): unknown[] =>
    stage.desk.requests.filter(({ path }) => path === '/conversations/call').map(({ body }) => body)

  it('shows who is in the call, and leaves the focus where it is', async () => {
    arrive('a', 'call-1')
    await stage.open()
    await stage.sees('Neem de volgende')
    const accepted: AgentPanelEventDetail[] = []
    stage.panel.addEventListener('id-contact-accept', ({ detail }) => accepted.push(detail))
    stage.query('input')!.focus()
    stage.panel.callId = 'call-1'
    await stage.sees(name)
    expect(stage.focused).to.equal(stage.query('input')?.id ?? 'conversation-title')
    expect(accepted.map(({ id }) => id)).to.deep.equal(['a'])
    stage.desk.end('a')
    await stage.sees('Gewist.')
    expect(stage.everything).not.to.contain(name)
    expect(asked().length).to.equal(1)
  })

  it('opens the call of an attribute once there is a connection', async () => {
    stage.hurry()
    arrive('a', 'call-1')
    stage.desk.down = true
    stage.panel.setAttribute('call-id', 'call-1')
    await stage.open()
    expect(stage.has('Geen verbinding')).to.equal(true)
    stage.desk.down = false
    await stage.sees(name)
  })

  it('says that a caller is not identified, and forgets that with the call', async () => {
    stage.width = 320
    await stage.open()
    await stage.sees('Niemand wacht.')
    stage.panel.callId = 'call-1'
    await stage.sees(unknown)
    expect(stage.query('.band')!.getClientRects().length).to.equal(1, 'also in a side bar')
    expect(stage.query('.band.warning[part=unproven]')!.textContent).to.contain(unknown)
    expect(stage.status).to.contain(unknown)
    expect(stage.has('Niemand wacht.')).to.equal(true)
    stage.panel.callId = ''
    await stage.until(() => !stage.query('.band'))
    expect(asked()).to.deep.equal([{ call: 'call-1' }])
  })

  it('takes the next as before, also during a call of which nobody is known', async () => {
    arrive('a', 'other')
    await stage.open()
    await stage.sees('Neem de volgende')
    stage.panel.callId = 'call-1'
    await stage.sees(unknown)
    await stage.click('Neem de volgende')
    await stage.sees(name)
    expect(stage.query('[part=unproven]')).to.equal(null)
  })

  it('finishes one conversation before it shows the next', async () => {
    stage.hurry()
    arrive('a', 'call-1')
    arrive('b', 'call-2')
    const { attributes } = stage.desk.identities.get('b')!
    attributes.find(({ tag }) => tag.includes('name'))!.value = 'Ruud Zoveel'
    await stage.open()
    stage.panel.callId = 'call-1'
    await stage.sees(name)
    stage.panel.callId = 'call-2'
    await stage.until(() => stage.desk.active.has('b'))
    await stage.pause(20)
    expect(stage.has('Ruud Zoveel')).to.equal(false)
    stage.desk.end('a')
    await stage.sees('Ruud Zoveel')
    expect(stage.everything).not.to.contain(name)
  })

  it('is about the last call: what comes late of an earlier one says nothing', async () => {
    arrive('b', 'call-2')
    await stage.open()
    let answer = (): void => {}
    const late = new Promise<void>((resolve) => (answer = resolve))
    stage.desk.answers.set('/conversations/call', async () => {
      await late
      return new Response(null, { status: 204 })
    })
    await stage.until(() => stage.has('wacht'))
    stage.panel.callId = 'call-1'
    await stage.until(() => asked().length === 1)
    stage.desk.answers.delete('/conversations/call')
    stage.panel.callId = ''
    await stage.panel.updateComplete
    answer()
    await stage.pause(20)
    expect(stage.has(unknown)).to.equal(false)
  })

  it('says that a colleague has it, and blocks nobody', async () => {
    await stage.open()
    await stage.sees('Niemand wacht.')
    stage.desk.answers.set('/conversations/call', () => refuse(409, 'taken'))
    stage.panel.callId = 'call-1'
    await stage.until(() => stage.status.includes('Opgepakt door een collega'))
    expect(stage.has('Niemand wacht.')).to.equal(true)
    stage.desk.answers.set('/conversations/call', () => refuse(503, 'unavailable'))
    stage.panel.callId = 'call-2'
    await stage.until(() => stage.status.includes('Dat lukt niet'))
    expect(stage.has('Niemand wacht.')).to.equal(true)
  })
})
