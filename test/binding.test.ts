/** What a link that somebody forwards is good for: nothing (T1, T2). */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { visitor, type Browser } from './browser.ts'
import { signIn } from './agent.ts'
import { sanne, zoe } from './people.ts'
import { codeOn, heading, leaveForLogin, logIn } from './resident.ts'
import { withSystem } from './running.ts'
import type { System } from './system.ts'

describe('a link of somebody else', () => {
  let system: System
  let browser: Browser
  withSystem((running) => ({ system, browser } = running))

  it('to the log-in cannot be completed into a conversation by anybody', async () => {
    const attacker = await visitor(browser)
    let begin = ''
    attacker.context.on(
      'request',
      (request) => void (request.url().includes('/begin/') && (begin = request.url())),
    )
    await leaveForLogin(attacker.page, system)
    assert.ok(begin, 'the attacker sees where the log-in begins')

    const victim = await visitor(browser)
    await victim.page.goto(begin)
    await logIn(victim.page, zoe.id)
    await heading(victim.page, 'Begin opnieuw op dit apparaat').waitFor()
    await victim.page
      .getByText(/Kreeg u een link van iemand anders\? Ga dan niet verder\./)
      .waitFor()
    assert.match(system.output(), /binding_mismatch/)

    // What the victim proved is nobody's: the attacker's own window leads nowhere, and no agent sees anybody.
    await attacker.page.goto(system.site)
    await attacker.page
      .getByRole('button', { name: 'Veilig contact met de gemeente' })
      .first()
      .waitFor()
    assert.equal(await attacker.page.getByText(/Bel nu/).count(), 0)
    const agent = await visitor(browser)
    await signIn(agent.page, system, sanne.id)
    await agent.page
      .getByText(/Niemand wacht/)
      .first()
      .waitFor()
    for (const { context } of [attacker, victim, agent]) await context.close()
  })

  it('back to the website works in the browser that started and in no other', async () => {
    const resident = await visitor(browser)
    let back = ''
    resident.context.on(
      'request',
      (request) => void (request.url().includes('id_contact_code') && (back = request.url())),
    )
    await leaveForLogin(resident.page, system)
    await logIn(resident.page, zoe.id)
    const code = await codeOn(resident.page)
    assert.ok(back)

    const other = await visitor(browser)
    await other.page.goto(back)
    await heading(other.page, 'Begin opnieuw op dit apparaat').waitFor()
    assert.equal(new URL(other.page.url()).search, '')
    assert.equal(await other.page.getByText(code).count(), 0)

    // In the same browser it changes nothing either.
    await resident.page.goto(back)
    await resident.page.waitForFunction(() => location.search === '')
    await resident.page.goto(system.site)
    await resident.page.getByRole('button', { name: 'Terug naar uw code' }).click()
    assert.equal(await codeOn(resident.page), code)
    for (const { context } of [resident, other]) await context.close()
  })
})
