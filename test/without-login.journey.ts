/** A purpose for which nobody has to log in, on the real parts, with the keyboard alone: website, code, desk, conversation, erased. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { agentWords, hangUp, panelText, signIn, typeCode } from './agent.ts'
import { visitor, type Browser } from './browser.ts'
import { scanBytes } from './canary.ts'
import { press } from './keyboard.ts'
import { ruud, sanne } from './people.ts'
import { codeOn, heading, logIn, openWaste, wordsOf } from './resident.ts'
import { withSystem } from './running.ts'
import type { System } from './system.ts'

describe('a conversation without a log-in', () => {
  let system: System
  let browser: Browser
  withSystem((running) => ({ system, browser } = running))

  for (const [lang, width] of [
    ['nl', 320],
    ['en', 1280],
  ] as const)
    it(`in ${lang}, ${width} pixels wide`, async () => {
      const resident = await visitor(browser, { lang, width })
      const agent = await visitor(browser, { lang, width })
      await signIn(agent.page, system, sanne.id, lang)

      await openWaste(resident.page, system, lang)
      const address = resident.page.url()
      await press(resident.page, wordsOf(lang).without)
      const code = await codeOn(resident.page, lang)
      assert.equal(resident.page.url(), address, 'nobody leaves the page')
      await resident.page.reload()
      assert.equal(await codeOn(resident.page, lang), code)

      await typeCode(agent.page, code, lang)
      await agent.page.getByText(agentWords(lang).unidentified).waitFor()
      assert.doesNotMatch(await panelText(agent.page), agentWords(lang).identified)

      await hangUp(agent.page, lang)
      await heading(resident.page, wordsOf(lang).ended).waitFor()
      const kept = await resident.page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
      )
      assert.equal(kept, '[{},{},""]', 'the browser keeps nothing')
      for (const { context, complaints, requests } of [resident, agent]) {
        assert.deepEqual(complaints, [])
        assert.deepEqual(scanBytes('requests', Buffer.from(requests.join('\n')), [code]), [])
        await context.close()
      }
    })

  it('is a choice: whoever would rather log in is known', async () => {
    const { page, context } = await visitor(browser)
    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    await openWaste(page, system)
    await press(page, wordsOf('nl').on)
    await logIn(page, ruud.id)
    await typeCode(agent.page, await codeOn(page))
    await agent.page.getByText(ruud.claims.name, { exact: true }).waitFor()
    await hangUp(agent.page)
    await heading(page, wordsOf('nl').ended).waitFor()
    await context.close()
    await agent.context.close()
  })

  it('is not there for another purpose', async () => {
    const { page, context } = await visitor(browser)
    await page.goto(system.site)
    await press(page, wordsOf('nl').open)
    await page.getByRole('button', { name: wordsOf('nl').on }).waitFor()
    assert.equal(await page.getByRole('button', { name: wordsOf('nl').without }).count(), 0)
    const answer = await fetch(`${system.core}/start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ purpose: 'report_move', comm_method: 'phone' }),
    })
    assert.equal(answer.status, 400)
    await context.close()
  })
})
