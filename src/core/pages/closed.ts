/** Outside the opening hours: when people can come back. */
import { html } from 'hono/html'
import { localText } from '../../protocol/local-text.ts'
import { languageOf, page, type Markup, type PageLanguage } from '../../web/index.ts'
import type { CoreConfig } from '../config.ts'
import type { Openness } from '../opening-hours.ts'
import { words } from './words/index.ts'

/** Whole, also on the day itself: `maandag 30 november` is right whenever it is read. */
export function opening({ changesAt, timeZone }: Openness, lang: PageLanguage): string {
  const t = words[lang]
  if (!changesAt) return t.closedText
  const day = changesAt.toLocaleDateString(lang, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  })
  const time = changesAt
    .toLocaleTimeString(lang, { timeStyle: 'short', hourCycle: 'h23', timeZone })
    .replace(/^0/, '')
  return t.closedUntil
    .replace('{day}', day)
    .replace('{time}', lang === 'nl' ? time.replace(':', '.') : time)
}

export function closedPage(
  request: Request,
  { config }: { config: CoreConfig },
  hours: Openness | undefined,
  status = 200,
): Promise<Response> {
  const lang = languageOf(request)
  const t = words[lang]
  return page({
    status,
    lang,
    title: t.closed,
    body: html`<h1>${t.closed}</h1>
      <p>${hours ? opening(hours, lang) : t.closedText}</p>
      ${help(config, lang)}`,
  })
}

export function help({ help: known }: CoreConfig, lang: PageLanguage): Markup | '' {
  if (!known) return ''
  return html`<footer>
    <p>
      ${words[lang].help} <a href="tel:${known.phone}">${known.phoneDisplay}</a>
      ${localText(known.hours, lang)}
    </p>
  </footer>`
}
