/** One question of a form, for pages without scripts. */
import { html } from 'hono/html'
import { localText, type LocalText } from '../protocol/local-text.ts'
import type { PageLanguage } from './language.ts'
import type { Markup } from './page.ts'

export interface Question {
  lang: PageLanguage
  title: string
  /** One sentence or two below the title. */
  text?: string
  /** Of the form's member. */
  name: string
  options: { tag: string; name: LocalText; description?: LocalText | undefined }[]
}

/** Nothing is chosen beforehand. One option is no question but a sentence (A3, A4). */
export function question({ lang, title, text, name, options }: Question): Markup {
  const introduction = text ? html`<p>${text}</p>` : ''
  const [only] = options
  if (options.length === 1 && only)
    return html`<h2>${title}</h2>
      ${introduction}
      <p>${localText(only.name, lang)} ${detail(only, lang)}</p>
      <input type="hidden" name="${name}" value="${only.tag}" />`
  return html`<fieldset>
    <legend>${title}</legend>
    ${introduction}
    ${options.map(
      (option) =>
        html`<label class="option"
          ><input type="radio" name="${name}" value="${option.tag}" required />
          <span>${localText(option.name, lang)}${detail(option, lang)}</span></label
        >`,
    )}
  </fieldset>`
}

const detail = ({ description }: Question['options'][number], lang: PageLanguage): Markup | '' =>
  description ? html`<small>${localText(description, lang)}</small>` : ''
