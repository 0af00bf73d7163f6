/** The words of the desk page. */
import {
  worded,
  type ElementWords,
  type OwnWords,
  type PageLanguage,
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
export interface DeskTexts extends SharedTexts {
  desk?: OwnWords<Words> | undefined
  /** Of the panel, by names of `components/`. */
  panel?: ElementWords | undefined
  work?: ElementWords | undefined
  more?: ElementWords | undefined
  chat?: ElementWords | undefined
  video?: ElementWords | undefined
}

const words: Record<PageLanguage, Words> = { nl, en, de, fr, tr, ar, pl, uk, es }

export const wordsFor = ({ texts }: { texts?: DeskTexts | undefined }, lang: PageLanguage): Words =>
  worded(words, lang, texts?.desk)
