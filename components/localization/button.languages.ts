/** Where each language of the button is. The button itself only pins this part: its budget of bytes has no place for every hash. */
import type { Messages } from './load.ts'

export const languages: Record<string, () => Promise<{ default: Messages }>> = {
  // A page may ask for a language `constructor`.
  // @ts-expect-error TypeScript takes it for a member
  __proto__: null,
  en: () => import('./button.en.ts'),
  de: () => import('./button.de.ts'),
  fr: () => import('./button.fr.ts'),
  tr: () => import('./button.tr.ts'),
  ar: () => import('./button.ar.ts'),
  pl: () => import('./button.pl.ts'),
  uk: () => import('./button.uk.ts'),
  es: () => import('./button.es.ts'),
}
