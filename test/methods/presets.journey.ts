/**
 * DigiD, eHerkenning and eIDAS through a broker, itsme and a Keycloak, from button to panel: a real browser, and `oidc-provider` set up as
 * they document themselves.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { ClientMetadata, Configuration } from 'oidc-provider'
import { startRealProvider, type RealProvider } from '../../src/auth/oidc/testing/real-provider.ts'
import { generateKey, type JWK } from '../../src/protocol/keys.ts'
import { hangUp, panelText, signIn, typeCode } from '../agent.ts'
import { launch, visitor, type Browser } from '../browser.ts'
import { sanne } from '../people.ts'
import { codeOn } from '../resident.ts'
import { removeFolder, temporaryFolder } from '../system.ts'
import {
  methodUrl,
  portsFor,
  startInstallation,
  type Installation,
  type Method,
} from './installation.ts'

const bsn = '999999990'
/** Whoever logs in with anything else. */
const person = { name: 'Zoë Peeters', family_name: 'Peeters', birthdate: '1980-02-29' }
const company = '90001354'
const clientSecret = 'a secret of thirty-two characters'

/** In the order of their ports. */
const tags = ['digid', 'eherkenning', 'eidas', 'itsme', 'keycloak'] as const
const withSecret: ClientMetadata = { client_id: 'juinen', client_secret: clientSecret }
/** The keys are read where the plugin publishes them. */
const byKey: ClientMetadata = { client_id: 'juinen', token_endpoint_auth_method: 'private_key_jwt' }
const encrypted = (alg: 'RSA-OAEP'): Partial<ClientMetadata> => {
  const enc = 'A128CBC-HS256'
  return {
    ...{ id_token_encrypted_response_alg: alg, id_token_encrypted_response_enc: enc },
    ...{ userinfo_signed_response_alg: 'RS256', userinfo_encrypted_response_alg: alg },
    userinfo_encrypted_response_enc: enc,
  }
}
/** A broker with one claim for each scope or more. */
const brokered = (claims: Record<string, string[]>): Configuration => ({
  scopes: ['openid', ...Object.keys(claims)],
  claims: { openid: ['sub'], ...claims, acr: null, auth_time: null },
  conformIdTokenClaims: true,
  acrValues: ['low', 'substantial', 'high'],
})

let browser: Browser
let providers: Record<(typeof tags)[number], RealProvider>
let system: Installation
let folder: string

before(async () => {
  folder = temporaryFolder()
  const port = await portsFor(tags.length)
  const at = (tag: (typeof tags)[number]): string => methodUrl(port, tags.indexOf(tag))
  const to = (tag: (typeof tags)[number]) => ({ redirect_uris: [`${at(tag)}/callback`] })
  const [signing, reading, own, ownReading] = await Promise.all([
    generateKey('sig', 'RS256'),
    generateKey('enc', 'RSA-OAEP'),
    generateKey('sig', 'ES256'),
    generateKey('enc', 'RSA-OAEP'),
  ])
  providers = {
    digid: await startRealProvider({
      client: { ...withSecret, ...to('digid') },
      person: { idp_id: `s00000000:${bsn}` },
      configuration: brokered({ 'idp-id': ['idp_id'] }),
    }),
    eherkenning: await startRealProvider({
      client: { ...withSecret, ...to('eherkenning') },
      person: { chamber_of_commerce: company },
      configuration: brokered({
        ...{ profile: [], 'idp-id': ['idp_id'] },
        'eherkenning-extra': ['chamber_of_commerce'],
      }),
    }),
    eidas: await startRealProvider({
      client: { ...withSecret, ...to('eidas') },
      person,
      configuration: brokered({
        ...{ profile: ['given_name', 'family_name', 'birthdate'], 'idp-id': ['idp_id'] },
        'eherkenning-extra': [],
      }),
    }),
    itsme: await startRealProvider({
      client: {
        ...byKey,
        ...encrypted('RSA-OAEP'),
        ...to('itsme'),
        jwks_uri: `${at('itsme')}/m/jwks`,
      },
      person,
      configuration: {
        scopes: ['openid', 'service:CODE', 'profile'],
        claims: { openid: ['sub'], profile: ['name', 'family_name'], acr: null, auth_time: null },
        features: { encryption: { enabled: true }, jwtUserinfo: { enabled: true } },
      },
    }),
    keycloak: await startRealProvider({
      client: {
        ...{ ...byKey, token_endpoint_auth_signing_alg: 'ES256' },
        ...{ id_token_encrypted_response_alg: 'RSA-OAEP-256', ...to('keycloak') },
        jwks_uri: `${at('keycloak')}/m/jwks`,
      },
      person,
      configuration: {
        scopes: ['openid', 'profile', 'email'],
        claims: {
          ...{ openid: ['sub'], acr: null, email: ['email'] },
          profile: ['name', 'given_name', 'family_name'],
        },
        acrValues: ['silver', 'gold'],
        enabledJWA: { idTokenEncryptionAlgValues: ['RSA-OAEP-256'] },
        features: {
          encryption: { enabled: true },
          pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
          revocation: {
            enabled: true,
            allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
          },
        },
      },
    }),
  }
  for (const tag of ['digid', 'eherkenning', 'eidas'] as const) providers[tag].acr = 'substantial'
  providers.keycloak.acr = 'gold'
  const file = (name: string, { privateKey }: { privateKey: JWK }): string => {
    const path = join(folder, name)
    writeFileSync(path, JSON.stringify(privateKey), { mode: 0o600 })
    return `{ file = "${path}" }`
  }
  const method = (tag: (typeof tags)[number], name: string, settings: string): Method => ({
    ...{ tag, name },
    settings: `type = "oidc"\nissuer = "${providers[tag].issuer}"\nclient_id = "juinen"\n${settings}`,
  })
  const secret = `client_secret = "${clientSecret}"`
  ;[browser, system] = await Promise.all([
    launch(),
    startInstallation({
      port,
      methods: [
        method('digid', 'DigiD', `preset = "signicat-digid"\n${secret}`),
        method(
          ...(['eherkenning', 'eHerkenning'] as const),
          `preset = "signicat-eherkenning"\n${secret}\nclaims = { kvk = "chamber_of_commerce" }`,
        ),
        method('eidas', 'eIDAS', `preset = "signicat-eidas"\n${secret}`),
        method(
          ...(['itsme', 'itsme'] as const),
          `preset = "itsme"
scope = "service:CODE profile"
client_keys = ${file('signing.json', signing)}
decryption_keys = ${file('reading.json', reading)}`,
        ),
        method(
          ...(['keycloak', 'Inloggen bij Juinen'] as const),
          `preset = "keycloak"
acr = { silver = "low", gold = "substantial" }
client_keys = ${file('own.json', own)}
decryption_keys = ${file('own-reading.json', { privateKey: { ...ownReading.privateKey, alg: 'RSA-OAEP-256' } })}`,
        ),
      ],
      attributes: {
        ...{ bsn: 'Burgerservicenummer', kvk: 'KvK-nummer', family_name: 'Achternaam' },
      },
      purposes: [
        { tag: 'report_move', attributes: ['bsn'], methods: ['digid'], acr: 'substantial' },
        {
          tag: 'request_permit',
          attributes: ['family_name'],
          methods: ['itsme', 'keycloak', 'eidas'],
        },
        {
          tag: 'waste_question',
          attributes: ['kvk'],
          methods: ['eherkenning'],
          acr: 'substantial',
        },
      ],
    }),
  ])
})
after(async () => {
  await browser.close()
  await system.stop()
  for (const provider of Object.values(providers)) await provider[Symbol.asyncDispose]()
  removeFolder(folder)
})

describe('a resident', () => {
  for (const [name, purpose, value] of [
    ['DigiD', 'report_move', bsn],
    ['eHerkenning', 'waste_question', company],
    ['eIDAS', 'request_permit', person.family_name],
    ['itsme', 'request_permit', person.family_name],
    ['Inloggen bij Juinen', 'request_permit', person.family_name],
  ] as const)
    it(`logs in with ${name}, and the employee sees what that proved`, async () => {
      const resident = await visitor(browser)
      const agent = await visitor(browser)
      await signIn(agent.page, system, sanne.id)
      await resident.page.goto(system.site)
      const button = resident.page.locator(`id-contact-button[purpose="${purpose}"]`)
      await button.getByRole('button', { name: /Veilig contact/ }).press('Enter')
      const choice = button.getByRole('radio', { name })
      const onwards = button.getByRole('button', { name: /^Verder/ })
      await onwards.waitFor()
      if ((await choice.count()) > 0) await choice.check()
      await onwards.press('Enter')
      await typeCode(agent.page, await codeOn(resident.page))
      await agent.page.getByText(value, { exact: true }).waitFor()
      assert.match(await panelText(agent.page), new RegExp(`Bewezen met ${name}`))

      await hangUp(agent.page)
      const seen = [...resident.requests, ...agent.requests, system.output()]
      for (const text of seen) assert.ok(!text.includes(value), text)
      for (const { context, complaints } of [resident, agent]) {
        assert.deepEqual(complaints, [])
        await context.close()
      }
    })
})
