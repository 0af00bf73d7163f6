/** Providers of OpenID Connect that are known by name, from one file. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { methodUnderTest, type MethodUnderTest } from './testing/method.ts'

let known: MethodUnderTest
before(async () => {
  known = await methodUnderTest('oidc', 'known')
})
after(() => known[Symbol.asyncDispose]())

const client = `issuer = "https://provider.example"
client_id = "id-contact"
`
const part = (settings: string) => known.part(client + settings)
const keys = `client_keys = { file = "known/signing.private.json" }
decryption_keys = { file = "known/encryption.private.json" }
`

describe('preset', () => {
  test('fills in the claims', () => {
    assert.deepEqual(part('preset = "signicat-digid"').attributes, ['bsn'])
  })

  test('gives way to what is written', () => {
    const settings = 'preset = "signicat-digid"\nclaims = { number = "idp_id" }\nprefixes = {}'
    assert.deepEqual(part(settings).attributes, ['number'])
  })

  test('keeps its check of the sector from being lost by another tag', async () => {
    const digid = part('preset = "signicat-digid"\nclaims = { number = "idp_id" }')
    await assert.rejects(digid.method({ fetch }), { key: 'prefixes.bsn' })
  })

  test('publishes the public halves of the keys', async () => {
    const itsme = part(`preset = "itsme"\nscope = "service:CODE profile"\n${keys}`)
    const [route] = (await itsme.method({ fetch })).routes!
    const response = await route!.answer({} as never)
    const published = (await response.json()) as { keys: { use: string; d?: string }[] }
    const seen = published.keys.map(({ use, d }) => [use, d])
    assert.deepEqual(seen, [
      ['sig', undefined],
      ['enc', undefined],
    ])
  })

  test('itsme without keys is refused when it is made', async () => {
    const itsme = part('preset = "itsme"\nscope = "service:CODE"')
    await assert.rejects(itsme.method({ fetch }), { key: 'client_keys' })
  })

  for (const [settings, ...wrong] of [
    ['preset = "other"', 'preset'],
    ['preset = "signicat-eherkenning"', 'claims'],
    ['', 'claims'],
    ['claims = {}', 'claims'],
    [`preset = "itsme"\n${keys}`, 'scope'],
    [`preset = "itsme"\nscope = "profile"\n${keys}`, 'scope'],
    ['preset = "keycloak"\nauthentication = "none"', 'authentication'],
    ['preset = "keycloak"\nuserinfo_signature = "none"', 'userinfo_signature'],
    ['preset = "keycloak"\nprompt = "none"', 'prompt'],
    ['preset = "keycloak"\nclient_keys = { file = "known/signing.public.json" }', 'client_keys'],
    [
      'preset = "keycloak"\nclient_keys = { file = "known/encryption.private.json" }',
      'client_keys',
    ],
  ] as const)
    test(`${JSON.stringify(settings)} is refused by name`, () =>
      assert.deepEqual(known.problemsOf(client + settings), wrong))
})
