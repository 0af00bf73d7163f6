/** How a log-in is completed: by a person at the screen, by steps through the pages of an identity provider, or by a module of whoever runs this. */
import { pathToFileURL } from 'node:url'
import { parse, type HTMLElement } from 'node-html-parser'
import * as v from 'valibot'
import { text, wholeNumber } from '../../protocol/settings.ts'
import { shapeOf, type Answer, type Asking } from './ask.ts'
import type { Browser } from './browser.ts'
import { Unmet } from './requirement.ts'

const step = v.union(
  [
    v.strictObject({ link: text }),
    v.strictObject({
      form: v.optional(wholeNumber(1, 100), 1),
      fields: v.optional(v.record(text, v.string()), {}),
    }),
  ],
  'must be { fields = { name = "value" } } or { link = "text" }',
)

/** Each on the page to which the one before led. */
export const steps = v.array(step)

/** `login` and `cancel` of the file. */
export const wayIn = v.union(
  [v.literal('interactive'), v.strictObject({ module: text }), steps],
  'must be "interactive", { module = "…" }, or a list of steps',
)
export type WayIn = v.InferOutput<typeof wayIn>
type Step = v.InferOutput<typeof step>

/** What a module exports as `default`: it goes all the way, to where the plugin sends the browser on. */
type LogIn = (url: string, options: { signal: AbortSignal }) => Promise<void>

export interface Visit {
  /** `client_url` of the plugin. */
  url: string
  browser: Browser
  signal: AbortSignal
  /** Resolves when a browser has arrived at the continuation. */
  arrived: Promise<void>
  /** For a person at the screen. */
  write: (text: string) => void
  /** What the person should do. */
  wish: string
  /** The full path of a file that the configuration names. */
  path: (name: string) => string
}

/** Returns when the browser has arrived. @throws Unmet when it does not */
export async function logIn(way: WayIn, visit: Visit): Promise<void> {
  if (Array.isArray(way)) await walk(way, visit)
  else if (way === 'interactive')
    visit.write(
      `\n${visit.wish} in a browser, and wait until it says that the checker was here:\n\n  ${visit.url}\n\n`,
    )
  else await callModule(way.module, visit)
  await orAborted(visit.arrived, visit.signal)
}

async function callModule(name: string, { path, url, signal }: Visit): Promise<void> {
  const { default: go } = (await import(pathToFileURL(path(name)).href)) as { default: LogIn }
  await orAborted(go(url, { signal }), signal)
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Unmet('the browser at continuation', 'none in time'))
    if (signal.aborted) late()
    signal.addEventListener('abort', late, { once: true })
    work.then(resolve, reject)
  })
}

/** @throws Unmet when a page is not as the steps expect */
export async function walk(
  steps: Step[],
  { url, browser }: Pick<Visit, 'url' | 'browser'>,
): Promise<void> {
  let page = await pageAt(browser, url)
  for (const one of steps) page = await take(one, browser, page)
}

/** The page on which a way through redirects ends. */
async function pageAt(browser: Browser, url: string, asking?: Asking): Promise<Answer> {
  const answer = asking && (await browser.visit(url, asking))
  const isPage = answer && !(answer.status >= 300 && answer.status < 400 && answer.location)
  if (isPage) return answer
  const arrival = await browser.follow(answer?.location ?? url, () => false)
  if (!arrival.answer) throw new Unmet('a web page', shapeOf(arrival.url))
  return arrival.answer
}

function take(one: Step, browser: Browser, { url, text: html, status }: Answer): Promise<Answer> {
  const document = parse(html)
  const place = `${status} at ${shapeOf(url)}`
  if ('link' in one) {
    const link = document.querySelectorAll('a').find((a) => a.text.includes(one.link))
    const href = link?.getAttribute('href')
    if (!href) throw new Unmet('a page with that link', place)
    return pageAt(browser, new URL(href, url).href)
  }
  const form = document.querySelectorAll('form')[one.form - 1]
  if (!form) throw new Unmet('a page with that form', place)
  return submit(browser, url, form, one.fields)
}

function submit(
  browser: Browser,
  page: string,
  form: HTMLElement,
  fields: Record<string, string>,
): Promise<Answer> {
  const data = new URLSearchParams({ ...valuesOf(form), ...fields })
  const action = new URL(form.getAttribute('action') ?? '', page)
  if (form.getAttribute('method')?.toLowerCase() !== 'post') {
    action.search = data.toString()
    return pageAt(browser, action.href)
  }
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: new URL(page).origin,
  }
  return pageAt(browser, action.href, { method: 'POST', headers, body: data.toString() })
}

/** What a browser would send if nobody touched the form; which button is pressed is said in the step. */
function valuesOf(form: HTMLElement): Record<string, string> {
  const values: Record<string, string> = {}
  for (const input of form.querySelectorAll('input, select, textarea')) {
    const name = input.getAttribute('name')
    if (!name || input.hasAttribute('disabled')) continue
    const type = input.getAttribute('type')?.toLowerCase()
    if (type === 'submit' || type === 'button' || type === 'image') continue
    const isChoice = type === 'radio' || type === 'checkbox'
    if (isChoice && !input.hasAttribute('checked')) continue
    values[name] = valueOf(input, isChoice ? 'on' : '')
  }
  return values
}

function valueOf(input: HTMLElement, otherwise: string): string {
  if (input.tagName === 'TEXTAREA') return input.text
  if (input.tagName !== 'SELECT') return input.getAttribute('value') ?? otherwise
  const options = input.querySelectorAll('option')
  const chosen = options.find((option) => option.hasAttribute('selected')) ?? options[0]
  return chosen?.getAttribute('value') ?? chosen?.text ?? ''
}
