/** `id-contact/agent` under interfaces of the vendor's own. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { zoe } from '../people.ts'
import { close, holdsNobody, type Shown, type Stage } from './stage.ts'

const accept = (page: Shown) => page.getByRole('button', { name: /^Neem op: / }).first()

export function ownInterfaceJourneys(stage: () => Stage): void {
  for (const own of ['headless', 'react'])
    it(`has an interface of its own (${own}), and its tabs agree`, async () => {
      const agent = await stage().agent(`/${own}`)
      const { page, context, complaints } = agent
      const other = await context.newPage()
      await other.goto(page.url())
      const caller = await stage().resident()
      await Promise.all([accept(page).waitFor(), accept(other).waitFor()])
      await accept(page).click()
      for (const tab of [page, other]) {
        await tab.getByText(zoe.claims.name).waitFor()
        assert.equal(await accept(tab).count(), 0, 'nobody waits any more')
      }
      await other.getByRole('button', { name: 'Hang op en wis' }).click()
      for (const tab of [page, other]) {
        await tab.getByText(zoe.claims.name).waitFor({ state: 'detached' })
        await holdsNobody(tab)
      }
      assert.deepEqual(complaints, [])
      await close(agent, caller)
    })
}
