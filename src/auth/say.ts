/** What a citizen reads when a step cannot be taken. Everything else that they see is the identity provider's or the core's. */
import { failureLine, languageOf, sentencePage, sharedWords } from '../web/index.ts'
import type { AuthConfig } from './config.ts'
import { wordsFor } from './words/index.ts'

const statuses = { otherDevice: 403, expired: 410, invalid: 400, failure: 500 }

/**
 * A page that says one thing, in the language of the browser.
 * @param reference the number of a failure
 */
export function say(
  kit: Pick<AuthConfig, 'texts' | 'organisation'>,
  request: Request,
  what: keyof typeof statuses,
  reference?: string,
): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(kit, lang)
  return sentencePage({
    status: statuses[what],
    lang,
    title: t[what],
    text: t[`${what}Text`],
    foot: failureLine(sharedWords(kit.texts, lang), reference),
    organisation: kit.organisation,
  })
}
