import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dateInWords } from './date-in-words.ts'

describe('dates', () => {
  const said = (value: string, more: { tag?: string; kind?: 'date' } = {}, language = 'nl') =>
    dateInWords({ tag: 'date_of_birth', value, ...more }, language)

  it('are as people write them in their language', () => {
    assert.equal(said('1984-02-29'), '29 februari 1984')
    assert.match(said('1984-02-29', {}, 'en')!, /29 February 1984|February 29, 1984/)
    assert.equal(said('1984-02-29', {}, 'de'), '29. Februar 1984')
    for (const language of ['fr', 'tr', 'ar', 'pl', 'uk', 'es'])
      assert.match(said('1984-02-29', {}, language)!, /\p{L}{3}/u, language)
    assert.equal(said('2026-12-31', { tag: 'valid_until', kind: 'date' }), '31 december 2026')
    assert.equal(said('0999-01-01'), '1 januari 999')
  })

  it('stay what they are when they are no whole day that there was', () => {
    for (const value of [
      ...['1985-02-29', '1984-13-01', '1984-00-00', '1984-02-30', '1984', '1984-02', ''],
      ...['29-02-1984', '1984-2-9', '1984-02-29T00:00', ' 1984-02-29', '1984-02-29\n'],
      ...['１９８４-02-29', '+001984-02-29', '1984-02-29<b>', '1984\u200b-02-29'],
    ])
      assert.equal(said(value), undefined, JSON.stringify(value))
  })

  it('are no dates because they look so', () => {
    for (const tag of ['reference', 'full_name', 'bsn', 'not_date_of_birth'])
      assert.equal(said('1984-02-29', { tag }), undefined, tag)
  })
})
