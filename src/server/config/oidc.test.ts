/** Providers of OpenID Connect that are known by name, from one file. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ensureKeys } from '../keys.ts'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { loadConfig } from './index.ts'
import type { AuthPart } from './parts.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
  await ensureKeys(`${folder.path}/known`)
})
after(() => folder[Symbol.asyncDispose]())

const table = `
[[core.auth_methods]]
tag = "known"
name = "Known"

[auth.known]
type = "oidc"
server_url = "http://127.0.0.1:8087"
secret = { file = "known/secret" }
signing_keys = { file = "known/signing.private.json" }
issuer = "https://provider.example"
client_id = "id-contact"
`
const load = (settings: string) => {
  const whole = wholeInstallation().replace('allowed_auth = ["*"]', 'allowed_auth = ["login"]')
  return loadConfig(folder.write('id-contact.toml', whole + table + settings), { env: {} })
}
const part = (settings: string): AuthPart =>
  load(settings).parts.find(({ name }) => name === 'auth.known') as AuthPart
const problemsOf = (settings: string): string[] => {
  try {
    load(settings)
  } catch (error) {
    assert.ok(error instanceof InvalidConfig, String(error))
    return error.problems.map(({ key }) => key)
  }
  throw new Error('The configuration was accepted')
}

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
    const known = part('preset = "signicat-digid"\nclaims = { number = "idp_id" }')
    await assert.rejects(known.method({ fetch }), { key: 'prefixes.bsn' })
  })

  test('publishes the public halves of the keys', async () => {
    const known = part(`preset = "itsme"\nscope = "service:CODE profile"\n${keys}`)
    const [route] = (await known.method({ fetch })).routes!
    const response = await route!.answer({} as never)
    const published = (await response.json()) as { keys: { use: string; d?: string }[] }
    const seen = published.keys.map(({ use, d }) => [use, d])
    assert.deepEqual(seen, [
      ['sig', undefined],
      ['enc', undefined],
    ])
  })

  test('itsme without keys is refused when it is made', async () => {
    const known = part('preset = "itsme"\nscope = "service:CODE"')
    await assert.rejects(known.method({ fetch }), { key: 'client_keys' })
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
      assert.deepEqual(
        problemsOf(settings),
        wrong.map((key) => `auth.known.${key}`),
      ))
})
