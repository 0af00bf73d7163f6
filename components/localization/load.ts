import type { Messages } from './button.nl.ts'

/** The languages, each loaded when a page needs it. A bundle pins each by its hash. */
const languages: Record<string, () => Promise<{ default: Messages }>> = {
  nl: () => import('./button.nl.ts'),
  en: () => import('./button.en.ts'),
}

/** Texts, and the language that they are really in. */
export interface Catalogue {
  language: string
  messages: Messages
}

/**
 * The texts for a language tag: of that language, of its base language, or Dutch.
 * @throws when not even the Dutch ones can be loaded
 */
export async function loadMessages(tag: string): Promise<Catalogue> {
  const language = tag.toLowerCase().split('-')[0]!
  if (Object.hasOwn(languages, language))
    try {
      return { language, messages: (await languages[language]!()).default }
    } catch (error) {
      if (language === 'nl') throw error
    }
  return loadMessages('nl')
}
