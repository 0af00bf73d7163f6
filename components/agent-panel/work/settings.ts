import type { Controller } from '../controller.ts'
import { keepPreferences, readPreferences, type Preferences } from './preferences.ts'
import { combinationIn, combinationOf, isBehindDialog, press, type Shortcut } from './shortcuts.ts'
import { wordsIn } from './words/index.ts'

/** How the agent likes to work, and what follows from it. */
export class Settings {
  isOpen = false
  preferences = readPreferences()
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

  /** For `aria-keyshortcuts`; `undefined` while shortcuts do nothing. */
  keysOf(shortcut: Shortcut): string | undefined {
    const isOn = this.preferences.shortcuts && this.#panel.shortcuts !== 'off'
    return isOn ? combinationOf(shortcut) : undefined
  }

  /** A key went down somewhere in the page. */
  onKey(event: KeyboardEvent, element: Element): void {
    const combination = combinationIn(event)
    const { shortcuts, announcer, catalogue } = this.#panel
    if (!combination || event.defaultPrevented || !this.keysOf('next')) return
    if (shortcuts === 'panel' && !event.composedPath().includes(element)) return
    const root = element.shadowRoot!
    // Without the desk there is nothing to press.
    if (isBehindDialog(element, event) || !root.querySelector('#settings')) return
    event.preventDefault()
    if (!press(combination, root)) announcer.say(wordsIn(catalogue.language).notNow)
  }
}
