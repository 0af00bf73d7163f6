/**
 * What the button costs a visitor's browser, beside what a web team would otherwise put on its page: each in a page of its own, as its maker
 * publishes it for browsers, on a processor that Chromium makes four times as slow.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, resolve } from 'node:path'
import { chromium, type CDPSession } from 'playwright-core'
// eslint-disable-next-line boundaries/no-unknown-dependencies -- the tool's own configuration file stands in no room
import { weigh } from '../rollup.config.mjs'
import { evaluate, until, visit, type Measured } from './visit.ts'

const rounds = 5
/** Milliseconds of the main thread, at most, until somebody can click. */
const budget = 100
/** Milliseconds from which browsers call a task a long one. */
const longTask = 50
const bare = 'the page alone'
const toQuestion = 'the button, from click to first question'

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
const opener = `document.querySelector('id-contact-button').shadowRoot?.querySelector('#opener')`
const candidates: Candidate[] = [
  {
    name: ours,
    script: 'dist/cdn/id-contact-button.js',
    isModule: true,
    ready: opener,
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

/** With everything that a core of ours may tell. */
const offer = {
  auth_methods: [
    { tag: 'digid', name: 'DigiD', description: 'U heeft de DigiD app nodig.', duration: 120 },
    { tag: 'yivi', name: 'Yivi', duration: 60 },
  ],
  comm_methods: [
    {
      ...{ tag: 'phone', name: 'Bellen', channel: 'phone', duration: 600, expected_wait: 240 },
      hours: {
        open: true,
        changes_at: new Date(Date.now() + 3_600_000).toISOString().replace('Z', '+00:00'),
        time_zone: 'Europe/Amsterdam',
      },
    },
  ],
  id_contact: {
    ...{ version: 1, organisation: 'gemeente Juinen', purpose_name: 'verhuizing doorgeven' },
    attributes: [
      { tag: 'name', label: 'uw naam' },
      { tag: 'birth_date', label: 'uw geboortedatum' },
      { tag: 'address', label: 'uw adres' },
    ],
    help: { phone: '14026', phone_display: '14 026', hours: 'Elke werkdag van 8.30 tot 17.00 uur' },
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

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!

/** A click as a mouse makes it, and the first question. */
async function ask(devtools: CDPSession): Promise<unknown> {
  const { x, y } = await evaluate<{ x: number; y: number }>(
    devtools,
    `(({ x, y }) => ({ x, y }))(${opener}.getBoundingClientRect())`,
  )
  const mouse = { x: x + 5, y: y + 5, button: 'left', clickCount: 1 } as const
  await devtools.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...mouse })
  await devtools.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...mouse })
  return until(devtools, `${opener}.getRootNode().querySelector('fieldset')`)
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
      const seen: [string, Measured][] = []
      for (const { name, ready } of candidates)
        seen.push([name, await visit(browser, `${address}/${name}/`, ready)])
      seen.push([bare, await visit(browser, `${address}/`, 'true')])
      seen.push([toQuestion, await visit(browser, `${address}/${ours}/`, opener, ask)])
      // The first of everything warms the browser up, and the machine's caches.
      if (round > 0) for (const [name, measured] of seen) note(name, measured)
    }
  } finally {
    await browser.close()
    server.close()
  }
  const own = summaryOf(runs[ours]!)
  const asked = summaryOf(runs[toQuestion]!)
  // What other things on the machine add is in the median, and hardly in the best round.
  const best = (name: string, what: 'work' | 'longest') =>
    Math.min(...runs[name]!.map((one) => one[what]))
  const longest = Math.max(best(ours, 'longest'), best(toQuestion, 'longest'))
  const shift = Math.max(own.shift, asked.shift)
  const table = Object.entries(runs).map(([name, all]) => {
    const { work, longest, shift } = summaryOf(all)
    return [
      name,
      {
        'kB brotli': sizeOf(name),
        'main thread, ms': Math.round(work),
        'times ours': Math.round((work / own.work) * 10) / 10,
        'longest task, ms': Math.round(longest),
        'layout shift': shift,
      },
    ] as const
  })
  if (best(ours, 'work') > budget || longest > longTask || shift > 0) {
    console.table(Object.fromEntries(table))
    throw new Error(`${ours}: too much for a slow processor, or something moves`)
  }
  return Object.fromEntries(table)
}

/** The median of what it costs, and the worst that moved. */
const summaryOf = (all: Measured[]): Measured => ({
  work: median(all.map((one) => one.work)),
  longest: median(all.map((one) => one.longest)),
  shift: Math.max(...all.map((one) => one.shift)),
})

function sizeOf(name: string): number | undefined {
  const candidate = candidates.find((one) => one.name === name)
  const file =
    name === toQuestion ? 'dist/cdn/id-contact-button.questions.js' : candidate && fileOf(candidate)
  return file ? Math.round(weigh(readFileSync(file)).brotli / 102.4) / 10 : undefined
}
