import { catalogues } from './catalogues.ts'
import dutch, { type Words } from './video.nl.ts'

/** The words of a video call, in the language of a tag. */
export const wordsIn = catalogues<Words>(dutch, {
  en: () => import('./video.en.ts'),
  de: () => import('./video.de.ts'),
  fr: () => import('./video.fr.ts'),
  tr: () => import('./video.tr.ts'),
  ar: () => import('./video.ar.ts'),
  pl: () => import('./video.pl.ts'),
  uk: () => import('./video.uk.ts'),
  es: () => import('./video.es.ts'),
})
