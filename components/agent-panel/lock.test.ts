import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

const name = 'Willeke de Bruijn-Aşçı'

describe('<id-contact-agent-panel> that is locked', () => {
  let stage: Stage
  const realDate = Date.now
  beforeEach(() => (stage = new Stage()))
  afterEach(() => {
    Date.now = realDate
    Reflect.deleteProperty(document, 'visibilityState')
    stage.close()
  })

  async function talk(row: object = {}): Promise<void> {
    stage.desk.arrive({ id: 'a', ...row }, structuredClone(exampleIdentity))
    await stage.takeNext()
    await stage.sees(name)
  }

  function turn(visibility: 'hidden' | 'visible'): void {
    Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }

  function expectNothingLeft(): void {
    for (const value of [name, 'Willeke', '000000012', '10-03-1997'])
      expect(stage.everything).to.not.contain(value)
  }

  it('has nothing of the resident on screen, and shows it again with the keyboard, masked', async () => {
    await talk()
    await stage.click('Toon BSN')
    stage.button('Vergrendel').focus()
    await sendKeys({ press: 'Enter' })
    await stage.sees('De gegevens zijn verborgen. U heeft dit scherm vergrendeld.')
    expectNothingLeft()
    expect(stage.status).to.contain('De gegevens zijn verborgen.')
    expect(stage.focused).to.equal('unlock')
    await sendKeys({ press: 'Enter' })
    await stage.sees(name)
    expect(stage.focused).to.equal('conversation-title')
    expect(stage.everything).to.not.contain('000000012')
    expect(stage.status).to.equal('')
  })

  it('does so when the page was out of sight for too long, and says why', async () => {
    stage.panel.lockAfter = 0.005
    await talk()
    turn('hidden')
    await stage.sees('Dit venster was lang niet in beeld.')
    expectNothingLeft()
    turn('visible')
    await stage.pause(20)
    expectNothingLeft()
  })

  it('does so when it wakes from a sleep without timers', async () => {
    await talk()
    turn('hidden')
    Date.now = () => realDate() + 16 * 60_000
    turn('visible')
    await stage.sees('Dit venster was lang niet in beeld.')
    expectNothingLeft()
  })

  it('does not when it was away for a moment, or may be for ever', async () => {
    await talk()
    turn('hidden')
    Date.now = () => realDate() + 14 * 60_000
    turn('visible')
    stage.panel.lockAfter = 0
    await stage.panel.updateComplete
    turn('hidden')
    Date.now = () => realDate() + 99 * 60_000
    turn('visible')
    await stage.panel.updateComplete
    expect(stage.has(name)).to.equal(true)
  })

  it('stays so through a lost connection', async () => {
    await talk()
    stage.panel.lock()
    await stage.sees('De gegevens zijn verborgen.')
    stage.hurry()
    stage.desk.break()
    await stage.sees('Geen verbinding')
    await stage.sees('U heeft dit scherm vergrendeld.')
    expectNothingLeft()
  })

  it('is locked when it is back, also when that was asked without a connection', async () => {
    await talk()
    stage.desk.down = true
    stage.desk.break()
    await stage.sees('Geen verbinding')
    stage.panel.lock()
    stage.hurry()
    stage.desk.down = false
    await stage.sees('U heeft dit scherm vergrendeld.')
    expectNothingLeft()
    await stage.click('Toon de gegevens weer')
    await stage.sees(name)
  })

  it('is locked after a sleep in which the connection was lost', async () => {
    await talk()
    turn('hidden')
    stage.desk.down = true
    stage.desk.break()
    await stage.sees('Geen verbinding')
    Date.now = () => realDate() + 16 * 60_000
    turn('visible')
    stage.hurry()
    stage.desk.down = false
    await stage.sees('Dit venster was lang niet in beeld.')
    expectNothingLeft()
  })

  it('is locked when that was asked before there was a connection', async () => {
    stage.desk.arrive({ id: 'a' }, structuredClone(exampleIdentity))
    stage.desk.take('a')
    void stage.open()
    stage.panel.lock()
    await stage.sees('U heeft dit scherm vergrendeld.')
    expectNothingLeft()
  })

  it('is locked when that is asked while somebody is being taken', async () => {
    stage.desk.arrive({ id: 'a' }, structuredClone(exampleIdentity))
    await stage.open()
    await stage.click('Neem de volgende')
    stage.panel.lock()
    await stage.sees('U heeft dit scherm vergrendeld.')
    expectNothingLeft()
  })

  it('stays so when that is asked while the values are on their way', async () => {
    await talk()
    stage.panel.lock()
    await stage.sees('U heeft dit scherm vergrendeld.')
    await stage.click('Toon de gegevens weer')
    stage.panel.lock()
    await stage.pause(50)
    expectNothingLeft()
    expect(stage.has('U heeft dit scherm vergrendeld.')).to.equal(true)
    await stage.click('Toon de gegevens weer')
    await stage.sees(name)
  })

  it('stays so when the page puts it elsewhere', async () => {
    await talk()
    stage.panel.lock()
    await stage.sees('U heeft dit scherm vergrendeld.')
    stage.panel.parentElement!.append(stage.panel)
    await stage.pause(50)
    await stage.sees('U heeft dit scherm vergrendeld.')
    expectNothingLeft()
  })

  it('shows whom the agent takes afterwards', async () => {
    await stage.open()
    stage.panel.lock()
    stage.desk.arrive({ id: 'a' }, structuredClone(exampleIdentity))
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.sees(name)
  })

  it('shows who is in a call that was answered while the page was long out of sight', async () => {
    stage.panel.lockAfter = 0.005
    stage.desk.arrive({ id: 'a' }, structuredClone(exampleIdentity))
    stage.desk.calls.set('call-1', 'a')
    await stage.open()
    turn('hidden')
    await stage.pause(400)
    stage.panel.callId = 'call-1'
    await stage.sees(name)
    turn('visible')
    await stage.panel.updateComplete
    expect(stage.has(name)).to.equal(true)
  })

  it('hears that the resident hung up', async () => {
    await talk()
    stage.panel.lock()
    await stage.sees('De gegevens zijn verborgen.')
    stage.desk.end('a')
    await stage.sees('Gewist.')
  })

  it('puts what was written in a chat away too', async () => {
    stage.desk.say('a', 'resident', 'Ik verhuis naar de Dorpsstraat')
    await talk({ channel: 'chat' })
    const chat = (): string => stage.query('id-contact-chat')?.shadowRoot?.textContent ?? ''
    await stage.until(() => chat().includes('Dorpsstraat'))
    stage.panel.lock()
    await stage.until(() => !stage.query('id-contact-chat'))
    await stage.click('Toon de gegevens weer')
    await stage.until(() => chat().includes('Dorpsstraat'))
  })
})
