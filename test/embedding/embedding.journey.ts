/** The panel in a frame of an agent tool's page, with the code of the vendor's guide. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { launch, visitor, type Browser, type Page, type Watched } from '../browser.ts'
import { sanne, zoe } from '../people.ts'
import { getCode } from '../resident.ts'
import { removeFolder, type Demonstration } from '../system.ts'
import { install, type Installation } from './installation.ts'
import { startVendor, type Vendor } from './vendor.ts'

describe('an agent tool', { timeout: 300_000 }, () => {
  let installation: Installation
  let system: Demonstration
  let vendor: Vendor
  let browser: Browser
  before(async () => {
    ;[vendor, browser] = await Promise.all([startVendor(), launch()])
    installation = await install(vendor.origin, [
      { origin: vendor.origin, attributes: ['name'] },
      { origin: vendor.sameSite, attributes: [] },
    ])
    system = installation.system
    vendor.desk = system.desk
  })
  after(async () => {
    await browser.close()
    await system.stop()
    vendor.close()
    removeFolder(system.dataDir)
  })

  async function agent(path: string, { origin = vendor.origin, subject = sanne.id } = {}) {
    vendor.token = () => installation.tokenOf(subject)
    const watched = await visitor(browser)
    watched.context.setDefaultTimeout(60_000)
    await watched.page.goto(origin + path)
    return watched
  }
  async function resident(): Promise<Watched> {
    const watched = await visitor(browser)
    watched.context.setDefaultTimeout(60_000)
    await getCode(watched.page, system, zoe.id)
    return watched
  }
  const next = (page: Page | ReturnType<Page['frameLocator']>) =>
    page.getByRole('button', { name: /Neem de volgende/ })
  const { name } = zoe.claims

  it('has it in a frame of another site, and gets what the desk lets it have, until the end', async () => {
    const { page, context, complaints } = await agent('/frame')
    const caller = await resident()
    const frame = page.frameLocator('iframe')
    await next(frame).click()
    await frame.getByText(name, { exact: true }).waitFor()
    await page.locator('#customer li').waitFor()
    assert.deepEqual(await page.locator('#customer li').allTextContents(), [`name: ${name}`])
    assert.ok(!(await page.content()).includes(zoe.claims.birthdate!), 'it may have the name alone')
    await frame.getByRole('button', { name: /Ophangen en wissen/ }).click()
    await frame.getByRole('button', { name: /Ja, ophangen en wissen/ }).click()
    await page.locator('#customer li').waitFor({ state: 'detached' })
    assert.deepEqual(complaints, [])
    await Promise.all([context.close(), caller.context.close()])
  })

  describe('that is none', () => {
    it('cannot show the desk, or the panel for another page, in a frame', async () => {
      const { page, context } = await visitor(browser)
      // A page that the desk does not know: another port would do as well.
      await page.goto(`${system.site}/`)
      const of = (path: string) => shownIn(page, system.desk + path)
      assert.equal(await of('/'), false)
      assert.equal(await of('/frame'), false)
      assert.equal(await of(`/frame?parent=${encodeURIComponent(vendor.origin)}`), false)
      assert.equal(await of(`/frame?parent=${encodeURIComponent(system.site)}`), false)
      // A page that it knows, with the name of another one that it knows.
      await page.goto(`${vendor.sameSite}/empty`)
      assert.equal(await of(`/frame?parent=${encodeURIComponent(vendor.origin)}`), false)
      assert.equal(await of(`/frame?parent=${encodeURIComponent(vendor.sameSite)}`), true)
      assert.equal(await of('/'), false)
      await context.close()
    })
  })
})

/** Whether the browser shows this address in a frame of the page. */
async function shownIn(page: Page, src: string): Promise<boolean> {
  await page.evaluate((src) => {
    document.querySelectorAll('iframe').forEach((frame) => frame.remove())
    const frame = document.createElement('iframe')
    frame.src = src
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
    document.body.append(frame)
    return loaded
  }, src)
  const frame = page.frames().at(-1)!
  return frame
    .locator('id-contact-agent-panel')
    .count()
    .then(Boolean, () => false)
}
