import { localText, type LocalText } from '../../src/protocol/local-text.ts'
import type { Plural } from './catalogues.ts'

/** The language that an element is written in: its own `lang`, else that of the nearest element around it, else the page's. */
export const languageOf = (element: Element): string =>
  element.closest<HTMLElement>('[lang]')?.lang || document.documentElement.lang || 'nl'

const rightToLeft = /^(ar|fa|he|ur)\b/

export const directionOf = (language: string): 'ltr' | 'rtl' =>
  rightToLeft.test(language) ? 'rtl' : 'ltr'

/** Puts values into a text with `{name}` places. Never markup: the result is a text node. */
export const fill = (text: string, values: Record<string, string | undefined> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

/**
 * A text of a configuration or of another party, safe to stand within ours: without control characters, and without the
 * marks that turn the direction of what follows (a name must not be able to reorder a sentence).
 */
export const plain = (text: LocalText | undefined, language: string): string =>
  localText(text ?? '', language).replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')

/** `8:30`, or `8.30` in Dutch. */
export function timeOfDay(date: Date, language: string, timeZone?: string): string {
  const style = { timeStyle: 'short', hourCycle: 'h23', timeZone } as const
  return clock(date.toLocaleTimeString(language, style), language)
}

/** `8:30`, or `8.30` in Dutch, of `08:30`. */
export function clock(time: string, language: string): string {
  const text = time.replace(/^0/, '')
  return language === 'nl' ? text.replace(':', '.') : text
}

/** `maandag 30 november`. */
export const dayOf = (date: Date, language: string, timeZone: string): string =>
  date.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone })

/**
 * `naam, adres, geboortedatum`. By hand: the first thing of `Intl` that a page asks for takes Chromium a hundred milliseconds on a slow phone, in which
 * nothing else happens.
 */
export const enumeration = (items: string[], language: string): string =>
  items.join(directionOf(language) === 'rtl' ? '، ' : ', ')

/** Puts a number into the text that its plural category has in this language: `1 teken`, `2 tekens`. */
export const counted = (text: Plural, count: number, language: string): string =>
  fill(text[new Intl.PluralRules(language).select(count)] ?? text.other, {
    count: new Intl.NumberFormat(language).format(count),
  })
