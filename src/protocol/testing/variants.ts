/** Messages as nobody should send them: something in them dropped, replaced or added, then written down in a way that is not quite JSON. */
import fc from 'fast-check'
import type * as v from 'valibot'
import { validOf } from './valid.ts'

/** How often a property is tried, and when no answer is a failure (milliseconds). `FUZZ_RUNS=20000` looks for longer. */
export const runs = {
  numRuns: Number(globalThis.process?.env.FUZZ_RUNS ?? 150),
  timeout: 20_000,
  includeErrorInReport: true,
}

/** Long enough to be known again wherever it turns up. */
const mark = 'Zq7-canary-Zq7'

const hostileText = fc.constantFrom(
  ...[
    '',
    ' ',
    mark,
    `${mark}\u0000`,
    `\ud800${mark}`,
    `${mark}\udfff`,
    `\u202e${mark}`,
    `${mark}\r\nx: y`,
  ],
  ...[`<script>${mark}</script>`, `../../${mark}`, `' OR '${mark}`, `%00${mark}`, `\${${mark}}`],
  ...[`https://${mark}@evil.example/`, `javascript:${mark}`, `//${mark}.example`, `tel:${mark}`],
  ...[
    mark.repeat(200),
    mark.repeat(6000),
    '\u{1f4a9}'.repeat(3000),
    '__proto__',
    'constructor',
    'null',
  ],
)

const nested = (depth: number): unknown => JSON.parse('{"a":['.repeat(depth) + ']}'.repeat(depth))

/** Values that nobody expects. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  fc.constantFrom(null, true, false, 0, -0, -1, 1.5, 1e308, 2 ** 53, {}, [], [[]], [null], {
    length: 1,
  }),
  fc.constantFrom(nested(3), nested(5), nested(200)),
  fc.constantFrom({ toString: mark }, { toJSON: mark, then: mark }, Array(100).fill(mark)),
  fc.jsonValue(),
)

const names = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'),
  fc.constantFrom('length', '', mark, `${mark}\u0000`, 'toJSON', 'valueOf', '0'),
  fc.string({ maxLength: 12 }),
)

type Change = { at: number } & (
  | { does: 'drop' }
  | { does: 'wrap' }
  | { does: 'replace'; by: unknown }
  | { does: 'add'; name: string; value: unknown }
)

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ at: fc.nat(40), does: fc.constantFrom('drop', 'wrap') }),
  fc.record({ at: fc.nat(40), does: fc.constant('replace'), by: hostile }),
  fc.record({ at: fc.nat(40), does: fc.constant('add'), name: names, value: hostile }),
) as fc.Arbitrary<Change>

/** Every place in a message, itself first. */
function placesIn(root: { message: unknown }): { holder: object; key: string }[] {
  const places: { holder: object; key: string }[] = []
  const walk = (holder: object, key: string, depth: number): void => {
    places.push({ holder, key })
    const value = Reflect.get(holder, key) as unknown
    if (typeof value !== 'object' || value === null || depth > 6 || places.length > 100) return
    for (const name of Object.keys(value)) walk(value, name, depth + 1)
  }
  walk(root, 'message', 0)
  return places
}

const define = (holder: object, key: string, value: unknown): void =>
  void Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })

function changed(message: unknown, changes: Change[]): unknown {
  const root = { message: structuredClone(message) }
  for (const one of changes) {
    const places = placesIn(root)
    const { holder, key } = places[one.at % places.length]!
    const value = Reflect.get(holder, key) as unknown
    if (one.does === 'drop') Reflect.deleteProperty(holder, key)
    if (one.does === 'wrap') define(holder, key, [value])
    if (one.does === 'replace') define(holder, key, structuredClone(one.by))
    if (one.does !== 'add' || typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) value.push(structuredClone(one.value))
    else define(value, one.name, structuredClone(one.value))
  }
  return root.message
}

/** Up to three things changed in messages of `base`. */
const changesOf = (base: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(base, fc.array(change, { maxLength: 3 })).map(([message, changes]) =>
    // Members that are undefined are left out, as JSON does.
    changed(JSON.parse(JSON.stringify(message)), changes),
  )

/**
 * Messages of a schema with up to three things in them changed: from such as the schema accepts, and from `good` ones that get further.
 */
export const messagesOf = (schema: v.GenericSchema, ...good: object[]): fc.Arbitrary<unknown> =>
  changesOf(fc.oneof(validOf(schema), ...good.map((one) => fc.constant(one))))

/** The same, of what no schema describes. */
export const variantsOf = (...good: [object, ...object[]]): fc.Arbitrary<unknown> =>
  changesOf(fc.constantFrom(...good))

/** As JSON; a message that was dropped as a whole is an empty text. */
export const jsonOf = (message: unknown): string => JSON.stringify(message) ?? ''

const utf8 = new TextEncoder()
type Bytes = Uint8Array<ArrayBuffer>
const joined = (...parts: (string | number[])[]): Bytes =>
  Uint8Array.from(
    parts.flatMap((part) => [...(typeof part === 'string' ? utf8.encode(part) : part)]),
  )

/** What may happen to a text on its way. `{` begins every message that is an object. */
const spoilings: ((text: string, at: number) => Bytes)[] = [
  (text, at) => joined(text.slice(0, at % (text.length + 1))),
  (text) => joined(text.replace('{', '{"purpose":"twice","code":"twice","attributes":["twice"],')),
  (text) => joined([0xef, 0xbb, 0xbf], text),
  (text, at) => joined(text.slice(0, at % (text.length + 1)), [0xff, 0xc0, 0x80], text.slice(at)),
  (text) => joined(text.replace(/:\s*"[^"]*"/, `:${'['.repeat(20_000)}${']'.repeat(20_000)}`)),
  () => joined('{"purpose":'.repeat(5_000)),
  (text) => joined(text, 'x'),
  (text) => joined(text, text),
  (text) => joined(text.replaceAll('"', "'")),
  (text) => joined(text.replace('{', '{/* */')),
  (text) => joined(text, ' '.repeat(70_000)),
  (text) => Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, 0])),
  () => joined(),
  () => joined([0]),
]

/** The bytes of a text: mostly as they should be. */
export const bytesOf = (text: fc.Arbitrary<string>): fc.Arbitrary<Bytes> =>
  fc
    .tuple(text, fc.option(fc.constantFrom(...spoilings), { freq: 3 }), fc.nat(5000))
    .map(([one, spoil, at]) => (spoil ? spoil(one, at) : joined(one)))

const types = [
  ...['application/json', 'application/x-www-form-urlencoded', 'application/jwt', 'text/plain'],
  ...['multipart/form-data; boundary=x', 'application/json; charset=utf-16', 'APPLICATION/JSON'],
  ...['a/b;c=d', 'application/problem+json', ';', ''],
]

/** Messages, and how they are written down. */
export const written = (
  messages: fc.Arbitrary<unknown>,
): fc.Arbitrary<{ message: unknown; body: Bytes }> =>
  messages.chain((message) =>
    bytesOf(fc.constant(jsonOf(message))).map((body) => ({ message, body })),
  )

/** Mostly the type that the route wants. */
export const typeOf = (wanted: string): fc.Arbitrary<string> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(wanted) }, fc.constantFrom(...types))

/** Tokens as nobody signed them: `good` ones with something changed, and texts that are none. */
export const tokensLike = (...good: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    hostileText,
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.stringMatching(/^[A-Za-z0-9_-]{1,40}(\.[A-Za-z0-9_-]{0,40}){0,5}$/),
    ...good.map((token) =>
      fc
        .tuple(fc.nat(token.length - 1), fc.constantFrom('A', '.', '=', 'é', '\u0000', ''))
        .map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1)),
    ),
  )

/** What may stand in a header: printable ASCII, often what is known there. */
export const headersLike = (...good: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    ...good.map((one) => fc.constant(one)),
    tokensLike(...good).map((text) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 8000)),
  )

/** What stands in a path or a query: as it is, encoded, or encoded in a way that does not decode. */
export const parametersLike = (...good: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    tokensLike(...good).map((text) => encodeURIComponent(text.toWellFormed())),
    fc.constantFrom(
      '%',
      '%zz',
      '%00',
      '%ff%fe',
      '%C0%AE',
      '..%2f',
      '%2e%2e',
      '%0d%0aSet-Cookie:x',
      '\\',
      '%5c',
    ),
    fc.constantFrom('a&a=b', '[]=1', '%5B%5D', '=', '&&&', ';', '#', '?', `${mark}%zz`),
    ...good.map((one) => fc.constant(encodeURIComponent(one))),
  )
