/** Where somebody gets help, at the foot of a page, and which number they tell there. */
import { html } from 'hono/html'
import { localText } from '../protocol/local-text.ts'
import type { Help } from '../protocol/session-options.ts'
import type { PageLanguage } from './language.ts'
import type { PageWords } from './own-words.ts'
import type { Markup } from './page.ts'

export function helpLine(t: PageWords, help: Help | undefined, lang: PageLanguage): Markup | '' {
  if (!help) return ''
  return html`<footer>
    <p>
      ${t.help} <a href="tel:${help.phone}">${help.phoneDisplay}</a> ${localText(help.hours, lang)}
    </p>
  </footer>`
}

/** The number by which a helpdesk finds what went wrong. */
export const failureLine = (t: PageWords, reference: string | undefined): Markup | '' => {
  if (!reference) return ''
  const [before, after] = t.reference.split('{reference}')
  return html`<p>${before}<bdi dir="ltr">${reference}</bdi>${after}</p>`
}
