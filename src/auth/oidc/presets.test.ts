/** Each preset against `oidc-provider`, set up as the provider of the preset documents itself. The sources are in `presets.ts`. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { errors, type ClientMetadata, type Configuration } from 'oidc-provider'
import { generateKey } from '../../protocol/keys.ts'
import { oidc, type OidcOptions, type PresetName } from './index.ts'
import { withPreset } from './presets.ts'
import { startRealProvider, type RealProvider } from './testing/real-provider.ts'

const callbackUrl = 'https://auth.example/callback'
const routesUrl = 'https://auth.example/m'
const clientId = 'municipality'
const clientSecret = 'a secret of thirty-two characters'

async function logIn(
  provider: RealProvider,
  name: PresetName,
  own: Partial<OidcOptions>,
  acr?: string,
) {
  const { issuer } = provider
  const options = withPreset(name, { issuer, clientId, ...own })
  const method = oidc({ ...options, claims: options.claims! })
  const attributes = [...method.attributes]
  const asked = { callbackUrl, routesUrl, attributes, acr, lang: 'nl' }
  const { url, memory } = await method.begin(asked)
  const callback = await provider.visit(url)
  return method.complete({ callback, callbackUrl, memory, attributes, acr })
}

const withSecret: ClientMetadata = { client_id: clientId, client_secret: clientSecret }

describe('itsme', () => {
  const person = {
    name: 'Jan Peeters',
    given_name: 'Jan',
    family_name: 'Peeters',
    birthdate: '1980-02-29',
    email: 'jan@a.example',
    phone_number: '+32 470123456',
    address: {
      formatted: 'Markt 1\n9000 Gent',
      street_address: 'Markt 1',
      postal_code: '9000',
      locality: 'Gent',
    },
    'http://itsme.services/v2/claim/BENationalNumber': '80022912345',
  }
  const words = ['acr_basic', 'acr_advanced'].map(
    (word) => `http://itsme.services/v2/claim/${word}`,
  )
  const scope = 'openid service:CODE profile email phone address eid'

  async function start() {
    const [signing, reading] = await Promise.all([
      generateKey('sig', 'RS256'),
      generateKey('enc', 'RSA-OAEP'),
    ])
    const own = { clientKeys: [signing.privateKey], decryptionKeys: [reading.privateKey], scope }
    const protection = { alg: 'RSA-OAEP', enc: 'A128CBC-HS256' } as const
    const client = {
      client_id: clientId,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [signing.publicKey, reading.publicKey] },
      id_token_signed_response_alg: 'RS256',
      id_token_encrypted_response_alg: protection.alg,
      id_token_encrypted_response_enc: protection.enc,
      userinfo_signed_response_alg: 'RS256',
      userinfo_encrypted_response_alg: protection.alg,
      userinfo_encrypted_response_enc: protection.enc,
    } as ClientMetadata
    const configuration: Configuration = {
      scopes: scope.split(' '),
      claims: {
        openid: ['sub'],
        profile: ['name', 'given_name', 'family_name', 'birthdate'],
        email: ['email'],
        phone: ['phone_number'],
        address: ['address'],
        eid: ['http://itsme.services/v2/claim/BENationalNumber'],
        acr: null,
        auth_time: null,
      },
      acrValues: words,
      features: { encryption: { enabled: true }, jwtUserinfo: { enabled: true } },
      // The source: the audience is the address of the token endpoint, and nothing else.
      async assertJwtClientAuthClaimsAndHeader(ctx, { aud }) {
        if (aud !== `${ctx.oidc.issuer}/token`) throw new errors.InvalidClientAuth('audience')
      },
    }
    return { provider: await startRealProvider({ client, person, configuration }), own }
  }

  it('gives everything that the scopes stand for', async () => {
    const { provider, own } = await start()
    await using _ = provider
    const outcome = await logIn(provider, 'itsme', own)
    assert.equal(outcome.status, 'success', JSON.stringify(outcome))
    assert.deepEqual(outcome.status === 'success' && outcome.attributes, {
      name: 'Jan Peeters',
      given_name: 'Jan',
      family_name: 'Peeters',
      birthdate: '1980-02-29',
      email: 'jan@a.example',
      phone_number: '+32 470123456',
      address: 'Markt 1\n9000 Gent',
      street_address: 'Markt 1',
      postal_code: '9000',
      locality: 'Gent',
      national_number: '80022912345',
    })
    assert.equal(provider.asked['scope'], scope)
  })

  it('reads nothing without the key', async () => {
    const { provider, own } = await start()
    await using _ = provider
    const { privateKey } = await generateKey('enc', 'RSA-OAEP')
    const outcome = await logIn(provider, 'itsme', { ...own, decryptionKeys: [privateKey] })
    assert.equal(outcome.status, 'failed')
  })

  it('is refused with the issuer as audience', async () => {
    const { provider, own } = await start()
    await using _ = provider
    const outcome = await logIn(provider, 'itsme', { ...own, assertionAudience: 'issuer' })
    assert.equal(outcome.status, 'failed')
  })

  it('takes the levels of the operator', async () => {
    const { provider, own } = await start()
    await using _ = provider
    const acr = { [words[0]!]: 'substantial', [words[1]!]: 'high' } as const
    provider.acr = words[1]
    const outcome = await logIn(provider, 'itsme', { ...own, acr }, 'high')
    assert.equal(outcome.status === 'success' && outcome.acr, 'high')
    assert.equal(provider.asked['acr_values'], words[1])
    provider.acr = words[0]
    assert.equal((await logIn(provider, 'itsme', { ...own, acr }, 'high')).status, 'too_low')
  })
})

describe('signicat-digid', () => {
  const start = (person: Record<string, unknown>) =>
    startRealProvider({
      client: withSecret,
      person,
      configuration: {
        scopes: ['openid', 'idp-id', 'nin'],
        claims: { openid: ['sub'], 'idp-id': ['idp_id'], nin: ['nin'], acr: null, auth_time: null },
        // By default only userinfo holds them.
        conformIdTokenClaims: true,
        acrValues: ['low', 'substantial', 'high'],
      },
    })

  for (const sector of ['s00000000', 'S00000000'])
    it(`gives the BSN of sector ${sector}`, async () => {
      await using provider = await start({ idp_id: `${sector}:999999990`, nin: '999999990' })
      provider.acr = 'substantial'
      const outcome = await logIn(provider, 'signicat-digid', { clientSecret }, 'substantial')
      assert.deepEqual(outcome.status === 'success' && [outcome.attributes, outcome.acr], [
        { bsn: '999999990' },
        'substantial',
      ])
      assert.equal(provider.asked['acr_values'], 'idp:digid loa:substantial')
      assert.equal(provider.asked['prompt'], 'login')
    })

  for (const idp_id of ['s00000001:999999990', '999999990', ':999999990', undefined])
    it(`gives none for ${String(idp_id)}`, async () => {
      await using provider = await start({ idp_id, nin: '999999990' })
      const outcome = await logIn(provider, 'signicat-digid', { clientSecret })
      assert.deepEqual(outcome.status === 'success' && outcome.attributes, {})
    })

  it('is too low when the broker says so, or says nothing', async () => {
    await using provider = await start({ idp_id: 's00000000:999999990' })
    for (const acr of ['low', undefined]) {
      provider.acr = acr
      const outcome = await logIn(provider, 'signicat-digid', { clientSecret }, 'high')
      assert.equal(outcome.status, 'too_low')
      assert.equal(provider.asked['acr_values'], 'idp:digid loa:high')
    }
  })
})

describe('signicat-eherkenning', () => {
  it('asks the broker for eHerkenning, and reads the claims of the operator', async () => {
    await using provider = await startRealProvider({
      client: withSecret,
      person: { organisation_number: '12345678' },
      configuration: {
        scopes: ['openid', 'profile', 'idp-id', 'eherkenning-extra'],
        claims: { openid: ['sub'], 'eherkenning-extra': ['organisation_number'], acr: null },
        acrValues: ['low', 'substantial', 'high'],
      },
    })
    provider.acr = 'high'
    const own = { clientSecret, claims: { kvk: 'organisation_number' } }
    const outcome = await logIn(provider, 'signicat-eherkenning', own, 'substantial')
    assert.deepEqual(outcome.status === 'success' && [outcome.attributes, outcome.acr], [
      { kvk: '12345678' },
      'high',
    ])
    assert.equal(provider.asked['acr_values'], 'idp:eherkenning loa:substantial')
    assert.equal(provider.asked['scope'], 'openid profile idp-id eherkenning-extra')
  })
})

describe('signicat-eidas', () => {
  it('asks over the connection of eHerkenning, and takes nothing for a number that is a pseudonym', async () => {
    const person = { given_name: 'Zoë', family_name: 'Peeters', birthdate: '1980-02-29' }
    await using provider = await startRealProvider({
      client: withSecret,
      person: { ...person, idp_id: 'NL/DE/pseudonym' },
      configuration: {
        scopes: ['openid', 'profile', 'idp-id', 'eherkenning-extra'],
        claims: {
          ...{ openid: ['sub'], 'idp-id': ['idp_id'], acr: null },
          profile: ['given_name', 'family_name', 'birthdate'],
        },
        acrValues: ['low', 'substantial', 'high'],
      },
    })
    provider.acr = 'high'
    const outcome = await logIn(provider, 'signicat-eidas', { clientSecret }, 'high')
    assert.deepEqual(outcome.status === 'success' && [outcome.attributes, outcome.acr], [
      person,
      'high',
    ])
    assert.equal(provider.asked['acr_values'], 'idp:eherkenning loa:high')
  })
})

describe('keycloak', () => {
  it('pushes its request, and keeps a token to revoke', async () => {
    await using provider = await startRealProvider({
      client: withSecret,
      person: { name: 'A B', given_name: 'A', family_name: 'B', email: 'a@b.example' },
      configuration: {
        scopes: ['openid', 'profile', 'email'],
        claims: {
          openid: ['sub'],
          profile: ['name', 'given_name', 'family_name'],
          email: ['email'],
          acr: null,
        },
        acrValues: ['silver', 'gold'],
        features: {
          pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
          revocation: { enabled: true },
        },
      },
    })
    provider.acr = 'gold'
    const own = { clientSecret, acr: { gold: 'substantial' } } as const
    const outcome = await logIn(provider, 'keycloak', own, 'substantial')
    assert.equal(outcome.status, 'success', JSON.stringify(outcome))
    assert.deepEqual(outcome.status === 'success' && outcome.attributes, {
      ...{ name: 'A B', given_name: 'A', family_name: 'B', email: 'a@b.example' },
    })
    assert.equal((outcome.session as { hint: string }).hint, 'access_token')
  })
})

describe('what the operator writes', () => {
  it('comes before the preset, and what is not written does not', () => {
    const options = withPreset('signicat-digid', { scope: 'openid nin', prompt: undefined })
    assert.equal(options.scope, 'openid nin')
    assert.equal(options.prompt, 'login')
    assert.deepEqual(options.claims, { bsn: 'idp_id' })
    assert.deepEqual(withPreset(undefined, { scope: 'x' }), { scope: 'x' })
  })
})
