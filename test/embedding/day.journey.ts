/** A day at the desk in the panel as it is built: what comes and goes must leave nothing behind in the page. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { CDPSession } from 'playwright-core'
import { launch, type Browser, type Page } from '../browser.ts'
import { startBusyDesk, type BusyDesk } from '../busy-desk.ts'

/** In each round so many rows come or go, and one conversation is taken, shown and ended. */
const changes = 20
const rounds = 60
/** Bytes that a round may leave, at most: a third of a row for each that came, or a conversation, is more. */
const bound = 1000

/** What the browser makes of scripts that run often, and what it writes down of each download, grows for a while; it is none of the page's. */
const withoutCode = ['--js-flags=--jitless']

interface Measured {
  bytes: number
  nodes: number
  listeners: number
}

describe('a day at the desk', () => {
  let busy: BusyDesk
  let browser: Browser
  let page: Page
  let devtools: CDPSession
  before(async () => {
    ;[busy, browser] = await Promise.all([startBusyDesk(), launch(withoutCode)])
    page = await browser.newPage()
    page.setDefaultTimeout(20_000)
    // Rows that a colleague took, and the words that all is erased, stay for five seconds; here for a fiftieth.
    await page.addInitScript(() => {
      const real = globalThis.setTimeout
      const quick = (action: () => void, delay = 0) => real(action, delay === 5000 ? 100 : delay)
      globalThis.setTimeout = quick as typeof setTimeout
      performance.setResourceTimingBufferSize(0)
    })
    devtools = await page.context().newCDPSession(page)
    await devtools.send('Performance.enable')
    await page.goto(busy.url)
    await page.locator('ul.long').waitFor()
    await live(30)
  })
  after(async () => {
    await browser.close()
    await busy.stop()
  })

  async function live(count: number): Promise<void> {
    for (let round = 0; round < count; round++) {
      for (let n = 0; n < changes; n++) busy.change()
      await page.evaluate(talk)
    }
  }

  async function measure(): Promise<Measured> {
    await page.waitForTimeout(500)
    for (let n = 0; n < 3; n++) await devtools.send('HeapProfiler.collectGarbage')
    const { usedSize } = await devtools.send('Runtime.getHeapUsage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)!.value
    return { bytes: usedSize, nodes: of('Nodes'), listeners: of('JSEventListeners') }
  }

  /** What each of so many rounds left behind. */
  async function left(count: number): Promise<Measured> {
    const before = await measure()
    await live(count)
    const after = await measure()
    const each = (key: keyof Measured): number => (after[key] - before[key]) / count
    const found = { bytes: each('bytes'), nodes: each('nodes'), listeners: each('listeners') }
    console.log(`left by each of ${count} rounds: ${JSON.stringify(found)}`)
    return found
  }

  it('leaves nothing behind', async () => {
    const { bytes, nodes, listeners } = await left(rounds)
    assert.ok(bytes < bound, `${bytes} bytes`)
    assert.ok(nodes < 1, `${nodes} nodes`)
    assert.ok(listeners < 1, `${listeners} listeners`)
  })

  for (const [what, key] of [
    ['row', 'purpose_name'],
    ['conversation', 'identity'],
  ] as const)
    it(`would show when every ${what} stayed`, async () => {
      await page.evaluate(keep, key)
      const { bytes } = await left(20)
      assert.ok(bytes > bound, `${bytes} bytes`)
    })
})

/** Keeps whatever the desk says that has this in it. Runs in the page. */
function keep(key: string): void {
  const kept: unknown[] = []
  const see = (said: unknown): unknown => {
    if (typeof said === 'object' && said !== null && key in said) kept.push(said)
    return said
  }
  const parse = JSON.parse.bind(JSON)
  JSON.parse = (...given: Parameters<typeof JSON.parse>) => see(parse(...given))
  const read = Response.prototype.json
  Response.prototype.json = async function (this: Response) {
    return see(await read.call(this))
  }
}

/** Takes the next, sees who it is, hangs up. Runs in the page. */
async function talk(): Promise<void> {
  const root = document.querySelector('id-contact-agent-panel')!.shadowRoot!
  const appearance = async (selector: string): Promise<HTMLElement> => {
    for (;;) {
      const found = root.querySelector<HTMLElement>(selector)
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  ;(await appearance('.queue > .primary')).click()
  await appearance('[part~=value]')
  ;(await appearance('#end')).click()
  ;(await appearance('.ask .primary')).click()
  await appearance('.queue > .primary')
}
