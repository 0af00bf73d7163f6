/**
 * The words of the button in other languages than Dutch, and those that a page gives itself. The button only pins this part: its budget of bytes
 * has no place for the hash of every language.
 */
import dutch from './button.nl.ts'
import type { Catalogue, Messages } from './load.ts'

const others: Record<string, () => Promise<{ default: Messages }>> = {
  en: () => import('./button.en.ts'),
  de: () => import('./button.de.ts'),
  fr: () => import('./button.fr.ts'),
  tr: () => import('./button.tr.ts'),
  ar: () => import('./button.ar.ts'),
  pl: () => import('./button.pl.ts'),
  uk: () => import('./button.uk.ts'),
  es: () => import('./button.es.ts'),
}

/** @param texts of the page, as JSON: by language, and then by the name of the text */
export async function load(language: string, texts: string): Promise<Catalogue> {
  const isThere = Object.hasOwn(others, language)
  const found: Catalogue = isThere
    ? { language, messages: (await others[language]!()).default }
    : { language: 'nl', messages: dutch }
  return { ...found, messages: { ...found.messages, ...ownWords(texts, found.language) } }
}

/** What is no text is left out: a mistake in a page must not take the button away. */
function ownWords(texts: string, language: string): Partial<Messages> {
  try {
    const all = JSON.parse(texts) as Record<string, Record<string, unknown>>
    return Object.fromEntries(
      Object.entries(all[language] ?? {}).filter(([, text]) => typeof text === 'string'),
    )
  } catch {
    return {}
  }
}
