import { html, nothing, type TemplateResult } from 'lit'
import { plain } from '../../localization/language.ts'
import type { View } from '../view.ts'
import { button } from '../views/parts.ts'
import { wordsIn } from './words/index.ts'

/** Asks for which purpose it is from here on. */
export function transferView({
  act,
  language,
  texts,
  purposes,
  conversation,
}: View): TemplateResult {
  const words = wordsIn(language, texts?.more)
  const { purpose, channel } = conversation!
  const others = purposes.filter(({ tag }) => tag !== purpose)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    act.transfer(form.querySelector('select')!.value)
  }
  return html`<form class="band warning ask" aria-labelledby="question" @submit=${submit}>
    <h3 id="question" tabindex="-1">${words.transferTitle}</h3>
    <p>${words.transferText}</p>
    ${channel === 'phone' ? html`<p>${words.transferPhone}</p>` : nothing}
    <p>
      <label for="purpose">${words.purpose}</label>
      <select id="purpose">
        ${others.map(({ tag, name }) => html`<option value=${tag}>${plain(name, language)}</option>`)}
      </select>
    </p>
    <div class="together">
      <button class="primary" part="primary">${words.transferYes}</button>
      ${button(words.transferNo, act.keep)}
    </div>
  </form>`
}
