/** The words of the conversation page. */
import {
  sharedWords,
  worded,
  type ElementWords,
  type OwnWords,
  type PageLanguage,
  type PageWords,
  type SharedTexts,
} from '../../../web/index.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { nl, type Words } from './nl.ts'
import { pl } from './pl.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'

/** Words of one's own for these pages. */
export interface CommTexts extends SharedTexts {
  comm?: OwnWords<Words> | undefined
  /** Of what the page's script shows, by names of `components/localization/`. */
  conversation?: ElementWords | undefined
  chat?: ElementWords | undefined
  video?: ElementWords | undefined
}

const words: Record<PageLanguage, Words> = { nl, en, de, fr, tr, ar, pl, uk, es }

/** With what the pages of other servers have as well. */
export type CommWords = Words & PageWords

/** With what the pages of other servers have as well. */
export const wordsFor = (
  { texts }: { texts?: CommTexts | undefined },
  lang: PageLanguage,
): CommWords => ({ ...sharedWords(texts, lang), ...worded(words, lang, texts?.comm) })
