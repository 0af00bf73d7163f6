/** Debian's Chromium, as people use it. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

export type { Browser, BrowserContext, Page }

export const launch = (more: string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    // Root has no user namespace to sandbox in.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...more],
  })

export interface Visitor {
  lang?: 'nl' | 'en'
  width?: number
  height?: number
  /** Default true. */
  scripts?: boolean
}

/** A person with a browser of their own: cookies, storage and language. */
export async function visitor(browser: Browser, options: Visitor = {}): Promise<Watched> {
  const { lang = 'nl', width = 1280, height = 800, scripts = true } = options
  const context = await browser.newContext({
    locale: lang === 'nl' ? 'nl-NL' : 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    viewport: { width, height },
    javaScriptEnabled: scripts,
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints: string[] = []
  const requests: string[] = []
  context.on('console', (message) => {
    const isNoise = /favicon|net::ERR_INTERNET_DISCONNECTED|status of 4\d\d|ERR_CONNECTION/.test(
      message.text(),
    )
    if (message.type() === 'error' && !isNoise) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('request', (request) =>
    requests.push(`${request.url()} ${request.headers().referer ?? ''}`),
  )
  return { context, page, complaints, requests }
}

export interface Watched {
  context: BrowserContext
  page: Page
  /** Errors of scripts, and violations of the Content Security Policy. */
  complaints: string[]
  /** Every address that was asked, with its Referer. */
  requests: string[]
}
