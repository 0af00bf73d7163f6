import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { View } from '../view.ts'
import { button, heading } from './button.ts'

/** An agent asks who this is: the question of the start once more, with the way past it. The conversation goes on in any case. */
export function identifyView(view: View): TemplateResult {
  const { t, act, missing, methods } = view
  const { consent, errorSummary, go, question } = view.questions!
  const said = saidOf(view)
  const introduction = html`${said ? html`<p class="box">${said}</p>` : nothing}
    <p>${t('identifyText')}</p>`
  return html`<form novalidate @submit=${act.submit}>
    ${missing ? errorSummary(view) : nothing}
    ${question(view, methods, heading(t('method')), introduction)} ${consent(view)}
    <div class="actions">
      ${go(view)} ${button(t('decline'), act.decline)} ${button(t('stop'), act.askStop)}
    </div>
  </form>`
}

/** What came of it last time. Whoever comes back knows more about it than the server does. */
function saidOf({ t, setback, conversation }: View): string | undefined {
  const state = conversation!.identification?.state
  if (setback === 'too_low') return t('identifyTooLow')
  if (setback) return t(setback === 'cancelled' ? 'identifyCancelled' : 'identifyFailed')
  if (state === 'failed') return t('identifyFailed')
  return state === 'started' ? t('identifyStarted') : undefined
}
