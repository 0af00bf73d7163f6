import { html, nothing, type TemplateResult } from 'lit'
import type { Standing } from '../../src/protocol/line.ts'
import type { Words } from '../localization/page.nl.ts'

/** A page of its own, because the log-in leaves this one: it is found again at this address. */
export function questionView(
  words: Words,
  address: string,
  identification: Standing['identification'],
): TemplateResult | typeof nothing {
  if (!identification) return nothing
  const isAgain = identification === 'failed' || identification === 'cancelled'
  const decline = html`<form method="post" action="${address}/decline">
    <button class="secondary" part="secondary">${words.notNow}</button>
  </form>`
  return html`<section class="band" aria-labelledby="question">
    <h2 id="question">${words.asked}</h2>
    ${isAgain ? html`<p>${words.askedAgain}</p>` : nothing}
    <div class="together">
      <a class="primary" part="primary" href="${address}?identify">${words.identify}</a>
      ${identification === 'cancelled' ? nothing : decline}
    </div>
  </section>`
}

export const logOutView = (words: Words, address: string): TemplateResult =>
  html`<form method="post" action="${address}/logout">
    <p>${words.loggedIn}</p>
    <button class="secondary" part="secondary">${words.logOut}</button>
  </form>`

export const stopButtonView = (words: Words, ask: () => void): TemplateResult =>
  html`<p>
    <button id="stop" class="secondary" part="secondary" @click=${ask}>${words.stop}</button>
  </p>`

export const stopQuestionView = (words: Words, address: string, keep: () => void): TemplateResult =>
  html`<form class="band" method="post" action="${address}/stop" aria-labelledby="stop-question">
    <h2 id="stop-question" tabindex="-1">${words.stopQuestion}</h2>
    <p>${words.stopText}</p>
    <div class="together">
      <button type="button" class="primary" part="primary" @click=${keep}>${words.stopNo}</button>
      <button class="secondary" part="secondary">${words.stopYes}</button>
    </div>
  </form>`
