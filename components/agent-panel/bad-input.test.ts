import { expect } from '@open-wc/testing'
import type { Conversation } from '../../src/protocol/messages-desk.ts'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

const hidden = 'Let op: hierin staan tekens die u anders niet ziet.'
const alike = 'Let op: hierin lijken letters op andere letters.'
const piled = 'Let op: hierin staan tekens op elkaar gestapeld.'
const day = 86_400_000

describe('bad input in <id-contact-agent-panel>', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  async function talk(value: string, more: Partial<Conversation['identity']> = {}): Promise<void> {
    const attribute = { tag: 'full_name', label: 'Naam', value, sensitive: false }
    const attributes = [{ ...attribute, group: undefined, kind: undefined }]
    stage.arrive('a', { attributes, ...more })
    await stage.takeNext()
    await stage.pause(5)
  }

  for (const [value, note, shown] of [
    ['Jan\u202enessnaJ', hidden, 'Jan⟨U+202E⟩nessnaJ'],
    ['Jan\u200bJansen', hidden, 'Jan⟨U+200B⟩Jansen'],
    ['Jan\u0000\u001b[31mJansen', hidden, 'Jan[31mJansen'],
    ['pаypal', alike, 'pаypal'],
    ['𝐉𝐚𝐧', alike, '𝐉𝐚𝐧'],
    [`Z${'\u0301\u0323'.repeat(40)}`, piled, `Z${'\u0301\u0323'.repeat(40)}`],
  ] as const)
    it(`marks ${JSON.stringify(value.slice(0, 20))}`, async () => {
      await talk(value)
      expect(stage.query('bdi')!.textContent).to.equal(shown)
      expect([...stage.root.querySelectorAll('.note')].map((one) => one.textContent)).to.deep.equal(
        [note],
      )
    })

  it('says nothing of what is masked, until it is shown', async () => {
    const value = '000\u202e000012'
    const bsn = { tag: 'bsn', label: 'BSN', value, sensitive: true }
    await talk('', { attributes: [{ ...bsn, group: undefined, kind: undefined }] })
    expect(stage.has(hidden)).to.equal(false)
    await stage.click('Toon BSN')
    expect(stage.has(hidden)).to.equal(true)
    expect(stage.query('bdi')!.textContent).to.equal('000⟨U+202E⟩000012')
    await stage.click('Verberg BSN')
    expect(stage.has(hidden)).to.equal(false)
  })

  it('folds what is long, shows it when asked, and copies all of it', async () => {
    const written: string[] = []
    const real = navigator.clipboard.writeText
    navigator.clipboard.writeText = (text) => Promise.resolve(void written.push(text))
    const long = `${'x'.repeat(399)}😀${'y'.repeat(3600)}`
    await talk(long)
    const value = (): string => stage.query('bdi')!.textContent
    expect(value()).to.equal(`${'x'.repeat(399)}…`, 'no half of a character')
    await stage.click('Kopieer Naam')
    await stage.until(() => written.length)
    expect(written).to.deep.equal([long])
    const height = stage.query('bdi')!.clientHeight
    await stage.click('Toon alles Naam')
    expect(value()).to.equal(long)
    expect(stage.query('bdi')!.clientHeight).to.be.greaterThan(height)
    await stage.click('Toon minder Naam')
    expect(value()).to.have.length(400)
    navigator.clipboard.writeText = real
  })

  it('takes no value that is larger than there are, and goes on', async () => {
    const codes: string[] = []
    stage.panel.addEventListener('id-contact-error', ({ detail }) => codes.push(detail.code))
    const marker = 'Ziska'
    const value = `${marker}${'x'.repeat(100_000)}`
    const attribute = { tag: 'full_name', label: 'Naam', value, sensitive: false }
    const attributes = [{ ...attribute, group: undefined, kind: undefined }]
    stage.desk.arrive({ id: 'a' }, { ...structuredClone(exampleIdentity), attributes })
    await stage.open()
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.sees('Dat lukt niet. Probeer het nog eens.')
    expect(codes).to.deep.equal(['ERR_ID_CONTACT_BAD_ANSWER'])
    expect(stage.everything).to.not.contain(marker)
    expect(stage.has('Code van de beller')).to.equal(true)
  })

  for (const [how, ahead] of [
    ['three days ahead', -3 * day],
    ['three days behind', 3 * day],
    ['seven hours ahead', -7 * 3_600_000],
  ] as const)
    it(`says how fresh a proof is on a machine that is ${how}`, async () => {
      stage.desk.ahead = ahead
      const at = Date.now() + ahead - 5 * 60_000
      await talk('Willeke', { authenticated_at: new Date(at).toISOString() })
      // Just after midnight five minutes ago was yesterday.
      const isToday = new Date(at).getDate() === new Date(at + 5 * 60_000).getDate()
      expect(stage.text.includes('vandaag om')).to.equal(isToday)
      expect(stage.text).to.match(/\b[56] minuten geleden\./)
      expect(stage.has('Dat is lang geleden.')).to.equal(false)
    })

  it('calls a proof old after an hour, and one of the future new', async () => {
    stage.desk.ahead = -3 * day
    const at = (minutes: number) => new Date(Date.now() - 3 * day - minutes * 60_000).toISOString()
    await talk('Willeke', { authenticated_at: at(61) })
    expect(stage.has('Dat is lang geleden.')).to.equal(true)
    stage.desk.end('a')
    await stage.sees('Gewist.')
    stage.close()
    stage = new Stage()
    await talk('Willeke', { authenticated_at: at(-3 * 24 * 60 - 10) })
    expect(stage.text).to.contain('1 minuut geleden.')
  })

  it('lets an agent finish first, and keeps no notes of anything', async () => {
    await talk('Willeke')
    expect(stage.root.querySelectorAll('.conversation :is(input, textarea)')).to.have.length(0)
    await stage.click('Ophangen en wissen')
    await stage.click('Ja, ophangen en wissen')
    await stage.sees('Aantekeningen worden hier niet bewaard.')
    await stage.click('Ik rond nog af')
    await stage.until(() => stage.desk.presence === 'away')
    await stage.until(() => !stage.query('#wrap-up'))
    expect(stage.root.querySelectorAll('.conversation :is(input, textarea)')).to.have.length(0)
    expect(localStorage.length + sessionStorage.length).to.equal(0)
  })
})
