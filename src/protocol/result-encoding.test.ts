/** A token can be read in one way only. */
import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { b64, signBytes } from './testing/forge.ts'
import { changed, claims, inner, outer, refusals, sealed, sig, signed } from './testing/attacker.ts'

describe('an encoding that can be read in two ways', () => {
  const signature = (input: string) => `${input}.${b64(signBytes(input, sig.privateKey))}`
  const [head, body] = signed().split('.') as [string, string]
  // Signed as it stands, so that only strictness about the encoding can refuse it.
  const resigned = (header: string, payload: string) => sealed(signature(`${header}.${payload}`))
  const insert = (text: string, extra: string) => text.slice(0, 10) + extra + text.slice(10)
  const table: Record<string, () => string> = {}
  for (const [name, extra] of [
    ['a space', ' '],
    ['a line break', '\n'],
    ['a tab', '\t'],
    ['padding', '='],
    ['a question mark', '?'],
    ['a plus', '+'],
    ['a slash', '/'],
    ['a letter beyond ASCII', 'é'],
    ['a null', '\0'],
  ] as const) {
    table[`${name} in the header`] = () => resigned(insert(head, extra), body)
    table[`${name} in the payload`] = () => resigned(head, insert(body, extra))
    table[`${name} in the signature`] = () => sealed(insert(signed(), extra))
    table[`${name} at the end`] = () => sealed(`${signed()}${extra}`)
    table[`${name} at the end of the envelope`] = () => `${sealed()}${extra}`
    table[`${name} at the beginning of the envelope`] = () => `${extra}${sealed()}`
  }
  table['bits after the last byte of the header'] = () => {
    const padded = b64(
      JSON.stringify(inner) + ' '.repeat((4 - (JSON.stringify(inner).length % 3)) % 3),
    )
    assert.equal(padded.length % 4, 2)
    return resigned(
      padded.slice(0, -1) + String.fromCharCode(padded.charCodeAt(padded.length - 1) + 1),
      body,
    )
  }
  table['a single character too many'] = () => resigned(`${head}A`, body)
  table['a fourth part'] = () => sealed(`${signed()}.AAAA`)
  table['a sixth part of the envelope'] = () => `${sealed()}.AAAA`
  table['no signature'] = () => sealed(`${head}.${body}.`)
  table['two parts'] = () => sealed(`${head}.${body}`)
  table['JSON serialization'] = () => JSON.stringify({ protected: head, payload: body })
  for (const [name, value] of Object.entries({
    'an empty text': '',
    undefined: undefined,
    null: null,
    'a number': 1,
    'a list': ['a.b.c.d.e'],
    'dots only': '....',
  }))
    table[name] = () => value as string
  refusals('is refused:', table)
})

const json = JSON.stringify(claims)
refusals('JSON that can be read in two ways, or is too much', {
  'a claim twice': () => sealed(signed(inner, json.replace('{', '{"status":"failed",'))),
  'a claim twice, once in disguise': () =>
    sealed(signed(inner, json.replace('{', '{"st\\u0061tus":"failed",'))),
  'an attribute twice': () =>
    sealed(signed(inner, json.replace('{"email"', '{"email":"x","email"'))),
  'a header twice': () => sealed(signed('{"typ":"JWT","alg":"none","alg":"RS256"}')),
  'a header twice in the envelope': () =>
    sealed(undefined, JSON.stringify(outer).replace('{', '{"enc":"A128GCM",')),
  'njwt twice': () =>
    sealed('', outer, {
      plaintext: Buffer.from(`{"njwt":"x","njwt":${JSON.stringify(signed())}}`),
    }),
  'njwt and something': () =>
    sealed('', outer, { plaintext: Buffer.from(JSON.stringify({ njwt: signed(), x: 1 })) }),
  __proto__: () => sealed(signed(inner, json.replace('{', '{"__proto__":{"polluted":true},'))),
  '__proto__ as attribute': () =>
    sealed(signed(inner, json.replace('{"email"', '{"__proto__":"x","email"'))),
  'nine levels': () => sealed(signed(inner, { ...claims, x: [[[[[[[[1]]]]]]]] })),
  'ten thousand levels': () =>
    sealed(signed(inner, json.replace('{', `{"x":${'['.repeat(10_000)}${']'.repeat(10_000)},`))),
  'a list': () => sealed(signed(inner, `[${json}]`)),
  'a text': () => sealed(signed(inner, '"x"')),
  nothing: () => sealed(signed(inner, ' ')),
  'something after it': () => sealed(signed(inner, `${json}x`)),
  'a comment': () => sealed(signed(inner, `/**/${json}`)),
  'a byte order mark': () => sealed(signed(inner, `\ufeff${json}`)),
  'a byte that is not UTF-8': () => {
    const input = `${b64(JSON.stringify(inner))}.${b64(Buffer.from(json.replace('bla', 'b\xffa'), 'latin1'))}`
    return sealed(`${input}.${b64(signBytes(input, sig.privateKey))}`)
  },
  '65 attributes': () =>
    changed({
      attributes: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`a${i}`, 'v'])),
    }),
  'a value above 4 KiB': () => changed({ attributes: { a: 'x'.repeat(4097) } }),
  'more than a token may hold': () => changed({ x: 'x'.repeat(70_000) }),
})
