/** Two tabs of one agent with the panel in both. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { signIn } from '../agent.ts'
import { visitor } from '../browser.ts'
import { sanne, zoe } from '../people.ts'
import {
  close,
  endIt,
  holdsNobody,
  next,
  notice,
  queueOf,
  type Shown,
  type Stage,
} from './stage.ts'

const value = (shown: Shown) => shown.getByText(zoe.claims.name, { exact: true })
const elsewhere = (shown: Shown) =>
  shown.locator('.band').getByText('Dit gesprek is in een ander venster geopend.')
const takeOver = (shown: Shown) => shown.getByRole('button', { name: 'Ga hier verder' })

export function tabJourneys(stage: () => Stage): void {
  it('agree on one that has the conversation; the other says so, and can take over', async () => {
    const agent = await stage().agent('/element')
    const { page, context, complaints } = agent
    const other = await context.newPage()
    await other.goto(page.url())
    const caller = await stage().resident()
    await next(other).waitFor()
    await next(page).click()
    await value(page).waitFor()
    await elsewhere(other).waitFor()
    await holdsNobody(other)

    await takeOver(other).click()
    await value(other).waitFor()
    await elsewhere(page).waitFor()
    await holdsNobody(page)

    // The tool locks one tab; the values are in the other.
    await page.evaluate(() => document.querySelector('id-contact-agent-panel')!.lock())
    await other.locator('.band').getByText('U heeft dit scherm vergrendeld.').waitFor()
    await holdsNobody(other)
    await other.getByRole('button', { name: 'Toon de gegevens weer' }).click()
    await value(other).waitFor()

    // A tab that is loaded again still has it, and one that is closed leaves it.
    await other.reload()
    await value(other).waitFor()
    await holdsNobody(page)
    await other.close()
    await takeOver(page).click()
    await value(page).waitFor()
    await endIt(page)
    await holdsNobody(page)
    assert.deepEqual(complaints, [])
    await close(agent, caller)
  })

  it('erase in both what ends in one, also in frames', async () => {
    // Of the desk's site: to frames of others some browsers give no locks, and each tab then shows it.
    const agent = await stage().agent('/frame', { origin: stage().vendor.sameSite })
    const { page, context, complaints } = agent
    const other = await context.newPage()
    await other.goto(page.url())
    const [one, two] = [page, other].map((tab) => tab.frameLocator('iframe')) as [Shown, Shown]
    const caller = await stage().resident()
    await next(two).waitFor()
    await next(one).click()
    await value(one).waitFor()
    await elsewhere(two).waitFor()
    await holdsNobody(other)
    await takeOver(two).click()
    await value(two).waitFor()
    await endIt(two)
    for (const tab of [page, other]) await holdsNobody(tab)
    assert.deepEqual(complaints, [])
    await close(agent, caller)
  })

  it('sign out together at the desk', async () => {
    const { system, browser } = stage()
    const agent = await visitor(browser)
    agent.context.setDefaultTimeout(30_000)
    const { page, context } = agent
    await signIn(page, system, sanne.id)
    const other = await context.newPage()
    await other.goto(system.desk)
    await queueOf(other).waitFor()
    await page.getByRole('button', { name: 'Uitloggen' }).click()
    for (const tab of [page, other]) await notice(tab, 'U bent niet ingelogd').waitFor()
    await close(agent)
  })
}
