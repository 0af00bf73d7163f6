/** `/choose`: the same questions as the button's, for a browser without scripts (A23). */
import { html } from 'hono/html'
import { localText } from '../../protocol/local-text.ts'
import {
  consent,
  helpLine,
  hoursText,
  languageOf,
  onwards,
  page,
  question,
  sentencePage,
  type Consent,
  type Markup,
  type Openness,
  type PageLanguage,
  type Question,
} from '../../web/index.ts'
import {
  allowedOf,
  type CoreAuthMethod,
  type CoreCommMethod,
  type CoreConfig,
  type Purpose,
} from '../config.ts'
import { callBackOffer } from '../call-back.ts'
import type { CommChoice } from '../comm-choices.ts'
import { labelOf } from '../offer.ts'
import { askedOf } from '../policy.ts'
import type { Surroundings } from '../surroundings.ts'
import { closedPage } from './closed.ts'
import { detailsOf, type About } from './details.ts'
import { wordsFor } from './words/index.ts'

type Core = Pick<Surroundings, 'config' | 'now' | 'openness' | 'waits'>

export async function choosePage(
  core: Core,
  request: Request,
  tag: string | undefined,
): Promise<Response> {
  const { config } = core
  const { organisation } = config
  const lang = languageOf(request)
  const t = wordsFor(config, lang)
  const purpose = config.purposes.find((one) => one.tag === tag)
  if (!purpose)
    return sentencePage({
      status: 400,
      lang,
      title: t.unknownPurpose,
      text: t.invalidLinkText,
      organisation,
    })
  const auth = allowedOf(config.authMethods, purpose.allowedAuth)
  const { open, closed } = channelsOf(core, purpose)
  const waitOf = await core.waits()
  const calledBack = callBackOffer(core, purpose, waitOf)
  const choices: CommChoice[] = calledBack ? [...open, calledBack] : open
  const now = core.now()
  const comm = told(choices, config, lang, (one) => ({
    wait: waitOf(purpose, one),
    // To be called back is for whenever that is.
    openness: one.callsBackFor ? undefined : core.openness(purpose, one),
    now,
  }))
  if (comm.length === 0) return closedPage(request, core, earliest(closed))
  const isClosed = open.length === 0
  const title = isClosed ? t.closed : t.choose
  const whenOpen = closed.map((channel) => closedLine(t, channel, now, lang))
  return page({
    lang,
    title,
    organisation,
    formAction: onwards(config.serverUrl),
    body: html`<h1>${title}</h1>
      ${isClosed ? whenOpen : ''}
      <form method="post" action="${config.serverUrl}/start">
        <input type="hidden" name="purpose" value="${purpose.tag}" />
        <input type="hidden" name="lang" value="${lang}" />
        ${question({ lang, title: t.chooseComm, name: 'comm_method', options: comm })}
        ${isClosed ? '' : whenOpen}
        ${question({
          lang,
          title: t.chooseAuth,
          text: t.chooseAuthText,
          name: 'auth_method',
          options: told(auth, config, lang),
        })}
        ${consent(t, shareOf(config, purpose, auth, lang))}
        <p class="actions"><button class="primary">${t.next}</button></p>
      </form>
      ${purpose.allowUnauthenticated ? withoutLogIn(config, purpose, withoutNeed(choices, comm), lang) : ''}
      ${helpLine(t, { help: config.help }, lang)}`,
  })
}

interface ClosedChannel {
  channel: CoreCommMethod
  hours: Openness
}

/** What can be chosen now, and what at another time. */
function channelsOf({ config, openness }: Pick<Core, 'config' | 'openness'>, purpose: Purpose) {
  const open: CoreCommMethod[] = []
  const closed: ClosedChannel[] = []
  for (const channel of allowedOf(config.commMethods, purpose.allowedComm)) {
    const hours = openness(purpose, channel)
    if (hours?.isOpen === false) closed.push({ channel, hours })
    else open.push(channel)
  }
  return { open, closed }
}

/** Each with what there is to know of it. Of several the first is recommended, where the configuration wants that. */
const told = <M extends CoreAuthMethod | CoreCommMethod>(
  methods: M[],
  config: CoreConfig,
  lang: PageLanguage,
  more: (method: M) => Pick<About, 'wait' | 'openness' | 'now'> = () => ({}),
): Question['options'] =>
  methods.map((method, index) => {
    const { recommends = true } = config
    const isRecommended = recommends && index === 0 && methods.length > 1
    const description = detailsOf(config, { ...method, ...more(method), isRecommended }, lang)
    return { tag: method.tag, name: method.name, description }
  })

function closedLine(
  t: ReturnType<typeof wordsFor>,
  { channel, hours }: ClosedChannel,
  now: Date,
  lang: PageLanguage,
): Markup {
  const when = hoursText(t, hours, now, lang) || t.closedText
  return html`<p>${localText(channel.name, lang)}: ${when}</p>`
}

/** Of channels that are all closed, how it stands with the one that opens first. */
const earliest = (closed: ClosedChannel[]): Openness | undefined =>
  closed
    .map(({ hours }) => hours)
    .sort(
      (one, other) => Number(one.changesAt ?? Infinity) - Number(other.changesAt ?? Infinity),
    )[0]

/** What can be chosen without a log-in. */
const withoutNeed = (choices: CommChoice[], told: Question['options']): Question['options'] =>
  told.filter((_, index) => !choices[index]!.callsBackFor || choices[index]!.callBack?.withoutLogIn)

/** A form of its own, so that nothing of the question who somebody is goes along. */
function withoutLogIn(
  config: CoreConfig,
  purpose: Purpose,
  comm: Question['options'],
  lang: PageLanguage,
): Markup {
  const t = wordsFor(config, lang)
  const [only] = comm
  if (!only) return html``
  return html`<form method="post" action="${config.serverUrl}/start">
    <input type="hidden" name="purpose" value="${purpose.tag}" />
    <input type="hidden" name="lang" value="${lang}" />
    <h2>${t.without}</h2>
    <p>${t.withoutText}</p>
    ${
      comm.length === 1
        ? html`<input type="hidden" name="comm_method" value="${only.tag}" />`
        : question({ lang, title: t.chooseComm, name: 'comm_method', options: comm })
    }
    <p class="actions"><button>${t.withoutButton}</button></p>
  </form>`
}

/** What each method shares, where that is not the same for all. */
function shareOf(
  config: CoreConfig,
  purpose: Purpose,
  auth: CoreAuthMethod[],
  lang: PageLanguage,
): Consent {
  const shared = auth.map(({ tag, name }) => ({
    name: localText(name, lang),
    list: listOf(config, askedOf(purpose, tag).attributes, lang),
  }))
  const isSame = shared.every(({ list }) => list === shared[0]!.list)
  return {
    what: isSame ? [shared[0]?.list ?? ''] : shared.map(({ name, list }) => `${name}: ${list}`),
    whom: localText(config.organisation, lang),
    why: localText(purpose.name ?? purpose.tag, lang),
  }
}

function listOf(config: CoreConfig, attributes: string[], lang: PageLanguage): string {
  const labels = attributes.map((tag) => localText(labelOf(config, tag), lang))
  return new Intl.ListFormat(lang).format(labels)
}
