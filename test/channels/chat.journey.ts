/** A chat from the button to the end, with a browser for each side, by the keyboard alone. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { PGlite } from '@electric-sql/pglite'
import { visible } from '../../src/protocol/value.ts'
import { agentWords, hangUp, panelText, signIn } from '../agent.ts'
import { visitor, type Browser, type Page, type Watched } from '../browser.ts'
import { scanSystem } from '../canary.ts'
import { focused, press, tabTo } from '../keyboard.ts'
import { canaries, ruud, sanne, zoe } from '../people.ts'
import { heading, logIn, wordsOf, type Lang } from '../resident.ts'
import { withSystem } from '../running.ts'
import type { Demonstration } from '../system.ts'

const words = {
  nl: {
    chat: 'Chatten',
    next: /^Verder$/,
    first: 'U bent als eerste aan de beurt',
    second: 'U bent aan de beurt na 1 ander',
    here: 'Medewerker Sanne is er',
    field: /Uw bericht/,
    send: /^Verstuur$/,
    typing: 'Medewerker typt…',
    waiting: 'Wordt verstuurd',
    sent: 'Verstuurd',
    read: 'Gelezen',
    lost: /Geen verbinding/,
    ended: 'Het gesprek is klaar',
    stop: /Stoppen en gegevens wissen/,
    stopSure: /Ja, stop en wis/,
    takeNext: /Neem de volgende/,
  },
  en: {
    chat: 'Chat',
    next: /^Continue$/,
    first: 'You are next',
    second: '1 person is before you',
    here: 'Employee Sanne is here',
    field: /Your message/,
    send: /^Send$/,
    typing: 'Employee is typing…',
    waiting: 'Sending',
    sent: 'Sent',
    read: 'Read',
    lost: /No connection/,
    ended: 'The conversation has ended',
    stop: /Stop and erase my details/,
    stopSure: /Yes, stop and erase/,
    takeNext: /Take the next one/,
  },
} as const

/** What is said, in words that stand nowhere else. */
const texts = {
  first: 'kanarie 1',
  second: 'kanarie 2',
  third: 'kanarie 3',
  hostile: 'kanarie <img src=x onerror=alert(1)> \u202e4',
  offline: 'kanarie 5',
  meanwhile: 'kanarie 6',
  after: 'kanarie 7',
}

/** What the chat in a page shows, one line a message: who, what, and what became of it. */
const shown = (page: Page): Promise<string[]> =>
  page.locator('id-contact-chat li').evaluateAll((items) =>
    items.map((item) => {
      const text = (selector: string) => item.querySelector(selector)?.textContent?.trim() ?? ''
      return [text('.who bdi'), text('.text'), text('.became')].filter(Boolean).join(' | ')
    }),
  )

const said = async (page: Page): Promise<string[]> =>
  (await shown(page)).map((line) => line.split(' | ').slice(0, 2).join(' | '))

/** Everything in a page, through every shadow root. */
const textOf = (page: Page): Promise<string> => page.locator('body').evaluate(allText)

function allText(node: Node): string {
  const root = node instanceof Element ? node.shadowRoot : undefined
  const within = [...(root ? [root] : []), ...node.childNodes]
  return (node.nodeType === 3 ? node.nodeValue! : '') + within.map(allText).join(' ')
}

async function sees(page: Page, ...lines: string[]): Promise<void> {
  const all = page.locator('id-contact-chat li')
  for (const line of lines) await all.getByText(line, { exact: true }).first().waitFor()
}

async function write(page: Page, text: string, lang: Lang): Promise<void> {
  await tabTo(page, words[lang].field)
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

describe('a chat', () => {
  let system: Demonstration
  let browser: Browser
  withSystem((running) => ({ system, browser } = running))

  /** From the site to the queue. */
  async function waits(person: typeof zoe, lang: Lang, width = 1280): Promise<Watched> {
    const t = words[lang]
    const resident = await visitor(browser, { lang, width })
    const { page } = resident
    await page.goto(system.site + wordsOf(lang).path)
    const button = page.locator('id-contact-button[purpose="request_permit"]')
    await button.getByRole('button', { name: wordsOf(lang).open }).press('Enter')
    await button.getByRole('radio', { name: t.chat }).waitFor()
    await tabTo(page, / on$/)
    await page.keyboard.press('ArrowDown')
    assert.ok(await button.getByRole('radio', { name: t.chat }).isChecked())
    await press(page, t.next)
    await press(page, wordsOf(lang).on)
    await page.waitForURL((url) => url.origin === system.provider)
    await logIn(page, person.id, lang)
    await page.waitForURL((url) => url.origin === system.chat)
    return resident
  }

  for (const [lang, width] of [
    ['nl', 320],
    ['en', 1280],
  ] as const)
    it(`leads from the button to the agent and to the end, in ${lang}, ${width} pixels wide`, async () => {
      const t = words[lang]
      const agent = await visitor(browser, { lang })
      await signIn(agent.page, system, sanne.id, lang)
      const other = await waits(ruud, lang)
      await heading(other.page, t.first).waitFor()
      const resident = await waits(zoe, lang, width)
      await heading(resident.page, t.second).waitFor()
      assert.equal(new URL(resident.page.url()).search, '', 'nothing stays in the address')

      await resident.page.reload()
      await heading(resident.page, t.second).waitFor()

      await press(other.page, t.stop)
      await press(other.page, t.stopSure)
      await heading(other.page, t.ended).waitFor()
      await heading(resident.page, t.first).waitFor()

      await press(agent.page, t.takeNext)
      await heading(resident.page, t.here).waitFor()
      await agent.page.getByText(agentWords(lang).identified).first().waitFor()
      assert.match(await panelText(agent.page), new RegExp(zoe.claims.name))

      await talk(resident.page, agent.page, lang)

      await resident.page.reload()
      await heading(resident.page, t.here).waitFor()
      await sees(resident.page, texts.after)
      const inOrder = [texts.first, texts.second, texts.third, visible(texts.hostile)]
      for (const { page } of [resident, agent]) {
        const all = (await said(page)).map((line) => line.split(' | ')[1]!)
        assert.deepEqual(all.slice(0, 4), inOrder)
        assert.deepEqual(all.slice(4).sort(), [texts.after, texts.offline, texts.meanwhile].sort())
      }
      assert.equal(await agent.page.locator('id-contact-chat img').count(), 0)
      for (const { page } of [resident, agent]) await isAccessible(page)
      await hangUp(agent.page, lang)
      await heading(resident.page, t.ended).waitFor()
      for (const { page } of [resident, agent]) {
        assert.equal(await page.locator('id-contact-chat').count(), 0)
        assert.doesNotMatch(await textOf(page), /kanarie/)
      }
      const secrets = [...canaries, ...Object.values(texts)]
      assert.deepEqual(scanSystem(system, secrets), [])
      for (const { complaints, context } of [resident, agent, other]) {
        assert.deepEqual(complaints, [])
        await context.close()
      }
    })

  it('leaves no row behind', async () => {
    await system.stop()
    const database = await PGlite.create(join(system.dataDir, 'conversations/database'))
    for (const table of ['conversation', 'entry']) {
      const { rows } = await database.query(`SELECT count(*)::integer FROM id_contact.${table}`)
      assert.deepEqual(rows, [{ count: 0 }], table)
    }
    await database.close()
  })

  async function talk(resident: Page, agent: Page, lang: Lang): Promise<void> {
    const t = words[lang]
    await write(resident, texts.first, lang)
    await sees(agent, texts.first)
    await sees(resident, t.read)
    await tabTo(agent, t.field)
    await agent.keyboard.type(texts.second)
    await resident.getByText(t.typing).waitFor()
    await agent.keyboard.press('Enter')
    await sees(resident, texts.second)
    assert.match(await focused(resident), t.field, 'the focus stays where it was')
    await write(agent, texts.third, lang)
    await sees(resident, texts.third)
    await write(resident, texts.hostile, lang)
    await sees(agent, visible(texts.hostile))

    await resident.context().setOffline(true)
    await resident.getByText(t.lost).first().waitFor()
    await write(resident, texts.offline, lang)
    await sees(resident, t.waiting)
    await write(agent, texts.meanwhile, lang)
    await sees(agent, t.sent)
    await resident.context().setOffline(false)
    await sees(agent, texts.offline)
    await sees(resident, texts.meanwhile)
    await write(resident, texts.after, lang)
    await sees(agent, texts.after)
  }

  async function isAccessible(page: Page): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      [],
    )
  }
})
