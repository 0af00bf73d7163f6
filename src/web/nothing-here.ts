/** The last answer of every part: there is nothing at this address. */
import { problem } from '../protocol/problem.ts'
import { languageOf } from './language.ts'
import { sentencePage } from './page.ts'

const words = {
  nl: [
    'Deze pagina bestaat niet',
    'Misschien mist er een stuk van de link. Ga terug naar de website waar u begon en begin opnieuw.',
  ],
  en: [
    'There is no such page',
    'Perhaps a piece of the link is missing. Go back to the website where you started and start again.',
  ],
} as const

/** A browser that goes somewhere, and not a script that asks. */
export const isNavigation = ({ method, headers }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.get('accept') ?? '').includes('text/html')

/** A page for a person, a problem document for a program. */
export async function nothingHere(request: Request): Promise<Response> {
  if (!isNavigation(request)) return problem(404, 'not-found')
  const lang = languageOf(request)
  const [title, text] = words[lang]
  return sentencePage({ status: 404, lang, title, text })
}
