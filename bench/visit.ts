/** What a page costs the main thread of a slow processor, and whether anything in it moves. */
import type { Browser, CDPSession } from 'playwright-core'

/** How much slower than this machine. */
const slowdown = 4

export interface Measured {
  /** Milliseconds of the main thread: compiling and running scripts, styles and layout. */
  work: number
  /** Milliseconds of the main thread that the longest task took. */
  longest: number
  /** Sum of all layout shifts. */
  shift: number
}

const start = 'id-contact-bench'
const watch = `
performance.mark('${start}')
globalThis.seenShift = 0
new PerformanceObserver((list) => { for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seenShift += value }).observe({ type: 'layout-shift', buffered: true })`

/** What Chromium writes down while it traces. Times in microseconds; `tdur` is processor time of the thread. */
interface TraceEvent {
  name: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tdur?: number
}

/**
 * In processor time of the main thread, which does not grow when other processes want the machine too. That counts for tasks as well: by the
 * clock a busy machine makes long ones of short ones. Nothing is asked by way of Playwright, whose own scripts in the page would be counted.
 */
export async function visit(
  browser: Browser,
  url: string,
  ready: string,
  act?: (devtools: CDPSession) => Promise<unknown>,
): Promise<Measured> {
  // As high as the windows of most laptops.
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
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
  const trace = await startTracing(devtools)
  const before = await spent()
  await page.goto(url)
  await until(devtools, ready)
  const loaded = await spent()
  const from = act && (await now(devtools))
  await act?.(devtools)
  if (act) await shown(devtools)
  const work = (await spent()) - (act ? loaded : before)
  const longest = longestTask(await trace(), from)
  const shift = await evaluate<number>(devtools, 'seenShift')
  await context.close()
  return { work, longest, shift }
}

export async function evaluate<T>(devtools: CDPSession, expression: string): Promise<T> {
  const { result } = await devtools.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  })
  return result.value as T
}

export const until = (devtools: CDPSession, ready: string): Promise<unknown> =>
  evaluate(
    devtools,
    `new Promise((done) => { const look = () => (${ready}) ? done() : requestAnimationFrame(look); look() })`,
  )

/** The frames in which a browser lays out and paints what came last. */
const shown = (devtools: CDPSession): Promise<unknown> =>
  evaluate(
    devtools,
    `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))`,
  )

/** A mark in the trace: what began before it does not count. */
async function now(devtools: CDPSession): Promise<string> {
  await evaluate(devtools, `void performance.mark('${start}-act')`)
  return `${start}-act`
}

/** @returns what ends it, and gives what was seen */
async function startTracing(devtools: CDPSession): Promise<() => Promise<TraceEvent[]>> {
  const events: TraceEvent[] = []
  devtools.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]))
  })
  await devtools.send('Tracing.start', { categories: 'toplevel,blink.user_timing' })
  return async () => {
    const complete = new Promise<void>((done) =>
      devtools.once('Tracing.tracingComplete', () => done()),
    )
    await devtools.send('Tracing.end')
    await complete
    return events
  }
}

function longestTask(events: TraceEvent[], from = start): number {
  const mark = events.findLast(({ name }) => name === from)
  if (!mark) throw new Error("The trace does not say which thread is the page's")
  const parts = events
    .filter(
      ({ name, pid, tid, ts }) =>
        /RunTask$|PerformMicrotaskCheckpoint$/.test(name) &&
        pid === mark.pid &&
        tid === mark.tid &&
        ts > mark.ts,
    )
    .sort((a, b) => a.ts - b.ts)
  let [longest, task, end] = [0, 0, 0]
  for (const { name, ts, dur = 0, tdur = 0 } of parts) {
    // Part of what it stands in.
    if (ts < end) continue
    // What promises left to do is written down beside the task that it belongs to, and holds the page as long.
    task = name.endsWith('RunTask') ? tdur : task + tdur
    longest = Math.max(longest, task / 1000)
    end = ts + dur
  }
  return longest
}
