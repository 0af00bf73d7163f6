/** DigiD by SAML, from one file. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createAuthority, type Pair } from '../../auth/saml/testing/certificates.ts'
import { createMessages } from '../../auth/saml/testing/messages.ts'
import type { AuthPart } from './parts.ts'
import { methodUnderTest, type MethodUnderTest } from './testing/method.ts'

let digid: MethodUnderTest
let own: Pair
before(async () => {
  digid = await methodUnderTest('saml', 'digid')
  const { folder } = digid
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
after(() => digid[Symbol.asyncDispose]())

const ourKeys = `private_key = { file = "digid-key.pem" }
certificate = { file = "digid.pem" }
`
const metadata = 'metadata = { file = "digid.xml" }\n'
const part = (settings: string, env?: Record<string, string>): AuthPart =>
  digid.part(ourKeys + settings, env)

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
    const made = part(metadata)
    assert.deepEqual(made.attributes, ['bsn'])
    const url = await loginUrlOf(made)
    assert.equal(url.origin + url.pathname, 'https://digid.example/saml/idp/request_authentication')
  })

  test('or from settings, with all that there is', async () => {
    const made = part(`
entity_id = "urn:nl:juinen"
next_certificates = [{ file = "digid-next.pem" }]
tls = { private_key = { file = "digid-key.pem" }, certificate = { file = "digid.pem" }, authorities = { file = "authorities.pem" } }
binding = "post"
level = "substantieel"
attribute = "number"
name = "Inlogdienst"
provider = { entity_id = "urn:x", login_url = "https://x.example/login", artifact_url = "https://x.example/resolve", logout_url = "https://x.example/out", certificates = [{ file = "provider.pem" }] }
`)
    assert.deepEqual(made.attributes, ['number'])
    assert.match((await loginUrlOf(made)).href, /^http:\/\/127\.0\.0\.1:8087\/m\/go\?RelayState=/)
    const method = await made.method({ fetch })
    assert.ok(method.session)
  })

  test('takes its key from the environment as well', async () => {
    const made = part(metadata, { ID_CONTACT_AUTH_DIGID_PRIVATE_KEY: own.privateKey })
    assert.ok(await made.method({ fetch }))
  })

  for (const [settings, key] of [
    ['metadata = { file = "gone.xml" }', 'metadata'],
    [`${metadata}level = "high"`, 'level'],
    [`${metadata}binding = "artifact"`, 'binding'],
    [`${metadata}issuer = "https://x.example"`, 'issuer'],
    [`${metadata}next_certificates = [{ file = "gone.pem" }]`, 'next_certificates.0'],
    [`${metadata}tls = { authorities = { file = "gone.pem" } }`, 'tls.authorities'],
  ] as const)
    test(`a wrong ${key} is named`, () =>
      assert.deepEqual(digid.problemsOf(ourKeys + settings), [key]))

  test('what only shows when it is made is named too', async () => {
    const made = part('metadata = "<x/>"')
    await assert.rejects(made.method({ fetch }), { key: 'metadata' })
  })

  test('production refuses a provider in plain http', () => {
    const provider =
      'provider = { entity_id = "urn:x", login_url = "http://x.example/login", artifact_url = "https://x.example/resolve", certificates = [{ file = "provider.pem" }] }'
    const problems = digid.problemsOf(ourKeys + provider, 'production = true\n')
    assert.ok(problems.includes('provider.login_url'), String(problems))
  })
})
