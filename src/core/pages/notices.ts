/** Pages that say how it stands, when there is no municipal page to say it. */
import { html } from 'hono/html'
import { parseTelUrl } from '../../protocol/url.ts'
import {
  failureLine,
  helpLine,
  languageOf,
  page,
  sentencePage,
  type Markup,
  type PageLanguage,
  type Refusal,
} from '../../web/index.ts'
import type { CoreConfig } from '../config.ts'
import { wordsFor } from './words/index.ts'

type Worded = Pick<CoreConfig, 'texts' | 'organisation'>
type Helped = Worded & Pick<CoreConfig, 'help'>

type Notice = 'otherDevice' | 'done' | 'tooLate' | 'invalidLink'

function notice(config: Worded, request: Request, status: number, name: Notice): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(config, lang)
  const { organisation } = config
  return sentencePage({ status, lang, title: t[name], text: t[`${name}Text`], organisation })
}

export const otherDevice = (config: Worded, request: Request) =>
  notice(config, request, 403, 'otherDevice')
export const done = (config: Worded, request: Request) => notice(config, request, 410, 'done')
export const tooLate = (config: Worded, request: Request) => notice(config, request, 410, 'tooLate')
export const invalidLink = (config: Worded, request: Request) =>
  notice(config, request, 400, 'invalidLink')

export function refused(
  config: Helped,
  request: Request,
  { slug, status, reference }: Refusal,
): Promise<Response> {
  const lang = languageOf(request)
  const { refused: title, refusedText: text, unknownPurpose } = wordsFor(config, lang)
  const heading = slug === 'unknown-purpose' ? unknownPurpose : title
  const { organisation } = config
  const foot = footOf(config, lang, reference)
  return sentencePage({ status, lang, title: heading, text, foot, organisation })
}

/** Whom to call, and which number to tell them. */
function footOf(config: Helped, lang: PageLanguage, reference: string | undefined): Markup {
  const t = wordsFor(config, lang)
  return html`${failureLine(t, reference)} ${helpLine(t, { help: config.help }, lang)}`
}

/** The result of a log-in could not be handed on. */
export function notDelivered(
  config: Helped,
  request: Request,
  outcome: 'refused' | 'unavailable',
  reference: string | undefined,
): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(config, lang)
  const title = outcome === 'refused' ? t.failed : t.refused
  const { organisation } = config
  const text = outcome === 'refused' ? t.setbackText : t.refusedText
  const foot = footOf(config, lang, reference)
  return sentencePage({ status: 502, lang, title, text, foot, organisation })
}

/** Back from the log-in without a result. */
export async function setback(
  config: Worded & Pick<CoreConfig, 'serverUrl'>,
  request: Request,
  hint: string,
  purpose: string,
  cookie: string,
): Promise<Response> {
  const lang = languageOf(request)
  const name = hint as 'cancelled' | 'failed' | 'too_low' | 'unavailable'
  const t = wordsFor(config, lang)
  const answer = await sentencePage({
    status: 200,
    lang,
    title: t[name],
    text: t.setbackText,
    organisation: config.organisation,
    link: {
      href: `${config.serverUrl}/choose?purpose=${encodeURIComponent(purpose)}`,
      text: t.retry,
    },
  })
  answer.headers.set('set-cookie', cookie)
  return answer
}

/** A published telephone plugin answers a number and a code, and has no page of its own. */
export function telephone(
  config: Worded,
  request: Request,
  telUrl: string,
  cookie?: string,
): Promise<Response> {
  const lang = languageOf(request)
  const { number, code } = parseTelUrl(telUrl)!
  const { call, callKey, callButton } = wordsFor(config, lang)
  const groups = code?.match(/.{1,3}/g) ?? []
  const title = call.replace('{number}', number)
  return page({
    lang,
    title,
    organisation: config.organisation,
    ...(cookie && { headers: { 'set-cookie': cookie } }),
    body: html`<h1>${title}</h1>
      ${
        code
          ? html`<p>${callKey}</p>
              <p class="code" dir="ltr">${groups.map((group) => html`<span>${group}</span>`)}</p>`
          : ''
      }
      <p><a class="button primary" href="${telUrl}">${callButton}</a></p>`,
  })
}
