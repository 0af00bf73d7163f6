import { expect } from '@open-wc/testing'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

describe('<id-contact-agent-panel> with a chat', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = new Stage()
    stage.desk.arrive({ id: 'a', channel: 'chat' }, structuredClone(exampleIdentity))
    await stage.open()
  })
  afterEach(() => stage.close())

  const chat = (): HTMLElement | null => stage.query('id-contact-chat')
  const messages = (): string[] =>
    [...(chat()?.shadowRoot?.querySelectorAll('.text') ?? [])].map((one) => one.textContent.trim())
  const field = (): HTMLTextAreaElement => chat()!.shadowRoot!.querySelector('textarea')!

  async function talk(): Promise<void> {
    await stage.click('Neem de volgende')
    await stage.until(() => chat()?.shadowRoot?.querySelector('textarea'))
  }

  it('shows it once somebody is taken, after who it is', async () => {
    stage.desk.say('a', 'resident', 'kanarie')
    expect(chat()).to.equal(null)
    await talk()
    await stage.until(() => messages()[0] === 'kanarie')
    const details = stage.query('dl')!
    expect(details.compareDocumentPosition(chat()!)).to.equal(Node.DOCUMENT_POSITION_FOLLOWING)
    field().value = 'Goedemiddag'
    field().dispatchEvent(new InputEvent('input'))
    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }))
    await stage.until(() => messages().length === 2)
    const [sent] = stage.desk.acts.filter(({ verb }) => verb === 'send')
    expect((sent!.body as { text: string }).text).to.equal('Goedemiddag')
  })

  it('takes it off the screen with the connection, and keeps what is being typed', async () => {
    stage.desk.say('a', 'resident', 'kanarie')
    await talk()
    await stage.until(() => messages().length === 1)
    const element = chat()!
    field().value = 'half a wo'
    stage.desk.down = true
    stage.desk.break()
    await stage.until(() => !chat())
    expect(element.shadowRoot!.textContent).to.not.contain('kanarie')
    stage.desk.down = false
    await stage.until(() => messages().length === 1)
    expect(chat()).to.equal(element)
    expect(field().value).to.equal('half a wo')
  })

  it('forgets it when it is over', async () => {
    stage.desk.say('a', 'resident', 'kanarie')
    await talk()
    await stage.until(() => messages().length === 1)
    const element = chat()!
    stage.desk.end('a')
    await stage.until(() => !chat())
    expect(element.shadowRoot!.textContent).to.not.contain('kanarie')
  })

  it('has none for the telephone', async () => {
    stage.desk.waiting[0]!.channel = 'phone'
    await stage.click('Neem de volgende')
    await stage.sees('In gesprek')
    await stage.pause(30)
    expect(chat()).to.equal(null)
  })
})
