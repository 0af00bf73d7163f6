/**
 * Yivi, from button to panel: a real browser, a real `irma server` with a scheme of the tests' own, and a wallet on irmago's own client. The
 * wallet is given credentials by that server first; so each disclosure is a proof that the server checks, and its result is signed.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { hangUp, panelText, signIn, typeCode } from '../agent.ts'
import { launch, visitor, type Browser, type Page, type Watched } from '../browser.ts'
import { checkKeyboard, checkPage } from '../check-page.ts'
import { sanne } from '../people.ts'
import { codeOn, heading } from '../resident.ts'
import { removeFolder, temporaryFolder } from '../system.ts'
import { startInstallation, type Installation } from './installation.ts'
import { startIrmaServer, type IrmaServer, type Pointer } from './yivi/irma-server.ts'
import { buildTools, missing } from './yivi/tools.ts'
import { createWallet, type Wallet } from './yivi/wallet.ts'

const bsn = '999999990'
const credential = 'juinen.gemeente.persoon'
const passport = 'juinen.gemeente.paspoort'
const attributes = {
  bsn: [`${credential}.bsn`],
  name: [`${credential}.naam`, `${passport}.voornaam ${passport}.achternaam`],
}

describe('a resident with Yivi', { skip: missing }, () => {
  let browser: Browser
  let irma: IrmaServer
  let system: Installation
  let folder: string
  /** One person has a credential of the municipality, the other a passport alone. */
  let zoe: Wallet
  let jan: Wallet

  before(async () => {
    const tools = await buildTools()
    folder = temporaryFolder()
    irma = await startIrmaServer(tools, {
      disclose: Object.values(attributes).flatMap((all) => all.flatMap((one) => one.split(' '))),
    })
    writeFileSync(join(folder, 'irma.pem'), irma.publicKey)
    const settings = `type = "yivi"
server = "${irma.url}"
token = "${irma.token}"
public_key = { file = "${join(folder, 'irma.pem')}" }
level = "substantial"
attributes = { bsn = ${JSON.stringify(attributes.bsn)}, name = ${JSON.stringify(attributes.name)} }`
    ;[browser, system] = await Promise.all([
      launch(),
      startInstallation({
        methods: [
          { tag: 'yivi', name: 'Yivi', settings },
          { tag: 'hasty', name: 'Yivi', settings: `code_lifetime = 10\n${settings}` },
        ],
        attributes: { bsn: 'Burgerservicenummer', name: 'Naam' },
        purposes: [
          { tag: 'report_move', attributes: ['bsn', 'name'], methods: ['yivi'] },
          { tag: 'request_permit', attributes: ['name'], methods: ['yivi'], acr: 'substantial' },
          { tag: 'waste_question', attributes: ['name'], methods: ['hasty'] },
        ],
      }),
    ])
    zoe = createWallet(tools, irma.schemes)
    jan = createWallet(tools, irma.schemes)
    const given = [
      await zoe.scan(await irma.offer(credential, { bsn, naam: 'Zoë Peeters' })),
      await jan.scan(await irma.offer(passport, { voornaam: 'Jan', achternaam: 'de Vries' })),
    ]
    for (const { event, reason } of given) assert.equal(event, 'done', reason)
  })
  after(async () => {
    await browser?.close()
    await system?.stop()
    await irma?.stop()
    for (const wallet of [zoe, jan]) wallet?.remove()
    if (folder) removeFolder(folder)
  })

  /** From the website to the page with the code. */
  async function leave(page: Page, purpose: string): Promise<Pointer> {
    await page.goto(system.site)
    const button = page.locator(`id-contact-button[purpose="${purpose}"]`)
    await button.getByRole('button', { name: /Veilig contact/ }).press('Enter')
    await button.getByRole('button', { name: /Verder naar Yivi/ }).press('Enter')
    return pointerOn(page)
  }

  /** What the link for the same device holds, and so what the code holds. */
  async function pointerOn(page: Page): Promise<Pointer> {
    await page.waitForURL((url) => Object.values(system.methods).includes(url.origin))
    const href = await page.locator('a[href^="https://open.yivi.app/"]').getAttribute('href')
    const { u, irmaqr } = JSON.parse(decodeURIComponent(new URL(href!).hash.slice(1))) as Pointer
    return { u, irmaqr }
  }

  const cookiesOf = async ({ context }: Watched): Promise<string[]> =>
    (await context.cookies()).map(({ name, value }) => `${name}=${value}`)

  async function close(...watched: Watched[]): Promise<void> {
    for (const { context, complaints } of watched) {
      assert.deepEqual(complaints, [])
      await context.close()
    }
  }

  it('discloses from the phone, and the employee sees what that proved', async () => {
    const resident = await visitor(browser)
    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    const pointer = await leave(resident.page, 'report_move')
    const before = [await resident.page.content(), ...(await cookiesOf(resident))]
    assert.equal((await zoe.scan(pointer)).event, 'done')
    // The page goes on by itself.
    await typeCode(agent.page, await codeOn(resident.page))
    await agent.page.getByText(bsn, { exact: true }).waitFor()
    const shown = await panelText(agent.page)
    assert.match(shown, /Zoë Peeters/)
    assert.match(shown, /Bewezen met Yivi/)
    // Whoever has the code on the screen can send it on, so the employee is asked to put a question first.
    assert.match(shown, /ander apparaat/)

    await hangUp(agent.page)
    const seen = [...resident.requests, ...agent.requests, system.output()]
    for (const text of seen)
      for (const value of [bsn, 'Zoë']) assert.ok(!text.includes(value), text)
    // With the token of a session anybody could fetch its result (T5b); the server names it in its own log.
    const tokens = [...irma.output().matchAll(/session=(\w+)/g)].map(([, token]) => token!)
    assert.ok(tokens.length > 0)
    for (const text of [...seen, ...before, await resident.page.content()])
      for (const token of tokens) assert.ok(!text.includes(token), 'the token of a session')
    await close(resident, agent)
  })

  it('with other papers gives the alternative that they have, on a phone with the link first', async () => {
    const resident = await visitor(browser, { width: 390 })
    const phone = await resident.context.newCDPSession(resident.page)
    const userAgent = 'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile'
    await phone.send('Emulation.setUserAgentOverride', { userAgent })
    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    const pointer = await leave(resident.page, 'request_permit')
    assert.equal(await resident.page.getByAltText('QR-code').isVisible(), false)
    assert.equal((await jan.scan(pointer)).event, 'done')
    await typeCode(agent.page, await codeOn(resident.page))
    await agent.page.getByText('Jan de Vries', { exact: true }).waitFor()
    await close(resident, agent)
  })

  it('goes on without scripts by a button', async () => {
    const resident = await visitor(browser, { scripts: false })
    const { page } = resident
    await page.goto(`${system.core}/choose?purpose=request_permit`)
    await page.locator('main button').click()
    assert.equal((await zoe.scan(await pointerOn(page))).event, 'done')
    await page.getByRole('link', { name: 'Ik ben klaar in de app' }).click()
    await page.locator('.code').waitFor()
    await resident.context.close()
  })

  it('who says no in the app reads that nothing was shared, and can go on', async () => {
    const resident = await visitor(browser)
    const { page } = resident
    assert.equal(
      (await zoe.scan(await leave(page, 'report_move'), { refuse: true })).event,
      'cancelled',
    )
    await heading(page, /U bent gestopt bij Yivi/).waitFor()
    await page.getByText('Er is niets gedeeld.').waitFor()
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
    await page.getByRole('button', { name: /Verder naar Yivi/ }).click()
    assert.equal((await zoe.scan(await pointerOn(page))).event, 'done')
    await codeOn(page)
    await close(resident)
  })

  it('who does not have what is asked for gives nothing', async () => {
    const resident = await visitor(browser)
    const pointer = await leave(resident.page, 'report_move')
    assert.equal((await jan.scan(pointer)).event, 'cancelled')
    await heading(resident.page, /U bent gestopt bij Yivi/).waitFor()
    await close(resident)
  })

  it('who stops on the page ends the session for the app as well', async () => {
    const resident = await visitor(browser)
    const pointer = await leave(resident.page, 'report_move')
    await resident.page.getByRole('button', { name: 'Stoppen' }).click()
    await heading(resident.page, /U bent gestopt bij Yivi/).waitFor()
    assert.equal((await zoe.scan(pointer)).event, 'failed')
    await close(resident)
  })

  it('cannot use a session twice', async () => {
    const resident = await visitor(browser)
    const pointer = await leave(resident.page, 'request_permit')
    assert.equal((await zoe.scan(pointer)).event, 'done')
    assert.equal((await jan.scan(pointer)).event, 'failed')
    await codeOn(resident.page)
    await close(resident)
  })

  it('who does not open the app in time reads so, and can begin again', async () => {
    const resident = await visitor(browser)
    const { page } = resident
    const pointer = await leave(page, 'waste_question')
    await heading(page, 'De tijd is om').waitFor({ timeout: 40_000 })
    assert.equal((await zoe.scan(pointer)).event, 'failed')
    await page.getByRole('link', { name: 'Verder' }).click()
    await heading(page, 'Inloggen is niet gelukt').waitFor()
    await page.getByRole('button', { name: 'Probeer opnieuw' }).waitFor()
    await close(resident)
  })

  it('reads that the time is over when the server has forgotten the session', async () => {
    const resident = await visitor(browser)
    const { page } = resident
    await leave(page, 'request_permit')
    await irma.restart()
    await heading(page, 'De tijd is om').waitFor()
    await checkPage(page, 'the page after the time')
    await page.getByRole('link', { name: 'Verder' }).click()
    await heading(page, 'Inloggen is niet gelukt').waitFor()
    assert.ok(system.log.some(({ reason }) => reason === 'timed_out'))
    await close(resident)
  })

  for (const lang of ['nl', 'en'] as const)
    it(`finds the page with the code as usable as all others (${lang})`, async () => {
      const { page, context } = await visitor(browser, { lang, width: 320 })
      await page.goto(`${system.core}/choose?purpose=request_permit`)
      await page.locator('main button').click()
      await heading(page, lang === 'nl' ? /Laat met Yivi zien/ : /Show who you are/).waitFor()
      await page.locator('#progress:not(:empty)').waitFor()
      await checkPage(page, 'the page with the code')
      await checkKeyboard(page, 'the page with the code')
      const drawn = await page
        .locator('main img')
        .evaluate((img: HTMLImageElement) => img.naturalWidth)
      assert.ok(drawn > 0, 'the code')
      await context.close()
    })
})
