/** Two agents at one queue. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { panelText, signIn } from './agent.ts'
import { launch, visitor, type Browser, type Watched } from './browser.ts'
import { ahmed, ruud, sanne, zoe } from './people.ts'
import { getCode } from './resident.ts'
import { removeFolder, startSystem, type System } from './system.ts'

describe('two agents', () => {
  let system: System
  let browser: Browser
  let one: Watched
  let two: Watched
  before(async () => {
    ;[system, browser] = await Promise.all([startSystem(), launch()])
    ;[one, two] = [await visitor(browser), await visitor(browser)]
    await signIn(one.page, system, sanne.id)
    await signIn(two.page, system, ahmed.id)
  })
  after(async () => {
    await browser.close()
    await system.stop()
    removeFolder(system.dataDir)
  })

  const accept = 'Neem op'
  const rows = ({ page }: Watched) =>
    page.getByRole('button', { name: new RegExp(`^${accept}(?! met)`) })

  it('see the same queue; what one picks up leaves the other within a second, and only one sees who it is', async () => {
    const resident = await visitor(browser)
    await getCode(resident.page, system, zoe.id)
    await Promise.all([rows(one).first().waitFor(), rows(two).first().waitFor()])
    for (const { page } of [one, two]) assert.ok(!(await panelText(page)).includes(zoe.claims.name))

    await rows(one).first().click()
    const taken = Date.now()
    await two.page.getByText('Opgepakt door een collega').first().waitFor()
    assert.ok(Date.now() - taken < 1000, `${Date.now() - taken} ms`)
    await one.page.getByText(zoe.claims.name, { exact: true }).waitFor()
    assert.ok(!(await two.page.content()).includes(zoe.claims.name))
    assert.ok(!(await panelText(two.page)).includes(zoe.claims.name))
    await resident.context.close()
  })

  it('do not lose the focus when somebody new arrives', async () => {
    const field = two.page.getByLabel(/Code van de beller/)
    await field.focus()
    await two.page.keyboard.type('12')
    const resident = await visitor(browser)
    await getCode(resident.page, system, ruud.id)
    await rows(two).first().waitFor()
    await two.page.keyboard.type('3')
    assert.match(await field.inputValue(), /^123$/)
    await resident.context.close()
  })

  it('hide what is on screen when the desk cannot be reached, and show it again afterwards', async () => {
    await one.page.getByText(zoe.claims.name, { exact: true }).waitFor()
    await one.context.setOffline(true)
    const stop = await stopDesk()
    await one.page
      .getByText(/Geen verbinding/)
      .first()
      .waitFor()
    await one.page.waitForFunction(
      (name) =>
        !document.querySelector('id-contact-agent-panel')!.shadowRoot!.textContent!.includes(name),
      zoe.claims.name,
    )
    assert.ok(!(await panelText(one.page)).includes(zoe.claims.name))
    await one.context.setOffline(false)
    await stop()
    await one.page.getByText(zoe.claims.name, { exact: true }).waitFor({ timeout: 40_000 })
  })

  /** Kills the process: the open stream breaks, as it does when a network goes. Gives how to start it again. */
  async function stopDesk(): Promise<() => Promise<void>> {
    const { dataDir } = system
    const port = Number(new URL(system.site).port)
    await system.stop('SIGKILL')
    return async () => {
      system = await startSystem({ dataDir, port })
    }
  }
})
