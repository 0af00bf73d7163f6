/** The last answer of every part: there is nothing at this address. */
import { problem } from '../protocol/problem.ts'
import { languageOf } from './language.ts'
import { sentencePage } from './page.ts'
import { words } from './words/index.ts'

/** A browser that goes somewhere, and not a script that asks. */
export const isNavigation = ({ method, headers }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.get('accept') ?? '').includes('text/html')

/** A page for a person, a problem document for a program. */
export async function nothingHere(request: Request): Promise<Response> {
  if (!isNavigation(request)) return problem(404, 'not-found')
  const lang = languageOf(request)
  return sentencePage({ status: 404, lang, ...words[lang] })
}
