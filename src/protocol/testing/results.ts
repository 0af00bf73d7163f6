/** Result tokens as nobody should make them, by somebody who has the right keys: so that they are read, and not refused at the first look. */
import assert from 'node:assert/strict'
import { CompactEncrypt, importJWK, type JWK } from 'jose'
import fc from 'fast-check'
import { isResultSubject, readStatus } from '../dialect.ts'
import { forgeJws } from './forge.ts'
import { hostile, variantsOf } from './variants.ts'

export interface Recipe {
  /** What is signed: mostly JSON. */
  claims: string
  header: unknown
  /** What is encrypted, with the signed token in the place of `njwt`. */
  envelope: unknown
  /** The header of the envelope; a library that refuses to write it says so. */
  outer: Record<string, unknown>
}

export interface Makers {
  /** Private key of the plugin, EC or RSA. */
  signing: JWK
  /** Public key of the receiver. */
  encryption: JWK
}

const algorithms = {
  EC: { signing: 'ES256', encryption: 'ECDH-ES' },
  RSA: { signing: 'RS256', encryption: 'RSA-OAEP' },
} as const
const algorithmOf = ({ kty }: JWK) => algorithms[kty as keyof typeof algorithms]

const njwt = 'the signed token'

/** What the text of the claims may suffer. */
const spoilings: ((text: string) => string)[] = [
  (text) =>
    text.replace('{', '{"sub":"id-contact-attributes","status":"failed","binding":"twice",'),
  (text) => text.slice(0, -1),
  (text) => `${text}x`,
  (text) => text + text,
  (text) => text.replace('{', '{"__proto__":{"status":"success"},'),
  (text) => text.replaceAll('"', "'"),
  (text) => `[${text}]`,
  () => '',
]

/** Recipes with one of the layers changed. */
export function recipesFor(claims: object, { signing, encryption }: Makers): fc.Arbitrary<Recipe> {
  const good: Recipe = {
    claims: JSON.stringify(claims),
    header: { typ: 'JWT', alg: algorithmOf(signing).signing },
    envelope: { njwt },
    outer: {
      typ: 'JWT',
      cty: 'JWT',
      enc: 'A128CBC-HS256',
      alg: algorithmOf(encryption).encryption,
    },
  }
  const withThat = <K extends keyof Recipe>(layer: K, values: fc.Arbitrary<unknown>) =>
    values.map((value) => ({ ...good, [layer]: value }) as Recipe)
  const strange = fc.dictionary(
    fc.constantFrom('kid', 'crit', 'jwk', 'jku', 'x5u', 'x5c', 'b64', 'zip', 'typ', 'cty', 'enc'),
    hostile,
    { minKeys: 1, maxKeys: 2 },
  )
  return fc.oneof(
    { weight: 8, arbitrary: withThat('claims', variantsOf(claims).map(textOf)) },
    withThat(
      'claims',
      fc.constantFrom(...spoilings).map((spoil) => spoil(good.claims)),
    ),
    withThat('header', variantsOf(good.header as object)),
    withThat(
      'header',
      strange.map((more) => ({ ...(good.header as object), ...more })),
    ),
    withThat('envelope', variantsOf(good.envelope as object)),
    withThat(
      'outer',
      strange.map((more) => ({ ...good.outer, ...more })),
    ),
  )
}

const textOf = (value: unknown): string => JSON.stringify(value) ?? ''

/** The token; undefined when it cannot be written down, or is the good one after all. */
export async function made(
  { claims, header, envelope, outer }: Recipe,
  { signing, encryption }: Makers,
): Promise<string | undefined> {
  const signed = forgeJws(textOf(header), claims, signing)
  const plaintext = textOf(envelope).replaceAll(JSON.stringify(njwt), JSON.stringify(signed))
  const key = await importJWK(encryption, algorithmOf(encryption).encryption)
  return new CompactEncrypt(new TextEncoder().encode(plaintext))
    .setProtectedHeader(outer as never)
    .encrypt(key)
    .catch(() => undefined)
}

/** What was taken must at least have been a result: one that says what `bound` says. */
export function assertResult({ claims, header, envelope }: Recipe, bound: object): void {
  const said = JSON.parse(claims) as Record<string, unknown>
  assert.ok(isResultSubject(said.sub) && readStatus(said.status), 'is a result')
  const { iat, exp } = said
  assert.ok(Number.isSafeInteger(iat) && Number.isSafeInteger(exp), 'says when')
  assert.ok((exp as number) - (iat as number) <= 600, 'does not live for long')
  for (const value of Object.values(said.attributes ?? {})) assert.equal(typeof value, 'string')
  for (const [name, value] of Object.entries(bound)) assert.equal(said[name], value, name)
  assert.equal((header as { typ?: unknown }).typ, 'JWT')
  assert.deepEqual(Object.keys(envelope as object), ['njwt'])
}
