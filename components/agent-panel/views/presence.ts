import { html, type TemplateResult } from 'lit'
import type { View } from '../view.ts'

/** What the agent says of themselves: there, or away for a moment. */
export const presenceSwitch = ({ t, act, presence }: View): TemplateResult =>
  html`<button
    type="button"
    id="away"
    class="plain"
    aria-pressed=${String(presence === 'away')}
    @click=${() => act.setPresence(presence === 'away' ? 'available' : 'away')}
  >
    ${t('away')}
  </button>`
