/** Where somebody gets help and when, at the foot of a page, and which number they tell there. */
import { html } from 'hono/html'
import { fill, timeOfDay } from '../../components/localization/language.ts'
import { localText } from '../protocol/local-text.ts'
import type { Help } from '../protocol/session-options.ts'
import type { PageLanguage } from './language.ts'
import { withMoment } from './moment.ts'
import type { Openness } from './opening-hours.ts'
import type { PageWords } from './own-words.ts'
import type { Markup } from './page.ts'

export interface HelpOptions {
  help?: Help | undefined
  /** How it stands with what this page is about. Default: nothing is said of it. */
  hours?: Openness | undefined
  now?: Date
  /** It stands in an element with a script, which has a place for it. */
  slotted?: boolean
}

export function helpLine(
  t: PageWords,
  { help, hours, now = new Date(), slotted = false }: HelpOptions,
  lang: PageLanguage,
): Markup | '' {
  const standing = hours && hoursText(t, hours, now, lang)
  const helpHours = localText(help?.hours, lang)
  if (!help && !standing) return ''
  return html`<footer ${slotted ? html`slot="help"` : ''}>
    ${standing ? html`<p data-until="${hours?.changesAt?.toISOString()}">${standing}</p>` : ''}
    ${help ? html`<p>${t.help} <a dir="ltr" href="tel:${help.phone}">${help.phoneDisplay}</a></p>` : ''}
    ${helpHours ? html`<p>${helpHours}</p>` : ''}
  </footer>`
}

/** The number by which a helpdesk finds what went wrong. */
export const failureLine = (t: PageWords, reference: string | undefined): Markup | '' => {
  if (!reference) return ''
  const [before, after] = t.reference.split('{reference}')
  return html`<p>${before}<bdi dir="ltr">${reference}</bdi>${after}</p>`
}

/** Until when it is open, where that is within a day; or when it opens. Nothing where that is not known. The words are those of the button. */
export function hoursText(
  t: PageWords,
  { isOpen, changesAt, timeZone }: Openness,
  now: Date,
  lang: PageLanguage,
): string {
  if (!changesAt) return ''
  if (!isOpen) return withMoment(t.opens, changesAt, { lang, timeZone })
  if (Number(changesAt) - Number(now) >= 86_400_000) return ''
  return fill(t.openUntil, { time: timeOfDay(changesAt, lang, timeZone) })
}
