/** DigiD by SAML from button to panel, with SimpleSAMLphp in the role of DigiD. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createAuthority } from '../../src/auth/saml/testing/certificates.ts'
import { people } from '../../src/auth/saml/testing/login-page.ts'
import { panelText, signIn, typeCode } from '../agent.ts'
import { launch, visitor, type Browser, type Page } from '../browser.ts'
import { sanne } from '../people.ts'
import { codeOn, heading } from '../resident.ts'
import { removeFolder, temporaryFolder } from '../system.ts'
import { startInstallation, type Installation } from './installation.ts'
import { startSimpleSamlPhp, type SimpleSamlPhp } from './simplesamlphp.ts'

const account = { name: 'zoe', password: 'secret', nameId: `s00000000:${people.one}` }
const word = 'urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard'

describe('a resident with DigiD, of an identity provider in PHP', () => {
  let folder: string
  let idp: SimpleSamlPhp
  let system: Installation
  let browser: Browser
  before(async () => {
    folder = temporaryFolder()
    const authority = await createAuthority('Test authority')
    const [own, signing] = await Promise.all([authority.issue('juinen'), authority.issue('idp')])
    idp = await startSimpleSamlPhp(authority, signing, { account, word })
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text)
      return `{ file = "${join(folder, name)}" }`
    }
    const settings = `type = "saml"
private_key = ${file('key.pem', own.privateKey)}
certificate = ${file('certificate.pem', own.certificate)}
tls = { authorities = ${file('authorities.pem', authority.certificate)} }
provider = { entity_id = "${idp.entityId}", login_url = "${idp.loginUrl}", artifact_url = "${idp.artifactUrl}", certificates = [${file('idp.pem', signing.certificate)}] }`
    ;[browser, system] = await Promise.all([
      launch(),
      startInstallation({
        methods: [{ tag: 'digid', name: 'DigiD', settings }],
        attributes: { bsn: 'Burgerservicenummer' },
        purposes: [
          { tag: 'report_move', attributes: ['bsn'], methods: ['digid'], acr: 'substantial' },
          { tag: 'request_permit', attributes: ['bsn'], methods: ['digid'], acr: 'high' },
        ],
      }),
    ])
    const server = system.methods.digid!
    idp.know({
      entityId: `${server}/m/metadata`,
      callbackUrl: `${server}/callback`,
      certificate: own.certificate,
    })
  })
  after(async () => {
    await browser.close()
    await system.stop()
    await idp.stop()
    removeFolder(folder)
  })

  async function logIn(page: Page, purpose: string): Promise<void> {
    await page.goto(system.site)
    const button = page.locator(`id-contact-button[purpose="${purpose}"]`)
    await button.getByRole('button', { name: /Veilig contact/ }).press('Enter')
    await button.getByRole('button', { name: /Verder naar DigiD/ }).press('Enter')
    await page.waitForURL((url) => url.origin === new URL(idp.loginUrl).origin)
    await page.locator('#username').fill(account.name)
    await page.locator('#password').fill(account.password)
    await page.locator('#password').press('Enter')
    await page.waitForURL((url) => url.origin === system.site)
  }

  it('logs in, and the employee sees the number', async () => {
    const resident = await visitor(browser)
    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    await logIn(resident.page, 'report_move')
    await typeCode(agent.page, await codeOn(resident.page))
    await agent.page.getByText(people.one, { exact: true }).waitFor()
    assert.match(await panelText(agent.page), /Bewezen met DigiD/)
    for (const { context } of [resident, agent]) await context.close()
  })

  it('reads so when that log-in is too weak for what they ask', async () => {
    const { page, context } = await visitor(browser)
    await logIn(page, 'request_permit')
    await heading(page, 'Hiervoor is meer zekerheid nodig').waitFor()
    const ended = system.log.findLast(({ event }) => event === 'authentication_finished')
    assert.equal(ended?.outcome, 'too_low')
    await context.close()
  })
})
