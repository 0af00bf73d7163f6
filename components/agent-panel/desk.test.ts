import { expect } from '@open-wc/testing'
import { refuse } from '../../src/agent/testing/fake-desk.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

const name = 'Willeke de Bruijn-Aşçı'

describe('<id-contact-agent-panel> and its desk', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  async function talk(): Promise<void> {
    if (!stage.desk.waiting.length) stage.arrive('a')
    await stage.takeNext()
    await stage.sees(name)
  }

  it('goes back to the queue five seconds after the end', async () => {
    await talk()
    stage.hurry()
    stage.arrive('b')
    stage.desk.end('a')
    await stage.sees('Gewist.')
    expect(stage.has('Neem op')).to.equal(true)
    await stage.sees('U bent niet in gesprek')
    expect(stage.has('Gewist.')).to.equal(false)
  })

  it('signs out', async () => {
    stage.desk.login = '/login'
    await stage.open()
    await stage.click('Uitloggen')
    await stage.sees('Inloggen')
    expect(stage.desk.requests.some(({ path }) => path === '/logout')).to.equal(true)
  })

  it('tries again when the desk cannot be reached at first', async () => {
    stage.hurry()
    stage.desk.down = true
    await stage.open()
    expect(stage.text).to.contain('Geen verbinding')
    stage.desk.down = false
    await stage.sees('Niemand wacht.')
  })

  it('asks the tool for its token at each request, also after the function changed', async () => {
    stage.desk.tokens = ['one', 'two']
    stage.panel.getToken = () => 'one'
    await stage.open()
    expect(stage.has('Uitloggen')).to.equal(false)
    stage.panel.getToken = async () => 'two'
    await stage.panel.updateComplete
    stage.arrive('a')
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.sees(name)
    const tokens = stage.desk.requests.map(({ headers }) => headers.get('authorization'))
    expect(tokens[0]).to.equal('Bearer one')
    expect(tokens.at(-1)).to.equal('Bearer two')
    const connections = stage.desk.requests.filter(({ path }) => path === '/me')
    expect(connections).to.have.length(1)
  })

  it('goes to another desk when it is told to', async () => {
    await talk()
    stage.panel.desk = `${stage.desk.url}/`
    await stage.panel.updateComplete
    await stage.pause(20)
    await stage.sees(name)
    expect(stage.desk.openStreams).to.equal(1)
  })

  it('tells the page what happens, and nothing of the resident', async () => {
    const seen: [string, unknown][] = []
    const add = (event: CustomEvent): unknown => seen.push([event.type, event.detail])
    stage.panel.addEventListener('id-contact-accept', add)
    stage.panel.addEventListener('id-contact-end', ({ type, detail, bubbles, composed }) => {
      seen.push([type, detail])
      expect(bubbles && composed).to.equal(true)
      expect(detail.reason).to.equal('ended')
    })
    stage.panel.addEventListener('id-contact-error', add)
    await talk()
    stage.desk.end('a')
    await stage.sees('Gewist.')
    stage.desk.answers.set('/conversations/next', () => refuse(500, 'internal'))
    stage.arrive('b')
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.sees('Dat lukt niet. Probeer het nog eens.')
    const about = { id: 'a', purpose: 'report_move', channel: 'phone' }
    expect(seen).to.deep.equal([
      ['id-contact-accept', about],
      ['id-contact-end', { ...about, reason: 'ended' }],
      ['id-contact-error', { code: 'ERR_ID_CONTACT_PROBLEM' }],
    ])
  })
})
