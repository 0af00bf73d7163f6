/** The words that the pages of several servers have in common: what somebody shares, where help is, and that a page is not there. */
import type { PageLanguage } from '../language.ts'
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

export const words: Record<PageLanguage, Words> = { nl, en, de, fr, tr, ar, pl, uk, es }
