/** What every server part shares towards browsers: pages, bodies of requests, CORS, refusals. */
export { readBody, readText } from './body.ts'
export { cors } from './cors.ts'
export { parsed, Refusal } from './refusal.ts'
export { languageOf, type PageLanguage } from './language.ts'
export {
  page,
  privateHeaders,
  sentencePage,
  type Markup,
  type PageOptions,
  type SentenceOptions,
} from './page.ts'
