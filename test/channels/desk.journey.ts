/** The desk with a browser for each side: passing on, what follows, and an agent who disappears. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { agentWords, hangUp, panelText, signIn } from '../agent.ts'
import { visitor, type Browser, type Page, type Watched } from '../browser.ts'
import { press, tabTo } from '../keyboard.ts'
import { ruud, sanne, zoe } from '../people.ts'
import { heading, logIn, wordsOf } from '../resident.ts'
import { withSystem } from '../running.ts'
import type { Demonstration } from '../system.ts'

/** Milliseconds: an agent is gone only after three quarters of a minute, and this may share its machine. */
const patience = 90_000

describe('the desk', () => {
  let system: Demonstration
  let browser: Browser
  withSystem((running) => ({ system, browser } = running))

  /** From the site to the queue of the chat. */
  async function waits({ id }: { id: string }): Promise<Watched> {
    const resident = await visitor(browser, { lang: 'nl' })
    const { page } = resident
    page.setDefaultTimeout(patience)
    await page.goto(system.site + wordsOf('nl').path)
    const button = page.locator('id-contact-button[purpose="request_permit"]')
    await button.getByRole('button', { name: wordsOf('nl').open }).press('Enter')
    await button.getByRole('radio', { name: 'Chatten' }).waitFor()
    await tabTo(page, / on$/)
    await page.keyboard.press('ArrowDown')
    await press(page, /^Verder$/)
    await press(page, wordsOf('nl').on)
    await page.waitForURL((url) => url.origin === system.provider)
    await logIn(page, id, 'nl')
    await page.waitForURL((url) => url.origin === system.chat)
    return resident
  }

  async function employee(): Promise<Watched> {
    const agent = await visitor(browser, { lang: 'nl' })
    agent.context.setDefaultTimeout(patience)
    agent.page.setDefaultTimeout(patience)
    await signIn(agent.page, system, sanne.id)
    return agent
  }

  const takeNext = async (page: Page): Promise<void> => {
    await press(page, /Neem de volgende/)
    await page.getByText(agentWords('nl').identified).first().waitFor()
  }

  it('passes on with what the other purpose asks, and gives back whom an agent lost', async () => {
    const agent = await employee()
    const resident = await waits(zoe)
    await heading(resident.page, 'U bent als eerste aan de beurt').waitFor()
    const later = await waits(ruud)
    await heading(later.page, 'U bent aan de beurt na 1 ander').waitFor()
    await takeNext(agent.page)
    assert.ok((await panelText(agent.page)).includes(zoe.claims.email!))

    await press(agent.page, /^Doorverbinden$/)
    await tabTo(agent.page, /Onderwerp/)
    await agent.page.keyboard.type('Vraag over afval')
    await press(agent.page, /^Verbind door$/)
    await resident.page.getByText('De medewerker heeft u doorverbonden.').first().waitFor()
    await heading(resident.page, 'U bent als eerste aan de beurt').waitFor()
    const panel = await panelText(agent.page)
    for (const value of [zoe.claims.name, zoe.claims.email!]) assert.ok(!panel.includes(value))

    await agent.page.getByRole('button', { name: 'Neem de volgende' }).waitFor()
    await takeNext(agent.page)
    const next = await panelText(agent.page)
    assert.ok(next.includes(zoe.claims.name), 'both purposes ask the name')
    assert.ok(!next.includes(zoe.claims.email!), 'the other asks no address for email')
    await heading(resident.page, 'Medewerker Sanne is er').waitFor()

    // The laptop is closed.
    await agent.context.close()
    const lost = resident.page.getByText('De medewerker is weggevallen.').first()
    await lost.waitFor()
    await heading(resident.page, 'U bent als eerste aan de beurt').waitFor()
    const again = await employee()
    await takeNext(again.page)
    assert.ok((await panelText(again.page)).includes(zoe.claims.name))
    await hangUp(again.page)
    await heading(resident.page, 'Het gesprek is klaar').waitFor()
    await heading(later.page, 'U bent als eerste aan de beurt').waitFor()
    for (const { complaints } of [resident, later, again]) assert.deepEqual(complaints, [])
  })
})
