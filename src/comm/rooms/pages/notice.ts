/** Pages that say one thing to a guest, and where to go from here; and the page on which a host sees whether they are signed in. */
import { html } from 'hono/html'
import {
  failureLine,
  helpLine,
  languageOf,
  page,
  sentencePage,
  type Refusal,
} from '../../../web/index.ts'
import type { RoomsConfig } from '../config.ts'
import type { Rooms } from '../surroundings.ts'
import { wordsFor } from './words/index.ts'

type Answering = Pick<Rooms, 'config' | 'openness' | 'now'>

type Word = 'failed' | 'already' | 'tooLate' | 'invalid' | 'otherDevice' | 'gone'

export interface NoticeOptions {
  status: number
  word: Word
  /** The conversation, when it is known. */
  back?: string | undefined
  /** The number of a failure. */
  reference?: string | undefined
}

export function notice(
  { config, openness, now }: Answering,
  request: Request,
  { status, word, back, reference }: NoticeOptions,
): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(config, lang)
  return sentencePage({
    status,
    lang,
    title: t[word],
    text: t[`${word}Text`],
    foot: html`${failureLine(t, reference)}
    ${helpLine(t, { help: config.help, hours: openness(), now: now() }, lang)}`,
    organisation: config.organisation,
    ...(back !== undefined && { link: { href: back, text: t.back } }),
  })
}

/** Why a guest cannot go on. */
export function refusedPage(
  rooms: Answering,
  request: Request,
  { slug, status, reference }: Refusal,
  back?: string,
): Promise<Response> {
  const word = wordOf(slug)
  return notice(rooms, request, {
    status,
    word,
    back,
    reference: word === 'failed' ? reference : undefined,
  })
}

function wordOf(slug: Refusal['slug']): Word {
  switch (slug) {
    case 'already-used':
      return 'already'
    case 'expired-ticket':
      return 'tooLate'
    case 'other-device':
    case 'gone':
      return slug === 'gone' ? 'gone' : 'otherDevice'
    case 'invalid-handover':
    case 'invalid-ticket':
    case 'malformed-request':
    case 'return-url-not-allowed':
    case 'uri-too-long':
    case 'not-found':
      return 'invalid'
    default:
      return 'failed'
  }
}

/** Where a host lands after signing in. */
export function hostPage(
  request: Request,
  config: Pick<RoomsConfig, 'serverUrl' | 'texts' | 'organisation'>,
  isSignedIn: boolean,
): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(config, lang)
  const { serverUrl } = config
  if (!isSignedIn)
    return sentencePage({
      status: 200,
      lang,
      title: t.signedOut,
      organisation: config.organisation,
      text: t.signedOutText,
      link: { href: `${serverUrl}/login?lang=${lang}`, text: t.signIn },
    })
  return page({
    lang,
    title: t.signedIn,
    organisation: config.organisation,
    formAction: "'self'",
    body: html`<h1>${t.signedIn}</h1>
      <p>${t.signedInText}</p>
      <form method="post" action="${serverUrl}/logout?lang=${lang}">
        <button>${t.signOut}</button>
      </form>`,
  })
}
