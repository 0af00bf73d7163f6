import { catalogues } from './catalogues.ts'
import dutch, { type Words } from './page.nl.ts'

/** The words of the conversation page, in the language of a tag. */
export const wordsIn = catalogues<Words>(dutch, {
  en: () => import('./page.en.ts'),
  de: () => import('./page.de.ts'),
  fr: () => import('./page.fr.ts'),
  tr: () => import('./page.tr.ts'),
  ar: () => import('./page.ar.ts'),
  pl: () => import('./page.pl.ts'),
  uk: () => import('./page.uk.ts'),
  es: () => import('./page.es.ts'),
})
