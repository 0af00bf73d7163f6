/** The page with the code for the app. */
import { html } from 'hono/html'
import { onwards, page, type Markup } from '../../web/index.ts'
import type { AttemptRequest } from '../method-route.ts'
import type { IrmaSession, SessionPointer } from './irma-server.ts'
import { qrImage } from './qr-image.ts'
import { wordsOfKind } from '../words/index.ts'
import { words } from './words/index.ts'
import type { Words } from './words/nl.ts'

export interface WaitPaths {
  /** This page. */
  again: string
  status: string
  script: string
}

export async function waitPage(request: AttemptRequest, paths: WaitPaths): Promise<Response> {
  const { lang, callbackUrl, attempt, organisation, texts } = request
  const say = wordsOfKind('yivi', words, texts, lang)
  const { pointer } = attempt.memory as IrmaSession
  const onPhone = isPhone(request.request)
  return page({
    lang,
    title: say.title,
    organisation,
    formAction: onwards(callbackUrl),
    script: { src: paths.script },
    body: html`<h1>${say.title}</h1>
      ${onPhone ? phoneFirst(pointer, say) : codeFirst(pointer, say)}
      <p
        id="progress"
        role="status"
        data-status="${paths.status}"
        data-waiting="${say.waiting}"
        data-connected="${say.connected}"
        data-unreachable="${say.unreachable}"
      ></p>
      <form action="${callbackUrl}" class="actions">
        <input type="hidden" name="state" value="${attempt.state}" />
        <a class="button" href="${paths.again}">${say.done}</a>
        <button name="stop" value="yes">${say.stop}</button>
      </form>`,
  })
}

/** The time is over; nothing was shared. The way on is where the citizen came from, with its other ways to go on. */
export function timeOverPage({
  lang,
  callbackUrl,
  attempt,
  organisation,
  texts,
}: AttemptRequest): Promise<Response> {
  const say = wordsOfKind('yivi', words, texts, lang)
  return page({
    lang,
    title: say.over,
    organisation,
    body: html`<h1>${say.over}</h1>
      <p>${say.overText}</p>
      <p>
        <a class="button primary" href="${callbackUrl}?state=${attempt.state}">${say.onwards}</a>
      </p>`,
  })
}

const codeFirst = (pointer: SessionPointer, say: Words): Markup =>
  html`<p>${say.scan}</p>
    <p>${code(pointer, say)}</p>
    <p><a href="${linkFor(pointer)}">${say.open}</a></p>`

const phoneFirst = (pointer: SessionPointer, say: Words): Markup =>
  html`<p>${say.here}</p>
    <p><a class="button primary" href="${linkFor(pointer)}">${say.open}</a></p>
    <details>
      <summary>${say.elsewhere}</summary>
      <p>${say.scan}</p>
      <p>${code(pointer, say)}</p>
    </details>`

/** Also a camera reads it: it holds the link, which says that this browser is somewhere else than the app. */
const code = (pointer: SessionPointer, say: Words): Markup =>
  html`<img
    src="${qrImage(linkFor({ ...pointer, continueOnSecondDevice: true }))}"
    width="256"
    height="256"
    alt="${say.code}"
  />`

/** The address that phones open with the app (docs.yivi.app/session-requests). */
const linkFor = (pointer: SessionPointer & { continueOnSecondDevice?: true }): string =>
  `https://open.yivi.app/-/session#${encodeURIComponent(JSON.stringify(pointer))}`

/** Only which of the two comes first hangs on it. */
function isPhone({ headers }: Request): boolean {
  const hint = headers.get('sec-ch-ua-mobile')
  return hint ? hint === '?1' : /Mobi|Android|iPhone/.test(headers.get('user-agent') ?? '')
}
