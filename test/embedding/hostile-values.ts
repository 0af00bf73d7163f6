/** Values that are attacks, all the way from the button: text at the agent, and nothing else. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { visible } from '../../src/protocol/value.ts'
import type { Watched } from '../browser.ts'
import { eve } from './eve.ts'
import { close, endIt, next, type Shown, type Stage } from './stage.ts'

const { name, birthdate, address } = eve.claims
const values = [name, birthdate!, address!.formatted]

export function hostileValueJourneys(stage: () => Stage): void {
  for (const path of ['/element', '/frame'] as const)
    it(`show hostile values as text (${path.slice(1)}), and nothing of them runs`, async () => {
      const agent = await stage().agent(path)
      const { page } = agent
      const dialogs: string[] = []
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message())
        void dialog.dismiss()
      })
      const caller = await stage().resident(eve.id)
      const shown: Shown = path === '/frame' ? page.frameLocator('iframe') : page
      await next(shown).click()
      await shown.locator('dl bdi').first().waitFor()
      const texts = await shown.locator('dl bdi').allTextContents()
      for (const value of values) assert.ok(texts.includes(visible(value)), visible(value))
      await isInert(shown)
      if (path === '/frame') {
        await page.locator('#customer li').waitFor()
        assert.deepEqual(await page.locator('#customer li').allTextContents(), [`name: ${name}`])
      } else {
        await page.getByRole('button', { name: 'Zoek het dossier' }).click()
        assert.equal(await page.locator('#customer').textContent(), `Dossier van ${name}`)
      }
      await isInert(page)
      // Long enough for a picture to fail, or a script to come.
      await page.waitForTimeout(200)
      await endIt(shown)
      for (const value of values) assert.equal(await shown.getByText(visible(value)).count(), 0)
      assert.deepEqual(dialogs, [])
      assert.deepEqual(agent.complaints, [], 'no script failed, and no policy was broken')
      assert.deepEqual(asked(agent), [])
      await close(agent, caller)
    })
}

async function isInert(shown: Shown): Promise<void> {
  for (const tag of ['img', 'script[src*="evil"]', 'iframe[srcdoc]', '[onload]', '[onerror]'])
    assert.equal(await shown.locator(tag).count(), 0, tag)
}

const asked = ({ requests }: Watched): string[] => requests.filter((url) => url.includes('evil'))
