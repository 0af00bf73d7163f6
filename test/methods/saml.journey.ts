/** DigiD by SAML, from button to panel: a real browser, and an identity provider with signatures, artifacts and mutual TLS. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import { createAuthority, type Pair } from '../../src/auth/saml/testing/certificates.ts'
import {
  startIdentityProvider,
  type IdentityProvider,
} from '../../src/auth/saml/testing/identity-provider.ts'
import { people } from '../../src/auth/saml/testing/login-page.ts'
import { hangUp, panelText, signIn, typeCode } from '../agent.ts'
import { launch, visitor, type Browser, type Page } from '../browser.ts'
import { checkKeyboard, checkPage } from '../check-page.ts'
import { press } from '../keyboard.ts'
import { sanne } from '../people.ts'
import { codeOn, heading } from '../resident.ts'
import { removeFolder, temporaryFolder } from '../system.ts'
import { startInstallation, type Installation } from './installation.ts'

let browser: Browser
let redirecting: IdentityProvider
let posting: IdentityProvider
let system: Installation
let folder: string

before(async () => {
  folder = temporaryFolder()
  const authority = await createAuthority('Test authority')
  const [own, signing] = await Promise.all([authority.issue('juinen'), authority.issue('idp')])
  const options = { authority, signing, logout: true }
  redirecting = await startIdentityProvider(options)
  posting = await startIdentityProvider(options)
  write(own, authority.certificate)
  const settings = (idp: IdentityProvider, binding: string): string => {
    const metadata = join(folder, `${binding}.xml`)
    writeFileSync(metadata, idp.metadata)
    return `type = "saml"
binding = "${binding}"
metadata = { file = "${metadata}" }
private_key = { file = "${join(folder, 'key.pem')}" }
certificate = { file = "${join(folder, 'certificate.pem')}" }
tls = { authorities = { file = "${join(folder, 'authorities.pem')}" } }`
  }
  ;[browser, system] = await Promise.all([
    launch(),
    startInstallation({
      methods: [
        { tag: 'digid', name: 'DigiD', settings: settings(redirecting, 'redirect') },
        { tag: 'form', name: 'DigiD', settings: settings(posting, 'post') },
      ],
      attributes: { bsn: 'Burgerservicenummer' },
      purposes: [
        { tag: 'report_move', attributes: ['bsn'], methods: ['digid'] },
        { tag: 'request_permit', attributes: ['bsn'], methods: ['form'], acr: 'substantial' },
      ],
    }),
  ])
  for (const [tag, idp] of [
    ['digid', redirecting],
    ['form', posting],
  ] as const) {
    const metadata = await fetch(`${system.methods[tag]}/m/metadata`)
    idp.know(await metadata.text())
  }
})
after(async () => {
  await browser.close()
  await system.stop()
  for (const idp of [redirecting, posting]) await idp[Symbol.asyncDispose]()
  removeFolder(folder)
})
afterEach(() => {
  redirecting.faults = {}
})

function write(own: Pair, authorities: string): void {
  writeFileSync(join(folder, 'key.pem'), own.privateKey)
  writeFileSync(join(folder, 'certificate.pem'), own.certificate)
  writeFileSync(join(folder, 'authorities.pem'), authorities)
}

/** From the website to the page of the identity provider. */
async function leave(page: Page, purpose: string, idp: IdentityProvider): Promise<void> {
  await page.goto(system.site)
  const button = page.locator(`id-contact-button[purpose="${purpose}"]`)
  await button.getByRole('button', { name: /Veilig contact/ }).press('Enter')
  await button.getByRole('button', { name: /Verder naar DigiD/ }).press('Enter')
  await page.waitForURL((url) => url.origin === new URL(idp.loginUrl).origin)
  await heading(page, 'Inloggen').waitFor()
}

describe('a resident with DigiD', () => {
  it('logs in, and the employee sees the number and where it comes from', async () => {
    const resident = await visitor(browser)
    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    await leave(resident.page, 'report_move', redirecting)
    await press(resident.page, /^Inloggen/)
    const code = await codeOn(resident.page)
    await typeCode(agent.page, code)
    await agent.page.getByText(people.one, { exact: true }).waitFor()
    assert.match(await panelText(agent.page), /Bewezen met DigiD/)

    // Who it is went from server to server: no address and no log has it.
    const seen = [...resident.requests, ...agent.requests, system.output()]
    for (const text of seen) assert.ok(!text.includes(people.one), text)

    // Who hangs up is logged out at the provider as well.
    await hangUp(agent.page)
    const deadline = Date.now() + 30_000
    while (redirecting.loggedOut.length === 0) {
      assert.ok(Date.now() < deadline, 'the provider still has the log-in')
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    assert.equal(redirecting.loggedOut[0]!.nameId, `s00000000:${people.one}`)
    for (const { context, complaints } of [resident, agent]) {
      assert.deepEqual(complaints, [])
      await context.close()
    }
  })

  it('comes there by a form that a script sends, where that is asked for', async () => {
    const { page, context, complaints } = await visitor(browser)
    await leave(page, 'request_permit', posting)
    assert.match(await page.content(), /classes:Smartcard"/)
    await press(page, /^Inloggen/)
    await codeOn(page)
    assert.deepEqual(complaints, [])
    await context.close()
  })

  it('comes there by the button of that form without scripts', async () => {
    const { page, context } = await visitor(browser, { scripts: false })
    await page.goto(`${system.core}/choose?purpose=request_permit`)
    await page.locator('main button').click()
    await heading(page, 'Naar DigiD').waitFor()
    await page.getByRole('button', { name: 'Ga naar DigiD' }).click()
    await page.getByRole('button', { name: 'Inloggen' }).click()
    await page.locator('.code').waitFor()
    await context.close()
  })

  for (const lang of ['nl', 'en'] as const)
    it(`finds that page as usable as all others (${lang})`, async () => {
      const { page, context } = await visitor(browser, { lang, width: 320 })
      // The script that leaves at once does not come.
      await page.route('**/m/go.js', (route) => route.abort())
      await page.goto(`${system.core}/choose?purpose=request_permit`)
      await page.locator('main button').click()
      await heading(page, lang === 'nl' ? 'Naar DigiD' : 'On to DigiD').waitFor()
      await checkPage(page, 'the page before DigiD')
      await checkKeyboard(page, 'the page before DigiD')
      await context.close()
    })

  it('who cancels reads so, and can go on', async () => {
    const { page, context } = await visitor(browser)
    await leave(page, 'report_move', redirecting)
    await press(page, /^Annuleren/)
    await heading(page, /U bent gestopt bij DigiD/).waitFor()
    await page.getByText('Er is niets gedeeld.').waitFor()
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
    await page.getByRole('button', { name: /Verder naar DigiD/ }).click()
    await heading(page, 'Inloggen').waitFor()
    await press(page, /^Inloggen/)
    await codeOn(page)
    await context.close()
  })

  it('reads that it does not work now when DigiD is out of order, and what is left to do', async () => {
    redirecting.faults = { status: 503 }
    const { page, context } = await visitor(browser)
    await leave(page, 'report_move', redirecting)
    await press(page, /^Inloggen/)
    await page.waitForURL((url) => url.origin === system.site)
    await page.getByText(/niet aan u/).waitFor()
    await page.getByRole('button', { name: /Probeer/ }).waitFor()
    await context.close()
  })

  it('is let in by nobody who only says so', async () => {
    redirecting.faults = { unsignedAssertion: true }
    const { page, context } = await visitor(browser)
    await leave(page, 'report_move', redirecting)
    await press(page, /^Inloggen/)
    await heading(page, 'Inloggen is niet gelukt').waitFor()
    assert.ok(system.log.some(({ reason }) => reason === 'not_signed'))
    await context.close()
  })
})
