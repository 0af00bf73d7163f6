/** The words of what a citizen reads when a step cannot be taken. */
import {
  worded,
  type ElementWords,
  type OwnWords,
  type PageLanguage,
  type SharedTexts,
} from '../../web/index.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { nl, type Words } from './nl.ts'
import { pl } from './pl.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'

/** Words of one's own for the pages of a way to log in. */
export interface AuthTexts extends SharedTexts {
  auth?: OwnWords<Words> | undefined
  /** For the pages of one kind of method, by its `type`. What names there are is that kind's affair. */
  readonly [type: string]: OwnWords<Record<string, string>> | ElementWords | undefined
}

const words: Record<PageLanguage, Words> = { nl, en, de, fr, tr, ar, pl, uk, es }

export const wordsFor = ({ texts }: { texts?: AuthTexts | undefined }, lang: PageLanguage): Words =>
  worded(words, lang, texts?.auth)

/** The words of one kind of method: its own, and over them those of the municipality. */
export const wordsOfKind = <Own extends object>(
  type: string,
  ours: Record<PageLanguage, Own>,
  texts: AuthTexts | undefined,
  lang: PageLanguage,
): Own => worded(ours, lang, texts?.[type] as OwnWords<Own> | undefined)
