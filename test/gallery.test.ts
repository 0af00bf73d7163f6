/** Every state of every element, held against WCAG 2.2 AA: axe, reflow, targets, spacing, motion, forced colours (A1 to A18). */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import {
  addressOf,
  elements,
  startGallery,
  type Gallery,
  type Look,
} from '../examples/gallery/serve.ts'
import { launch, type Browser, type Page } from './browser.ts'

/** Chosen so that every pair of language, theme, host and width occurs. */
const looks: (Look & { width: number })[] = [
  { lang: 'nl', theme: 'light', host: 'plain', width: 320 },
  { lang: 'en', theme: 'dark', host: 'plain', width: 1280 },
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

  async function looksGood(
    element: string,
    state: string,
    look: Look & { width: number },
  ): Promise<void> {
    const page = await pageFor(look)
    await show(page, element, state, look)
    const { violations, incomplete } = await new AxeBuilder({ page }).withTags(rules).analyze()
    // Behind a dialog there is a page, and axe then cannot tell what lies under a text: that is measured below.
    const unsure = incomplete.filter(({ id }) => id !== 'color-contrast')
    const told = [...violations, ...unsure].map(({ id, nodes }) => [
      id,
      nodes.map(({ html }) => html),
    ])
    const where = JSON.stringify(look)
    assert.deepEqual(told, [], where)
    const wide = await page.evaluate(tooWide)
    assert.deepEqual(wide, [], `${where}: no scrolling in two directions (1.4.10)`)
    assert.deepEqual(await page.evaluate(tooFaint), [], `${where}: contrast (1.4.3)`)
    assert.deepEqual(await page.evaluate(tooSmall), [], `${where}: targets (2.5.8)`)
  }

  for (const { name: element, states } of elements)
    for (const { name: state } of states) {
      it(`${element} ${state}: axe finds nothing, and it fits`, async () => {
        // At the same time, each in a page of its own: most of it is work of the browser.
        await Promise.all(looks.map((look) => looksGood(element, state, look)))
      })

      it(`${element} ${state}: with wide spacing, forced colours and reduced motion`, async () => {
        const look = { ...looks[0]!, host: 'plain' as const }
        const page = await pageFor(look, { forcedColors: 'active', reducedMotion: 'reduce' })
        await show(page, element, state, look)
        assert.equal(await page.evaluate(moving), 0, 'nothing moves (2.3.3)')
        assert.deepEqual(
          await page.evaluate(borderless),
          [],
          'buttons have a border in forced colours',
        )
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

// What follows runs in the page. Each function stands alone, because it is sent there as text.

function tooFaint(): string[] {
  const found: string[] = []
  const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number)
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element: Element | null): string => {
    for (
      let at = element;
      at;
      at =
        at.assignedSlot ??
        at.parentElement ??
        ((at.getRootNode() as ShadowRoot).host as Element | undefined) ??
        null
    ) {
      const { backgroundColor } = getComputedStyle(at)
      if ((channels(backgroundColor)[3] ?? 1) > 0) return backgroundColor
    }
    return 'rgb(255, 255, 255)'
  }
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === 3 && node.textContent!.trim(),
      )
      if (!hasText || element.getClientRects().length === 0 || element.matches('script, style'))
        continue
      const { color, fontSize, fontWeight } = getComputedStyle(element)
      const [light, dark] = [luminance(color), luminance(behind(element))].sort(
        (a, b) => b - a,
      ) as [number, number]
      const size = parseFloat(fontSize)
      const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700)
      const ratio = (light + 0.05) / (dark + 0.05)
      if (ratio < (isLarge ? 3 : 4.5))
        found.push(`${element.localName}.${element.className} ${ratio.toFixed(2)}`)
    }
  }
  walk(document)
  return found
}

function tooWide(): string[] {
  const found: string[] = []
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      const { right, left, width } = element.getBoundingClientRect()
      const isHidden = getComputedStyle(element).clipPath !== 'none' || width <= 1
      if (!isHidden && (right > innerWidth + 1 || left < -1))
        found.push(
          `${element.localName}#${element.id}.${element.className} ${element.textContent!.trim().slice(0, 40)}`,
        )
    }
  }
  walk(document)
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    found.push('the page')
  return found
}

function tooSmall(): string[] {
  const found: string[] = []
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      if (!element.matches('button, a[href], input, summary, select')) continue
      // In a sentence the line decides (2.5.8, exception "inline"). A radio's target is its label.
      if (element.matches('a') && getComputedStyle(element).display === 'inline') continue
      const target = element.matches('input[type=radio]')
        ? (element.closest('label') ?? element)
        : element
      const { width, height } = target.getBoundingClientRect()
      if (width > 0 && (width < 44 || height < 44))
        found.push(
          `${`${element.localName}#${element.id}.${element.className} ${element.textContent!.trim().slice(0, 40)}`} ${Math.round(width)}×${Math.round(height)}`,
        )
    }
  }
  walk(document)
  return found
}

function moving(): number {
  return document.getAnimations().filter(({ playState }) => playState === 'running').length
}

function borderless(): string[] {
  const found: string[] = []
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      if (!element.matches('button, a.primary') || element.getClientRects().length === 0) continue
      const { borderTopWidth, borderTopStyle, textDecorationLine } = getComputedStyle(element)
      const isVisible = parseFloat(borderTopWidth) > 0 && borderTopStyle !== 'none'
      if (!isVisible && textDecorationLine === 'none')
        found.push(
          `${element.localName}#${element.id}.${element.className} ${element.textContent!.trim().slice(0, 40)}`,
        )
    }
  }
  walk(document)
  return found
}

function clipped(): string[] {
  const found: string[] = []
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      const { overflowX, overflowY, clipPath, position } = getComputedStyle(element)
      // Words for screen readers alone are cut off on purpose.
      if (clipPath !== 'none' || position === 'absolute') continue
      const isCut =
        (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) ||
        (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
      if (isCut)
        found.push(
          `${element.localName}#${element.id}.${element.className} ${element.textContent!.trim().slice(0, 40)}`,
        )
    }
  }
  walk(document)
  return found
}
