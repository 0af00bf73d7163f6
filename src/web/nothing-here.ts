/** The last answer of every part: there is nothing at this address. */
import type { LocalText } from '../protocol/local-text.ts'
import { problem } from '../protocol/problem.ts'
import { languageOf } from './language.ts'
import { sentencePage } from './page.ts'
import { sharedWords, type SharedTexts } from './own-words.ts'

/** A browser that goes somewhere, and not a script that asks. */
export const isNavigation = ({ method, headers }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.get('accept') ?? '').includes('text/html')

interface Whose {
  texts?: SharedTexts | undefined
  organisation?: LocalText | undefined
}

/** A page for a person, a problem document for a program. */
export async function nothingHere(
  request: Request,
  { texts, organisation }: Whose = {},
): Promise<Response> {
  if (!isNavigation(request)) return problem(404, 'not-found')
  const lang = languageOf(request)
  const { notFound: title, notFoundText: text } = sharedWords(texts, lang)
  return sentencePage({ status: 404, lang, title, text, organisation })
}
