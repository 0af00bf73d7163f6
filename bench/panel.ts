/**
 * What the panel's scripts take of each frame while a thousand wait and twenty of them change a second: as it is, and with all rows in the page, as it
 * is when the part for long queues does not load. In processor time of the main thread, which does not grow when other processes want the machine too.
 */
import { chromium, type Browser, type Page } from 'playwright-core'
import { startBusyDesk, type BusyDesk } from '../test/busy-desk.ts'
import { rounded } from './measure.ts'

const perSecond = 20
const seconds = 10
/** Milliseconds of scripting, at most, in all but one of a hundred frames. */
const budget = 8

/** What the tools of Chromium call scripting, each with what it leads to; and what they call rendering. */
const scripting =
  /^(FunctionCall|EvaluateScript|v8\.evaluateModule|RunMicrotasks|TimerFire|EventDispatch|FireAnimationFrame|MinorGC|MajorGC)$/
const layout = /^(Layout|UpdateLayoutTree)$/

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tdur?: number
}

export async function benchPanel(): Promise<Record<string, object>> {
  const desk = await startBusyDesk()
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const inSight = await run(browser, desk, {})
    const scrolled = await run(browser, desk, { isScrolled: true })
    const all = await run(browser, desk, { isWhole: true })
    // A page that is too busy has fewer frames, so what it takes in a second is no measure.
    const ratio = rounded(all.median / inSight.median)
    const table = Object.fromEntries(
      Object.entries({
        'rows in sight': inSight,
        'rows in sight, scrolled': scrolled,
        'all rows': all,
      }).map(([name, { rows, median, p99, p99WithLayout, most }]) => [
        name,
        {
          'rows in the page': rows,
          'median, ms': rounded(median),
          'p99, ms': rounded(p99),
          'p99 with layout, ms': rounded(p99WithLayout),
          'most, ms': rounded(most),
        },
      ]),
    )
    console.log(`With all rows in the page a change takes ${ratio} times as much.`)
    const worst = Math.max(inSight.p99, scrolled.p99)
    if (worst > budget) console.table(table)
    if (worst > budget) throw new Error(`The panel: ${worst} ms of ${budget} in a frame`)
    return table
  } finally {
    await browser.close()
    await desk.stop()
  }
}

interface Run {
  /** The list is scrolled all the time. */
  isScrolled?: boolean
  /** All rows are in the page. */
  isWhole?: boolean
}

async function run(browser: Browser, desk: BusyDesk, { isScrolled, isWhole }: Run) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  if (isWhole) await page.route('**/*.sight.js', (route) => route.abort())
  // A frame each time that there can be one, so that there is something to divide by.
  await page.addInitScript(`
    const frame = () => { performance.mark('frame'); requestAnimationFrame(frame) }
    requestAnimationFrame(frame)`)
  await page.goto(desk.url)
  const rows = page.locator('li.row')
  await page.locator('ul.long, li.row:nth-child(900)').first().waitFor({ state: 'attached' })
  const changing = setInterval(() => desk.change(), 1000 / perSecond)
  const scrolling = isScrolled ? scroll(page) : undefined
  await page.waitForTimeout(3000)
  const count = await rows.count()
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'blink.user_timing', 'v8.execute'],
  })
  await page.waitForTimeout(seconds * 1000)
  const trace = await browser.stopTracing()
  clearInterval(changing)
  clearInterval(scrolling)
  await page.close()
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  return { rows: count, ...frames(traceEvents) }
}

function scroll(page: Page): NodeJS.Timeout {
  let ticks = 0
  void page.locator('li.row').first().hover()
  return setInterval(() => {
    // The last one may find the page closed.
    page.mouse.wheel(0, ticks++ % 60 < 30 ? 120 : -120).catch(() => {})
  }, 100)
}

/** Scripting of each frame, in milliseconds. */
function frames(events: TraceEvent[]) {
  const marks = events.filter(({ name, ph }) => name === 'frame' && ph !== 'X')
  const { pid, tid } = marks[0]!
  const starts = marks.map(({ ts }) => ts).sort((a, b) => a - b)
  const spent = new Array<number>(starts.length - 1).fill(0)
  const withLayout = [...spent]
  let [at, end, layoutEnd] = [0, 0, 0]
  const own = events.filter((event) => event.pid === pid && event.tid === tid && event.dur)
  for (const { name, ts, dur = 0, tdur = dur } of own.sort((a, b) => a.ts - b.ts)) {
    const isCounted = at < spent.length && ts >= starts[0]!
    // What is in another one has been counted with it, and a layout that a script asks for is none of its work.
    if (layout.test(name) && ts < end && ts >= layoutEnd) {
      layoutEnd = ts + dur
      if (isCounted) spent[at]! -= tdur / 1000
    }
    if (!scripting.test(name) || ts < end) continue
    end = ts + dur
    while (at < spent.length && starts[at + 1]! <= ts) at++
    if (ts < starts[0]! || at >= spent.length) continue
    spent[at]! += tdur / 1000
    withLayout[at]! += tdur / 1000
  }
  // Most frames have nothing in them but the mark.
  const busy = spent.filter((one) => one > 0.3).sort((a, b) => a - b)
  const sorted = [...spent].sort((a, b) => a - b)
  const last = Math.floor(sorted.length * 0.99)
  return {
    median: busy[busy.length >> 1] ?? 0,
    p99: sorted[last]!,
    p99WithLayout: withLayout.sort((a, b) => a - b)[last]!,
    most: sorted.at(-1)!,
  }
}
