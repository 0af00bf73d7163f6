import dutch from './button.nl.ts'
import type later from './conversation.nl.ts'

export type Messages = Record<keyof typeof dutch | keyof typeof later, string>

/** Languages beside Dutch, each loaded when a page needs it. A bundle pins each by its hash. */
const onDemand: Record<string, () => Promise<{ default: Messages }>> = {
  en: () => import('./button.en.ts'),
}

/** Texts, and the language that they are really in. Of Dutch, those for after the log-in come with the part that shows them. */
export interface Catalogue {
  language: string
  messages: Partial<Messages>
}

/** The texts for a language tag: of that language, of its base language, or the Dutch ones, which are always there. */
export async function loadMessages(tag: string): Promise<Catalogue> {
  const language = tag.toLowerCase().split('-')[0]!
  try {
    if (Object.hasOwn(onDemand, language))
      return { language, messages: (await onDemand[language]!()).default }
  } catch {
    // Dutch, then: a page without that part still works.
  }
  return { language: 'nl', messages: dutch }
}
