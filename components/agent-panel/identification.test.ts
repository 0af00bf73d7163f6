import { expect } from '@open-wc/testing'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { refuse } from '../../src/agent/testing/fake-desk.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

const asked = 'De inwoner kiest nu hoe hij laat zien wie hij is.'
const started = 'De inwoner is nu aan het inloggen.'
const failed = 'Het inloggen is niet gelukt. U kunt het opnieuw vragen.'
const cancelled = 'De inwoner is gestopt met inloggen. U kunt het opnieuw vragen.'
const proven = 'De inwoner heeft laten zien wie hij is.'

describe('the question who a caller is', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  async function talk(identity?: typeof exampleIdentity): Promise<void> {
    stage.desk.arrive({ id: 'a' }, identity && structuredClone(identity))
    await stage.takeNext()
  }
  const ask = (): Promise<void> => stage.click('Vraag om identificatie')
  const posts = (): number =>
    stage.desk.requests.filter(({ path }) => path.endsWith('/authenticate')).length

  it('is asked, followed, and answered without a word of the agent', async () => {
    await talk()
    const said: string[] = []
    const listen = (): void => {
      if (stage.status && said.at(-1) !== stage.status) said.push(stage.status)
    }
    const observer = new MutationObserver(listen)
    observer.observe(stage.root, { subtree: true, childList: true, characterData: true })
    stage.button('Vraag om identificatie').focus()
    await ask()
    await stage.sees(asked)
    stage.desk.identification('a', 'started')
    await stage.sees(started)
    expect(stage.has(asked)).to.equal(false)
    stage.desk.change('a', {
      identification: undefined,
      identity: structuredClone(exampleIdentity),
    })
    await stage.sees('Willeke de Bruijn-Aşçı')
    await stage.sees(proven)
    expect(stage.query('.proven')).to.not.equal(null)
    expect(stage.query('.identification')).to.equal(null)
    expect(stage.focused).to.equal('identify', 'nothing took the focus away')
    observer.disconnect()
    expect(said).to.deep.equal([asked, started, proven])
    expect(said.join()).to.not.contain('Willeke')
  })

  for (const [state, words] of [
    ['failed', failed],
    ['cancelled', cancelled],
  ] as const)
    it(`can be asked again: ${state}`, async () => {
      await talk()
      await ask()
      await stage.sees(asked)
      stage.desk.identification('a', state)
      await stage.sees(words)
      await stage.until(() => stage.status === words)
      expect(stage.has('Deze beller is niet geïdentificeerd.')).to.equal(true)
      await ask()
      await stage.sees(asked)
      expect(posts()).to.equal(2)
    })

  it('can be asked of somebody who showed it before, whose details stay meanwhile', async () => {
    await talk(exampleIdentity)
    await stage.click('Toon')
    await ask()
    await stage.sees(asked)
    expect(stage.has('Bewezen met DigiD Substantieel')).to.equal(true)
    expect(stage.has('000000012')).to.equal(true, 'what was revealed stays so')
    const fresh = structuredClone(exampleIdentity)
    fresh.attributes[0]!.value = '000000024'
    stage.desk.change('a', { identity: { ...fresh, level: 'high' }, identification: undefined })
    await stage.sees('Bewezen met DigiD Hoog')
    expect(stage.everything).to.not.contain('000000012')
    expect(stage.everything).to.not.contain('000000024', 'what is new is masked')
  })

  it('says again how it stands when it is asked while it is open', async () => {
    await talk()
    await ask()
    await stage.until(() => stage.status === asked)
    await ask()
    await stage.until(() => posts() === 2)
    expect(stage.status).to.equal(asked)
  })

  it('is not there where nobody can be asked', async () => {
    stage.desk.identifiable = false
    await talk()
    expect(stage.query('#identify')).to.equal(null)
  })

  it('says that it does not work', async () => {
    await talk()
    stage.desk.answers.set('/conversations/a/authenticate', () => refuse(503, 'unavailable'))
    await ask()
    await stage.until(() => stage.status === 'Dat lukt niet. Probeer het nog eens.')
    stage.desk.answers.set('/conversations/a/authenticate', () => refuse(409, 'not-identifiable'))
    await ask()
    await stage.sees('Bij dit gesprek kunt u niet om identificatie vragen.')
    expect(stage.query('.identification')).to.equal(null)
  })

  it('is on screen after a reload, and is no news then', async () => {
    await talk()
    await ask()
    await stage.sees(asked)
    const { desk } = stage
    desk.identification('a', 'failed')
    await stage.sees(failed)
    stage.close()
    const again = new Stage()
    for (const [id, conversation] of desk.active) again.desk.active.set(id, conversation)
    stage = again
    await stage.open()
    await stage.sees(failed)
    expect(stage.status).to.equal('')
  })
})
