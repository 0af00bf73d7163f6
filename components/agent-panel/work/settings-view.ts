import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { View } from '../view.ts'
import { heading } from '../views/parts.ts'
import type { Preferences } from './preferences.ts'
import { combinationOf, type Shortcut } from './shortcuts.ts'
import { wordsIn } from './words/index.ts'

/** Opens and closes {@link settingsView}. */
export const settingsSwitch = ({ settings, language, texts }: View): TemplateResult =>
  html`<button
    type="button"
    id="settings"
    class="plain"
    aria-expanded=${settings!.isOpen}
    aria-keyshortcuts=${settings!.keysOf('settings') ?? nothing}
    @click=${() => settings!.toggle()}
  >
    ${wordsIn(language, texts?.work).settings}
  </button>`

/** Which shortcuts there are, and what the agent prefers. */
export function settingsView(view: View): TemplateResult | typeof nothing {
  const { settings, language, texts, shortcuts } = view
  if (!settings!.isOpen) return nothing
  const words = wordsIn(language, texts?.work)
  return html`<section class="settings" aria-labelledby="settings-title">
    ${heading('settings-title', words.settings)}
    ${shortcuts === 'off' ? nothing : shortcutsView(view)} ${alertsView(view)}
    <p>${words.kept}</p>
  </section>`
}

function shortcutsView(view: View): TemplateResult {
  const { t, language, texts, settings } = view
  const words = wordsIn(language, texts?.work)
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
    ${choice(view, 'shortcuts', words.useShortcuts, (shortcuts) => settings!.prefer({ shortcuts }))}`
}

function alertsView(view: View): TemplateResult {
  const { settings, language, texts } = view
  const words = wordsIn(language, texts?.work)
  const { preferences, alerts, isRefused } = settings!
  const isSilent = isRefused || (preferences.notify && !alerts.mayNotify)
  return html`<h3>${words.alerts}</h3>
    ${choice(view, 'sound', words.sound, (isOn) => void settings!.preferSound(isOn))}
    ${preferences.sound && alerts.isMute ? html`<p class="note">${words.soundBlocked}</p>` : nothing}
    ${choice(view, 'notify', words.notify, (isOn) => void settings!.preferNotify(isOn))}
    ${isSilent ? html`<p class="note">${words.notifyBlocked}</p>` : nothing}`
}

const choice = (
  { settings }: View,
  name: keyof Preferences,
  label: string,
  prefer: (isOn: boolean) => void,
): TemplateResult =>
  html`<p>
    <label class="choice">
      <input
        type="checkbox"
        id=${`prefer-${name}`}
        .checked=${live(settings!.preferences[name])}
        @change=${(event: Event) => prefer((event.target as HTMLInputElement).checked)}
      />
      ${label}
    </label>
  </p>`
