/** Tokens that are not this desk's, or no longer: the agent gets a clear answer, and sees nobody. */
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sanne } from '../people.ts'
import type { Watched } from '../browser.ts'
import type { Forgery } from './installation.ts'
import { close, next, notice, queueOf, type Stage } from './stage.ts'

const at = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds

const refused: [what: string, forgery: () => Forgery][] = [
  ['is over', () => ({ claims: { iat: at(-700), exp: at(-400) } })],
  [
    'was made by a clock that is an hour behind',
    () => ({ claims: { iat: at(-3600), exp: at(-3300) } }),
  ],
  [
    'begins to count in an hour',
    () => ({ claims: { iat: at(3600), nbf: at(3600), exp: at(3900) } }),
  ],
  ['is of another issuer', () => ({ claims: { iss: 'https://idp.elsewhere.example' } })],
  ['is for another audience', () => ({ claims: { aud: 'crm' } })],
  ['is signed with another key', () => ({ isOtherKey: true })],
  ['is a log-out token', () => ({ typ: 'logout+jwt' })],
]

export function tokenJourneys(stage: () => Stage): void {
  let caller: Watched
  let agent: Watched
  let forgery: Forgery
  let asked = 0
  before(async () => {
    caller = await stage().resident()
    forgery = { isOtherKey: true }
    const token = () => (asked++, stage().installation.forge(sanne.id, forgery))
    agent = await stage().agent('/element', { token })
  })
  after(() => close(caller, agent))

  for (const [what, make] of refused)
    it(`a token that ${what} shows nobody, and says so`, async () => {
      const { page } = agent
      await notice(page, 'U bent niet ingelogd').waitFor()
      forgery = make()
      const before = asked
      await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
      // Asked for once more, because the first one was refused.
      while (asked < before + 2) await page.waitForTimeout(20)
      await page.waitForTimeout(100)
      await notice(page, 'U bent niet ingelogd').waitFor()
      await page.getByText(/Log opnieuw in bij uw programma/).waitFor()
      assert.equal(await next(page).count(), 0)
      assert.equal(await queueOf(page).count(), 0)
    })

  it('a token of a clock that differs by less than a minute is good', async () => {
    const { page } = agent
    await notice(page, 'U bent niet ingelogd').waitFor()
    forgery = { claims: { iat: at(45), nbf: at(45), exp: at(345) } }
    await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
    await next(page).waitFor()
  })

  it('a token without a signature shows nobody in a frame either', async () => {
    const token = async () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJlbXBsb3llZS0xIn0.'
    const agent = await stage().agent('/frame', { token })
    const frame = agent.page.frameLocator('iframe')
    await notice(frame, 'U bent niet ingelogd').waitFor()
    assert.equal(await next(frame).count(), 0)
    await close(agent)
  })

  it('an own interface hears why', async () => {
    const token = async () => stage().installation.forge(sanne.id, { isOtherKey: true })
    const agent = await stage().agent('/react', { token })
    await agent.page.getByRole('alert').getByText('Dat lukte niet').waitFor()
    assert.equal(await agent.page.getByRole('listitem').count(), 0)
    await close(agent)
  })
}
