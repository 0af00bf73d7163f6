/** What stands below the name of a method or a channel: which is recommended, how long it takes, and how long people wait. */
import { localText, type LocalText } from '../../protocol/local-text.ts'
import type { PageLanguage } from '../../web/index.ts'
import type { CoreConfig } from '../config.ts'
import { wordsFor } from './words/index.ts'

interface About {
  isRecommended: boolean
  description?: LocalText | undefined
  /** In seconds, as is `wait`. */
  duration?: number | undefined
  wait?: number | undefined
}

/** Sentences, or nothing. */
export function detailsOf(
  config: Pick<CoreConfig, 'texts'>,
  { isRecommended, description, duration, wait }: About,
  lang: PageLanguage,
): string {
  const t = wordsFor(config, lang)
  const told = [
    isRecommended && t.recommended,
    description && localText(description, lang),
    duration && t.duration.replace('{time}', minutes(duration, lang)),
    wait && t.wait.replace('{time}', minutes(wait, lang)),
  ]
  return told.filter(Boolean).join(' ')
}

/** In whole minutes. */
function minutes(seconds: number, lang: PageLanguage): string {
  const unit = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const
  return new Intl.NumberFormat(lang, unit).format(Math.max(1, Math.round(seconds / 60)))
}
