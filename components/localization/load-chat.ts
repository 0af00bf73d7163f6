import { catalogues } from './catalogues.ts'
import dutch, { type Words } from './chat.nl.ts'

/** The words of a chat, in the language of a tag. */
export const wordsIn = catalogues<Words>(dutch, {
  en: () => import('./chat.en.ts'),
  de: () => import('./chat.de.ts'),
  fr: () => import('./chat.fr.ts'),
  tr: () => import('./chat.tr.ts'),
  ar: () => import('./chat.ar.ts'),
  pl: () => import('./chat.pl.ts'),
  uk: () => import('./chat.uk.ts'),
  es: () => import('./chat.es.ts'),
})
