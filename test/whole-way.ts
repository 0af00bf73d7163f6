/** The whole way, on the real parts, with the keyboard alone: website, log-in, code, desk, conversation, erased. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { agentWords, hangUp, panelText, signIn, typeCode } from './agent.ts'
import { visitor, type Browser } from './browser.ts'
import { scanBytes, scanSystem } from './canary.ts'
import { birthdayOf, canaries, sanne, zoe } from './people.ts'
import { codeOn, getCode, heading, leaveForLogin, logIn, wordsOf, type Lang } from './resident.ts'
import { withSystem } from './running.ts'
import type { System } from './system.ts'

export interface Way {
  lang: Lang
  width: number
  person: typeof zoe
}

export const wholeWay = (delivery: 'attr_url' | 'result', ways: readonly Way[]) =>
  describe(`a conversation, with the result by ${delivery}`, () => {
    let system: System
    let browser: Browser
    withSystem(
      (running) => ({ system, browser } = running),
      () => ({ args: ['--delivery', delivery] }),
    )

    /** Values in every form, in every file of the system and in everything that it printed. */
    const assertNothingLeaked = (): void => assert.deepEqual(scanSystem(system, canaries), [])

    for (const { lang, width, person } of ways)
      it(`in ${lang}, ${width} pixels wide`, async () => {
        const resident = await visitor(browser, { lang, width })
        const agent = await visitor(browser, { lang, width })
        await signIn(agent.page, system, sanne.id, lang)

        const code = await getCode(resident.page, system, person.id, lang)
        assert.equal(new URL(resident.page.url()).search, '', 'nothing stays in the address')
        assertNothingLeaked()

        await typeCode(agent.page, code, lang)
        await agent.page.getByText(agentWords(lang).identified).first().waitFor()
        await agent.page.getByText(person.claims.name, { exact: true }).waitFor()
        const shown = await panelText(agent.page)
        assert.ok(shown.includes(birthdayOf(person, lang)))
        assert.ok(shown.includes(person.claims.address!.locality))
        assert.ok(!shown.includes(person.claims.email!), 'the purpose does not ask for it')
        assertNothingLeaked()

        await hangUp(agent.page, lang)
        await agent.page.waitForFunction(
          (name) =>
            !document
              .querySelector('id-contact-agent-panel')!
              .shadowRoot!.textContent!.includes(name),
          person.claims.name,
        )
        await heading(resident.page, wordsOf(lang).ended).waitFor()
        assertNothingLeaked()

        const kept = await resident.page.evaluate(() =>
          JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
        )
        assert.equal(kept, '[{},{}]', 'the browser keeps nothing')
        const agentKept = await agent.page.evaluate(() =>
          JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
        )
        assert.equal(agentKept, '[{},{}]')

        for (const { complaints } of [resident, agent]) assert.deepEqual(complaints, [])
        for (const { requests } of [resident, agent]) {
          const leaks = scanBytes('requests', Buffer.from(requests.join('\n')), [...canaries, code])
          assert.deepEqual(leaks, [])
        }
        for (const { context } of [resident, agent]) await context.close()
      })

    it('shows the same state after a reload, and does not replay with the back button', async () => {
      const { page, context } = await visitor(browser)
      const code = await getCode(page, system, zoe.id)
      await page.reload()
      assert.equal(await codeOn(page), code)
      await page.goBack()
      assert.doesNotMatch(await page.content(), new RegExp(code))
      await page.goto(system.site)
      await page.getByRole('button', { name: 'Terug naar uw code' }).click()
      assert.equal(await codeOn(page), code)
      await context.close()
    })

    it('tells a resident who stops at the log-in that nothing was shared, and lets them try again', async () => {
      const { page, context } = await visitor(browser)
      await leaveForLogin(page, system)
      await page.getByRole('button', { name: 'Annuleren' }).click()
      await heading(page, /U bent gestopt bij Inloggen bij Juinen/).waitFor()
      await page.getByText('Er is niets gedeeld.').waitFor()
      await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
      await page.getByRole('button', { name: /Verder naar Inloggen bij Juinen/ }).click()
      await logIn(page, zoe.id)
      await codeOn(page)
      await context.close()
    })

    it('lets two tabs go their own way', async () => {
      const { page: one, context } = await visitor(browser)
      const two = await context.newPage()
      await leaveForLogin(one, system)
      await leaveForLogin(two, system)
      await logIn(one, zoe.id)
      const first = await codeOn(one)
      // The provider knows this browser now; whichever way it goes, the second tab gets a code of its own.
      await logIn(two, zoe.id)
      assert.notEqual(await codeOn(two), first)
      assert.equal(await codeOn(one), first)
      await context.close()
    })
  })
