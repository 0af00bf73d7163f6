/** Walks a page with the keyboard alone. */
import assert from 'node:assert/strict'
import type { Page } from './browser.ts'

/** What has the focus, through every shadow root: its words, value and role. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    if (!element || element === document.body) return ''
    const input = element as HTMLInputElement
    const slotted = element.querySelector('slot')?.assignedNodes({ flatten: true }) ?? []
    const words = [
      element.getAttribute('aria-label'),
      element.textContent,
      ...slotted.map((node) => node.textContent),
      input.labels?.[0]?.textContent,
      input.value,
    ]
    return words.filter(Boolean).join(' ').replace(/\s+/g, ' ').trim()
  })

/** Presses Tab until what has the focus says this. */
export async function tabTo(page: Page, words: RegExp, most = 40): Promise<void> {
  const passed: string[] = []
  for (let i = 0; i < most; i++) {
    const now = await focused(page)
    if (words.test(now)) return
    passed.push(now)
    await page.keyboard.press('Tab')
  }
  assert.fail(`No Tab led to ${words}; passed: ${passed.join(' | ')}`)
}

export async function press(page: Page, words: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, words)
  await page.keyboard.press(key)
}
