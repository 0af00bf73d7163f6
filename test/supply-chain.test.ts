/** The script that a municipality pastes: what it names by hash is all that can run, and what it loads later is pinned too (T22). */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { visitor, type Browser } from './browser.ts'
import { withSystem } from './running.ts'
import type { System } from './system.ts'

const hash = (text: string): string =>
  `sha384-${createHash('sha384').update(text).digest('base64')}`

describe('the script tag', () => {
  let system: System
  let browser: Browser
  withSystem((running) => ({ system, browser } = running))

  it('has the hash that is published beside it', () => {
    const published = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<
      string,
      string
    >
    const files = readdirSync('dist/cdn').filter((file) => file.endsWith('.js'))
    assert.ok(files.length >= 3)
    for (const file of files)
      assert.equal(published[file], hash(readFileSync(`dist/cdn/${file}`, 'utf8')))
  })

  it('does not run when it was changed on the way; the form stays', async () => {
    const { context, page } = await visitor(browser)
    await page.route(/id-contact-button\.js$/, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({
        response: answer,
        body: `${await answer.text()}\n;globalThis.changed = true`,
      })
    })
    await page.goto(system.site)
    await page.getByRole('button', { name: 'Neem contact op' }).first().waitFor()
    assert.equal(await page.evaluate('globalThis.changed'), undefined)
    await context.close()
  })

  it('does not run a part that was changed on the way; Dutch stays', async () => {
    const { context, page } = await visitor(browser, { lang: 'en' })
    let isAsked = false
    await page.route(/id-contact-button\..+\.js$/, async (route) => {
      isAsked = true
      const answer = await route.fetch()
      await route.fulfill({
        response: answer,
        body: `globalThis.changed = true\n${await answer.text()}`,
      })
    })
    await page.goto(`${system.site}/en.html`)
    await page.getByRole('button', { name: 'Veilig contact met de gemeente' }).first().waitFor()
    assert.ok(isAsked)
    assert.equal(await page.evaluate('globalThis.changed'), undefined)
    await context.close()
  })

  it('asks nothing with a part that was changed on the way, and asks when one comes that did not', async () => {
    const { context, page } = await visitor(browser)
    const part = /id-contact-button\.questions\.js$/
    const open = async (): Promise<void> => {
      await page.goto(system.site)
      await page.getByRole('button', { name: 'Veilig contact met de gemeente' }).first().click()
      await page.getByRole('heading', { name: 'Dit lukt nu niet' }).waitFor()
    }
    await page.route(part, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({
        response: answer,
        body: `globalThis.changed = true\n${await answer.text()}`,
      })
    })
    await open()
    assert.equal(await page.evaluate('globalThis.changed'), undefined)
    await page.unrouteAll()
    await page.route(part, (route) => route.abort())
    await open()
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
    await page.getByRole('button', { name: /Verder naar Inloggen bij Juinen/ }).waitFor()
    await context.close()
  })

  it('works on a page with a strict policy, Trusted Types and a hostile global scope', async () => {
    const { context, page, complaints } = await visitor(browser)
    await page.addInitScript(() => {
      Object.defineProperty(Object.prototype, 'leaked', {
        value: 1,
        enumerable: true,
        configurable: true,
      })
      ;(globalThis as unknown as { name: string }).name = 'x'
    })
    await page.goto(system.site)
    await page.getByRole('button', { name: 'Veilig contact met de gemeente' }).first().click()
    await page.getByRole('button', { name: /Verder naar Inloggen bij Juinen/ }).waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  it('without scripts, the form leads all the way to the number and the code (A23)', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'nl-NL' })
    const page = await context.newPage()
    await page.goto(system.site)
    await page.getByRole('button', { name: 'Neem contact op' }).first().click()
    await page.getByRole('heading', { name: 'Veilig contact met de gemeente' }).waitFor()
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.locator('#resident-1').check()
    await page.getByRole('button', { name: 'Inloggen' }).click()
    await page.getByRole('heading', { name: 'Bel nu 14 026' }).waitFor()
    assert.equal(new URL(page.url()).search, '')
    await page.getByRole('button', { name: 'Stoppen en gegevens wissen' }).click()
    await page.getByRole('heading', { name: 'Het gesprek is klaar' }).waitFor()
    await context.close()
  })
})
