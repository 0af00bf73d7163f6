/** Nothing in a header chooses the key, fetches anything, or inflates anything. */
import assert from 'node:assert/strict'
import diagnostics from 'node:diagnostics_channel'
import { after, before, describe, it } from 'node:test'
import { createDeflateRaw, constants, deflateRawSync } from 'node:zlib'
import { generateKey } from './keys.ts'
import { forgeJws, publicHalf } from './testing/forge.ts'
import {
  claims,
  enc,
  inner,
  outer,
  refusals,
  refused,
  sealed,
  signed,
  start,
} from './testing/attacker.ts'

const elsewhere = 'http://127.0.0.1:54999/keys'
const attacker = await generateKey('sig', 'RS256', 'evil')
const byAttacker = (header: object) =>
  sealed(forgeJws({ ...inner, ...header }, claims, attacker.privateKey))
const innerHeaders: Record<string, object> = {
  jwk: { jwk: publicHalf(attacker.publicKey) },
  'jku to an address': { jku: elsewhere, kid: 'evil' },
  'x5u to an address': { x5u: elsewhere },
  x5c: { x5c: ['MIIB'] },
  x5t: { x5t: 'AAAA' },
  'crit that names nothing': { crit: [] },
  'crit that names exp': { crit: ['exp'], exp: start },
  'crit that names b64': { crit: ['b64'], b64: false },
  b64: { b64: true },
  zip: { zip: 'DEF' },
  cty: { cty: 'JWT' },
  'a name that nobody knows': { foo: 'bar' },
  'another typ': { typ: 'at+jwt' },
  'typ in small letters': { typ: 'jwt' },
  'typ in full': { typ: 'application/jwt' },
  'no typ': { typ: undefined },
}
const outerHeaders: Record<string, object> = {
  'zip DEF': { zip: 'DEF' },
  'zip of something else': { zip: 'GZIP' },
  'zip null': { zip: null },
  jwk: { jwk: publicHalf(enc.publicKey) },
  jku: { jku: elsewhere },
  x5u: { x5u: elsewhere },
  x5c: { x5c: ['MIIB'] },
  crit: { crit: ['exp'], exp: start },
  apu: { apu: 'AAAA' },
  'epk with RSA': { epk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } },
  'a name that nobody knows': { foo: 1 },
  'another cty': { cty: 'JWS' },
  'no cty': { cty: undefined },
  'another typ': { typ: 'JWE' },
  'no typ': { typ: undefined },
}

describe('a header that may not be there', () => {
  const calls: string[] = []
  const channels = ['net.client.socket', 'undici:request:create', 'http.client.request.start']
  const spy = (_: unknown, name: string | symbol): void => void calls.push(String(name))
  before(() => channels.forEach((name) => diagnostics.subscribe(name, spy)))
  after(() => {
    channels.forEach((name) => diagnostics.unsubscribe(name, spy))
    assert.deepEqual(calls, [], 'nothing in a token makes us call anybody')
  })
  refusals(
    'on the signed token, by the right key',
    Object.fromEntries(
      Object.entries(innerHeaders).map(([name, header]) => [
        name,
        () => sealed(signed({ ...inner, ...header })),
      ]),
    ),
  )
  refusals(
    'on the signed token, by the key that the header brings',
    Object.fromEntries(
      Object.entries(innerHeaders).map(([name, header]) => [name, () => byAttacker(header)]),
    ),
  )
  refusals(
    'on the envelope',
    Object.fromEntries(
      Object.entries(outerHeaders).map(([name, header]) => [
        name,
        () => sealed(undefined, { ...outer, ...header }),
      ]),
    ),
  )
  it('the spy sees a call when there is one', async () => {
    await fetch(elsewhere).catch(() => {})
    assert.ok(calls.length > 0)
    calls.length = 0
  })
})

const kids: unknown[] = [
  '../../etc/passwd',
  '/dev/null',
  'sig-1\u0000',
  'sig-1 ',
  ' sig-1',
  'SIG-1',
  '',
  '.',
  "' OR 1=1 --",
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '${7*7}',
  '<script>',
  'a'.repeat(65),
  'a'.repeat(1_000_000),
  'ѕig-1',
  1,
  null,
  true,
  ['sig-1'],
  { kid: 'sig-1' },
]
refusals(
  'a kid that is none of ours',
  Object.fromEntries(
    kids.flatMap((kid) => {
      const name = JSON.stringify(kid).slice(0, 40)
      return [
        [`${name} on the signed token`, () => sealed(signed({ ...inner, kid }))],
        [`${name} on the envelope`, () => sealed(undefined, { ...outer, kid })],
      ]
    }),
  ),
)
it('no kid pollutes a prototype', () =>
  assert.equal(({} as { polluted?: unknown }).polluted, undefined))

describe('a decompression bomb', () => {
  // A compressed megabyte of zeros ends on a byte, so a thousand of them in a row are a compressed gigabyte.
  async function bomb(megabytes: number): Promise<Buffer> {
    const deflate = createDeflateRaw({ finishFlush: constants.Z_FULL_FLUSH })
    const chunks: Buffer[] = []
    deflate.on('data', (chunk: Buffer) => chunks.push(chunk)).end(Buffer.alloc(2 ** 20))
    await new Promise((resolve) => deflate.on('end', resolve))
    return Buffer.concat([
      ...Array<Buffer>(megabytes).fill(Buffer.concat(chunks)),
      deflateRawSync(Buffer.alloc(0)),
    ])
  }

  for (const [size, megabytes] of [
    ['a gigabyte', 1024],
    ['as much as fits into a token', 35],
  ] as const)
    it(`of ${size} is refused at once`, async () => {
      const plaintext = await bomb(megabytes)
      const token = sealed('', { ...outer, zip: 'DEF' }, { plaintext })
      const memory = process.memoryUsage.rss()
      await refused(token)
      // Whoever inflates it needs its size; the header alone is enough to refuse.
      assert.ok(process.memoryUsage.rss() - memory < 20 * 2 ** 20, 'in less than 20 MB')
    })
})
