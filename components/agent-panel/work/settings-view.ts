import { html, nothing, type TemplateResult } from 'lit'
import type { View } from '../view.ts'
import { heading } from '../views/parts.ts'
import type { Preferences } from './preferences.ts'
import { combinationOf, type Shortcut } from './shortcuts.ts'
import { wordsIn } from './words/index.ts'

/** Opens and closes {@link settingsView}. */
export const settingsSwitch = ({ settings, language }: View): TemplateResult =>
  html`<button
    type="button"
    id="settings"
    class="plain"
    aria-expanded=${settings!.isOpen}
    aria-keyshortcuts=${settings!.keysOf('settings') ?? nothing}
    @click=${() => settings!.toggle()}
  >
    ${wordsIn(language).settings}
  </button>`

/** Which shortcuts there are, and what the agent prefers. */
export function settingsView(view: View): TemplateResult | typeof nothing {
  const { settings, language, shortcuts } = view
  if (!settings!.isOpen) return nothing
  const words = wordsIn(language)
  return html`<section class="settings" aria-labelledby="settings-title">
    ${heading('settings-title', words.settings)}
    ${shortcuts === 'off' ? nothing : shortcutsView(view)}
    <p>${words.kept}</p>
  </section>`
}

function shortcutsView(view: View): TemplateResult {
  const { t, language } = view
  const words = wordsIn(language)
  const all: [Shortcut, string][] = [
    ['next', t('next')],
    ['code', t('code')],
    ['reveal', words.reveal],
    ['identify', t('identify')],
    ['end', t('end')],
    ['lock', t('lock')],
    ['settings', words.settings],
  ]
  return html`<h3>${words.shortcuts}</h3>
    <p>${words.shortcutsText}</p>
    <dl class="keys">
      ${all.map(
        ([shortcut, what]) =>
          html`<div>
            <dt>${what}</dt>
            <dd><kbd dir="ltr">${combinationOf(shortcut).replaceAll('+', ' + ')}</kbd></dd>
          </div>`,
      )}
    </dl>
    ${choice(view, 'shortcuts', words.useShortcuts)}`
}

const choice = ({ settings }: View, name: keyof Preferences, label: string): TemplateResult =>
  html`<p>
    <label class="choice">
      <input
        type="checkbox"
        id=${`prefer-${name}`}
        .checked=${settings!.preferences[name]}
        @change=${(event: Event) =>
          settings!.prefer({ [name]: (event.target as HTMLInputElement).checked })}
      />
      ${label}
    </label>
  </p>`
