import type { WaitingConversation } from '../../../src/agent/index.ts'
import { plain } from '../../localization/language.ts'
import type { Controller } from '../controller.ts'
import { fitting } from '../filter.ts'
import { Alerts } from './alerts.ts'
import { keepPreferences, readPreferences, type Preferences } from './preferences.ts'
import { combinationIn, combinationOf, isBehindDialog, press, type Shortcut } from './shortcuts.ts'
import { wordsIn } from './words/index.ts'

/** How the agent likes to work, and what follows from it. */
export class Settings {
  isOpen = false
  preferences = readPreferences()
  readonly alerts = new Alerts()
  /** The agent wanted notifications, and the browser refused. */
  isRefused = false
  readonly #panel: Controller

  constructor(panel: Controller) {
    this.#panel = panel
  }

  toggle(): void {
    this.isOpen = !this.isOpen
    this.#panel.host.focus(this.isOpen ? 'settings-title' : 'settings')
    this.#panel.host.changed()
  }

  prefer(change: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...change }
    keepPreferences(this.preferences)
    this.#panel.host.changed()
  }

  /** What it sounds like is heard at once, so that the agent knows, and so that the browser lets it be heard later on. */
  async preferSound(sound: boolean): Promise<void> {
    this.prefer({ sound })
    if (sound) await this.alerts.sound()
    this.#panel.host.changed()
  }

  async preferNotify(wanted: boolean): Promise<void> {
    const notify = wanted && (await this.alerts.askToNotify())
    this.isRefused = wanted && !notify
    this.prefer({ notify })
  }

  /** Whoever is away or talks to somebody is left alone. */
  arrived(row: WaitingConversation): void {
    const { session, catalogue, texts, memory, host, lock } = this.#panel
    const isFree = !session?.conversation && session?.desk?.agent.presence !== 'away'
    if (!isFree || !fitting([{ ...row, isTaken: false }], memory.filter).length) return
    const { language: lang } = catalogue
    const body = plain(row.purposeName, lang) || row.purpose
    const notice = { title: wordsIn(lang, texts?.work).someoneWaits, body, lang }
    void this.alerts.ring(this.preferences, notice, lock.tabs!).then(() => host.changed())
  }

  /** The queue is otherwise now. */
  changed(): void {
    const { session, state } = this.#panel
    const isWaitedFor = session?.rows.some(({ isTaken }) => !isTaken)
    if (!isWaitedFor || !['queue', 'ended'].includes(state)) this.alerts.silence()
  }

  /** For `aria-keyshortcuts`; `undefined` while shortcuts do nothing. */
  keysOf(shortcut: Shortcut): string | undefined {
    const isOn = this.preferences.shortcuts && this.#panel.shortcuts !== 'off'
    return isOn ? combinationOf(shortcut) : undefined
  }

  /** A key went down somewhere in the page. */
  onKey(event: KeyboardEvent, element: Element): void {
    const combination = combinationIn(event)
    const { shortcuts, announcer, catalogue, texts } = this.#panel
    if (!combination || event.defaultPrevented || !this.keysOf('next')) return
    if (shortcuts === 'panel' && !event.composedPath().includes(element)) return
    const root = element.shadowRoot!
    // Without the desk there is nothing to press.
    if (isBehindDialog(element, event) || !root.querySelector('#settings')) return
    event.preventDefault()
    if (press(combination, root)) return
    announcer.say(wordsIn(catalogue.language, texts?.work).notNow)
  }
}
