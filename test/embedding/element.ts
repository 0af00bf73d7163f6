/** The panel as an element of the vendor's page. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Page } from '../browser.ts'
import { birthdayOf, sanne, zoe } from '../people.ts'
import { close, endIt, holdsNobody, next, notice, queueOf, type Stage } from './stage.ts'

export function elementJourneys(stage: () => Stage): void {
  it('has the panel as an element, from the button to the values and until they are erased', async () => {
    const agent = await stage().agent('/element')
    const { page, complaints } = agent
    const caller = await stage().resident()
    const events = await eventsOf(page)
    await next(page).click()
    await page.getByText(zoe.claims.name, { exact: true }).waitFor()
    await page.getByText(birthdayOf(zoe), { exact: true }).waitFor()
    await page.getByText(/Bewezen met/).waitFor()
    assert.equal(await page.locator('#status').textContent(), 'In gesprek: report_move')
    const customer = page.locator('#customer')
    assert.equal(await customer.textContent(), '', 'no value by itself')
    await page.getByRole('button', { name: 'Zoek het dossier' }).click()
    assert.equal(await customer.textContent(), `Dossier van ${zoe.claims.name}`)
    await endIt(page)
    assert.equal(await page.getByRole('button', { name: 'Zoek het dossier' }).isVisible(), false)
    assert.equal(await page.locator('#status').textContent(), '')
    const [accept, end] = await events()
    const { id } = accept!.detail
    const about = { id, purpose: 'report_move', channel: 'phone' }
    assert.deepEqual(accept, { type: 'id-contact-accept', detail: about })
    assert.deepEqual(end, { type: 'id-contact-end', detail: { ...about, reason: 'ended' } })
    await holdsNobody(page)
    assert.deepEqual(complaints, [])
    await close(agent, caller)
  })

  it('gives tokens that are soon over, and nobody notices until the agent signs out of it', async () => {
    const { installation } = stage()
    let isSignedIn = true
    let asked = 0
    const agent = await stage().agent('/element', {
      token: async () => (isSignedIn ? (asked++, installation.tokenOf(sanne.id, 4)) : undefined),
    })
    const { page, complaints } = agent
    const caller = await stage().resident()
    await next(page).click()
    await page.getByText(zoe.claims.name, { exact: true }).waitFor()
    const before = asked
    const lost = await noticesOf(page)
    // Longer than a token lives, and than two streams do.
    await page.waitForTimeout(5500)
    assert.ok(asked >= before + 2, 'a fresh token opened the stream again')
    assert.deepEqual(await lost(), [], 'no lost connection, and nobody signed out')
    await page.getByText(zoe.claims.name, { exact: true }).waitFor()

    isSignedIn = false
    const events = await eventsOf(page)
    await notice(page, 'U bent niet ingelogd').waitFor()
    await page.getByText(/Uw inlog is verlopen. Log opnieuw in bij uw programma/).waitFor()
    await holdsNobody(page)
    assert.deepEqual((await events()).at(-1)!.detail, { code: 'ERR_ID_CONTACT_SIGN_IN' })

    isSignedIn = true
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
    await page.getByText(zoe.claims.name, { exact: true }).waitFor()
    await endIt(page)
    assert.deepEqual(complaints, [])
    await close(agent, caller)
  })

  it('takes the element out of its page, and with it what is known of the resident', async () => {
    const agent = await stage().agent('/element')
    const { page } = agent
    const caller = await stage().resident()
    await next(page).click()
    await page.getByText(zoe.claims.name, { exact: true }).waitFor()
    await page.evaluate(() => {
      const panel = document.querySelector('id-contact-agent-panel')!
      Object.assign(window, { panel })
      panel.remove()
    })
    const inside = () =>
      page.evaluate(() => {
        const { shadowRoot } = (window as unknown as { panel: Element }).panel
        return new XMLSerializer().serializeToString(shadowRoot!)
      })
    assert.ok(!(await inside()).includes(zoe.claims.name))
    await page.evaluate(() =>
      document.querySelector('#contact')!.append((window as unknown as { panel: Element }).panel),
    )
    await page.getByText(zoe.claims.name, { exact: true }).waitFor()
    await endIt(page)
    await queueOf(page).waitFor()
    await close(agent, caller)
  })
}

interface Told {
  type: string
  detail: { id?: string; code?: string }
}

/** What the element tells its page from now on. */
async function eventsOf(page: Page): Promise<() => Promise<Told[]>> {
  await page.evaluate(() => {
    const told: Told[] = []
    Object.assign(window, { told })
    for (const type of ['id-contact-accept', 'id-contact-end', 'id-contact-error'] as const)
      document
        .querySelector('id-contact-agent-panel')!
        .addEventListener(type, ({ detail }) => told.push({ type, detail }))
  })
  return () => page.evaluate(() => (window as unknown as { told: Told[] }).told)
}

/** The headings that take the place of the desk from now on, however short they are there. */
async function noticesOf(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const notices: string[] = []
    Object.assign(window, { notices })
    const root = document.querySelector('id-contact-agent-panel')!.shadowRoot!
    new MutationObserver(() => {
      const heading = root.querySelector('.notice h2')?.textContent
      if (heading) notices.push(heading)
    }).observe(root, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (window as unknown as { notices: string[] }).notices)
}
