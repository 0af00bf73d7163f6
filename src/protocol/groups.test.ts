import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { groupsOf } from './groups.ts'
import type { LocalText } from './local-text.ts'

const words = { groupPerson: 'Persoon', groupContact: 'Adres en contact', groupOther: 'Overig' }

interface Attribute {
  tag: string
  group?: LocalText
}
const of = (tag: string, more: Partial<Attribute> = {}): Attribute => ({ tag, ...more })
const told = (attributes: Attribute[]): [unknown, string[]][] =>
  groupsOf(attributes, words).map(({ label, attributes }) => [
    label,
    attributes.map(({ tag }) => tag),
  ])

describe('groups of attributes', () => {
  it('go by the tags when the desk says nothing, names first', () => {
    const tags = ['email', 'bsn', 'income', 'full_name', 'postcode', 'date_of_birth', 'address']
    assert.deepEqual(told(tags.map((tag) => of(tag))), [
      ['Persoon', ['full_name', 'bsn', 'date_of_birth']],
      ['Adres en contact', ['email', 'postcode', 'address']],
      ['Overig', ['income']],
    ])
  })

  it('have no heading when there is one', () => {
    assert.deepEqual(told([of('bsn'), of('name')]), [[undefined, ['name', 'bsn']]])
    assert.deepEqual(told([]), [])
  })

  it('are those of the desk in its order, and what is in none comes last', () => {
    const group = { nl: 'Wie verhuist', en: 'Who is moving' }
    const attributes = [of('bsn', { group }), of('name', { group: { ...group } }), of('email')]
    assert.deepEqual(told(attributes), [
      [group, ['bsn', 'name']],
      ['Overig', ['email']],
    ])
    assert.deepEqual(told([of('bsn', { group })]), [[group, ['bsn']]])
  })
})
