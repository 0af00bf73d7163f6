import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseStrictJson } from './strict-json.ts'

const nested = (depth: number, [open, close]: [string, string]) =>
  open.repeat(depth) + close.repeat(depth)

describe('strict JSON', () => {
  it('is JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 7, noUnicodeString: false }), (text) => {
        fc.pre(!text.includes('__proto__'))
        assert.deepEqual(parseStrictJson(text), JSON.parse(text))
      }),
    )
  })

  it('throws nothing but SyntaxError, whatever it gets', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => text.replace(/[,:]/, '')),
        ),
        (text) => {
          try {
            parseStrictJson(text)
          } catch (error) {
            assert.ok(error instanceof SyntaxError)
          }
        },
      ),
    )
  })

  it('finds a name that occurs twice, wherever it is put in', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 }),
        fc.nat(),
        (object, pick) => {
          const names = Object.keys(object)
          const name = JSON.stringify(names[pick % names.length])
          assert.throws(
            () => parseStrictJson(`${JSON.stringify(object).slice(0, -1)},${name}:0}`),
            SyntaxError,
          )
        },
      ),
    )
  })

  for (const text of [
    '{"a":1,"a":1}',
    '{"a":1,"b":2,"a":3}',
    '{"a":1,"\\u0061":2}',
    '{"\\"":1,"\\u0022":2}',
    '{"":1,"":2}',
    '{"a" :1,"a"\n:2}',
    '[{"a":1,"a":1}]',
    '{"x":{"a":[],"a":{}}}',
    '{"a":{},"b":{},"a":{}}',
    '{"a":"}","a":1}',
    '{"a":"\\"","a":1}',
    '{"__proto__":1}',
    '{"x":{"\\u005f_proto__":1}}',
  ])
    it(`refuses ${text}`, () => assert.throws(() => parseStrictJson(text), SyntaxError))

  for (const text of [
    '{"a":{"a":{"a":1}},"b":{"a":1}}',
    '[{"a":1},{"a":2}]',
    '{"a":"a","b":"a"}',
    '{"a":"{\\"a\\":1,\\"a\\":1}"}',
    '{"a\\\\":1,"a":2}',
    '["a","a"]',
    '{"A":1,"a":2}',
    '"{"',
    ' 1 ',
  ])
    it(`accepts ${text}`, () => assert.deepEqual(parseStrictJson(text), JSON.parse(text)))

  it('goes eight levels deep and not nine', () => {
    for (const brackets of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as [string, string][]) {
      const text = (depth: number) => nested(depth, brackets).replace(/:}/, ':1}')
      parseStrictJson(text(8))
      assert.throws(() => parseStrictJson(text(9)), SyntaxError)
      assert.throws(() => parseStrictJson(text(100_000)), SyntaxError)
    }
  })

  // A check that goes back over what it has read would not be done with two million characters before the test gives up.
  it(
    'reads each character once, also in a text of backslashes or quotes',
    { timeout: 30_000 },
    () => {
      for (const piece of ['\\\\', '\\"', 'x', '{', ','])
        assert.equal(typeof parseStrictJson(`"${piece.repeat(1_000_000)}"`), 'string')
    },
  )
})
