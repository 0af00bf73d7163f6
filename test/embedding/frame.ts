/** The panel in a frame of the vendor's page. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { signIn } from '../agent.ts'
import { visitor } from '../browser.ts'
import { birthdayOf, sanne, zoe } from '../people.ts'
import { connectByHand } from './by-hand.ts'
import { close, endIt, holdsNobody, next, notice, type Stage } from './stage.ts'

export function frameJourneys(stage: () => Stage): void {
  const { name } = zoe.claims

  it('has it in a frame of another site, and gets what the desk lets it have, until the end', async () => {
    const agent = await stage().agent('/frame')
    const { page, complaints } = agent
    const caller = await stage().resident()
    const frame = page.frameLocator('iframe')
    await next(frame).click()
    await frame.getByText(name, { exact: true }).waitFor()
    await page.locator('#customer li').waitFor()
    assert.deepEqual(await page.locator('#customer li').allTextContents(), [`name: ${name}`])
    for (const born of [zoe.claims.birthdate!, birthdayOf(zoe)])
      assert.ok(!(await page.content()).includes(born), 'it may have the name alone')
    await endIt(frame)
    await page.locator('#customer li').waitFor({ state: 'detached' })
    await holdsNobody(page)
    assert.deepEqual(complaints, [])
    await close(agent, caller)
  })

  it('signs in once where page and desk are of one site, and gets no value by default', async () => {
    const { system, vendor, browser } = stage()
    const agent = await visitor(browser)
    agent.context.setDefaultTimeout(30_000)
    const { page } = agent
    await signIn(page, system, sanne.id)
    await page.goto(`${vendor.sameSite}/empty`)
    const messages = await connectByHand(page, system.desk, 'cookie')
    const caller = await stage().resident()
    const frame = page.frameLocator('iframe')
    await next(frame).click()
    await frame.getByText(name, { exact: true }).waitFor()
    const answer = await messages.ask({ type: 'attributes', request: 1 }, 'refused')
    assert.equal(answer.code, 'ERR_ID_CONTACT_FRAME_NOT_ALLOWED')
    assert.ok(!JSON.stringify(await messages.all()).includes(name))
    await messages.send({ type: 'lock' })
    await frame.getByRole('button', { name: 'Toon de gegevens weer' }).waitFor()
    assert.equal(await frame.getByText(name, { exact: true }).count(), 0)
    await frame.getByRole('button', { name: 'Toon de gegevens weer' }).press('Enter')
    await frame.getByText(name, { exact: true }).waitFor()
    await endIt(frame)
    await holdsNobody(page)
    await close(agent, caller)
  })

  it('of another site gets no cookie of the desk: the agent signs in in a window of its own', async () => {
    const { system, vendor, browser } = stage()
    const agent = await visitor(browser)
    agent.context.setDefaultTimeout(30_000)
    const { page, context } = agent
    await signIn(page, system, sanne.id)
    await page.goto(`${vendor.origin}/empty`)
    await connectByHand(page, system.desk, 'cookie')
    const frame = page.frameLocator('iframe')
    await notice(frame, 'U bent niet ingelogd').waitFor()
    const [window] = await Promise.all([
      context.waitForEvent('page'),
      frame.getByRole('link', { name: 'Inloggen' }).click(),
    ])
    await window.waitForURL((url) => url.origin !== vendor.origin)
    assert.equal(page.url(), `${vendor.origin}/empty`, 'the page around it stays')
    await close(agent)
  })
}
