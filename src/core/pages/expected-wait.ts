/** How long people wait for a channel, in words. */
import type { LocalText } from '../../protocol/local-text.ts'
import { pageLanguages, type PageLanguage } from '../../web/index.ts'
import { words } from './words/index.ts'

/** @param seconds told in whole minutes */
export function expectedWait(seconds: number): LocalText {
  const minutes = Math.max(1, Math.round(seconds / 60))
  const said = (lang: PageLanguage): string => {
    const unit = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const
    return words[lang].wait.replace('{time}', new Intl.NumberFormat(lang, unit).format(minutes))
  }
  return Object.fromEntries(pageLanguages.map((lang) => [lang, said(lang)]))
}
