/** Where each language of the panel is. The panel itself only pins this part. */
import type { Messages } from './panel.nl.ts'

const others: Record<string, () => Promise<{ default: Partial<Messages> }>> = {
  de: () => import('./panel.de.ts'),
  fr: () => import('./panel.fr.ts'),
  tr: () => import('./panel.tr.ts'),
  ar: () => import('./panel.ar.ts'),
  pl: () => import('./panel.pl.ts'),
  uk: () => import('./panel.uk.ts'),
  es: () => import('./panel.es.ts'),
}

/** The texts of a language, and in English what it lacks; undefined for a language that is not there. */
export async function load(language: string): Promise<Messages | undefined> {
  const isThere = Object.hasOwn(others, language)
  if (!isThere && language !== 'en') return undefined
  const [english, other] = await Promise.all([
    import('./panel.en.ts'),
    isThere ? others[language]!() : undefined,
  ])
  return { ...english.default, ...other?.default }
}
