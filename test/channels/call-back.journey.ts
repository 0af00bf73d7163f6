/** Outside the opening hours, from the closed button to the panel with the number to call, which is nowhere else to be read. */
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { agentWords, hangUp, panelText, signIn } from '../agent.ts'
import { visitor, type Browser, type Page } from '../browser.ts'
import { scanSystem } from '../canary.ts'
import { changedDemonstration } from '../demonstration.ts'
import { press, tabTo } from '../keyboard.ts'
import { canaries, ruud, sanne, zoe } from '../people.ts'
import { heading, logIn, wordsOf } from '../resident.ts'
import { withSystem } from '../running.ts'
import { removeFolder, temporaryFolder, type System } from '../system.ts'

const folder = temporaryFolder()

const day = (ahead: number): string =>
  new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)

/** The demonstration, with a telephone that nobody answers yesterday, today and tomorrow. */
function closedNow(): string {
  const always = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
    .map((name) => `${name} = ["00:00-24:00"]`)
    .join('\n')
  const never = [-1, 0, 1].map((ahead) => `"${day(ahead)}" = []`).join('\n')
  return changedDemonstration(
    folder,
    [
      [
        '[[core.comm_methods]]\ntag = "phone"\n',
        '[[core.comm_methods]]\ntag = "phone"\nhours = "desk"\ncall_back = {}\n',
      ],
    ],
    `\n[core.hours.desk]\ntime_zone = "Europe/Amsterdam"\n${always}\n[core.hours.desk.exceptions]\n${never}\n[comm.phone.call_back]\n`,
  )
}

const numbers = ['0612345678', '0687654321']
const written = [...canaries, ...numbers, '+31612345678', '06 12345678', '+31687654321']

describe('asking to be called back outside the opening hours', () => {
  let system: System
  let browser: Browser
  withSystem(
    (running) => ({ system, browser } = running),
    () => ({ args: ['--config', closedNow()], env: { ID_CONTACT_LOG_LEVEL: 'info' } }),
  )
  after(() => removeFolder(folder))

  /** Leaves the number, on the page that asks for it. */
  async function leaveNumber(page: Page, number: string): Promise<void> {
    await page.waitForURL((url) => url.origin === system.comm)
    await heading(page, 'Op welk nummer bellen we u?').waitFor()
    await page.getByText(/^We bellen vanaf \w+dag \d+ \w+, 0\.00 uur\.$/).waitFor()
    await tabTo(page, /Uw telefoonnummer/)
    await page.keyboard.type(number)
    await press(page, /^Bel mij terug$/)
    await heading(page, 'We bellen u terug').waitFor()
    assert.ok(!(await page.content()).includes(number))
    assert.ok(!page.url().includes(number))
  }

  /** Nothing that was printed or kept says whom to call, or on which number. */
  async function assertUnread(): Promise<void> {
    assert.deepEqual(scanSystem(system, written), [])
    assert.match(system.output(), /"event":"call_back_requested"/)
  }

  it('goes from the closed button to the panel, with the keyboard alone', async () => {
    const resident = await visitor(browser, { lang: 'nl' })
    const { page } = resident
    await page.goto(system.site)
    await press(page, wordsOf('nl').open)
    await heading(page, 'We zijn nu gesloten').waitFor()
    await page.getByText('Bellen: Nu gesloten. Weer open vanaf').waitFor()
    await press(page, /^Bel mij terug$/)
    await heading(page, 'Laat zien wie u bent').waitFor()
    await press(page, wordsOf('nl').on)
    await page.waitForURL((url) => url.origin === system.provider)
    await logIn(page, zoe.id)
    await leaveNumber(page, numbers[0]!)
    await assertUnread()

    const agent = await visitor(browser, { lang: 'nl' })
    await signIn(agent.page, system, sanne.id)
    await agent.page.getByText('Wil teruggebeld worden').waitFor()
    assert.ok(!(await panelText(agent.page)).includes('12345678'), 'only to who picks it up')
    await press(agent.page, /Neem de volgende/)
    await agent.page.getByText(agentWords('nl').identified).first().waitFor()
    const called = agent.page.getByRole('link', { name: 'Bel terug op 06 12345678' })
    assert.equal(await called.getAttribute('href'), 'tel:+31612345678')
    assert.ok((await panelText(agent.page)).includes(zoe.claims.name))
    await hangUp(agent.page)
    await assertUnread()
    for (const { complaints } of [resident, agent]) assert.deepEqual(complaints, [])
    await Promise.all([resident.context.close(), agent.context.close()])
  })

  it('goes without scripts as well, and a resident can take it back', async () => {
    const resident = await visitor(browser, { lang: 'nl', scripts: false })
    const { page } = resident
    await page.goto(`${system.core}/choose?purpose=report_move`)
    await heading(page, 'We zijn nu gesloten').waitFor()
    await page.getByText('Bel mij terug').waitFor()
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.waitForURL((url) => url.origin === system.provider)
    await page.locator(`#${ruud.id}`).check()
    await page.getByRole('button', { name: wordsOf('nl').submit }).click()
    await heading(page, 'Op welk nummer bellen we u?').waitFor()
    await page.getByLabel('Uw telefoonnummer').fill(numbers[1]!)
    await page.getByRole('button', { name: 'Bel mij terug' }).click()
    await heading(page, 'We bellen u terug').waitFor()
    await assertUnread()
    await page.getByRole('button', { name: 'Stoppen en gegevens wissen' }).click()
    await heading(page, 'Het gesprek is klaar').waitFor()
    await resident.context.close()
  })
})
