/** Every state of every element, held against WCAG 2.2 AA: axe, reflow, targets, spacing, motion, forced colours (A1 to A18). */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import {
  addressOf,
  shown,
  startGallery,
  type Gallery,
  type Look,
} from '../../examples/gallery/serve.ts'
import { launch, type Browser, type Page } from '../browser.ts'
import {
  borderless,
  clipped,
  moving,
  tooFaint,
  tooSmall,
  tooWide,
  unseenPresses,
} from '../measures.ts'

/** Chosen so that every pair of language, theme, host and width occurs. */
interface Seen extends Look {
  width: number
  /** Whether axe looks too: once in each language, theme and width. Hosts differ in their colours, and those are measured in every look. */
  axe?: true
}
const looks: Seen[] = [
  { lang: 'nl', theme: 'light', host: 'plain', width: 320, axe: true },
  { lang: 'en', theme: 'dark', host: 'plain', width: 1280, axe: true },
  { lang: 'nl', theme: 'dark', host: 'nlds', width: 320 },
  { lang: 'en', theme: 'light', host: 'nlds', width: 1280 },
]
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

describe('the gallery', () => {
  let browser: Browser
  let gallery: Gallery
  const opened = new Map<string, Page>()
  before(async () => {
    ;[browser, gallery] = await Promise.all([launch(), startGallery()])
  })
  after(async () => {
    await browser.close()
    await gallery.stop()
  })

  async function pageFor(look: Look & { width: number }, options: object = {}): Promise<Page> {
    const name = JSON.stringify([look, options])
    const known = opened.get(name)
    if (known) return known
    const context = await browser.newContext({
      viewport: { width: look.width, height: 700 },
      locale: look.lang === 'nl' ? 'nl-NL' : 'en-GB',
      colorScheme: look.theme,
      ...options,
    })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    opened.set(name, page)
    return page
  }

  async function show(page: Page, element: string, state: string, look: Look): Promise<void> {
    await page.goto(gallery.url + addressOf(element, state, look))
    await page.locator('html[data-ready]').waitFor()
  }

  async function looksGood(element: string, state: string, look: Seen): Promise<void> {
    const page = await pageFor(look)
    await show(page, element, state, look)
    const where = JSON.stringify(look)
    if (look.axe) assert.deepEqual(await toldByAxe(page), [], where)
    const wide = await page.evaluate(tooWide)
    assert.deepEqual(wide, [], `${where}: no scrolling in two directions (1.4.10)`)
    assert.deepEqual(await page.evaluate(tooFaint), [], `${where}: contrast (1.4.3)`)
    assert.deepEqual(await page.evaluate(tooSmall), [], `${where}: targets (2.5.8)`)
  }

  async function toldByAxe(page: Page): Promise<unknown[]> {
    const { violations, incomplete } = await new AxeBuilder({ page }).withTags(rules).analyze()
    // Behind a dialog there is a page, and axe then cannot tell what lies under a text: that is measured too. And it asks whether a
    // video has captions: in a call of two, whoever calls sees to them (Understanding 1.2.4), and the surface offers those that the browser makes.
    const known = ['color-contrast', 'video-caption']
    const unsure = incomplete.filter(({ id }) => !known.includes(id))
    return [...violations, ...unsure].map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
  }

  for (const { name: element, states } of shown)
    for (const { name: state } of states) {
      it(`${element} ${state}: axe finds nothing, and it fits (A1, A12, A13, A14)`, async () => {
        // At the same time, each in a page of its own: most of it is work of the browser.
        await Promise.all(looks.map((look) => looksGood(element, state, look)))
      })

      it(`${element} ${state}: with wide spacing, forced colours and reduced motion (A13, A16, A17)`, async () => {
        const look = { ...looks[0]!, host: 'plain' as const }
        const page = await pageFor(look, { forcedColors: 'active', reducedMotion: 'reduce' })
        await show(page, element, state, look)
        assert.equal(await page.evaluate(moving), 0, 'nothing moves (2.3.3)')
        assert.deepEqual(
          await page.evaluate(borderless),
          [],
          'buttons have a border in forced colours',
        )
        assert.deepEqual(await page.evaluate(unseenPresses), [], 'what is pressed is seen')
        // Inherited by what is in a shadow root. `!important` is what the extensions that people use for this do too.
        await page.evaluate(() => {
          const spacing = {
            'line-height': '1.5',
            'letter-spacing': '0.12em',
            'word-spacing': '0.16em',
          }
          for (const [property, value] of Object.entries(spacing))
            document.body.style.setProperty(property, value, 'important')
        })
        assert.deepEqual(await page.evaluate(clipped), [], 'no text is cut off (1.4.12)')
        assert.deepEqual(await page.evaluate(tooWide), [])
      })
    }
})
