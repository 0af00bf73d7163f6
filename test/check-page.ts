/** What every page that a server writes is held to, whatever is on it. */
import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from './browser.ts'
import { focused } from './keyboard.ts'
import { tooSmall, tooWide } from './measures.ts'

/** WCAG 2.2 AA and best practice, no scrolling in two directions, targets to hit, one heading. */
export async function checkPage(page: Page, what: string): Promise<void> {
  const { violations, incomplete } = await new AxeBuilder({ page }).analyze()
  const told = [...violations, ...incomplete].map(({ id, nodes }) => [
    id,
    nodes.map(({ html }) => html),
  ])
  assert.deepEqual(told, [], what)
  assert.deepEqual(await page.evaluate(tooWide), [], `${what}: reflow (1.4.10)`)
  assert.deepEqual(await page.evaluate(tooSmall), [], `${what}: targets (2.5.8)`)
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, what)
}

/** Everything that can be used is reached with Tab, with a ring that can be seen, and nothing holds the focus (2.1.1, 2.1.2, 2.4.7). */
export async function checkKeyboard(page: Page, what: string): Promise<void> {
  const usable = 'main :is(a[href], button, summary, input:not([type=hidden], [type=radio]))'
  // Of a group of radios Tab reaches one; the arrows go on from there.
  const stops = (await page.locator(usable).count()) + (await groupsOf(page))
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  const passed: string[] = []
  for (let i = 0; passed.length < stops; i++) {
    await page.keyboard.press('Tab')
    // The first may still be the browser's own, after a page that was left at its end.
    if (i === 0 && (await focused(page)) === '') continue
    const { ring, at } = await page.evaluate(() => {
      const element = document.activeElement!
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      const isBare = element === document.body || outlineStyle === 'none'
      // Two may have the same words.
      const at = [...document.querySelectorAll('*')].indexOf(element)
      return { ring: isBare ? 0 : parseFloat(outlineWidth), at }
    })
    passed.push(`${at} ${await focused(page)}`)
    assert.ok(ring >= 3, `${what}: no ring on ${passed.at(-1)}`)
  }
  assert.equal(new Set(passed).size, stops, `${what}: ${passed.join(' | ')}`)
  if (stops === 0) return
  // Out of the page at its end: to the browser itself, which is nothing here, or around to the first.
  await page.keyboard.press('Tab')
  const after = await focused(page)
  assert.ok(after === '' || passed[0]!.endsWith(` ${after}`), `${what}: a trap at ${after}`)
}

const groupsOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Set(
        [...document.querySelectorAll<HTMLInputElement>('main [type=radio]')].map(
          ({ name }) => name,
        ),
      ).size,
  )
