/** What stands below the name of a method or a channel: which is recommended, how long it takes, until when it is open, and how long people wait. */
import { localText, type LocalText } from '../../protocol/local-text.ts'
import { hoursText, type Openness, type PageLanguage } from '../../web/index.ts'
import type { CoreConfig } from '../config.ts'
import { wordsFor } from './words/index.ts'

export interface About {
  isRecommended: boolean
  description?: LocalText | undefined
  /** In seconds, as is `wait`. */
  duration?: number | undefined
  wait?: number | undefined
  openness?: Openness | undefined
  now?: Date
}

/** Sentences, or nothing. */
export function detailsOf(
  config: Pick<CoreConfig, 'texts'>,
  { isRecommended, description, duration, wait, openness, now = new Date() }: About,
  lang: PageLanguage,
): string {
  const t = wordsFor(config, lang)
  const told = [
    isRecommended && t.recommended,
    description && apart(localText(description, lang), lang),
    duration && t.duration.replace('{time}', minutes(duration, lang)),
    openness && hoursText(t, openness, now, lang),
    wait && t.wait.replace('{time}', minutes(wait, lang)),
  ]
  return told.filter(Boolean).join(' ')
}

/** Between Arabic words, what is in another language keeps its full stop at its end. */
const apart = (text: string, lang: PageLanguage): string =>
  lang === 'ar' ? `\u2068${text}\u2069` : text

/** In whole minutes, never fewer than it takes. */
function minutes(seconds: number, lang: PageLanguage): string {
  const unit = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const
  return new Intl.NumberFormat(lang, unit).format(Math.ceil(seconds / 60))
}
