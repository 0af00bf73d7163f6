/** The words of the choosing page, and of what guests and hosts read besides. */
import {
  sharedWords,
  worded,
  type OwnWords,
  type PageLanguage,
  type PageWords,
} from '../../../../web/index.ts'
import type { DeskTexts } from '../../../desk/words/index.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { nl, type Words } from './nl.ts'
import { pl } from './pl.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'

/** Words of one's own for these pages, and for those where employees sign in. */
export interface RoomsTexts extends Pick<DeskTexts, 'pages' | 'desk'> {
  rooms?: OwnWords<Words> | undefined
}

const words: Record<PageLanguage, Words> = { nl, en, de, fr, tr, ar, pl, uk, es }

/** With what the pages of other servers have as well. */
export type RoomsWords = Words & PageWords

/** With what the pages of other servers have as well. */
export const wordsFor = (
  { texts }: { texts?: RoomsTexts | undefined },
  lang: PageLanguage,
): RoomsWords => ({ ...sharedWords(texts, lang), ...worded(words, lang, texts?.rooms) })
