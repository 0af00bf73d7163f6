import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { View } from '../view.ts'
import { helpView } from './help.ts'
import { noticeView } from './notice.ts'

/** Everything but the button in the page: the dialog or the section, and in it the view of the state between what all states have. */
export function surface(
  view: View,
  isInline: boolean,
  onClose: (event: Event) => void,
): TemplateResult {
  const { state, missing } = view
  const isOpen = state !== 'closed'
  const content = isOpen ? contentOf(view) : nothing
  const name = missing ? 'fault title' : 'title'
  return isInline
    ? html`<section ?hidden=${!isOpen} part="dialog" aria-labelledby=${name}>${content}</section>`
    : html`<dialog part="dialog" aria-labelledby=${name} @close=${onClose}>${content}</dialog>`
}

function contentOf(view: View): TemplateResult {
  const { t, act, state, status, questions, wayBack } = view
  const ofState = /channel|method/.test(state)
    ? questions!.questionsView
    : /phone|warn|conn/.test(state)
      ? wayBack!.phoneView
      : state === 'identify'
        ? wayBack!.identifyView
        : noticeView
  return html`<button type="button" class="plain" @click=${act.close}>${t('close')}</button>
    ${ofState(view)} ${wayBack?.logOutView(view)}
    <p class=${state === 'warning' ? 'spoken' : 'status'} role="status">${status?.()}</p>
    ${helpView(view)}`
}
