/** The words of the desk page. */
import type { PageLanguage } from '../../../web/index.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { nl, type Words } from './nl.ts'
import { pl } from './pl.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'

export const words: Record<PageLanguage, Words> = { nl, en, de, fr, tr, ar, pl, uk, es }
