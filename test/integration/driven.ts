/**
 * A resident in Chromium or in Debian's Firefox, by the same steps. Firefox is driven over WebDriver BiDi, the W3C's protocol: Playwright
 * only drives a Firefox that it has changed itself.
 */
import { launch, type Page } from 'puppeteer-core'
import { zoe } from '../people.ts'
import { removeFolder, temporaryFolder, type System } from '../system.ts'

export type { Page }

export interface Driven {
  /** A page at an address; what goes wrong on it is kept. */
  open(url: string): Promise<{ page: Page; complaints: string[] }>
  /** From the closed button to the code. */
  getCode(page: Page, system: System): Promise<string>
  codeOn(page: Page): Promise<string>
  stopConversation(page: Page): Promise<void>
  stop(): Promise<void>
}

const programs = {
  chromium: { browser: 'chrome', path: process.env.CHROME_PATH ?? '/usr/bin/chromium' },
  firefox: { browser: 'firefox', path: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr' },
} as const

/** A wait that began on the page before the last redirect never ends in Firefox, so each look is one of its own. */
async function arrival(page: Page, origin: string): Promise<void> {
  const end = Date.now() + 60_000
  const isThere = () =>
    page.evaluate(
      (origin) => location.origin === origin && document.readyState === 'complete',
      origin,
    )
  while (!(await isThere().catch(() => false))) {
    if (Date.now() > end) throw new Error(`The browser did not come back to ${origin}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

export async function driven(name: keyof typeof programs): Promise<Driven> {
  const folder = temporaryFolder()
  const { browser: kind, path } = programs[name]
  const isRoot = process.getuid?.() === 0
  const browser = await launch({
    browser: kind,
    executablePath: path,
    userDataDir: folder,
    // Root has no user namespace to sandbox in.
    args: name === 'chromium' && isRoot ? ['--no-sandbox'] : [],
    timeout: 120_000,
    protocolTimeout: 120_000,
  })
  const inElement = (page: Page, selector: string) =>
    page.locator(`id-contact-button >>> ${selector}`).setTimeout(60_000)
  const codeOn = async (page: Page): Promise<string> => {
    const link = await inElement(page, 'a[href^="tel:"][part~="primary"]').waitHandle()
    const href = await link.evaluate((one) => (one as HTMLAnchorElement).href)
    return /,,(\d{9})#$/.exec(href)?.[1] ?? href
  }
  return {
    codeOn,
    async open(url) {
      const page = await browser.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        const isNoise = /favicon|status of 4\d\d/.test(message.text())
        if (message.type() === 'error' && !isNoise) complaints.push(message.text())
      })
      await page.goto(url)
      return { page, complaints }
    },
    async getCode(page, system) {
      const home = new URL(page.url()).origin
      await inElement(page, '#opener').click()
      await inElement(page, '[part~="dialog"] button[part~="primary"]').click()
      await page.waitForFunction((origin) => location.origin === origin, {}, system.provider)
      await page.locator(`#${zoe.id}`).click()
      await page.locator('button.primary').click()
      await arrival(page, home)
      return codeOn(page)
    },
    async stopConversation(page) {
      await inElement(page, '::-p-text(Stoppen en gegevens wissen)').click()
      await inElement(page, '::-p-text(Ja, stop)').click()
      await inElement(page, '::-p-text(Het gesprek is klaar)').wait()
    },
    async stop() {
      await browser.close()
      removeFolder(folder)
    },
  }
}
