import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hasHiddenSigns, isMixed, isPiled } from './suspicious.ts'
import { tricks } from './testing/tricks.ts'

describe('what is suspicious in a value', () => {
  const marksOf = (value: string): boolean[] => [
    hasHiddenSigns(value),
    isMixed(value),
    isPiled(value),
  ]

  it('is nothing in names as people write them', () => {
    for (const name of [
      ...['Willeke de Bruijn-Aşçı', 'Ó Súilleabháin', 'D’Angelo', 'Ĳsbrand ĳ', 'Þórður', 'Ðoković'],
      ...['Nguyễn', 'Nguyễn'.normalize('NFD'), 'e\u0301\u0323', 'Наталія Гончарук', 'Παπαδόπουλος'],
      ...[
        'محمد',
        'می\u200cخواهم',
        'क्\u200dष',
        '李明',
        'שָׁלוֹם',
        'ཀྵྨྱ',
        'Анна Smith',
        'Dorpsplein 1\nJuinen',
      ],
      ...['1984-02-29', 'w.debruijn@voorbeeld.example', '½ m²', '🙂 👩‍👩‍👧'.replaceAll('\u200d', '')],
    ])
      assert.deepEqual(marksOf(name), [false, false, false], name)
  })

  it('is what turns or hides text, what looks like other letters, and what is piled up', () => {
    for (const code of tricks)
      assert.ok(hasHiddenSigns(`a${String.fromCodePoint(code)}b`), code.toString(16))
    for (const value of ['pаypal', 'Αnna', 'Іvan', 'ᎪNNA', 'Ａnna', '𝐉𝐚𝐧', '０００', 'Ⓙan'])
      assert.ok(isMixed(value), value)
    assert.ok(isPiled(`Z${'\u0301\u0323\u0489'.repeat(3)}`))
  })
})
