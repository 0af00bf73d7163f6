import { html, nothing, type TemplateResult } from 'lit'
import type { View } from '../view.ts'
import { button } from '../views/parts.ts'
import { wordsIn } from './words/index.ts'

const toggle = (id: string, label: string, isOn: boolean, action: () => void): TemplateResult =>
  html`<button type="button" id=${id} class="plain" aria-pressed=${String(isOn)} @click=${action}>
    ${label}
  </button>`

/** What the agent says of themselves: there, or away for a moment; and what a supervisor may look at. */
export const presenceSwitch = (view: View): TemplateResult => {
  const { t, act, language, texts, presence, supervises, overview, conversation, state, settings } =
    view
  const isAway = presence === 'away'
  const { available } = wordsIn(language, texts?.work)
  return html`${supervises ? toggle('overview', t('overview'), !!overview, act.toggleOverview) : nothing}
  ${
    conversation
      ? state === 'locked'
        ? nothing
        : button(t('lock'), act.lock, { kind: 'plain', id: 'lock', keys: settings!.keysOf('lock') })
      : [
          toggle('available', available, !isAway, () => act.setPresence('available')),
          toggle('away', t('away'), isAway, () => act.setPresence('away')),
        ]
  }`
}
