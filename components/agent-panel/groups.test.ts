import { expect } from '@open-wc/testing'
import type { Attribute } from '../../src/agent/index.ts'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'
import { dateInWords } from './work/date.ts'
import { groupsOf } from './work/groups.ts'
import { wordsIn } from './work/words/index.ts'

const words = wordsIn('nl')
const of = (tag: string, more: Partial<Attribute> = {}): Attribute => ({
  ...{ tag, label: tag, value: 'x', sensitive: false },
  ...more,
})
const told = (attributes: Attribute[]): [unknown, string[]][] =>
  groupsOf(attributes, words).map(({ label, attributes }) => [
    label,
    attributes.map(({ tag }) => tag),
  ])

describe('groups of attributes', () => {
  it('go by the tags when the desk says nothing, names first', () => {
    const tags = ['email', 'bsn', 'income', 'full_name', 'postcode', 'date_of_birth', 'address']
    expect(told(tags.map((tag) => of(tag)))).to.deep.equal([
      ['Persoon', ['full_name', 'bsn', 'date_of_birth']],
      ['Adres en contact', ['email', 'postcode', 'address']],
      ['Overig', ['income']],
    ])
  })

  it('have no heading when there is one', () => {
    expect(told([of('bsn'), of('name')])).to.deep.equal([[undefined, ['name', 'bsn']]])
    expect(told([])).to.deep.equal([])
  })

  it('are those of the desk in its order, and what is in none comes last', () => {
    const group = { nl: 'Wie verhuist', en: 'Who is moving' }
    const attributes = [of('bsn', { group }), of('name', { group: { ...group } }), of('email')]
    expect(told(attributes)).to.deep.equal([
      [group, ['bsn', 'name']],
      ['Overig', ['email']],
    ])
    expect(told([of('bsn', { group })])).to.deep.equal([[group, ['bsn']]])
  })
})

describe('dates', () => {
  const said = (value: string, more: Partial<Attribute> = {}, language = 'nl') =>
    dateInWords(of('date_of_birth', { value, ...more }), language)

  it('are as people write them in their language', () => {
    expect(said('1984-02-29')).to.equal('29 februari 1984')
    expect(said('1984-02-29', {}, 'en')).to.match(/29 February 1984|February 29, 1984/)
    expect(said('1984-02-29', {}, 'de')).to.equal('29. Februar 1984')
    for (const language of ['fr', 'tr', 'ar', 'pl', 'uk', 'es'])
      expect(said('1984-02-29', {}, language), language).to.match(/\p{L}{3}/u)
    expect(said('2026-12-31', { tag: 'valid_until', kind: 'date' })).to.equal('31 december 2026')
    expect(said('0999-01-01')).to.equal('1 januari 999')
  })

  it('stay what they are when they are no whole day that there was', () => {
    for (const value of [
      ...['1985-02-29', '1984-13-01', '1984-00-00', '1984-02-30', '1984', '1984-02', ''],
      ...['29-02-1984', '1984-2-9', '1984-02-29T00:00', ' 1984-02-29', '1984-02-29\n'],
      ...['１９８４-02-29', '+001984-02-29', '1984-02-29<b>', '1984\u200b-02-29'],
    ])
      expect(said(value), JSON.stringify(value)).to.equal(undefined)
  })

  it('are no dates because they look so', () => {
    for (const tag of ['reference', 'full_name', 'bsn', 'not_date_of_birth'])
      expect(said('1984-02-29', { tag }), tag).to.equal(undefined)
  })
})

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
