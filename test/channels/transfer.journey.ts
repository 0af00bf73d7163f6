/** A conversation that goes from one employee to another, who has the skill for it: a chat and a video call, and what a supervisor sees of that. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { agentWords, hangUp, panelText, signIn } from '../agent.ts'
import { visitor, type Browser, type Page, type Watched } from '../browser.ts'
import { press, tabTo } from '../keyboard.ts'
import { ahmed, marijke, ruud, sanne, zoe } from '../people.ts'
import { heading, logIn, wordsOf } from '../resident.ts'
import { withSystem } from '../running.ts'
import type { Demonstration } from '../system.ts'

const t = wordsOf('nl')
const devices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

describe('a conversation that is passed on to a colleague', () => {
  let system: Demonstration
  let browser: Browser
  withSystem(
    (running) => ({ system, browser } = running),
    () => ({
      env: {
        ID_CONTACT_DESK_AGENTS_ROLE_CLAIM: 'roles',
        ID_CONTACT_DESK_AGENTS_ROLE: 'agent',
        ID_CONTACT_DESK_AGENTS_SKILLS_CLAIM: 'skills',
        ID_CONTACT_DESK_AGENTS_SUPERVISOR_ROLE: 'supervisor',
      },
    }),
    devices,
  )

  // Sanne is good for permits and forms, Ahmed for waste, and Marijke supervises them.
  let first: Watched
  let second: Watched
  let supervisor: Watched
  before(async () => {
    ;[first, second, supervisor] = (await Promise.all(
      [sanne, ahmed, marijke].map(async ({ id }) => {
        const employee = await visitor(browser, { lang: 'nl' })
        await signIn(employee.page, system, id)
        return employee
      }),
    )) as [Watched, Watched, Watched]
  })

  /** From the site to the queue. */
  async function waits(person: typeof zoe, purpose: string, channel?: string): Promise<Watched> {
    const resident = await visitor(browser, { lang: 'nl' })
    const { page } = resident
    await page.goto(system.site + t.path)
    const button = page.locator(`id-contact-button[purpose="${purpose}"]`)
    await button.getByRole('button', { name: t.open }).click()
    if (channel) {
      await button.getByRole('radio', { name: channel }).check()
      await press(page, /^Verder$/)
    }
    await press(page, t.on)
    await page.waitForURL((url) => url.origin === system.provider)
    await logIn(page, person.id)
    await page.waitForURL((url) => [system.chat, system.video].includes(url.origin))
    await heading(page, 'U bent als eerste aan de beurt').waitFor()
    return resident
  }

  const rows = (page: Page) => page.getByRole('button', { name: /^Neem op (?!met code)/ })

  async function takes(page: Page): Promise<void> {
    await rows(page).waitFor()
    await press(page, /Neem de volgende/)
    await page.getByText(agentWords('nl').identified).first().waitFor()
  }

  async function passesOn(page: Page, purpose: string): Promise<void> {
    await press(page, /^Doorverbinden$/)
    await tabTo(page, /Onderwerp/)
    await page.keyboard.type(purpose)
    await press(page, /^Verbind door$/)
    await page.getByRole('button', { name: 'Verbind door' }).waitFor({ state: 'detached' })
  }

  /** What the supervisor reads of a purpose and channel, once it says so: it looks again by itself. */
  const reads = (queue: string, waiting: number, talking: number): Promise<void> =>
    supervisor.page
      .locator('article')
      .filter({ hasText: new RegExp(`${queue}\\D*${waiting}langste.*in gesprek${talking}$`) })
      .waitFor()

  const done = (...residents: Watched[]): void => {
    for (const { complaints } of [first, second, supervisor, ...residents])
      assert.deepEqual(complaints, [])
  }

  it('is a chat that goes on, for whoever has the skill, with what the other purpose asks', async () => {
    const resident = await waits(zoe, 'request_permit', 'Chatten')
    await rows(first.page).waitFor()
    assert.equal(await rows(second.page).count(), 0, 'not for who is good for something else')
    assert.equal(await rows(supervisor.page).count(), 0)
    await press(supervisor.page, /^Overzicht$/)
    await reads('Vraag over een vergunning, Chat', 1, 0)

    await takes(first.page)
    const { name, email } = zoe.claims
    assert.ok((await panelText(first.page)).includes(email!))
    await heading(resident.page, 'Medewerker Sanne is er').waitFor()
    await tabTo(first.page, /Uw bericht/)
    await first.page.keyboard.type('kanarie van Sanne')
    await first.page.keyboard.press('Enter')
    const said = resident.page.locator('id-contact-chat li')
    await said.getByText('kanarie van Sanne').waitFor()

    await passesOn(first.page, 'Vraag over afval')
    for (const value of [name, email!, 'kanarie'])
      assert.ok(!(await panelText(first.page)).includes(value), value)
    await resident.page.getByText('De medewerker heeft u doorverbonden.').first().waitFor()

    await reads('Vraag over afval, Chat', 1, 0)
    await takes(second.page)
    assert.equal(await rows(first.page).count(), 0, 'not for the first one any more')
    await heading(resident.page, 'Medewerker Ahmed is er').waitFor()
    const shown = await panelText(second.page)
    assert.ok(shown.includes(name), 'both purposes ask the name')
    assert.ok(!shown.includes(email!), 'the other asks no address for email')
    await tabTo(second.page, /Uw bericht/)
    await second.page.keyboard.type('kanarie van Ahmed')
    await second.page.keyboard.press('Enter')
    for (const text of ['kanarie van Sanne', 'kanarie van Ahmed'])
      await said.getByText(text).waitFor()
    const heard = await second.page.locator('id-contact-chat li').allTextContents()
    assert.ok(!heard.join().includes('Sanne'), 'it may say what is held back')

    await hangUp(second.page)
    await heading(resident.page, t.ended).waitFor()
    await supervisor.page.getByText('Medewerkers: 3 beschikbaar, 0 in gesprek').waitFor()
    const overview = await supervisor.page
      .locator('id-contact-agent-panel section')
      .allTextContents()
    for (const { claims } of [zoe, sanne, ahmed]) assert.ok(!overview.join().includes(claims.name))
    done(resident)
  })

  /** Into the call: through the look at camera and microphone, unless they are in it already. */
  async function joins({ page }: Watched): Promise<void> {
    const open = page.getByRole('button', { name: 'Zet camera en microfoon aan' })
    const ready = page.getByRole('button', { name: 'Doe mee', exact: true })
    const isIn = page.getByRole('button', { name: /^Microfoon/ })
    await open.or(ready).or(isIn).first().waitFor()
    if (await isIn.isVisible()) return
    if (await open.isVisible()) await open.click()
    await ready.click()
  }

  const meets = ({ page }: Watched): Promise<void> =>
    page.locator('id-contact-video').getByText('U bent verbonden.').first().waitFor()

  it('is a video call that goes on, with all that both purposes ask', async () => {
    const resident = await waits(ruud, 'form_help')
    await takes(first.page)
    await Promise.all([resident, first].map(joins))
    await Promise.all([resident, first].map(meets))
    const { name, address } = ruud.claims
    assert.ok((await panelText(first.page)).includes(address!.postal_code))

    await passesOn(first.page, 'Vraag over afval')
    for (const value of [name, address!.postal_code])
      assert.ok(!(await panelText(first.page)).includes(value), value)
    assert.equal(await first.page.locator('id-contact-video').count(), 0)
    await resident.page.getByText('De medewerker heeft u doorverbonden.').first().waitFor()

    await takes(second.page)
    const shown = await panelText(second.page)
    for (const value of [name, address!.postal_code]) assert.ok(shown.includes(value), value)
    await Promise.all([resident, second].map(joins))
    await Promise.all([resident, second].map(meets))

    await hangUp(second.page)
    await heading(resident.page, t.ended).waitFor()
    done(resident)
  })
})
