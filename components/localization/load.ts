import dutch from './button.nl.ts'
import type later from './conversation.nl.ts'

export type Messages = Record<keyof typeof dutch | keyof typeof later, string>

/** Texts, and the language that they are really in. Of Dutch, those for after the log-in come with the part that shows them. */
export interface Catalogue {
  language: string
  messages: Partial<Messages>
}

/**
 * The texts for a language tag: of that language, of its base language, or the Dutch ones, which are always there.
 * @param texts those that the page gives itself, as JSON
 */
export async function loadMessages(tag: string, texts: string): Promise<Catalogue> {
  const language = tag.toLowerCase().split('-')[0]!
  try {
    // A bundle pins this part by its hash. Those that read the Dutch words need none.
    if (texts || language !== 'nl')
      return await (await import('./button.languages.ts')).load(language, texts)
  } catch {
    // Dutch, then: a page without that part still works.
  }
  return { language: 'nl', messages: dutch }
}
