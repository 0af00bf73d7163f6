/** The pages that our servers write, held against WCAG 2.2 AA, in both languages, wide and narrow. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Browser } from './browser.ts'
import { checkKeyboard, checkPage } from './check-page.ts'
import { withSystem } from './running.ts'
import type { System } from './system.ts'

describe('pages of servers', () => {
  let system: System
  let browser: Browser
  withSystem((running) => ({ system, browser } = running))

  for (const lang of ['nl', 'en'] as const)
    for (const width of [320, 1280])
      it(`in ${lang}, ${width} pixels wide`, async () => {
        const context = await browser.newContext({
          javaScriptEnabled: true,
          locale: lang === 'nl' ? 'nl-NL' : 'en-GB',
          viewport: { width, height: 700 },
        })
        const page = await context.newPage()
        const addresses = {
          website: lang === 'nl' ? system.site : `${system.site}/en.html`,
          'the questions without scripts': `${system.core}/choose?purpose=report_move`,
          'the questions with a way without a log-in': `${system.core}/choose?purpose=waste_question`,
          'an unknown purpose': `${system.core}/choose?purpose=nothing`,
          'a link that is no link': `${system.core}/go/nothing`,
          'a way back of another device': `${system.core}/return/nothing`,
          'a conversation that has ended': `${system.comm}/conversation/nothing`,
          'a log-in that is no log-in': `${system.auth}/begin/nothing`,
          'a callback of another browser': `${system.auth}/callback?state=x&code=y`,
          'the desk': system.desk,
          'a sign-in of another browser': `${system.desk}/callback?state=x&code=y`,
        }
        for (const [what, address] of Object.entries(addresses)) {
          await page.goto(address)
          assert.equal(await page.evaluate(() => document.documentElement.lang), lang, what)
          await checkPage(page, what)
          // Those with elements of ours are walked in journey.test.ts.
          if (what !== 'website' && what !== 'the desk') await checkKeyboard(page, what)
        }
        await page.goto(addresses['the questions without scripts'])
        await page.locator('main button').click()
        await page.locator('#resident-1').waitFor()
        await checkPage(page, 'the log-in of the demonstration')
        await page.locator('#resident-1').check()
        await page.locator('button.primary').click()
        await page.locator('.code').waitFor()
        await checkPage(page, 'the number and the code')
        await checkKeyboard(page, 'the number and the code')
        await context.close()
      })
})
