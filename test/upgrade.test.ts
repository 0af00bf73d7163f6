/** The element takes the place of the form in it, asks its questions when they come, and nothing that people see moves. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { launch, type Browser, type Page } from './browser.ts'
import { options } from '../examples/gallery/states/button-answers.ts'

const pageWith = (style: string): string => `<!doctype html><html lang="nl"><title>Juinen</title>
<style>${style}</style><h1>Verhuizen</h1><p>Geef uw verhuizing door.</p>
<id-contact-button core="/core" purpose="x"><form><button>Neem contact op</button></form>
<p slot="help">Hulp nodig? Bel 14 026.</p></id-contact-button>
<p>Hieronder staat meer.</p><p>En nog meer.</p><script type="module" src="/id-contact-button.js"></script>`

const watch = `globalThis.shifts = []
new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true })`

describe('the button with a form in it', () => {
  let browser: Browser
  let server: Server
  let address: string
  before(async () => {
    browser = await launch()
    server = createServer(({ url = '/' }, response) => {
      const isScript = url.endsWith('.js')
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      const answer = url.startsWith('/core/session_options/')
        ? JSON.stringify(options)
        : isScript
          ? readFileSync(`dist/cdn${url}`)
          : pageWith(decodeURIComponent(url.slice(2)))
      // After the page was painted: the form is what people see until then. And so long after a click that browsers see no connection with it.
      setTimeout(() => response.end(answer), url.startsWith('/?') ? 0 : 600)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    address = `http://localhost:${(server.address() as { port: number }).port}`
  })
  after(async () => {
    await browser.close()
    server.close()
  })

  for (const [what, style] of Object.entries({
    'that the page does not style': '',
    'as high as a finger': 'button{min-height:44px}',
    'that is higher than ours': 'button{height:64px}',
  }))
    it(`does not move a page around a button ${what}`, async () => {
      const page = await browser.newPage()
      await page.addInitScript(watch)
      await page.goto(`${address}/?${encodeURIComponent(style)}`)
      await page.getByRole('button', { name: 'Veilig contact met de gemeente' }).waitFor()
      assert.deepEqual(await shiftsOf(page), [])
      await page.close()
    })

  for (const [width, height] of [
    [1280, 800],
    [390, 740],
  ] as const)
    it(`does not move anything when the questions come late, ${width} pixels wide`, async () => {
      const page = await browser.newPage({ viewport: { width, height } })
      await page.addInitScript(watch)
      await page.goto(`${address}/?`)
      await page.getByRole('button', { name: 'Veilig contact met de gemeente' }).click()
      await page.getByRole('heading', { name: 'Even geduld' }).waitFor()
      await page.getByRole('radio').first().waitFor()
      assert.deepEqual(await shiftsOf(page), [])
      await page.close()
    })

  const shiftsOf = async (page: Page): Promise<unknown> => {
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))')
    return page.evaluate('shifts')
  }
})
