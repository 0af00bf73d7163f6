/** The words of what a citizen reads when a step cannot be taken. */
import { worded, type OwnWords, type PageLanguage, type SharedTexts } from '../../web/index.ts'
import type { Words as DemoWords } from '../demo/words/nl.ts'
import type { Words as SamlWords } from '../saml/words/nl.ts'
import type { Words as YiviWords } from '../yivi/words/nl.ts'
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
  demo?: OwnWords<DemoWords> | undefined
  saml?: OwnWords<SamlWords> | undefined
  yivi?: OwnWords<YiviWords> | undefined
}

const words: Record<PageLanguage, Words> = { nl, en, de, fr, tr, ar, pl, uk, es }

export const wordsFor = ({ texts }: { texts?: AuthTexts | undefined }, lang: PageLanguage): Words =>
  worded(words, lang, texts?.auth)
