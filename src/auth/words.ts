/** What a citizen reads when a step cannot be taken. Everything else that they see is the identity provider's or the core's. */
import { languageOf, sentencePage } from '../web/index.ts'

const words = {
  'other-device': {
    status: 403,
    nl: [
      'Begin opnieuw op dit apparaat',
      'Deze stap hoort bij een ander apparaat of een ander venster. Kreeg u een link van iemand anders? Ga dan niet verder.',
    ],
    en: [
      'Start again on this device',
      'This step belongs to another device or another window. Did someone send you a link? Do not go on.',
    ],
  },
  expired: {
    status: 410,
    nl: [
      'Deze link werkt niet meer',
      'Dat is voor uw veiligheid. Ga terug naar de website waar u begon en begin opnieuw.',
    ],
    en: [
      'This link no longer works',
      'That is for your safety. Go back to the website where you started and start again.',
    ],
  },
  invalid: {
    status: 400,
    nl: [
      'Deze link werkt niet',
      'Er mist een stuk van de link of er is iets aan veranderd. Ga terug naar de website waar u begon en begin opnieuw.',
    ],
    en: [
      'This link does not work',
      'A piece of the link is missing or was changed. Go back to the website where you started and start again.',
    ],
  },
  failure: {
    status: 500,
    nl: [
      'Dit lukt nu niet',
      'Het ligt niet aan u. Ga terug naar de website waar u begon en probeer het opnieuw.',
    ],
    en: [
      'This does not work right now',
      'It is not your fault. Go back to the website where you started and try again.',
    ],
  },
} as const satisfies Record<string, { status: number; nl: string[]; en: string[] }>

/** A page that says one thing, in the language of the browser. */
export function say(request: Request, what: keyof typeof words): Promise<Response> {
  const { status } = words[what]
  const lang = languageOf(request)
  const [title, text] = words[what][lang]
  return sentencePage({ status, lang, title, text })
}
