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
