import { baseOf, withOwn, type OwnWords } from './catalogues.ts'
import type { Messages } from './panel.nl.ts'
import dutch from './panel.nl.ts'

/** Texts, and the language that they are really in. */
export interface PanelCatalogue {
  language: string
  messages: Messages
}

/** The built-in texts: what stands while another language is on its way, or when it does not come. */
export const builtInPanel: PanelCatalogue = { language: 'nl', messages: dutch }

/**
 * The texts for a language tag: of that language, of its base language, or Dutch.
 * @param own words of the municipality
 */
export async function loadPanelMessages(
  tag: string,
  own?: OwnWords<Messages>,
): Promise<PanelCatalogue> {
  const { language, messages } = await loadOurs(tag)
  return { language, messages: withOwn(messages, own?.[language]) }
}

async function loadOurs(tag: string): Promise<PanelCatalogue> {
  const language = baseOf(tag)
  if (language === 'nl') return builtInPanel
  try {
    // A bundle pins this part by its hash, and that part each language.
    const messages = await (await import('./panel.languages.ts')).load(language)
    return messages ? { language, messages } : builtInPanel
  } catch {
    return builtInPanel
  }
}
