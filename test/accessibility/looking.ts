/** A gallery, a browser, and a page that shows one state after the other. */
import { addressOf, shown, startGallery, type Look } from '../../examples/gallery/serve.ts'
import { launch, type Page } from '../browser.ts'

export interface Looking {
  page: Page
  /** Shows one state, once it is there. */
  show(element: string, state: string, look?: Partial<Look>): Promise<Page>
  stop(): Promise<void>
}

/** @param width of the window, in CSS pixels; 320 is what is left of 1280 at 400 % */
export async function startLooking(width = 320, options: object = {}): Promise<Looking> {
  const [browser, gallery] = await Promise.all([launch(), startGallery()])
  const context = await browser.newContext({
    viewport: { width, height: 700 },
    timezoneId: 'Europe/Amsterdam',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return {
    page,
    async show(element, state, look = {}) {
      const whole: Look = { lang: 'nl', theme: 'light', host: 'plain', ...look }
      await page.goto(gallery.url + addressOf(element, state, whole))
      await page.locator('html[data-ready]').waitFor()
      return page
    },
    async stop() {
      await browser.close()
      await gallery.stop()
    },
  }
}

/** What a resident sees. */
export const ofResidents = shown.filter(({ name }) => !['panel', 'video-agent'].includes(name))
export const tagOf = (element: string): string => shown.find(({ name }) => name === element)!.tag

/** Runs in the page: what has the focus, and how that is seen. */
export function focusOf() {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  if (!at || at === document.body) return undefined
  const target = at.matches('input[type=radio]') ? (at.closest('label') ?? at) : at
  const outlines = [at, target].map((one) => getComputedStyle(one))
  const shown = outlines.find(({ outlineStyle }) => outlineStyle !== 'none') ?? outlines[0]!
  const { left, top, width, height } = at.getBoundingClientRect()
  let over = document.elementFromPoint(left + width / 2, top + height / 2)
  while (over?.shadowRoot) {
    const inner = over.shadowRoot.elementFromPoint(left + width / 2, top + height / 2)
    if (!inner || inner === over) break
    over = inner
  }
  return {
    /** Not the page's own. */
    isOurs: at.getRootNode() !== document,
    what: `${at.localName} ${(at as HTMLInputElement).value || at.textContent!.trim()}`.slice(
      0,
      60,
    ),
    width: parseFloat(shown.outlineWidth),
    style: shown.outlineStyle,
    isOnTop: !!over && (at.contains(over) || target.contains(over) || over.contains(at)),
  }
}

/** Runs in the page: the names of all controls that are seen in an element, in the order in which they stand there. */
export function controlsOf(host: Element): string[] {
  const found: string[] = []
  // What the page puts into a slot stands there.
  const within = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((one) =>
      one instanceof HTMLSlotElement
        ? one.assignedElements().flatMap((given) => [given, ...given.querySelectorAll('*')])
        : [one],
    )
  const walk = (root: ParentNode): void => {
    for (const one of within(root) as HTMLInputElement[]) {
      const isControl = one.matches('button, a[href], input, select, textarea, [tabindex="0"]')
      if (isControl && !one.disabled && one.checkVisibility({ visibilityProperty: true }))
        found.push(`${one.localName} ${one.value || one.textContent.trim()}`.slice(0, 60))
      if (one.shadowRoot) walk(one.shadowRoot)
    }
  }
  walk(host.shadowRoot!)
  return found
}
