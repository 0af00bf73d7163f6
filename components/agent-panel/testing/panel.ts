import { exampleIdentity, type Identity } from '../../../src/agent/testing/examples.ts'
import { FakeDesk } from '../../../src/agent/testing/fake-desk.ts'
import type { IdContactAgentPanel } from '../id-contact-agent-panel.ts'
import '../define.ts'

const realFetch = globalThis.fetch
const realSetTimeout = globalThis.setTimeout

/** Test files run at the same time in one browser: the pages of each have a storage of their own. */
class PageStorage {
  readonly #kept = new Map<string, string>()
  get length(): number {
    return this.#kept.size
  }
  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null
  }
  setItem(key: string, value: string): void {
    this.#kept.set(key, value)
  }
  removeItem(key: string): void {
    this.#kept.delete(key)
  }
  clear(): void {
    this.#kept.clear()
  }
}
Object.defineProperty(window, 'localStorage', { value: new PageStorage() })

/** A panel in the page, at a desk without a server. */
export class Stage {
  /** A desk of its own: tests run in several tabs, and panels of one desk agree with each other. */
  readonly desk = new FakeDesk(`https://desk-${crypto.randomUUID()}.example`)
  readonly panel: IdContactAgentPanel
  readonly #frame = document.createElement('main')

  constructor(lang = 'nl') {
    globalThis.fetch = (input, init) =>
      String(input).startsWith(this.desk.url)
        ? this.desk.fetch(input, init)
        : realFetch(input, init)
    this.#frame.lang = lang
    this.panel = document.createElement('id-contact-agent-panel')
    this.panel.desk = this.desk.url
  }

  /** Puts the panel into the page and waits until it shows something. */
  async open(): Promise<this> {
    this.#frame.append(this.panel)
    document.body.append(this.#frame)
    await this.until(() => this.query('h2') && !/Even geduld|One moment/.test(this.text))
    return this
  }

  /** Somebody waits who logged in, and has a code. */
  arrive(id: string, changes: Partial<Identity> = {}): void {
    this.desk.arrive({ id }, { ...structuredClone(exampleIdentity), ...changes }, '482917306')
  }

  /** From a page without the panel into a conversation with whoever waits longest. */
  async takeNext(): Promise<void> {
    await this.open()
    await this.sees('Neem de volgende')
    await this.click('Neem de volgende')
    await this.until(() => this.query('.band'))
  }

  close(): void {
    this.#frame.remove()
    globalThis.fetch = realFetch
    globalThis.setTimeout = realSetTimeout
  }

  /** Lets seconds pass as hundredths. */
  hurry(): void {
    const quick = (action: () => void, delay = 0) =>
      realSetTimeout(action, delay >= 1000 ? delay / 100 : delay)
    globalThis.setTimeout = quick as typeof setTimeout
  }

  set width(pixels: number) {
    this.#frame.style.inlineSize = `${pixels}px`
  }

  get root(): ShadowRoot {
    return this.panel.shadowRoot!
  }

  /** All words on screen and for screen readers. */
  get text(): string {
    return (this.root.querySelector('.panel')?.textContent ?? '').replace(/\s+/g, ' ')
  }

  /** Everything that the page holds of it, also what is not shown. */
  get everything(): string {
    const values = [...this.root.querySelectorAll('input')].map(({ value }) => value)
    const attributes = [...this.root.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].map(({ value }) => value),
    )
    return [this.root.textContent, this.panel.outerText, ...values, ...attributes].join('\n')
  }

  get status(): string {
    return this.query('[role=status]')!.textContent.trim()
  }

  get focused(): string {
    const { activeElement } = this.root
    return activeElement?.id || activeElement?.textContent.trim().replace(/\s+/g, ' ') || ''
  }

  query<T extends HTMLElement>(selector: string): T | null {
    return this.root.querySelector<T>(selector)
  }

  /** The first button of which the words begin so. */
  button(words: string): HTMLElement {
    const buttons = [...this.root.querySelectorAll<HTMLElement>('button, a[href]')]
    const found = buttons.find((button) =>
      button.textContent.replace(/\s+/g, ' ').trim().startsWith(words),
    )
    if (!found) throw new Error(`There is no button ${words} in: ${this.text}`)
    return found
  }

  has(words: string): boolean {
    return this.text.includes(words)
  }

  async click(words: string): Promise<void> {
    this.button(words).click()
    await this.panel.updateComplete
  }

  async until(wished: () => unknown): Promise<void> {
    const end = performance.now() + 4000
    while (!wished()) {
      if (performance.now() > end) throw new Error(`Waited in vain; there is: ${this.text}`)
      await this.pause(1)
    }
    await this.panel.updateComplete
  }

  sees(words: string): Promise<void> {
    return this.until(() => this.has(words))
  }

  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => realSetTimeout(resolve, milliseconds))
  }
}
