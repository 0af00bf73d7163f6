/** Outside the opening hours: when people can come back. */
import { html } from 'hono/html'
import { helpLine, languageOf, page, type Openness, type PageLanguage } from '../../web/index.ts'
import type { CoreConfig } from '../config.ts'
import { wordsFor } from './words/index.ts'

/** Whole, also on the day itself: `maandag 30 november` is right whenever it is read. */
export function opening(
  config: Pick<CoreConfig, 'texts'>,
  { changesAt, timeZone }: Openness,
  lang: PageLanguage,
): string {
  const t = wordsFor(config, lang)
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
  const t = wordsFor(config, lang)
  return page({
    status,
    lang,
    title: t.closed,
    organisation: config.organisation,
    body: html`<h1>${t.closed}</h1>
      <p>${hours ? opening(config, hours, lang) : t.closedText}</p>
      ${helpLine(t, config.help, lang)}`,
  })
}
