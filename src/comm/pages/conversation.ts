/** The conversation page: for browsers without our script, the same number and code, and the same ways on. */
import { html } from 'hono/html'
import {
  failureLine,
  helpLine,
  languageOf,
  onwards,
  page,
  sentencePage,
  textsFor,
  timeOfDay,
  type Markup,
  type PageLanguage,
  type Refusal,
} from '../../web/index.ts'
import type { ConversationView } from '../../protocol/messages-conversation.ts'
import { withQuery } from '../../protocol/url.ts'
import { find, view } from '../conversation.ts'
import type { CommConfig } from '../config.ts'
import { tokensOf } from '../cookie.ts'
import {
  callBackAsked,
  callBackForm,
  callBackLink,
  callBackRequested,
  calledFrom,
} from './call-back.ts'
import { identificationForm } from './identification.ts'
import type { Surroundings } from '../surroundings.ts'
import { wordsFor, type CommWords } from './words/index.ts'

type Answering = Pick<Surroundings, 'config' | 'openness' | 'now'>

/**
 * Seconds between two looks at how it stands. Long: a page that reloads interrupts whoever is being read to. Shorter where next to nothing
 * stands there and the employee may come or ask something; never where somebody is choosing.
 */
const refreshOf = (seen: ConversationView): number | undefined =>
  seen.identification
    ? undefined
    : seen.state === 'active' || (seen.state === 'waiting' && !seen.phone)
      ? 15
      : 60

/** The code was keyed in: it is used up, and the call is on its way to an employee. */
const isCallIn = ({ state, channel, phone, call_back }: ConversationView): boolean =>
  state === 'waiting' && channel === 'phone' && !phone && call_back !== 'requested'

/** @throws Refusal */
export async function conversationPage(
  comm: Surroundings,
  request: Request,
  ref: string,
  refusal?: Refusal,
): Promise<Response> {
  const conversation = await find(comm, ref, tokensOf(request))
  await comm.store.touch(conversation.id)
  const lang = languageOf(request)
  const t = wordsFor(comm.config, lang)
  const seen = await view(comm, conversation)
  const base = `${comm.config.serverUrl}/conversation/${ref}`
  const { callBackFrom } = conversation
  const from = calledFrom(callBackFrom, { t, lang, now: comm.now() })
  // Somebody who came to be called back has nothing else to do here.
  const isToBeCalled = callBackFrom !== undefined && seen.call_back === 'possible'
  const { title, body } = seen.identification
    ? identificationForm(comm, seen, lang, base)
    : seen.call_back === 'requested'
      ? callBackRequested(t, from)
      : isToBeCalled
        ? callBackAsked(base, t, { from, refusal })
        : comm.meeting
          ? meetingPlace(t)
          : stateOf(seen, lang, t)
  const actions = actionsOf(seen, t, base, isToBeCalled)
  const query = new URL(request.url).searchParams
  const isAsked = query.has('identify')
  const mayCall = seen.call_back === 'possible' && !seen.identification && !isToBeCalled
  // A page of its own for the form: whoever fills it in is not interrupted.
  const isCalling = mayCall && (query.has('call_back') || refusal !== undefined)
  // Whoever is called back meets nobody here.
  const isScripted = !isAsked && !isCalling && !isToBeCalled && seen.call_back !== 'requested'
  const script = isScripted ? scriptOf(comm) : undefined
  const refresh = script || isCalling || isToBeCalled ? undefined : refreshOf(seen)
  const { conversation: around, chat, video } = comm.config.texts ?? {}
  const texts = textsFor({ conversation: around, chat, video }, lang)
  const again = conversation.issuer ? undefined : questionsOf(comm, conversation.purpose, lang)
  const content = html`<h1>${title}</h1>
    ${body} ${seen.log_out ? html`<p>${t.loggedIn}</p>` : ''}
    <div class="actions">${actions}</div>
    ${isCalling ? callBackForm(base, t, refusal) : mayCall ? callBackLink(base, t) : ''}`
  const foot = footOf(comm, t, lang, { purpose: conversation.purpose, slotted: !!script })
  return page({
    ...(refusal && { status: refusal.status }),
    lang,
    title,
    organisation: comm.config.organisation,
    ...(refresh && { refresh }),
    ...(script && { script, wide: true }),
    formAction: seen.identification ? onwards(base) : "'self'",
    body: html`${
      script
        ? html`<id-contact-conversation
            address="${base}"
            channel="${seen.channel}"
            lang="${lang}"
            ${again ? html`again="${again}"` : ''}
            ${texts ? html`texts="${texts}"` : ''}
            >${content} ${foot}</id-contact-conversation
          >`
        : html`${content} ${foot}`
    }`,
  })
}

/** Where somebody gets help and when, in the same place whatever else there is to say. */
function footOf(
  { config: { help }, openness, now }: Answering,
  t: CommWords,
  lang: PageLanguage,
  { purpose, slotted = false }: { purpose?: string; slotted?: boolean } = {},
): Markup | '' {
  return helpLine(t, { help, hours: openness(purpose), now: now(), slotted }, lang)
}

/** Where the core asks what this began with. Undefined when it is not known which core that was. */
function questionsOf({ cores }: Surroundings, purpose: string, lang: string): string | undefined {
  const [core, ...others] = cores.keys()
  return core === undefined || others.length > 0
    ? undefined
    : withQuery(`${core.replace(/\/+$/, '')}/choose`, { purpose, lang })
}

/** Where the two sides meet on this page there is something to show while it happens. A telephone call is elsewhere. */
const scriptOf = ({ config, meeting }: Surroundings): CommConfig['conversationScript'] =>
  meeting && config.conversationScript

/** What stands there until the script does. */
const meetingPlace = (t: CommWords): { title: string; body: Markup } => ({
  title: t.wait,
  body: html`<noscript><p>${t.needsScript}</p></noscript>`,
})

function stateOf(
  seen: ConversationView,
  lang: PageLanguage,
  t: CommWords,
): { title: string; body: Markup } {
  const { state, phone, identified, moved } = seen
  if (isCallIn(seen) && !moved) return { title: t.callIn, body: html`<p>${t.callInText}</p>` }
  if (state === 'expired') return { title: t.expired, body: html`<p>${t.expiredText}</p>` }
  if (state === 'waiting' && !phone)
    return {
      title: t.waiting,
      body: html`${moved ? html`<p>${t[moved]}</p>` : ''}
        <p>${t.waitingText}</p>`,
    }
  if (state === 'active' || !phone)
    return { title: t.active, body: identified ? html`<p>${t.identified}</p>` : html`` }
  const groups = phone.code.match(/.{1,3}/g) ?? []
  return {
    title: t.call.replace('{number}', phone.display),
    body: html`<p>${t.key}</p>
      <p class="code" dir="ltr" aria-hidden="true">
        ${groups.map((group) => html`<span>${group}</span>`)}
      </p>
      <p class="visually-hidden">${groups.map((group) => [...group].join(' ')).join(', ')}</p>
      <p>
        ${t.until.replace('{time}', timeOfDay(new Date(phone.expires_at), lang, 'Europe/Amsterdam'))}
      </p>
      <p><a class="button primary" href="${phone.tel_url}">${t.callButton}</a></p>`,
  }
}

function actionsOf(
  seen: ConversationView,
  t: CommWords,
  base: string,
  isToBeCalled: boolean,
): Markup {
  const { state, phone, identification, log_out } = seen
  const mayDecline = identification && identification.state !== 'cancelled'
  const form = (action: string, text: string, kind = ''): Markup =>
    html`<form class="plain" method="post" action="${base}/${action}">
      <button class="${kind}">${text}</button>
    </form>`
  return html`${state === 'expired' && !isToBeCalled ? form('renew', t.renew, 'primary') : ''}
  ${isCallIn(seen) ? form('renew', t.callAgain) : ''}
  ${state === 'waiting' && phone && phone.extensions_left > 0 ? form('extend', t.moreTime) : ''}
  ${mayDecline ? form('decline', t.decline) : ''} ${log_out ? form('logout', t.logOut) : ''}
  ${form('stop', t.stop)}`
}

/** Why there is nothing to show. */
export function noticePage(
  comm: Answering,
  request: Request,
  { slug, status, reference }: Refusal,
): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(comm.config, lang)
  const { organisation } = comm.config
  const foot = html`${failureLine(t, status >= 500 ? reference : undefined)}
  ${footOf(comm, t, lang)}`
  const say = (title: string, text: string): Promise<Response> =>
    sentencePage({ status, lang, title, text, foot, organisation })
  switch (slug) {
    case 'gone':
      return say(t.gone, t.goneText)
    case 'already-used':
      return say(t.used, t.usedText)
    case 'result-missing':
      return page({
        status,
        lang,
        title: t.wait,
        organisation,
        refresh: 2,
        body: html`<h1>${t.wait}</h1>
          <p>${t.waitText}</p>
          ${foot}`,
      })
    case 'authentication-failed':
    case 'invalid-result':
      return say(t.failed, t.failedText)
    case 'result-by-browser':
      return say(t.byBrowser, t.byBrowserText)
    case 'plugin-unreachable':
    case 'plugin-timeout':
    case 'plugin-bad-answer':
    case 'not-identifiable':
      return say(t.unavailable, t.unavailableText)
    case 'internal':
    case 'unavailable':
    case 'too-busy':
      return say(t.failure, t.failureText)
    case 'not-asked':
    case 'not-waiting':
    case 'no-extensions-left':
      return say(t.used, t.usedText)
    default:
      return say(t.unauthorized, t.unauthorizedText)
  }
}
