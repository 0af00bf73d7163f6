import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { ConfigError } from '../../protocol/errors.ts'
import { saml, type SamlOptions } from './index.ts'
import { createAuthority, type Pair } from './testing/certificates.ts'
import { createMessages } from './testing/messages.ts'

describe('settings', () => {
  let pair: Pair
  let other: Pair
  let elliptic: Pair
  let metadata: string
  let good: SamlOptions
  before(async () => {
    const authority = await createAuthority('Test')
    ;[pair, other] = await Promise.all([authority.issue('a'), authority.issue('b')])
    elliptic = await authority.issue('c', { elliptic: true })
    metadata = createMessages({
      entityId: 'https://idp.example',
      loginUrl: 'https://idp.example/login',
      artifactUrl: 'https://idp.example/resolve',
      logoutUrl: undefined,
      signing: other,
      announced: [other.certificate],
    }).metadata
    good = { entityId: 'urn:nl:gemeente', metadata, ...pair }
  })

  const provider = (): SamlOptions['provider'] => ({
    entityId: 'https://idp.example',
    loginUrl: 'https://idp.example/login',
    artifactUrl: 'https://idp.example/resolve',
    certificates: [other.certificate],
  })

  it('may name the provider without metadata', async () => {
    const method = await saml({ ...good, metadata: undefined, provider: provider() })
    assert.deepEqual(method.attributes, ['bsn'])
    assert.equal(method.session, undefined)
    const logoutUrl = 'https://idp.example/logout'
    const withLogout = { ...good, metadata: undefined, provider: { ...provider()!, logoutUrl } }
    assert.ok((await saml(withLogout)).session)
  })

  const cases: [string, () => Partial<SamlOptions>][] = [
    ['entity_id', () => ({ entityId: 'us' })],
    ['metadata', () => ({ metadata: undefined })],
    ['metadata', () => ({ provider: provider() })],
    ['metadata', () => ({ metadata: 'no xml' })],
    ['metadata', () => ({ metadata: `<!DOCTYPE x>${metadata}` })],
    ['metadata', () => ({ metadata: metadata.replaceAll('IDPSSO', 'SPSSO') })],
    ['metadata', () => ({ metadata: metadata.replace('entityID=', 'entityId=') })],
    ['metadata', () => ({ metadata: metadata.replace('entityID=', `${past} entityID=`) })],
    ['metadata', () => ({ metadata: metadata.replaceAll('bindings:SOAP', 'bindings:PAOS') })],
    ['metadata', () => ({ metadata: metadata.replace('use="signing"', 'use="encryption"') })],
    ['metadata', () => ({ metadata: metadata.replace(/>MII[^<]+</, '>AAAA<') })],
    ['metadata', () => ({ metadata: metadata.replaceAll('https:', 'http:') })],
    ['provider', () => replaced({ certificates: [] })],
    ['provider', () => replaced({ artifactUrl: 'http://idp.example/resolve' })],
    ['provider', () => replaced({ loginUrl: 'javascript:alert(1)' })],
    ['provider', () => replaced({ loginUrl: 'http://idp.example/login' })],
    ['provider', () => replaced({ certificates: [elliptic.certificate] })],
    ['provider.certificates.0', () => replaced({ certificates: ['x'] })],
    ['private_key', () => ({ privateKey: 'x' })],
    ['private_key', () => elliptic],
    ['certificate', () => ({ certificate: 'x' })],
    ['certificate', () => ({ certificate: other.certificate })],
    ['next_certificates.0', () => ({ nextCertificates: ['x'] })],
    ['tls', () => ({ tls: { certificate: other.certificate } })],
    ['tls.certificate', () => ({ tls: { ...pair, certificate: other.certificate } })],
    ['binding', () => ({ binding: 'paos' as 'post' })],
    ['binding', () => ({ binding: 'post', metadata: metadata.replace('HTTP-POST', 'HTTP-GET') })],
    ['level', () => ({ level: 'high' as 'hoog' })],
    ['attribute', () => ({ attribute: 'B S N' })],
  ]
  const past = 'validUntil="2020-01-01T00:00:00Z"'
  const replaced = (changes: Partial<SamlOptions['provider']>): Partial<SamlOptions> => ({
    metadata: undefined,
    provider: { ...provider()!, ...changes },
  })
  for (const [index, [key, changes]] of cases.entries())
    it(`a wrong ${key} is named (${index})`, async () => {
      await assert.rejects(saml({ ...good, ...changes() }), (error) => {
        assert.ok(error instanceof ConfigError)
        assert.equal(error.key, key)
        assert.ok(!error.message.includes('PRIVATE'))
        return true
      })
    })
})
