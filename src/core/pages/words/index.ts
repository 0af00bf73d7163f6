/** The words of the core's own pages. */
import {
  sharedWords,
  worded,
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
export interface CoreTexts extends SharedTexts {
  /** Of the pages with the questions. */
  core?: OwnWords<Words> | undefined
}

const words: Record<PageLanguage, Words> = { nl, en, de, fr, tr, ar, pl, uk, es }

/** With what the pages of other servers have as well. */
export const wordsFor = (
  { texts }: { texts?: CoreTexts | undefined },
  lang: PageLanguage,
): Words & PageWords => ({ ...sharedWords(texts, lang), ...worded(words, lang, texts?.core) })
