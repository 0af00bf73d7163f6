import dutch, { type Messages } from './button.nl.ts'

/** Languages beside Dutch, each loaded when a page needs it. A bundle pins each by its hash. */
const onDemand: Record<string, () => Promise<{ default: Messages }>> = {
  en: () => import('./button.en.ts'),
}

/** Texts, and the language that they are really in. */
export interface Catalogue {
  language: string
  messages: Messages
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
