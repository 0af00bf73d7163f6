/** DigiD by SAML, from one file. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createAuthority, type Pair } from '../../auth/saml/testing/certificates.ts'
import { createMessages } from '../../auth/saml/testing/messages.ts'
import { ensureKeys } from '../keys.ts'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { loadConfig } from './index.ts'
import type { AuthPart } from './parts.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
let own: Pair
before(async () => {
  folder = await testFolder()
  await ensureKeys(`${folder.path}/digid`)
  const authority = await createAuthority('Test')
  const [ours, next, provider] = await Promise.all([
    authority.issue('ours'),
    authority.issue('next'),
    authority.issue('provider'),
  ])
  own = ours
  folder.write('digid-key.pem', ours.privateKey)
  folder.write('digid.pem', ours.certificate)
  folder.write('digid-next.pem', next.certificate)
  folder.write('provider.pem', provider.certificate)
  folder.write('authorities.pem', authority.certificate)
  const { metadata } = createMessages({
    entityId: 'https://was.digid.example/saml/idp/metadata',
    loginUrl: 'https://digid.example/saml/idp/request_authentication',
    artifactUrl: 'https://was.digid.example/saml/idp/resolve_artifact',
    logoutUrl: undefined,
    signing: provider,
    announced: [provider.certificate],
  })
  folder.write('digid.xml', metadata)
})
after(() => folder[Symbol.asyncDispose]())

const table = `
[[core.auth_methods]]
tag = "digid"
name = "DigiD"

[auth.digid]
type = "saml"
server_url = "http://127.0.0.1:8087"
secret = { file = "digid/secret" }
signing_keys = { file = "digid/signing.private.json" }
private_key = { file = "digid-key.pem" }
certificate = { file = "digid.pem" }
`
const metadata = 'metadata = { file = "digid.xml" }\n'
const whole = (settings: string): string =>
  wholeInstallation().replace('allowed_auth = ["*"]', 'allowed_auth = ["login"]') + table + settings

const load = (settings: string, env: Record<string, string> = {}) =>
  loadConfig(folder.write('id-contact.toml', whole(settings)), { env })
const part = (settings: string, env?: Record<string, string>): AuthPart =>
  load(settings, env).parts.find(({ name }) => name === 'auth.digid') as AuthPart
const problemsOf = (settings: string): string[] => {
  try {
    load(settings)
  } catch (error) {
    assert.ok(error instanceof InvalidConfig, String(error))
    return error.problems.map(({ key }) => key)
  }
  throw new Error('The configuration was accepted')
}

/** The address to which a resident is sent. */
async function loginUrlOf({ method: make, settings }: AuthPart): Promise<URL> {
  const method = await make({ fetch })
  const { serverUrl } = settings
  const { url } = await method.begin({
    callbackUrl: `${serverUrl}/callback`,
    routesUrl: `${serverUrl}/m`,
    attributes: ['bsn'],
    lang: 'nl',
  })
  return new URL(url)
}

describe('type = "saml"', () => {
  test('knows the provider from its metadata', async () => {
    const digid = part(metadata)
    assert.deepEqual(digid.attributes, ['bsn'])
    const url = await loginUrlOf(digid)
    assert.equal(url.origin + url.pathname, 'https://digid.example/saml/idp/request_authentication')
  })

  test('or from settings, with all that there is', async () => {
    const digid = part(`
entity_id = "urn:nl:juinen"
next_certificates = [{ file = "digid-next.pem" }]
tls = { private_key = { file = "digid-key.pem" }, certificate = { file = "digid.pem" }, authorities = { file = "authorities.pem" } }
binding = "post"
level = "substantieel"
attribute = "number"
name = "Inlogdienst"
provider = { entity_id = "urn:x", login_url = "https://x.example/login", artifact_url = "https://x.example/resolve", logout_url = "https://x.example/out", certificates = [{ file = "provider.pem" }] }
`)
    assert.deepEqual(digid.attributes, ['number'])
    assert.match((await loginUrlOf(digid)).href, /^http:\/\/127\.0\.0\.1:8087\/m\/go\?RelayState=/)
    const method = await digid.method({ fetch })
    assert.ok(method.session)
  })

  test('takes its key from the environment as well', async () => {
    const digid = part(metadata, { ID_CONTACT_AUTH_DIGID_PRIVATE_KEY: own.privateKey })
    assert.ok(await digid.method({ fetch }))
  })

  for (const [settings, key] of [
    ['metadata = { file = "gone.xml" }', 'auth.digid.metadata'],
    [`${metadata}level = "high"`, 'auth.digid.level'],
    [`${metadata}binding = "artifact"`, 'auth.digid.binding'],
    [`${metadata}issuer = "https://x.example"`, 'auth.digid.issuer'],
    [`${metadata}next_certificates = [{ file = "gone.pem" }]`, 'auth.digid.next_certificates.0'],
    [`${metadata}tls = { authorities = { file = "gone.pem" } }`, 'auth.digid.tls.authorities'],
  ] as const)
    test(`a wrong ${key} is named`, () => assert.deepEqual(problemsOf(settings), [key]))

  test('what only shows when it is made is named too', async () => {
    const digid = part('metadata = "<x/>"')
    await assert.rejects(digid.method({ fetch }), { key: 'metadata' })
  })

  test('production refuses a provider in plain http', () => {
    const provider =
      'provider = { entity_id = "urn:x", login_url = "http://x.example/login", artifact_url = "https://x.example/resolve", certificates = [{ file = "provider.pem" }] }'
    const text = `production = true\n${whole(provider)}`
    assert.throws(
      () => loadConfig(folder.write('id-contact.toml', text), { env: {} }),
      (error) => {
        assert.ok(error instanceof InvalidConfig)
        return error.problems.some(({ key }) => key === 'auth.digid.provider.login_url')
      },
    )
  })
})
