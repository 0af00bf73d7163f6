/** The shell of the pages that our servers write for people. */
export { languageOf, type PageLanguage } from './language.ts'
export {
  page,
  privateHeaders,
  sentencePage,
  type Markup,
  type PageOptions,
  type SentenceOptions,
} from './page.ts'
