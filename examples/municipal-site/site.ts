/**
 * The website of an imaginary municipality: static pages, a strict Content Security Policy, and the button pasted in as a
 * script tag. `{{core}}`, `{{sdk}}` and `{{integrity}}` stand for what a web team copies from its own installation.
 */
import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'

export interface SiteOptions {
  /** The core that the button asks, for instance `https://contact.gemeente.example`. */
  core: string
  /** Where the button's script is served, without a slash at the end. */
  sdk: string
  /** The hash of the button's script, `sha384-…`. */
  integrity: string
  /** Origins that the browser talks to during a conversation: the communication plugins. */
  connect: string[]
}

const pages: Record<string, string> = { '/': 'index.html', '/en.html': 'en.html' }
const folder = new URL('./public/', import.meta.url)

export function createSite({ core, sdk, integrity, connect }: SiteOptions): Hono {
  const sdkOrigin = new URL(sdk).origin
  const policy = [
    `default-src 'none'`,
    `script-src ${sdkOrigin}`,
    `style-src 'self'`,
    `img-src 'self' ${core}`,
    `connect-src ${[...new Set([core, sdkOrigin, ...connect])].join(' ')}`,
    `form-action ${core}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html`,
  ].join('; ')

  const site = new Hono()
  site.use(async (context, next) => {
    await next()
    context.header('content-security-policy', policy)
    context.header('x-content-type-options', 'nosniff')
    context.header('referrer-policy', 'no-referrer')
  })
  for (const [path, file] of Object.entries(pages)) {
    site.get(path, async (context) => {
      const page = await readFile(new URL(file, folder), 'utf8')
      return context.html(
        page
          .replaceAll('{{core}}', core)
          .replaceAll('{{sdk}}', sdk)
          .replaceAll('{{integrity}}', integrity),
      )
    })
  }
  site.get('/style.css', async (context) =>
    context.body(await readFile(new URL('style.css', folder), 'utf8'), 200, {
      'content-type': 'text/css; charset=utf-8',
    }),
  )
  site.get('/favicon.ico', (context) => context.body(null, 204))
  return site
}
