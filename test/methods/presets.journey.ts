/** DigiD through a broker, and itsme, from button to panel: a real browser, and `oidc-provider` set up as they document themselves. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { ClientMetadata } from 'oidc-provider'
import { startRealProvider, type RealProvider } from '../../src/auth/oidc/testing/real-provider.ts'
import { generateKey, type JWK } from '../../src/protocol/keys.ts'
import { hangUp, panelText, signIn, typeCode } from '../agent.ts'
import { launch, visitor, type Browser } from '../browser.ts'
import { sanne } from '../people.ts'
import { codeOn } from '../resident.ts'
import { removeFolder, temporaryFolder } from '../system.ts'
import { methodUrl, portsFor, startInstallation, type Installation } from './installation.ts'

const bsn = '999999990'
const person = 'Zoë Peeters'
const clientSecret = 'a secret of thirty-two characters'

let browser: Browser
let broker: RealProvider
let itsme: RealProvider
let system: Installation
let folder: string

before(async () => {
  folder = temporaryFolder()
  const port = await portsFor(2)
  const redirectTo = (index: number) => ({ redirect_uris: [`${methodUrl(port, index)}/callback`] })
  broker = await startRealProvider({
    client: { client_id: 'juinen', client_secret: clientSecret, ...redirectTo(0) },
    person: { idp_id: `s00000000:${bsn}` },
    configuration: {
      scopes: ['openid', 'idp-id'],
      claims: { openid: ['sub'], 'idp-id': ['idp_id'], acr: null, auth_time: null },
      conformIdTokenClaims: true,
      acrValues: ['low', 'substantial', 'high'],
    },
  })
  broker.acr = 'substantial'
  const [signing, reading] = await Promise.all([
    generateKey('sig', 'RS256'),
    generateKey('enc', 'RSA-OAEP'),
  ])
  const protection = { alg: 'RSA-OAEP', enc: 'A128CBC-HS256' } as const
  itsme = await startRealProvider({
    client: {
      client_id: 'juinen',
      token_endpoint_auth_method: 'private_key_jwt',
      // A real one reads them at the address where the plugin publishes them.
      jwks: { keys: [signing.publicKey, reading.publicKey] } as ClientMetadata['jwks'],
      id_token_encrypted_response_alg: protection.alg,
      id_token_encrypted_response_enc: protection.enc,
      userinfo_signed_response_alg: 'RS256',
      userinfo_encrypted_response_alg: protection.alg,
      userinfo_encrypted_response_enc: protection.enc,
      ...redirectTo(1),
    },
    person: { name: person },
    configuration: {
      scopes: ['openid', 'service:CODE', 'profile'],
      claims: { openid: ['sub'], profile: ['name'], acr: null, auth_time: null },
      features: { encryption: { enabled: true }, jwtUserinfo: { enabled: true } },
    },
  })
  const file = (name: string, { privateKey }: { privateKey: JWK }): string => {
    const path = join(folder, name)
    writeFileSync(path, JSON.stringify(privateKey), { mode: 0o600 })
    return `{ file = "${path}" }`
  }
  ;[browser, system] = await Promise.all([
    launch(),
    startInstallation({
      port,
      methods: [
        {
          tag: 'digid',
          name: 'DigiD',
          settings: `type = "oidc"
preset = "signicat-digid"
issuer = "${broker.issuer}"
client_id = "juinen"
client_secret = "${clientSecret}"`,
        },
        {
          tag: 'itsme',
          name: 'itsme',
          settings: `type = "oidc"
preset = "itsme"
issuer = "${itsme.issuer}"
client_id = "juinen"
scope = "service:CODE profile"
client_keys = ${file('signing.json', signing)}
decryption_keys = ${file('reading.json', reading)}`,
        },
      ],
      attributes: { bsn: 'Burgerservicenummer', name: 'Naam' },
      purposes: [
        { tag: 'report_move', attributes: ['bsn'], methods: ['digid'], acr: 'substantial' },
        { tag: 'request_permit', attributes: ['name'], methods: ['itsme'] },
      ],
    }),
  ])
})
after(async () => {
  await browser.close()
  await system.stop()
  for (const provider of [broker, itsme]) await provider[Symbol.asyncDispose]()
  removeFolder(folder)
})

describe('a resident', () => {
  for (const [name, purpose, value] of [
    ['DigiD', 'report_move', bsn],
    ['itsme', 'request_permit', person],
  ] as const)
    it(`logs in with ${name}, and the employee sees what that proved`, async () => {
      const resident = await visitor(browser)
      const agent = await visitor(browser)
      await signIn(agent.page, system, sanne.id)
      await resident.page.goto(system.site)
      const button = resident.page.locator(`id-contact-button[purpose="${purpose}"]`)
      await button.getByRole('button', { name: /Veilig contact/ }).press('Enter')
      await button.getByRole('button', { name: `Verder naar ${name}` }).press('Enter')
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
