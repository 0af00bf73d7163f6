/** A gallery, a browser, and a page that shows one state after the other. */
import { addressOf, elements, startGallery, type Look } from '../../examples/gallery/serve.ts'
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
export const ofResidents = elements.filter(({ name }) => name !== 'panel')
export const tagOf = (element: string): string => elements.find(({ name }) => name === element)!.tag
