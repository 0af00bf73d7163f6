/** Desks that restart, colleagues who are as quick, clocks that are wrong. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { connect } from '../../src/agent/index.ts'
import type { Page } from '../browser.ts'
import { ahmed, huong, sanne, zoe } from '../people.ts'
import { close, endIt, holdsNobody, next, notice, type Stage } from './stage.ts'

const value = (page: Page, name = zoe.claims.name) => page.getByText(name, { exact: true })

export function badInputJourneys(stage: () => Stage): void {
  it('a colleague takes the same conversation in the same millisecond: one has it, the other is told', async () => {
    const agents = await Promise.all([
      stage().agent('/element'),
      stage().agent('/element', { subject: ahmed.id }),
    ])
    const caller = await stage().resident()
    // Both requests are on their way before either arrives.
    let waiting = 0
    let go = (): void => {}
    const both = new Promise<void>((resolve) => (go = resolve))
    for (const { page } of agents)
      await page.route(/\/conversations\/[^/]+\/accept$/, async (route) => {
        if (++waiting === agents.length) go()
        await both
        await route.continue()
      })
    await Promise.all(
      agents.map(({ page }) => page.getByRole('button', { name: /^Neem op Verhuizing/ }).click()),
    )
    const first = await Promise.race(
      agents.map(async ({ page }, index) =>
        value(page)
          .waitFor()
          .then(() => index),
      ),
    )
    const [winner, loser] = first ? [agents[1], agents[0]] : [agents[0], agents[1]]
    await loser.page.locator('.row').getByText('Opgepakt door een collega').waitFor()
    const said = loser.page.locator('id-contact-agent-panel').getByRole('status')
    assert.match((await said.textContent())!, /Opgepakt door een collega/)
    await holdsNobody(loser.page)
    assert.equal(waiting, 2)
    await endIt(winner.page)
    for (const { complaints } of agents) assert.deepEqual(complaints, [])
    await close(caller, ...agents)
  })

  it('two programs do so: exactly one gets it, the other an error with a code', async () => {
    const { system, installation } = stage()
    const caller = await stage().resident()
    const leaving = new AbortController()
    const desks = await Promise.all(
      [sanne, ahmed].map(({ id }) =>
        connect(system.desk, {
          getToken: () => installation.tokenOf(id),
          signal: leaving.signal,
        }),
      ),
    )
    const [row] = (await desks[0]!.queue().next()).value!.waiting
    const results = await Promise.allSettled(desks.map((desk) => desk.accept(row!.id)))
    const got = results.filter((result) => result.status === 'fulfilled')
    const refused = results.filter((result) => result.status === 'rejected')
    assert.equal(got.length, 1)
    assert.equal(refused[0]!.reason.code, 'ERR_ID_CONTACT_TAKEN')
    assert.ok(!JSON.stringify(refused[0]!.reason).includes(zoe.claims.name))
    await got[0]!.value.end()
    assert.deepEqual(got[0]!.value.attributes, [])
    leaving.abort()
    await close(caller)
  })

  for (const [what, hours] of [
    ['two hours ahead', 2],
    ['a day behind', -24],
  ] as const)
    it(`the clock of the agent's machine is ${what}: it is still proven, and nobody waits longer`, async () => {
      const agent = await stage().agent('/element')
      const { page } = agent
      await page.clock.setSystemTime(Date.now() + hours * 3_600_000)
      await page.reload()
      const caller = await stage().resident()
      const time = page.locator('.row .time')
      await time.waitFor()
      assert.match((await time.textContent())!, /^wacht( 1 min)? \d+ sec$/)
      await next(page).click()
      await value(page).waitFor()
      await page
        .locator('.band.proven')
        .getByText(/Bewezen met/)
        .waitFor()
      await endIt(page)
      await close(agent, caller)
    })

  // Last: whoever is at the desk then loses their connection.
  it('the desk restarts: values are hidden meanwhile, and come back except where they were locked', async () => {
    const one = await stage().agent('/element')
    const caller = await stage().resident()
    await next(one.page).click()
    await value(one.page).waitFor()
    const two = await stage().agent('/element', { subject: ahmed.id })
    const other = await stage().resident(huong.id)
    await next(two.page).click()
    await value(two.page, huong.claims.name).waitFor()
    await two.page.getByRole('button', { name: 'Vergrendel' }).click()

    const restarting = stage().installation.restart()
    for (const { page } of [one, two]) {
      await notice(page, 'Geen verbinding').waitFor()
      await page.getByText('De gegevens zijn verborgen. We proberen het vanzelf opnieuw.').waitFor()
      await holdsNobody(page)
    }
    await restarting
    await value(one.page).waitFor()
    await two.page.locator('.band').getByText('U heeft dit scherm vergrendeld.').waitFor()
    await holdsNobody(two.page)
    await two.page.getByRole('button', { name: 'Toon de gegevens weer' }).click()
    await value(two.page, huong.claims.name).waitFor()
    for (const { page } of [one, two]) {
      await endIt(page)
      await holdsNobody(page)
    }
    await close(one, two, caller, other)
  })
}
