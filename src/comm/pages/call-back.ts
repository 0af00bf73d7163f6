/** Leaving a number, on the conversation page. */
import { html } from 'hono/html'
import { withMoment, type Markup, type PageLanguage, type Refusal } from '../../web/index.ts'
import type { CommWords } from './words/index.ts'

/** Beside what else there is while somebody waits. @param base the conversation's own address */
export const callBackForm = (base: string, t: CommWords, refusal: Refusal | undefined): Markup =>
  html`<h2>${t.callBack}</h2>
    ${form(base, t, { text: t.callBackText, refusal })}`

/** What somebody came for who asked it at the start: the whole page. */
export const callBackAsked = (
  base: string,
  t: CommWords,
  { from, refusal }: { from: string; refusal: Refusal | undefined },
): { title: string; body: Markup } => ({
  title: t.callBackAsk,
  body: html`${from ? html`<p>${from}</p>` : ''}
  ${form(base, t, { text: t.callBackAskText, refusal, kind: 'primary' })}`,
})

interface Form {
  text: string
  refusal: Refusal | undefined
  kind?: 'primary'
}

function form(base: string, t: CommWords, { text, refusal, kind }: Form): Markup {
  const why =
    refusal && (refusal.slug === 'call-back-requested' ? t.callBackTwice : t.callBackWrong)
  return html`<form method="post" action="${base}/call_back">
    <p id="call-back-text">${text}</p>
    ${why ? html`<p id="call-back-wrong" class="error" role="alert">${why}</p>` : ''}
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
    <p class="actions"><button class="${kind ?? ''}">${t.callBackButton}</button></p>
  </form>`
}

/** The script shows it for as long as somebody waits. */
export const callBackLink = (base: string, t: CommWords): Markup =>
  html`<p slot="call-back"><a href="${base}?call_back">${t.callBack}</a></p>`

export const callBackRequested = (t: CommWords, from: string): { title: string; body: Markup } => ({
  title: t.callBackDone,
  body: html`${from ? html`<p>${from}</p>` : ''}
    <p>${t.callBackDoneText}</p>`,
})

const timeZone = 'Europe/Amsterdam'

/** From when people are called, for whoever asked outside the opening hours: the whole day, so that it is right whenever it is read. */
export function calledFrom(
  from: Date | undefined,
  { t, lang, now }: { t: CommWords; lang: PageLanguage; now: Date },
): string {
  if (!from || from <= now) return ''
  return withMoment(t.callBackFrom, from, { lang, timeZone })
}
