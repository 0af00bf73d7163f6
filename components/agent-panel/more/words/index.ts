/** The words of what is loaded when an agent asks for it. */
import { withOwn, type OwnWords } from '../../../localization/catalogues.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { nl, type Words } from './nl.ts'
import { pl } from './pl.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'

export type { Words }

const words: Record<string, Words> = { nl, en, de, fr, tr, ar, pl, uk, es }

/**
 * @param language in which the panel is
 * @param own words of the municipality
 */
export const wordsIn = (language: string, own?: OwnWords<Words>): Words =>
  withOwn(Object.hasOwn(words, language) ? words[language]! : nl, own?.[language])
