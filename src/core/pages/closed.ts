/** Outside the opening hours: when people can come back. */
import { html } from 'hono/html'
import {
  dayOf,
  helpLine,
  languageOf,
  page,
  timeOfDay,
  type Openness,
  type PageLanguage,
} from '../../web/index.ts'
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
  return t.closedUntil
    .replace('{day}', dayOf(changesAt, lang, timeZone))
    .replace('{time}', timeOfDay(changesAt, lang, timeZone))
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
      ${helpLine(t, { help: config.help }, lang)}`,
  })
}
