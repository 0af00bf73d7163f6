import { baseOf } from './catalogues.ts'
import type { Messages } from './panel.nl.ts'
import dutch from './panel.nl.ts'

/** The languages that are loaded when a page needs them. A bundle pins each by its hash. */
const onDemand: Record<string, () => Promise<{ default: Messages }>> = {
  en: () => import('./panel.en.ts'),
}

/** Texts, and the language that they are really in. */
export interface PanelCatalogue {
  language: string
  messages: Messages
}

/** The built-in texts: what stands while another language is on its way, or when it does not come. */
export const builtInPanel: PanelCatalogue = { language: 'nl', messages: dutch }

/** The texts for a language tag: of that language, of its base language, or Dutch. */
export async function loadPanelMessages(tag: string): Promise<PanelCatalogue> {
  const language = baseOf(tag)
  const load = Object.hasOwn(onDemand, language) ? onDemand[language] : undefined
  if (!load) return builtInPanel
  try {
    return { language, messages: (await load()).default }
  } catch {
    return builtInPanel
  }
}
