/** Authentication during a conversation, on the real parts: the employee asks, the resident logs in without scripts and comes back. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import {
  agentWords,
  askWhoItIs,
  hangUp,
  identification,
  panelText,
  signIn,
  typeCode,
} from './agent.ts'
import { visitor, type Browser, type Watched } from './browser.ts'
import { scanBytes, scanSystem } from './canary.ts'
import { press } from './keyboard.ts'
import { birthdayOf, canaries, huong, ruud, sanne, zoe } from './people.ts'
import { heading, logIn, type Lang } from './resident.ts'
import { withSystem } from './running.ts'
import type { System } from './system.ts'

const words = {
  nl: {
    without: /Zonder inloggen verder/,
    next: /^Verder$/,
    call: 'Bel nu 14 026',
    asked: 'Laat zien wie u bent',
    shared: 'Naam en Adres',
    logIn: /Verder naar inloggen/,
    cancel: /^Annuleren/,
    stopped: /U bent gestopt met inloggen/,
    known: 'De medewerker weet nu wie u bent.',
    otherDevice: 'Begin opnieuw op dit apparaat',
    notNow: /Nu niet/,
    over: 'Het gesprek is klaar',
  },
  en: {
    without: /Continue without logging in/,
    next: /^Continue$/,
    call: 'Call 14 026 now',
    asked: 'Show who you are',
    shared: 'Name and Address',
    logIn: /Continue to log in/,
    cancel: /^Cancel/,
    stopped: /You stopped logging in/,
    known: 'The employee now knows who you are.',
    otherDevice: 'Start again on this device',
    notNow: /Not now/,
    over: 'The conversation has ended',
  },
} as const

interface Way {
  as: typeof zoe
  width: number
  scripts: boolean
}

for (const delivery of ['attr_url', 'result'] as const)
  describe(`during a conversation, with the result by ${delivery}`, () => {
    let system: System
    let browser: Browser
    withSystem(
      (running) => ({ system, browser } = running),
      () => ({ args: ['--delivery', delivery] }),
    )

    const assertNothingLeaked = (): void => assert.deepEqual(scanSystem(system, canaries), [])

    /** A resident without scripts, in a conversation with an agent. */
    async function talking(
      lang: Lang = 'nl',
      { as, width = 1280, scripts = false }: Partial<Way> = {},
    ): Promise<{ resident: Watched; agent: Watched }> {
      const resident = await visitor(browser, { lang, width, scripts })
      const agent = await visitor(browser, { lang, width })
      await signIn(agent.page, system, sanne.id, lang)
      await resident.page.goto(`${system.core}/choose?purpose=waste_question`)
      await press(resident.page, as ? words[lang].next : words[lang].without)
      if (as) await logIn(resident.page, as.id, lang)
      await heading(resident.page, words[lang].call).waitFor()
      const href = await resident.page.locator('a.primary[href^="tel:"]').getAttribute('href')
      await typeCode(agent.page, /,,(\d{9})#$/.exec(href!)![1]!, lang)
      await agent.page.getByRole('button', { name: agentWords(lang).identify }).waitFor()
      return { resident, agent }
    }

    /** The page looks by itself now and then; nobody waits for that here. */
    async function isAsked({ page }: Watched, lang: Lang = 'nl'): Promise<void> {
      await page.reload()
      await heading(page, words[lang].asked).waitFor()
    }

    const close = async (...all: Watched[]): Promise<void> => {
      for (const { context, complaints } of all) {
        assert.deepEqual(complaints, [])
        await context.close()
      }
    }

    for (const [lang, width, person, scripts] of [
      ['nl', 320, zoe, false],
      // Axe is a script.
      ['en', 1280, huong, true],
    ] as const)
      it(`somebody whom nobody knew is known, in ${lang}, ${width} pixels wide`, async () => {
        const t = words[lang]
        const { resident, agent } = await talking(lang, { width, scripts })
        await agent.page.getByText(agentWords(lang).unidentified).waitFor()
        await askWhoItIs(agent.page, lang)
        await identification(agent.page, agentWords(lang).requested).waitFor()

        await isAsked(resident, lang)
        await resident.page.getByText(t.shared).waitFor()
        if (scripts) {
          const { violations, incomplete } = await new AxeBuilder({ page: resident.page }).analyze()
          assert.deepEqual([...violations, ...incomplete], [])
        }
        const conversation = resident.page.url()
        await press(resident.page, t.logIn)
        await resident.page.waitForURL((url) => url.origin === system.provider)
        await identification(agent.page, agentWords(lang).started).waitFor()
        assertNothingLeaked()

        await logIn(resident.page, person.id, lang)
        await resident.page.getByText(t.known).waitFor()
        assert.equal(resident.page.url(), conversation, 'nothing stays in the address')
        await agent.page.getByText(person.claims.name, { exact: true }).waitFor()
        const shown = await panelText(agent.page)
        assert.match(shown, agentWords(lang).identified)
        assert.ok(shown.includes(person.claims.address!.locality))
        assert.ok(!shown.includes(birthdayOf(person, lang)), 'the purpose does not ask for it')
        assertNothingLeaked()

        await hangUp(agent.page, lang)
        await agent.page.waitForFunction(
          (name) =>
            !document
              .querySelector('id-contact-agent-panel')!
              .shadowRoot!.textContent!.includes(name),
          person.claims.name,
        )
        await resident.page.reload()
        await heading(resident.page, t.over).waitFor()
        assertNothingLeaked()
        for (const { requests } of [resident, agent])
          assert.deepEqual(scanBytes('requests', Buffer.from(requests.join('\n')), canaries), [])
        await close(resident, agent)
      })

    it('somebody who stops at the log-in may be asked again, or would rather not', async () => {
      const { resident, agent } = await talking()
      const t = words.nl
      await askWhoItIs(agent.page)
      await isAsked(resident)
      await press(resident.page, t.logIn)
      await resident.page.locator(`#${ruud.id}`).waitFor()
      await press(resident.page, t.cancel)
      await resident.page.getByText(t.stopped).waitFor()
      await identification(agent.page, agentWords('nl').cancelled).waitFor()
      assert.equal(new URL(resident.page.url()).search, '')

      await press(resident.page, t.logIn)
      await logIn(resident.page, ruud.id)
      await resident.page.getByText(t.known).waitFor()
      await agent.page.getByText(ruud.claims.name, { exact: true }).waitFor()

      await askWhoItIs(agent.page)
      await isAsked(resident)
      await press(resident.page, t.notNow)
      await identification(agent.page, agentWords('nl').cancelled).waitFor()
      assert.ok((await panelText(agent.page)).includes(ruud.claims.name), 'what is proven stays')
      await hangUp(agent.page)
      await close(resident, agent)
    })

    it('somebody who showed who they are may be asked once more', async () => {
      const { resident, agent } = await talking('nl', { as: zoe })
      await agent.page.getByText(zoe.claims.name, { exact: true }).waitFor()
      await askWhoItIs(agent.page)
      await isAsked(resident)
      await press(resident.page, words.nl.logIn)
      await logIn(resident.page, huong.id)
      await resident.page.getByText(words.nl.known).waitFor()
      await agent.page.getByText(huong.claims.name, { exact: true }).waitFor()
      assert.ok(!(await panelText(agent.page)).includes(zoe.claims.name))
      await hangUp(agent.page)
      await close(resident, agent)
    })

    it('a link that somebody forwards brings nobody into a conversation', async () => {
      const { resident: attacker, agent } = await talking()
      await askWhoItIs(agent.page)
      await isAsked(attacker)
      const links: string[] = []
      attacker.context.on('request', (request) => void links.push(request.url()))
      await press(attacker.page, words.nl.logIn)
      await attacker.page.locator(`#${zoe.id}`).waitFor()
      for (const [what, part] of [
        ['the way out of the core', '/go/'],
        ['the begin of the log-in', '/begin/'],
      ] as const) {
        const link = links.find((url) => url.includes(part))
        assert.ok(link, what)
        const victim = await visitor(browser, { scripts: false })
        await victim.page.goto(link)
        await logIn(victim.page, zoe.id)
        await heading(victim.page, words.nl.otherDevice).waitFor()
        await close(victim)
      }
      await identification(agent.page, agentWords('nl').failed).waitFor()
      const shown = await panelText(agent.page)
      assert.match(shown, agentWords('nl').unidentified)
      assert.ok(!shown.includes(zoe.claims.name))
      assert.match(system.output(), /binding_mismatch/)
      await hangUp(agent.page)
      await close(attacker, agent)
      assertNothingLeaked()
    })
  })
