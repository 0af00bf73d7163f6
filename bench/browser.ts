/**
 * What the button costs a visitor's browser, beside what a web team would otherwise put on its page: each in a page of its own, as its maker
 * publishes it for browsers, on a processor that Chromium makes four times as slow.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, resolve } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
// eslint-disable-next-line boundaries/no-unknown-dependencies -- the tool's own configuration file stands in no room
import { weigh } from '../rollup.config.mjs'

/** How much slower than this machine. */
const slowdown = 4
const rounds = 2
/** Milliseconds of the main thread, at most, until somebody can click. */
const budget = 100

interface Candidate {
  name: string
  /** The published package, with its version; absent for ours. */
  package?: string
  /** The file of it that a page names. */
  script: string
  isModule?: boolean
  /** Whether it is there. */
  ready: string
}

const ours = 'id-contact-button'
const candidates: Candidate[] = [
  {
    name: ours,
    script: 'dist/cdn/id-contact-button.js',
    isModule: true,
    ready: `document.querySelector('id-contact-button').shadowRoot?.querySelector('#opener')`,
  },
  {
    name: 'oidc-client-ts',
    package: 'oidc-client-ts@3.5.0',
    script: 'dist/browser/oidc-client-ts.min.js',
    ready: 'globalThis.oidc',
  },
  {
    name: 'yivi-frontend',
    package: '@privacybydesign/yivi-frontend@0.1.3',
    script: 'dist/yivi.js',
    ready: 'globalThis.yivi',
  },
  {
    name: 'open-forms-sdk',
    package: '@open-formulieren/sdk@3.3.0',
    script: 'dist/open-forms-sdk.js',
    ready: 'globalThis.OpenForms',
  },
]

/**
 * Where the file is. Packages are fetched as they were published and unpacked, without what they depend on: their bundles for browsers hold
 * that, and one of them names a repository that not everybody may read.
 */
function fileOf({ package: wanted, script }: Candidate): string {
  if (!wanted) return resolve(script)
  const folder = resolve('.cache/bench', wanted.replaceAll(/[@/]/g, '-'))
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    const told = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, wanted])
    execFileSync('tar', ['xzf', resolve(folder, told.toString().trim()), '-C', folder])
  }
  return resolve(folder, 'package', script)
}

const offer = {
  auth_methods: [
    { tag: 'digid', name: 'DigiD' },
    { tag: 'yivi', name: 'Yivi' },
  ],
  comm_methods: [{ tag: 'phone', name: 'Bellen', channel: 'phone' }],
  id_contact: {
    ...{ version: 1, organisation: 'gemeente Juinen', purpose_name: 'verhuizing doorgeven' },
    attributes: [{ tag: 'name', label: 'uw naam' }],
  },
}

const types: Record<string, string> = { '.js': 'text/javascript', '.json': 'application/json' }

function pageOf(candidate: Candidate | undefined): string {
  const element = `<id-contact-button core="/core" purpose="x"><form><button>Neem contact op</button></form></id-contact-button>`
  const kind = candidate?.isModule ? 'type="module"' : 'defer'
  const script = candidate ? `<script ${kind} src="/${candidate.name}/bundle.js"></script>` : ''
  return `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Bench</title><body><h1>Gemeente</h1>${candidate?.name === ours ? element : ''}<p>Tekst</p>${script}</body></html>`
}

async function serve(): Promise<{ server: Server; address: string }> {
  const server = createServer(({ url = '/' }, response) => {
    const [, name = '', file] = new URL(url, 'http://bench').pathname.split('/')
    const candidate = candidates.find((one) => one.name === name)
    const send = (type: string, body: string | Buffer) =>
      response.setHeader('content-type', type).end(body)
    if (name === 'core') return send('application/json', JSON.stringify(offer))
    if (!file) return send('text/html', pageOf(candidate))
    const path = candidate && fileOf(candidate)
    const wanted = file === 'bundle.js' ? path : path && resolve(path, '..', file)
    if (!wanted || !existsSync(wanted)) return response.writeHead(404).end()
    return send(types[extname(wanted)] ?? 'application/octet-stream', readFileSync(wanted))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  return { server, address: `http://localhost:${port}` }
}

interface Measured {
  /** Milliseconds of the main thread: compiling and running scripts, styles and layout. */
  work: number
  /** How many tasks held it for more than 50 ms. */
  long: number
  /** Sum of all layout shifts. */
  shift: number
}

const watch = `
globalThis.seen = { long: 0, shift: 0 }
new PerformanceObserver((list) => { seen.long += list.getEntries().length }).observe({ type: 'longtask', buffered: true })
new PerformanceObserver((list) => { for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seen.shift += value }).observe({ type: 'layout-shift', buffered: true })`

/** In processor time of the main thread, which does not grow when other processes want the machine too. */
async function visit(
  browser: Browser,
  url: string,
  ready = 'true',
  act?: (page: Page) => Promise<unknown>,
): Promise<Measured> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  const spent = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    const parts = metrics.filter(({ name }) => /^(Script|Layout|RecalcStyle)Duration$/.test(name))
    return parts.reduce((sum, { value }) => sum + value, 0) * 1000
  }
  await page.addInitScript(watch)
  const before = act ? 0 : await spent()
  await page.goto(url)
  await page.waitForFunction(ready)
  const loaded = await spent()
  await act?.(page)
  const work = act ? (await spent()) - loaded : loaded - before
  const { long, shift } = await page.evaluate<Measured>('seen')
  await context.close()
  return { work, long, shift }
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!

const toQuestions = async (page: Page): Promise<unknown> => {
  await page.locator('#opener').click()
  return page.locator('fieldset').waitFor()
}

export async function benchBrowser(): Promise<Record<string, object>> {
  const { server, address } = await serve()
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  const runs: Record<string, Measured[]> = {}
  const note = (name: string, measured: Measured) => (runs[name] ??= []).push(measured)
  try {
    for (let round = 0; round <= rounds; round++) {
      const first = round === 0
      for (const { name, ready } of candidates) {
        const seen = await visit(browser, `${address}/${name}/`, ready)
        // The first of everything warms the browser up, and the machine's caches.
        if (!first) note(name, seen)
      }
      const [{ ready }] = candidates as [Candidate]
      const asked = await visit(browser, `${address}/${ours}/`, ready, toQuestions)
      if (!first) note(`${ours}, to its first question`, asked)
    }
  } finally {
    await browser.close()
    server.close()
  }
  const own = median(runs[ours]!.map(({ work }) => work))
  const table = Object.fromEntries(
    Object.entries(runs).map(([name, all]) => {
      const candidate = candidates.find((one) => one.name === name)
      const work = median(all.map((one) => one.work))
      return [
        name,
        {
          'kB brotli':
            candidate && Math.round(weigh(readFileSync(fileOf(candidate))).brotli / 102.4) / 10,
          'main thread, ms': Math.round(work),
          'times ours': Math.round((work / own) * 10) / 10,
          'long tasks': median(all.map((one) => one.long)),
          'layout shift': Math.max(...all.map((one) => one.shift)),
        },
      ]
    }),
  )
  const shift = Math.max(...runs[ours]!.map((one) => one.shift))
  if (own > budget || shift > 0)
    throw new Error(`${ours}: ${Math.round(own)} ms of ${budget}, layout shift ${shift}`)
  return table
}
