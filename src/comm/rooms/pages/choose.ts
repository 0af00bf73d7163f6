/** The choosing page: how a guest shows who they are. It needs no script, and reads from the core what can be chosen. */
import { html } from 'hono/html'
import { localText } from '../../../protocol/local-text.ts'
import type { WidgetParameters } from '../../../protocol/messages-platform.ts'
import {
  parseSessionOptions,
  type AuthMethodOption,
  type SessionOptions,
} from '../../../protocol/session-options.ts'
import {
  consent,
  helpLine,
  languageOf,
  page,
  refusalOf,
  type Markup,
  type PageLanguage,
} from '../../../web/index.ts'
import { isUsable, type Rooms } from '../surroundings.ts'
import { notice } from './notice.ts'
import { wordsFor, type RoomsWords } from './words/index.ts'

export type Choosing = Omit<WidgetParameters, 'sub'>

/** @param missing somebody went on without a choice: say so (A5) */
export async function choosePage(
  rooms: Rooms,
  request: Request,
  choosing: Choosing,
  { missing = false } = {},
): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(rooms.config, lang)
  let options: SessionOptions
  try {
    options = await optionsFor(rooms, choosing.purpose)
  } catch (error) {
    const { status, reference } = refusalOf(error)
    rooms.log({ level: 'warn', event: 'core_failed', purpose: choosing.purpose, reference })
    const back = choosing.cancel_url
    return notice(rooms, request, { status, word: 'failed', back, reference })
  }
  const methods = options.authMethods.filter(({ tag }) => isUsable(rooms, choosing.purpose, tag))
  if (methods.length === 0)
    return notice(rooms, request, { status: 503, word: 'failed', back: choosing.cancel_url })
  const { help = options.idContact?.help } = rooms.config
  return page({
    lang,
    title: missing ? `${t.error} ${t.choose}` : t.choose,
    organisation: rooms.config.organisation ?? options.idContact?.organisation,
    ...(missing && { status: 400 }),
    formAction: formActionOf(choosing.start_url),
    body: html`${missing ? summary(t) : ''}
      <h1>${t.choose}</h1>
      <p>${t.talking.replace('{name}', () => choosing.display_name)}</p>
      <form method="post" action="${choosing.start_url}">
        <input type="hidden" name="purpose" value="${choosing.purpose}" />
        ${question(lang, t, methods, missing)} ${share(lang, t, options)}
        <p class="actions">
          <button class="primary">${t.next}</button>
          <a class="button" href="${choosing.cancel_url}">${t.cancel}</a>
        </p>
      </form>
      ${helpLine(t, { help, hours: rooms.openness(choosing.purpose), now: rooms.now() }, lang)}`,
  })
}

async function optionsFor({ requestor }: Rooms, purpose: string): Promise<SessionOptions> {
  const { core, egress } = requestor.access
  const url = `${core}/session_options/${encodeURIComponent(purpose)}`
  return parseSessionOptions(await egress.get(url), core)
}

/** The way goes on to the core and to a log-in, and browsers hold a form's policy against every step of it. */
const formActionOf = (startUrl: string): string =>
  startUrl.startsWith('https:') ? "'self' https:" : "'self' https: http:"

const firstMethod = 'method-1'
const errorText = 'method-error'

const summary = (t: RoomsWords): Markup =>
  html`<div class="error" role="alert">
    <p><a href="#${firstMethod}">${t.noMethod}</a></p>
  </div>`

/** One method is no question but a sentence (A4); of several none is chosen beforehand (A3). */
function question(
  lang: PageLanguage,
  t: RoomsWords,
  methods: AuthMethodOption[],
  missing: boolean,
): Markup {
  const [only, another] = methods
  if (only && !another)
    return html`<p>${t.chooseText}</p>
      <p><strong>${localText(only.name, lang)}</strong> ${description(only, lang)}</p>
      <input type="hidden" name="auth_method" value="${only.tag}" />`
  return html`<fieldset ${missing ? html`aria-describedby="${errorText}"` : ''}>
    <legend>${t.method}</legend>
    <p>${t.chooseText}</p>
    ${missing ? html`<p class="error" id="${errorText}">${t.noMethod}</p>` : ''}
    ${methods.map(
      (method, index) =>
        html`<label class="option"
          ><input
            type="radio"
            id="method-${index + 1}"
            name="auth_method"
            value="${method.tag}"
            required
          />
          <span>${localText(method.name, lang)}${description(method, lang)}</span></label
        >`,
    )}
  </fieldset>`
}

const description = (method: AuthMethodOption, lang: PageLanguage): Markup | '' =>
  method.description ? html`<small>${localText(method.description, lang)}</small>` : ''

/** Only a core of ours says what is asked, and by whom. */
function share(lang: PageLanguage, t: RoomsWords, { idContact }: SessionOptions): Markup | '' {
  if (!idContact) return ''
  const labels = idContact.attributes.map(({ label }) => localText(label, lang))
  return consent(t, {
    what: [new Intl.ListFormat(lang).format(labels)],
    whom: localText(idContact.organisation, lang),
    why: localText(idContact.purposeName, lang),
  })
}
