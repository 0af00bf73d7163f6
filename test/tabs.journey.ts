/** The same page open in two tabs of one browser, on the real parts: each tab has its own attempt, and neither harms the other's. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { visitor, type Browser } from './browser.ts'
import { zoe } from './people.ts'
import { codeOn, heading, leaveForLogin, logIn } from './resident.ts'
import { withSystem } from './running.ts'
import type { System } from './system.ts'

describe('two tabs', () => {
  let system: System
  let browser: Browser
  withSystem((running) => ({ system, browser } = running))

  it('an answer that comes to the other tab does nothing there, and still counts in its own', async () => {
    const { page: one, context, complaints } = await visitor(browser)
    const two = await context.newPage()
    await leaveForLogin(one, system)
    // The page is there with the answer in its address, and nobody has read it yet.
    await one.addInitScript(() => {
      if (location.search.includes('id_contact_code') && !sessionStorage.getItem('on')) stop()
    })
    await logIn(one, zoe.id)
    await one.waitForURL(/id_contact_code/, { waitUntil: 'commit' })
    const answer = one.url()
    await two.goto(answer)
    await heading(two, 'Begin opnieuw op dit apparaat').waitFor()
    assert.doesNotMatch(two.url(), /id_contact/)
    assert.equal(await two.evaluate(() => sessionStorage.length), 0)
    await one.evaluate(() => sessionStorage.setItem('on', 'yes'))
    await one.goto(answer)
    assert.match(await codeOn(one), /^\d{9}$/)
    assert.deepEqual(complaints, [])
    await context.close()
  })

  it('stopping at the log-in in one leaves the other at its code', async () => {
    const { page: one, context, complaints } = await visitor(browser)
    const two = await context.newPage()
    await leaveForLogin(one, system)
    await leaveForLogin(two, system)
    await logIn(one, zoe.id)
    const code = await codeOn(one)
    await two.getByRole('button', { name: 'Annuleren' }).click()
    await heading(two, /U bent gestopt bij Inloggen bij Juinen/).waitFor()
    await one.reload()
    assert.equal(await codeOn(one), code)
    await one.getByRole('button', { name: 'Stoppen en gegevens wissen' }).click()
    await one.getByRole('button', { name: 'Ja, stop en wis mijn gegevens' }).click()
    await heading(one, 'Het gesprek is klaar').waitFor()
    for (const page of [one, two])
      assert.equal(await page.evaluate(() => sessionStorage.length), 0, page.url())
    assert.deepEqual(complaints, [])
    await context.close()
  })
})
