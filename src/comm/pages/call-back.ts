/** Leaving a number, on the conversation page. */
import { html } from 'hono/html'
import type { Markup, Refusal } from '../../web/index.ts'
import type { CommWords } from './words/index.ts'

/** @param base the conversation's own address */
export function callBackForm(base: string, t: CommWords, refusal: Refusal | undefined): Markup {
  const why =
    refusal && (refusal.slug === 'call-back-requested' ? t.callBackTwice : t.callBackWrong)
  return html`<form method="post" action="${base}/call_back">
    <h2>${t.callBack}</h2>
    <p id="call-back-text">${t.callBackText}</p>
    ${why ? html`<p id="call-back-wrong" role="alert">${why}</p>` : ''}
    <p>
      <label for="call-back-number">${t.callBackNumber}</label>
      <input
        id="call-back-number"
        name="number"
        type="tel"
        autocomplete="tel"
        required
        maxlength="40"
        aria-describedby="${why ? 'call-back-wrong ' : ''}call-back-text"
        ${why ? html`aria-invalid="true"` : ''}
      />
    </p>
    <p class="actions"><button>${t.callBackButton}</button></p>
  </form>`
}

/** The script shows it for as long as somebody waits. */
export const callBackLink = (base: string, t: CommWords): Markup =>
  html`<p slot="call-back"><a href="${base}?call_back">${t.callBack}</a></p>`

export const callBackRequested = (t: CommWords): { title: string; body: Markup } => ({
  title: t.callBackDone,
  body: html`<p>${t.callBackDoneText}</p>`,
})
