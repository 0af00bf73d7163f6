/** Pages without scripts in every language at 320 pixels, and from right to left (A13, A18, A19, A23). */
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { html } from 'hono/html'
import { get, setting } from '../../src/core/testing/core.ts'
import { page as pageOf, pageLanguages, type PageLanguage } from '../../src/web/index.ts'
import { launch, type Browser, type Page } from '../browser.ts'
import { clipped, tooFaint, tooSmall, tooWide } from '../measures.ts'

const catalogues = globSync('src/**/words')

describe('pages without scripts', () => {
  let browser: Browser
  let page: Page
  before(async () => {
    browser = await launch()
    const context = await browser.newContext({
      javaScriptEnabled: true,
      viewport: { width: 320, height: 700 },
    })
    page = await context.newPage()
  })
  after(() => browser.close())

  async function fits(lang: PageLanguage, answer: Response): Promise<void> {
    await page.setContent(await answer.text())
    const root = page.locator('html')
    assert.equal(await root.getAttribute('lang'), lang)
    const direction = await root.evaluate((element) => getComputedStyle(element).direction)
    assert.equal(direction, lang === 'ar' ? 'rtl' : 'ltr')
    for (const measure of [tooWide, clipped, tooSmall, tooFaint])
      assert.deepEqual(await page.evaluate(measure), [], measure.name)
  }

  for (const lang of pageLanguages)
    it(`ask in ${lang} what the button asks, and it fits (A13, A18, A23)`, async () => {
      const { core } = await setting()
      const headers = { accept: 'text/html', 'accept-language': lang }
      await fits(lang, await core(get('/choose?purpose=report_move', headers)))
      assert.equal(await page.locator('legend, h2').count(), 2)
      assert.ok((await page.locator('input[type=radio]').count()) >= 2)
    })

  for (const lang of pageLanguages)
    it(`have no word in ${lang} that is too long, as a heading, a sentence or a button (A13, A19)`, async () => {
      assert.ok(catalogues.length >= 8)
      const texts: string[] = []
      for (const file of catalogues) {
        const words = (await import(`../../${file}/${lang}.ts`)) as {
          [Language in PageLanguage]: Record<string, string>
        }
        texts.push(...Object.values(words[lang]))
      }
      const body = html`${texts.map(
        (text) =>
          html`<h1>${text}</h1>
            <p class="box">${text}</p>
            <p class="actions"><button class="primary">${text}</button></p>`,
      )}`
      await fits(lang, await pageOf({ lang, title: lang, body }))
    })
})
