/** Outside the opening hours: when people can come back. */
import { html } from 'hono/html'
import {
  helpLine,
  languageOf,
  page,
  type Openness,
  type PageLanguage,
  withMoment,
} from '../../web/index.ts'
import type { CoreConfig } from '../config.ts'
import { wordsFor } from './words/index.ts'

/** When it opens, or that it is closed where nobody knows until when. */
function opening(
  config: Pick<CoreConfig, 'texts'>,
  { changesAt, timeZone }: Openness,
  lang: PageLanguage,
): string {
  const t = wordsFor(config, lang)
  if (!changesAt) return t.closedText
  return withMoment(t.closedUntil, changesAt, { lang, timeZone })
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
