import { expect } from '@open-wc/testing'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { refuse } from '../../src/agent/testing/fake-desk.ts'
import type { Conversation } from '../../src/protocol/messages-desk.ts'
import { generateKey } from '../../src/protocol/keys.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

const name = 'Willeke de Bruijn-Aşçı'
const bad = 'De handtekening klopt niet. Behandel deze gegevens als onbekend.'
const unchecked = 'De handtekening is hier niet gecontroleerd. Stel een controlevraag.'

describe('<id-contact-agent-panel> and the signature under a result', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  async function take(changes: object = {}): Promise<void> {
    stage.desk.arrive({ id: 'a' }, { ...structuredClone(exampleIdentity), ...changes })
    await stage.open()
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.until(() => stage.query('.band'))
  }

  function expectHidden(): void {
    expect(stage.text).to.contain(bad)
    for (const value of [name, '000000012', '10-03-1997'])
      expect(stage.everything).to.not.contain(value)
    expect(stage.query('[part=proven]')).to.equal(null)
  }

  it('shows as proven what the plugin signed', async () => {
    await take()
    expect(stage.text).to.contain('Bewezen met DigiD Substantieel')
    expect(stage.text).to.contain(name)
    expect(stage.query('[part=proven]')).to.not.equal(null)
  })

  const lies: Record<string, object> = {
    'another name': { attributes: { bsn: '000000012', full_name: 'Jan', birth_date: '' } },
    'fewer values': { attributes: { full_name: name } },
    'a lower level': { acr: 'low' },
    'another device': { cross_device: true },
    'another time': { auth_time: 1_700_000_000 },
    'another conversation': { binding: 'binding of b' },
    'another method': { auth_method: 'yivi' },
    'another plugin': { iss: 'https://evil.example' },
    'that it failed': { status: 'failed', attributes: undefined },
    'another kind of token': { sub: 'id-contact-widget-params' },
    'a time long ago': { iat: 1_700_000_000, exp: 1_700_000_300 },
    'a life of years': { exp: 4_000_000_000 },
  }
  for (const [what, claims] of Object.entries(lies))
    it(`hides the values when what was signed says ${what}`, async () => {
      const errors: string[] = []
      stage.panel.addEventListener('id-contact-error', ({ detail }) => errors.push(detail.code))
      stage.desk.plugin.lies = claims as Record<string, unknown>
      await take()
      expectHidden()
      expect(errors).to.deep.equal(['ERR_ID_CONTACT_NOT_VERIFIED'])
      expect(stage.status).to.contain('De handtekening klopt niet.')
    })

  it('hides the values when another key signed', async () => {
    stage.panel.trustedMethods = [
      {
        authMethod: 'digid',
        issuer: 'https://digid.example',
        legacy: false,
        keys: [(await generateKey('sig')).publicKey],
      },
    ]
    await take()
    expectHidden()
    expect(stage.desk.requests.some(({ path }) => path === '/keys')).to.equal(false)
  })

  it('hides the values when the same statement stands under two conversations', async () => {
    await take()
    const answer = await stage.desk.fetch(`${stage.desk.url}/conversations/a`)
    const { identity } = (await answer.json()) as Conversation
    const { proof } = identity
    expect(proof!.binding).to.equal('binding of a')
    stage.desk.end('a')
    await stage.sees('Gewist.')
    stage.desk.arrive({ id: 'b' }, structuredClone(identity))
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.until(() => stage.query('.band'))
    expectHidden()
  })

  const gaps: Record<string, () => void> = {
    'the desk hands none on': () => (stage.desk.plugin.isProving = false),
    'the keys cannot be had': () =>
      stage.desk.answers.set('/keys', () => refuse(503, 'unavailable')),
    'nobody knows the plugin': () => (stage.panel.trustedMethods = []),
  }
  for (const [why, prepare] of Object.entries(gaps))
    it(`says that it was not checked when ${why}`, async () => {
      prepare()
      await take()
      expect(stage.text).to.contain(unchecked)
      expect(stage.text).to.contain('Volgens de balie: Bewezen met DigiD Substantieel')
      expect(stage.text).to.contain(name)
      expect(stage.query('[part=proven]')).to.equal(null)
    })

  it('asks for the keys again when the plugin has new ones', async () => {
    const real = await stage.desk.fetch(`${stage.desk.url}/keys`)
    const keys = (await real.json()) as { auth_methods: { keys: object[] }[] }
    let asked = 0
    const old = structuredClone(keys)
    old.auth_methods[0]!.keys = [(await generateKey('sig')).publicKey]
    stage.desk.answers.set('/keys', () => Response.json(asked++ ? keys : old))
    stage.desk.plugin.lies = { jti: undefined }
    await take()
    expectHidden()
    stage.desk.change('a', { identity: structuredClone({ ...exampleIdentity, level: 'low' }) })
    await stage.sees('Bewezen met DigiD Laag')
    expect(asked).to.equal(2)
  })

  describe('while it is still looked at', () => {
    const { subtle } = crypto
    let answer: () => void
    let errors: string[]
    beforeEach(async () => {
      errors = []
      stage.panel.addEventListener('id-contact-error', ({ detail }) => errors.push(detail.code))
      const isToBeAnswered = new Promise<void>((resolve) => (answer = resolve))
      const slow = (...given: Parameters<SubtleCrypto['verify']>) =>
        isToBeAnswered.then(() => SubtleCrypto.prototype.verify.apply(subtle, given))
      Object.defineProperty(subtle, 'verify', { value: slow, configurable: true })
      stage.desk.arrive({ id: 'a' }, structuredClone(exampleIdentity))
      await stage.open()
      await stage.sees('Neem de volgende')
      await stage.click('Neem de volgende')
      await stage.sees('We controleren de handtekening.')
      await stage.pause(100)
    })
    afterEach(() => Reflect.deleteProperty(subtle, 'verify'))

    it('says nothing bad of it when the resident hangs up', async () => {
      stage.desk.end('a')
      await stage.sees('Gewist.')
      answer()
      await stage.pause(100)
      expect(errors).to.deep.equal([])
      expect(stage.status).to.contain('Gewist.')
    })

    it('says nothing bad of it when the agent locks the panel, and looks again', async () => {
      stage.panel.lock()
      await stage.sees('De gegevens zijn verborgen.')
      answer()
      await stage.pause(100)
      expect(errors).to.deep.equal([])
      expect(stage.status).to.contain('De gegevens zijn verborgen.')
      await stage.click('Toon de gegevens weer')
      await stage.sees('Bewezen met DigiD Substantieel')
      expect(stage.text).to.contain(name)
    })
  })

  it('does not trust the clock of this machine', async () => {
    const real = Date.now
    Date.now = () => real() + 400 * 86_400_000
    try {
      await take()
      expect(stage.text).to.contain('Bewezen met DigiD Substantieel')
    } finally {
      Date.now = real
    }
  })

  it('checks anew what is proven during the conversation', async () => {
    stage.desk.arrive({ id: 'a' })
    await stage.open()
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.sees('Deze beller is niet geïdentificeerd.')
    stage.desk.plugin.lies = { binding: 'binding of another' }
    stage.desk.change('a', { identity: structuredClone(exampleIdentity) })
    await stage.sees(bad)
    expectHidden()
  })
})
