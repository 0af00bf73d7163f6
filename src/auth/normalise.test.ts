import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { normalise, type AttributeKind } from './normalise.ts'

const table: [kind: AttributeKind, value: string, expected: string | undefined][] = [
  ['text', '  Zoe\u0308 ', 'Zoë'],
  ['text', ' ', undefined],
  ['date', '1984-02-29', '1984-02-29'],
  ['date', '19840229', '1984-02-29'],
  ['date', '29-02-1984', '1984-02-29'],
  ['date', '1/3/1984', '1984-03-01'],
  ['date', '19840200', '1984-02'],
  ['date', '1984-00-00', '1984'],
  ['date', '1985-02-29', undefined],
  ['date', '1984-13-01', undefined],
  ['date', '1984-13-00', undefined],
  ['date', '00000000', undefined],
  ['date', '29-02-84', undefined],
  ['date', 'vandaag', undefined],
  ['bsn', '999990019', '999990019'],
  ['bsn', '9999.90.019', '999990019'],
  ['bsn', '12345672', '012345672'],
  ['bsn', '999990018', undefined],
  ['bsn', '000000000', undefined],
  ['bsn', '9999900190', undefined],
  ['bsn', 'S00000000:999990019', undefined],
  ['postcode', '1234ab', '1234 AB'],
  ['postcode', '1234 AB', '1234 AB'],
  ['postcode', '0234 AB', undefined],
  ['postcode', '1234  AB', undefined],
  ['postcode', '12345', undefined],
]

describe('normalise', () => {
  for (const [kind, value, expected] of table)
    it(`${kind} ${JSON.stringify(value)} gives ${expected}`, () =>
      assert.equal(normalise(value, kind), expected))

  it('changes nothing the second time', () => {
    const kinds = fc.constantFrom<AttributeKind>('text', 'date', 'bsn', 'postcode')
    const values = fc.oneof(fc.string(), fc.stringMatching(/^[\d .\-/A-Za-z]{1,12}$/))
    fc.assert(
      fc.property(kinds, values, (kind, value) => {
        const once = normalise(value, kind)
        // A date of which less is known is complete as it is.
        if (once === undefined || (kind === 'date' && once.length < 10)) return
        assert.equal(normalise(once, kind), once)
      }),
    )
  })
})
