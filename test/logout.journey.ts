/** Who hangs up is logged out where they logged in: at a real provider, in a real browser (T27). */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { agentWords, askWhoItIs, hangUp, panelText, signIn, typeCode } from './agent.ts'
import { visitor, type Browser, type BrowserContext } from './browser.ts'
import { press } from './keyboard.ts'
import { ruud, sanne, zoe } from './people.ts'
import { codeOn, getCode, heading, logIn, openWaste, wordsOf } from './resident.ts'
import { withSystem } from './running.ts'
import type { System } from './system.ts'

describe('a resident who logged in', () => {
  let system: System
  let browser: Browser
  withSystem((running) => ({ system, browser } = running))

  /** The provider asks whoever is logged in whether they want to log out; to everybody else it says that they are. */
  async function askProvider(context: BrowserContext): Promise<string> {
    const page = await context.newPage()
    await page.goto(`${system.provider}/session/end`)
    const heading = page.getByRole('heading', { name: /^(Wilt u uitloggen\?|U bent uitgelogd)$/ })
    const text = await heading.innerText()
    await page.close()
    return text
  }

  async function isLoggedOut(context: BrowserContext): Promise<void> {
    const deadline = Date.now() + 30_000
    while ((await askProvider(context)) !== 'U bent uitgelogd')
      assert.ok(Date.now() < deadline, 'the provider still has the log-in')
  }

  it('is logged out when the employee hangs up', async () => {
    const resident = await visitor(browser)
    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    const code = await getCode(resident.page, system, zoe.id)
    await typeCode(agent.page, code)
    await agent.page.getByText(zoe.claims.name, { exact: true }).waitFor()
    assert.equal(await askProvider(resident.context), 'Wilt u uitloggen?')
    await hangUp(agent.page)
    await isLoggedOut(resident.context)
    assert.equal(await askProvider(agent.context), 'Wilt u uitloggen?', 'the employee is not')
    for (const { context } of [resident, agent]) await context.close()
  })

  it('because the employee asked can log out in the button, and goes on talking', async () => {
    const resident = await visitor(browser)
    const agent = await visitor(browser)
    const { page } = resident
    await signIn(agent.page, system, sanne.id)
    await openWaste(page, system)
    const address = page.url()
    await press(page, wordsOf('nl').without)
    await typeCode(agent.page, await codeOn(page))
    await askWhoItIs(agent.page)

    await heading(page, 'Laat zien wie u bent').waitFor()
    await press(page, wordsOf('nl').on)
    await logIn(page, zoe.id)
    await page.getByText('De medewerker weet wie u bent.').waitFor()
    assert.equal(page.url(), address, 'back in the same page, with nothing in its address')
    await agent.page.getByText(zoe.claims.name, { exact: true }).waitFor()

    await press(page, /^Uitloggen/)
    await page.getByText('U bent uitgelogd.').waitFor()
    await isLoggedOut(resident.context)
    assert.ok((await panelText(agent.page)).includes(zoe.claims.name), 'what is proven stays')
    await hangUp(agent.page)
    await heading(page, wordsOf('nl').ended).waitFor()
    const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, document.cookie]))
    assert.equal(kept, '[{},""]', 'the browser keeps nothing')
    for (const { context, complaints } of [resident, agent]) {
      assert.deepEqual(complaints, [])
      await context.close()
    }
  })

  it('can log out from the page without scripts, and goes on talking', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'nl-NL' })
    const page = await context.newPage()
    await page.goto(`${system.core}/choose?purpose=report_move`)
    await page.locator('main button').click()
    await page.locator(`#${ruud.id}`).check()
    await page.locator('button.primary').click()
    const code = (await page.locator('.code').innerText()).replaceAll(/\D/g, '')
    await page.getByRole('button', { name: 'Uitloggen' }).click()
    await page.getByRole('button', { name: 'Uitloggen' }).waitFor({ state: 'detached' })
    assert.equal((await page.locator('.code').innerText()).replaceAll(/\D/g, ''), code)
    const script = await browser.newContext({ locale: 'nl-NL' })
    await script.addCookies(await context.cookies())
    await isLoggedOut(script)

    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    await typeCode(agent.page, code)
    await agent.page.getByText(agentWords('nl').identified).first().waitFor()
    await agent.page.getByText(ruud.claims.name, { exact: true }).waitFor()
    for (const one of [context, script, agent.context]) await one.close()
  })
})
