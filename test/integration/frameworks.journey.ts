/**
 * Pages in React, Vue, Svelte and Angular: rendered on a server (Angular's apart), taken over in a browser without a word of complaint under the
 * strictest policy that the framework can be used with, and walked through to the code.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { launch, visitor, type Browser } from '../browser.ts'
import { zoe } from '../people.ts'
import { codeOn, logIn, wordsOf } from '../resident.ts'
import { removeFolder, startSystem, type System } from '../system.ts'
import { frameworks, onServers, rendered, type Rendered } from './bundles.ts'
import { startProject, type Project } from './project.ts'

/** What a page's policy allows beside the element's own: the policies for Trusted Types of each framework, as docs/frameworks.md tells. */
const types: Record<string, string> = { vue: 'vue', svelte: 'svelte-trusted-html' }

describe('the element in pages of frameworks', () => {
  let system: System
  let browser: Browser
  let server: Server
  let site: string
  let project: Project
  const pages = new Map<string, Rendered>()
  before(async () => {
    server = createServer((request, response) => {
      const [, name = '', isScript] = /^\/(\w+)(\.js)?/.exec(request.url!) ?? []
      const page = pages.get(name)
      if (!page) return void response.writeHead(404).end()
      if (isScript)
        return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(page.script)
      response
        .writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': [
            `default-src 'none'`,
            `script-src 'self'`,
            `connect-src ${system.core} ${system.comm}`,
            `img-src ${system.core}`,
            `form-action ${system.core}`,
            `base-uri 'none'`,
            `require-trusted-types-for 'script'`,
            `trusted-types lit-html ${types[name] ?? ''}`,
          ].join('; '),
        })
        .end(
          `<!doctype html><html lang="nl"><title>Contact</title><div id="app">${page.markup}</div><script type="module" src="/${name}.js"></script></html>`,
        )
    })
    await once(server.listen(0, 'localhost'), 'listening')
    site = `http://localhost:${(server.address() as AddressInfo).port}`
    project = startProject([
      ...['react', 'react-dom', 'vue', 'svelte', 'rxjs', 'tslib'],
      ...['core', 'common', 'platform-browser'].map((name) => `@angular/${name}`),
    ])
    const env = { ID_CONTACT_CORE_ALLOWED_ORIGINS: site }
    browser = await launch()
    system = await startSystem({ env })
    const props = { core: system.core, purpose: 'report_move' }
    for (const name of frameworks) pages.set(name, await rendered(name, props, project))
  })
  after(async () => {
    await browser?.close()
    await system?.stop()
    server.close()
    server.closeAllConnections()
    project?.remove()
    if (system) removeFolder(system.dataDir)
  })

  for (const name of onServers)
    it(`${name}: a server renders the tag with what stands in it, and defines nothing`, () => {
      const { markup } = pages.get(name)!
      assert.match(markup, /<id-contact-button[^>]* core="http:\/\/localhost:\d+"/)
      assert.match(markup, /<id-contact-button[^>]* purpose="report_move"/)
      assert.match(markup, /Neem contact op<\/a>/)
      assert.equal((globalThis as { customElements?: object }).customElements, undefined)
    })

  for (const name of frameworks)
    it(`${name}: a browser takes over, and the page hears of progress`, async () => {
      const { page, context, complaints } = await visitor(browser)
      const t = wordsOf('nl')
      await page.goto(`${site}/${name}`)
      await page.getByRole('button', { name: t.open }).click()
      await page.getByRole('button', { name: t.on }).click()
      await page.waitForURL((url) => url.origin === system.provider)
      await logIn(page, zoe.id)
      assert.match(await codeOn(page), /^\d{9}$/)
      await page.getByText('U bent terug.').waitFor()
      await page.getByRole('button', { name: /^Stoppen/ }).click()
      await page.getByRole('button', { name: /^Ja, stop/ }).click()
      await page.getByText('Het gesprek is klaar.').waitFor()
      assert.deepEqual(complaints, [])
      await context.close()
    })
})
