/** Puts a button in a page of the test, and finds what is in it. */
import { fixtureCleanup } from '@open-wc/testing'
import '../define.ts'
import type { IdContactButton } from '../id-contact-button.ts'
import { Clock } from './clock.ts'
import { FixtureCore } from './core.ts'

export interface Stage {
  core: FixtureCore
  /** The names of the events so far, with what they told. */
  events: [name: string, detail: object][]
  /** Appends a button with these attributes. */
  mount(attributes?: Record<string, string>, content?: string): Promise<IdContactButton>
}

export const purpose = 'report_move'
const address = location.href

/** A page as it is for somebody who comes here for the first time. */
export function setStage(): Stage {
  pretendHidden(false)
  const core = new FixtureCore()
  const events: Stage['events'] = []
  for (const name of ['start', 'return', 'end', 'error'])
    addEventListener(`id-contact-${name}`, listen)
  cleanUps.push(() => {
    core.restore()
    for (const name of ['start', 'return', 'end', 'error'])
      removeEventListener(`id-contact-${name}`, listen)
  })
  function listen(event: Event): void {
    events.push([event.type, (event as CustomEvent<object>).detail])
  }
  return {
    core,
    events,
    async mount(attributes = {}, content = '') {
      const button = document.createElement('id-contact-button')
      const all = { core: core.url, purpose, lang: 'nl', ...attributes }
      for (const [name, value] of Object.entries(all)) button.setAttribute(name, value)
      button.append(content)
      document.body.append(button)
      cleanUps.push(() => button.remove())
      await until(() => find(button, '#opener'))
      return button
    },
  }
}

const cleanUps: (() => void)[] = []

export function strikeStage(): void {
  // The clock lies over the server of the test, and goes first.
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp()
  sessionStorage.clear()
  history.replaceState(null, '', address)
  fixtureCleanup()
}

/** Time that the test moves, until the stage is struck. */
export function setClock(): Clock {
  const clock = new Clock()
  cleanUps.push(() => clock.restore())
  return clock
}

/** The address after a way back. */
export const comeBackWith = (answer: string): void => {
  const url = new URL(address)
  for (const [name, value] of new URLSearchParams(answer)) url.searchParams.set(name, value)
  history.replaceState(null, '', url)
}

/** The tab has started an attempt before it left. */
export function rememberAttempt(core: FixtureCore, state = 's', of = purpose): void {
  const attempt = { core: core.url, purpose: of, authMethod: 'digid', commMethod: 'phone' }
  sessionStorage.setItem(
    'id-contact.attempts',
    JSON.stringify({ [state]: { ...attempt, verifier: 'v'.repeat(43) } }),
  )
}

/** The tab has a conversation from before. */
export function rememberConversation(core: FixtureCore): void {
  const stored = {
    core: core.url,
    purpose,
    authMethod: 'digid',
    commMethod: 'phone',
    url: `${core.url}/conversation`,
    token: 'token-of-conversation-1',
  }
  sessionStorage.setItem('id-contact.conversations', JSON.stringify({ [purpose]: stored }))
}

/** A step stood open when the page was left. */
export function rememberStep(core: FixtureCore, step: 'channel' | 'method', choice: object): void {
  const open = { core: core.url, purpose, step, choice, methodName: 'DigiD' }
  sessionStorage.setItem('id-contact.steps', JSON.stringify({ [purpose]: open }))
}

/** The browser says that this page was loaded again. */
export function pretendReload(): void {
  const real = performance.getEntriesByType
  performance.getEntriesByType = () => [{ type: 'reload' }] as unknown as PerformanceEntryList
  cleanUps.push(() => {
    performance.getEntriesByType = real
  })
}

/** The browser has no network, or has it again. */
export function pretendOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', { get: () => isOnline, configurable: true })
  cleanUps.push(() => {
    delete (navigator as { onLine?: boolean }).onLine
  })
}

/** Whether anybody looks at the page. A test runner shows only one of its pages at a time. */
export function pretendHidden(isHidden: boolean): void {
  Object.defineProperty(document, 'hidden', { get: () => isHidden, configurable: true })
  cleanUps.push(() => {
    delete (document as { hidden?: boolean }).hidden
  })
}

/** What takes the text that somebody copies. */
export function pretendClipboard(writeText: (text: string) => Promise<void>): void {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
  cleanUps.push(() => {
    delete (navigator as { clipboard?: unknown }).clipboard
  })
}

/** From the page to the first question. */
export async function openQuestions(
  stage: Stage,
  attributes: Record<string, string> = {},
): Promise<IdContactButton> {
  const button = await stage.mount(attributes)
  find(button, '#opener')!.click()
  await until(() => find(button, 'form') && focusIn(button) === 'title')
  return button
}

/** From the way back to the number and the code. */
export async function backWithCode(stage: Stage): Promise<IdContactButton> {
  rememberAttempt(stage.core)
  comeBackWith('id_contact_code=c&id_contact_state=s')
  const button = await stage.mount()
  await until(() => find(button, '.code') && isOpen(button))
  return button
}

/** In a conversation with an agent, after a reload; `view` is what the server says besides. */
export async function connected(stage: Stage, view: object = {}): Promise<IdContactButton> {
  stage.core.view = { state: 'active', phone: undefined, identified: false, ...view }
  rememberConversation(stage.core)
  rememberStep(stage.core, 'method', {})
  pretendReload()
  const button = await stage.mount()
  await until(() => isOpen(button) && find(button, '.actions'))
  return button
}

export const find = (button: IdContactButton, selector: string): HTMLElement | null =>
  button.shadowRoot!.querySelector<HTMLElement>(selector)

/** Waits for it as well. */
export const get = (button: IdContactButton, selector: string): Promise<HTMLElement> =>
  until(() => find(button, selector))

export const titleOf = (button: IdContactButton): string | undefined =>
  find(button, 'h2')?.textContent?.trim()

export const statusOf = (button: IdContactButton): string =>
  find(button, '[role=status]')!.textContent!.trim()

export const radios = (button: IdContactButton): HTMLInputElement[] => [
  ...button.shadowRoot!.querySelectorAll<HTMLInputElement>('input[type=radio]'),
]

/** The name of the answer that is chosen. */
export const chosen = (button: IdContactButton): string | undefined =>
  find(button, ':checked')?.closest('label')?.querySelector('b')?.textContent

export async function choose(button: IdContactButton, name: string): Promise<void> {
  const labels = [...button.shadowRoot!.querySelectorAll('label')]
  labels.find((label) => label.querySelector('b')!.textContent === name)!.click()
  await settle()
}

export const isOpen = (button: IdContactButton): boolean =>
  !!find(button, 'dialog')?.matches('[open]')

export const focusIn = (button: IdContactButton): string =>
  button.shadowRoot!.activeElement?.id ?? ''

/** The button in the dialog with these words. */
export async function press(button: IdContactButton, words: string): Promise<void> {
  const found = await until(() =>
    [...button.shadowRoot!.querySelectorAll<HTMLElement>('button, a')].find(
      (candidate) => candidate.textContent!.trim() === words,
    ),
  )
  found.click()
}

export async function toTitle(button: IdContactButton, title: string): Promise<void> {
  await until(
    () => titleOf(button) === title,
    () => `${title}, not ${titleOf(button)}`,
  )
}

/** Polls: what is waited for comes from a server of the test. */
export async function until<T>(
  condition: () => T,
  what: () => string = () => String(condition),
): Promise<NonNullable<T>> {
  const start = performance.now()
  for (;;) {
    const value = condition()
    if (value) return value as NonNullable<T>
    if (performance.now() - start > 15_000) throw new Error(`Waited in vain for ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Lets everything that was just set off come to its end. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50))
