import dutch from './button.nl.ts'
import type later from './conversation.nl.ts'

export type Messages = Record<keyof typeof dutch | keyof typeof later, string>

/** Texts, and the language that they are really in. Of Dutch, those for after the log-in come with the part that shows them. */
export interface Catalogue {
  language: string
  messages: Partial<Messages>
}

/** The texts for a language tag: of that language, of its base language, or the Dutch ones, which are always there. */
export async function loadMessages(tag: string): Promise<Catalogue> {
  const language = tag.toLowerCase().split('-')[0]!
  try {
    // A bundle pins each by its hash. Those that read Dutch need none.
    if (language !== 'nl') {
      const { languages } = await import('./button.languages.ts')
      return { language, messages: (await languages[language]!()).default }
    }
  } catch {
    // Dutch, then: a language that we do not have, or a page without that part, which still works.
  }
  return { language: 'nl', messages: dutch }
}
