/** Words of a municipality's own, instead of ours. */
import type { PageLanguage } from './language.ts'
import { words, type Words as PageWords } from './words/index.ts'

/** By language, and then by the name of the text. What is missing stays as it is; `{name}` and its kind are filled in as in ours. Text, never markup. */
export type OwnWords<Words> = {
  readonly [Language in PageLanguage]?: { readonly [Name in keyof Words]?: string | undefined }
}

/** What every server may be told in words of one's own. */
export interface SharedTexts {
  /** What the pages of all servers have in common. */
  pages?: OwnWords<PageWords> | undefined
}

/** Words of one's own for an element on a page of ours: a text, or a text for each plural category. What names there are is the element's affair. */
export type ElementWords = {
  readonly [Language in PageLanguage]?: Readonly<
    Record<string, string | Readonly<Record<string, string>>>
  >
}

/** Of what an element may be told, the language of the page: as its attribute `texts`, or nothing. */
export function textsFor(
  sets: Readonly<Record<string, ElementWords | undefined>>,
  lang: PageLanguage,
): string | undefined {
  const told = Object.entries(sets).flatMap(([set, words]) =>
    words?.[lang] ? [[set, { [lang]: words[lang] }]] : [],
  )
  return told.length > 0 ? JSON.stringify(Object.fromEntries(told)) : undefined
}

/** The words of one language: ours, and over them those of the municipality. */
export const worded = <Words extends object>(
  ours: Record<PageLanguage, Words>,
  lang: PageLanguage,
  own: OwnWords<Words> | undefined,
): Words => ({ ...ours[lang], ...own?.[lang] })

/** What the pages of all servers have in common. */
export const sharedWords = (texts: SharedTexts | undefined, lang: PageLanguage): PageWords =>
  worded(words, lang, texts?.pages)

export type { PageWords }
