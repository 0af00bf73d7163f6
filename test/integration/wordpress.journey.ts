/** A municipality whose website is WordPress: somebody sets the plugin up and makes a page, residents use it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { agentWords, hangUp, signIn, typeCode } from '../agent.ts'
import { launch, visitor, type Browser, type Page } from '../browser.ts'
import { canaries, sanne, zoe } from '../people.ts'
import { codeOn, heading, logIn, wordsOf } from '../resident.ts'
import { freePortRange, removeFolder, startSystem, type System } from '../system.ts'
import { driven } from './driven.ts'
import { startWordPress, wordPressPort, type WordPress } from './wordpress.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const hashes = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<string, string>
const integrity = hashes['id-contact-button.js']!

describe('a website in WordPress', () => {
  let wordpress: WordPress
  let system: System
  let browser: Browser
  /** The page that an editor made. */
  let blockPage: string
  const own = (name: string): string => `[name="id_contact[${name}]"]`
  before(async () => {
    const [port, base] = [await wordPressPort(), await freePortRange()]
    const [core, comm] = [`http://localhost:${base + 1}`, `http://localhost:${base + 3}`]
    const policy = [
      `default-src 'self'`,
      `script-src 'self' ${core}`,
      // The theme's styles stand in the page.
      `style-src 'self' 'unsafe-inline'`,
      `img-src 'self' data: ${core}`,
      `connect-src 'self' ${core} ${comm}`,
      `form-action 'self' ${core}`,
      `require-trusted-types-for 'script'`,
      'trusted-types lit-html',
    ].join('; ')
    const env = { ID_CONTACT_CORE_ALLOWED_ORIGINS: `http://localhost:${port}` }
    // One after the other: what has started is known, and stopped, when the next does not.
    browser = await launch()
    wordpress = await startWordPress({ port, policy })
    system = await startSystem({ port: base, env })
  })
  after(async () => {
    await browser?.close()
    await Promise.all([wordpress?.stop(), system?.stop()])
    if (system) removeFolder(system.dataDir)
  })

  const addPage = (content: string): string => {
    const id = wordpress.run(
      `echo wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Pagina', 'post_content' => wp_slash( ${JSON.stringify(content)} ) ) );`,
    )
    return `${wordpress.url}/?page_id=${id}`
  }

  const openAsAdministrator = async (): Promise<Page> => {
    const { page, context } = await visitor(browser)
    context.setDefaultTimeout(60_000)
    await page.goto(`${wordpress.url}/wp-login.php`)
    await page.locator('#user_login').fill(wordpress.administrator.name)
    await page.locator('#user_pass').fill(wordpress.administrator.password)
    await page.locator('#wp-submit').click()
    await page.locator('#wpadminbar').waitFor()
    return page
  }

  it('shows residents nothing until it is set up, and tells those who can do something about it', async () => {
    const address = addPage('[id_contact purpose="report_move"]')
    const { page, context } = await visitor(browser)
    await page.goto(address)
    await page.getByRole('heading', { name: 'Pagina' }).waitFor()
    assert.equal(await page.locator('id-contact-button').count(), 0)
    assert.doesNotMatch(await page.locator('body').innerText(), /ID Contact/)
    await context.close()
    const administrator = await openAsAdministrator()
    await administrator.goto(address)
    await administrator.getByText('een beheerder moet eerst de instellingen invullen').waitFor()
    await administrator.context().close()
  })

  it('is set up by an administrator, who is told what cannot be right', async () => {
    const page = await openAsAdministrator()
    await page.goto(`${wordpress.url}/wp-admin/options-general.php?page=id-contact`)
    await page.getByLabel('Adres van de core').fill('http://elsewhere.example')
    await page.getByLabel('Hash van het script').fill('sha384-cut')
    await page.getByLabel('Uw telefoonnummer').fill('14 026 a.u.b.')
    await page.locator('#submit').click()
    await page.getByText('Het adres van de core moet beginnen met https://.').waitFor()
    await page.getByText('Neem hem helemaal over.').waitFor()
    await page.getByText('met soms een + ervoor.').waitFor()
    assert.equal(await page.locator(own('core')).inputValue(), '')
    await page.getByLabel('Adres van de core').fill(`${system.core}/`)
    await page
      .getByLabel('Adres van het script')
      .fill(`${system.core}/sdk/${version}/id-contact-button.js`)
    await page.getByLabel('Hash van het script').fill(integrity)
    await page.getByLabel('Uw telefoonnummer').fill('14 026')
    await page.locator('#submit').click()
    await page.locator('#setting-error-settings_updated').waitFor()
    assert.equal(await page.locator(own('core')).inputValue(), system.core)
    assert.equal(await page.locator(own('integrity')).inputValue(), integrity)
    await page.context().close()
  })

  it('goes the whole way from a block that an editor put in a page', async () => {
    const editor = await openAsAdministrator()
    blockPage = await makePageWithBlock(editor, wordpress.url)
    await editor.context().close()
    const t = wordsOf('nl')
    const resident = await visitor(browser)
    const agent = await visitor(browser)
    await Promise.all([
      resident.page
        .goto(blockPage)
        .then(() => resident.page.getByRole('button', { name: 'Bel ons' })),
      signIn(agent.page, system, sanne.id),
    ])
    await resident.page.getByRole('button', { name: 'Bel ons' }).click()
    await resident.page.getByRole('button', { name: t.on }).click()
    await resident.page.waitForURL((url) => url.origin === system.provider)
    await logIn(resident.page, zoe.id)
    const code = await codeOn(resident.page)
    assert.equal(resident.page.url(), blockPage)
    await typeCode(agent.page, code)
    await agent.page.getByText(agentWords('nl').identified).first().waitFor()
    await agent.page.getByText(zoe.claims.name).first().waitFor()
    await hangUp(agent.page)
    await heading(resident.page, t.ended).waitFor()
    assert.equal(await resident.page.evaluate(() => sessionStorage.length), 0)
    assert.deepEqual(resident.complaints, [])
    // WordPress has seen nothing of a resident.
    const kept = wordpress.run(
      `global $wpdb; foreach ( $wpdb->get_col( 'SHOW TABLES' ) as $table ) { echo wp_json_encode( $wpdb->get_results( "SELECT * FROM $table" ), JSON_UNESCAPED_UNICODE ); }`,
    )
    assert.match(kept, /Bel ons/)
    for (const canary of [...canaries, code]) assert.ok(!kept.includes(canary))
    await Promise.all([resident.context.close(), agent.context.close()])
  })

  it('goes the whole way in Firefox too', async () => {
    const person = await driven('firefox')
    const { page, complaints } = await person.open(blockPage)
    assert.match(await person.getCode(page, system), /^\d{9}$/)
    await person.stopConversation(page)
    assert.equal(await page.evaluate(() => sessionStorage.length), 0)
    assert.deepEqual(complaints, [])
    await person.stop()
  })

  it('names the script with its hash, once on a page with two buttons, and not on others', async () => {
    const two = await text(addPage('[id_contact purpose="report_move"] [id_contact purpose="x"]'))
    assert.equal(two.match(/<id-contact-button [^>]* phone="14 026"/g)?.length, 2)
    const tags = two.match(/<script[^>]*id-contact-button\.js[^>]*>/g) ?? []
    assert.equal(tags.length, 1)
    assert.match(tags[0]!, /type="module"/)
    assert.ok(tags[0]!.includes(`integrity="${integrity}"`), tags[0])
    assert.match(tags[0]!, /crossorigin="anonymous"/)
    assert.doesNotMatch(tags[0]!, /\?ver=/)
    assert.doesNotMatch(await text(addPage('Niets')), /id-contact/)
  })

  it('takes nothing that an author writes for markup, or for another server', async () => {
    const attempts = [
      `[id_contact purpose='x" onclick="alert(1)']`,
      `[id_contact purpose="report_move" core="https://elsewhere.example" label="<img src=x onerror=alert(1)>" channel='a" onclick="b' inline="no"]`,
    ]
    const page = await text(addPage(attempts.join('\n')))
    assert.equal(page.match(/<id-contact-button/g)?.length, 1)
    const [button] = /<id-contact-button.*?<\/id-contact-button>/s.exec(page)!
    assert.doesNotMatch(button, /onclick|<img|elsewhere|inline|channel/)
  })

  it('leads on without scripts', async () => {
    const { page, context } = await visitor(browser, { scripts: false })
    await page.goto(addPage('[id_contact purpose="report_move" label="Neem contact op"]'))
    await page.getByRole('button', { name: 'Neem contact op' }).click()
    await page.getByRole('heading', { name: 'Veilig contact met de gemeente' }).waitFor()
    assert.equal(new URL(page.url()).origin, system.core)
    await context.close()
  })

  it('leaves nothing behind when it is deleted', () => {
    const left = wordpress.run(
      `require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( 'id-contact/id-contact.php' ); uninstall_plugin( 'id-contact/id-contact.php' ); global $wpdb; echo $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE 'id_contact%'" );`,
    )
    assert.equal(left, '0')
  })
})

/** What an anonymous visitor gets. */
const text = async (url: string): Promise<string> => (await fetch(url)).text()

/** As an editor does: a new page, the block by its name, its purpose in the side bar. Gives the page's address. */
async function makePageWithBlock(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/wp-admin/post-new.php?post_type=page`)
  const canvas = page.locator('.editor-styles-wrapper')
  await canvas.waitFor()
  // Where the editor greets somebody new, that is closed.
  await page.addLocatorHandler(page.locator('.components-modal__frame'), async () => {
    await page.keyboard.press('Escape')
  })
  await page.locator('.editor-post-title__input').fill('Contact')
  await page.keyboard.press('Enter')
  await page.keyboard.type('/id contact')
  await page.getByRole('option', { name: 'ID Contact' }).click()
  const block = page.locator('[data-type="id-contact/button"]')
  await block.waitFor()
  await block.getByRole('textbox', { name: 'Woorden op de knop' }).fill('Bel ons')
  await page.getByLabel('Doel', { exact: true }).fill('report_move')
  await page.getByLabel('Kanaal', { exact: true }).fill('phone')
  await page.locator('.editor-post-publish-panel__toggle').click()
  await page.locator('.editor-post-publish-panel .editor-post-publish-button').click()
  const link = page.locator('.post-publish-panel__postpublish a').first()
  await link.waitFor()
  return (await link.getAttribute('href'))!
}
