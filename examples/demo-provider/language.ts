/** The languages of the demo provider: it stands in for one of the Netherlands. */
import { languageOf } from '../../src/web/index.ts'

const languages = ['nl', 'en'] as const

export type DemoLanguage = (typeof languages)[number]

export const demoLanguageOf = (request: Request): DemoLanguage => languageOf(request, languages)
