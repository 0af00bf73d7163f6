import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { question, spoken } from './spoken.ts'

describe('what callers hear', () => {
  const linked = (place?: { before: number; expectedWait?: number }) =>
    spoken({ result: 'linked', place }, 'nl')

  it('is their place, and about how long it takes, when that is known', () => {
    assert.equal(linked(), 'Dank u wel. Uw code klopt.')
    assert.equal(linked({ before: 0 }), 'Dank u wel. Uw code klopt. U bent de eerste in de rij.')
    assert.equal(
      linked({ before: 2, expectedWait: 240 }),
      'Dank u wel. Uw code klopt. U bent nummer 3 in de rij. De wachttijd is ongeveer 4 minuten.',
    )
  })

  it('is never no minutes, and one minute is one', () => {
    for (const expectedWait of [1, 60, 89])
      assert.match(linked({ before: 1, expectedWait }), /ongeveer 1 minuut\.$/)
    const english = spoken({ result: 'linked', place: { before: 1, expectedWait: 60 } }, 'en')
    assert.match(english, /about 1 minute\.$/)
  })

  it('is a sentence of its own for everything, in each language', () => {
    for (const language of ['nl', 'en'] as const) {
      const all = [
        question(language),
        ...(['linked', 'again', 'unidentified'] as const).map((result) =>
          spoken({ result }, language),
        ),
      ]
      assert.equal(new Set(all).size, 4)
      for (const sentence of all.join(' ').split(/(?<=[.?])\s/))
        assert.ok(sentence.split(' ').length <= 16, sentence)
    }
  })
})
