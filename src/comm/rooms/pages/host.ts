/** What a host sees who opens the room as a page, in a window beside the platform's. It needs no script; it loads itself again. */
import { html } from 'hono/html'
import { dateInWords } from '../../../protocol/date-in-words.ts'
import { groupsOf } from '../../../protocol/groups.ts'
import { localText } from '../../../protocol/local-text.ts'
import type { ConversationAttribute } from '../../../protocol/messages-desk.ts'
import type { RoomGuest } from '../../../protocol/messages-platform.ts'
import { visible } from '../../../protocol/value.ts'
import {
  languageOf,
  page,
  sentencePage,
  timeOfDay,
  type Markup,
  type PageLanguage,
  type Refusal,
} from '../../../web/index.ts'
import type { RoomsConfig } from '../config.ts'
import { shownIn } from '../../shown.ts'
import type { Rooms } from '../surroundings.ts'
import { wordsFor, type RoomsWords } from './words/index.ts'

/** Seconds between two looks at the room. */
const refresh = 20

export function guestsPage(rooms: Rooms, request: Request, guests: RoomGuest[]): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(rooms.config, lang)
  return page({
    lang,
    title: t.guests,
    refresh,
    body: html`<h1>${t.guests}</h1>
      ${guests.length === 0 ? html`<p>${t.nobody}</p>` : ''}
      ${guests.map((guest) => guestOf(rooms, guest, lang, t))}`,
  })
}

/** The name is what the platform says; what was proved stands below it, with how. */
function guestOf(rooms: Rooms, guest: RoomGuest, lang: PageLanguage, t: RoomsWords): Markup {
  const { name, purpose, attributes, id_contact: about } = guest
  const known = shownIn(rooms.config, purpose, inOrder(rooms, purpose, attributes ?? {}))
  return html`<section class="box">
    <h2>${plain(name)}</h2>
    <p>${standing(rooms, about, lang, t)}</p>
    ${groupsOf(known, t).map(
      ({ label, attributes }) =>
        html`${label === undefined ? '' : html`<h3>${localText(label, lang)}</h3>`}
          <dl>${attributes.map((attribute) => attributeOf(attribute, lang, t))}</dl>`,
    )}
  </section>`
}

function standing(
  rooms: Rooms,
  about: RoomGuest['id_contact'],
  lang: PageLanguage,
  t: RoomsWords,
): string {
  if (about?.status === 'failed') return t.stopped
  if (about?.status !== 'proven') return t[about?.status ?? 'authenticating']
  const method = localText(rooms.methods.get(about.auth_method)?.name ?? about.auth_method, lang)
  const time = timeOfDay(new Date(about.authenticated_at ?? 0), lang, 'Europe/Amsterdam')
  return t.proven.replace('{method}', () => method).replace('{time}', time)
}

/** As the purpose asks them. */
const inOrder = ({ config }: Rooms, purpose: string, attributes: Record<string, string>) =>
  (config.purposes.find(({ tag }) => tag === purpose)?.attributes ?? [])
    .filter((tag) => Object.hasOwn(attributes, tag))
    .map((tag) => ({ tag, value: attributes[tag]! }))

function attributeOf(attribute: ConversationAttribute, lang: PageLanguage, t: RoomsWords): Markup {
  const { label, sensitive, value } = attribute
  const shown = plain(dateInWords(attribute, lang) ?? value)
  return html`<dt>${localText(label, lang)}</dt>
    <dd>
      ${
        sensitive
          ? html`<details>
              <summary>${t.show}</summary>
              ${shown}
            </details>`
          : shown
      }
    </dd>`
}

/** Text of somebody else, kept to itself (T15). */
const plain = (text: string): Markup => html`<bdi>${visible(text)}</bdi>`

/** Why a host sees nothing. */
export function noRoomPage(
  request: Request,
  config: Pick<RoomsConfig, 'serverUrl' | 'texts'>,
  { slug, status }: Refusal,
): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(config, lang)
  const { serverUrl } = config
  if (slug === 'sign-in-required') {
    const { pathname } = new URL(request.url)
    return page({
      status,
      lang,
      title: t.signedOut,
      body: html`<h1>${t.signedOut}</h1>
        <p>${t.signedOutText}</p>
        <p class="actions">
          <a class="button primary" href="${serverUrl}/login?lang=${lang}">${t.signIn}</a>
          <a class="button" href="${serverUrl}${pathname}">${t.look}</a>
        </p>`,
    })
  }
  const [title, text] =
    slug === 'forbidden' ? [t.noAgent, t.noAgentText] : [t.invalid, t.invalidHostText]
  return sentencePage({ status, lang, title, text })
}
