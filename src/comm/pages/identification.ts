/** The employee asks who somebody is: the question, and what is shared, on the conversation page. */
import { html } from 'hono/html'
import { localText } from '../../protocol/local-text.ts'
import type { ConversationView } from '../../protocol/messages-conversation.ts'
import { consent, question, type Markup, type PageLanguage } from '../../web/index.ts'
import { isAllowedFor } from '../config.ts'
import type { Surroundings } from '../surroundings.ts'
import { wordsFor, type CommWords } from './words/index.ts'

/** @param base the conversation's own address */
export function identificationForm(
  { config }: Pick<Surroundings, 'config'>,
  { purpose, identification }: ConversationView,
  lang: PageLanguage,
  base: string,
): { title: string; body: Markup } {
  const t = wordsFor(config, lang)
  const { purposes, authMethods, attributes = {}, organisation } = config
  const about = purposes.find(({ tag }) => tag === purpose)
  const labels = (about?.attributes ?? []).map((tag) =>
    localText(Object.hasOwn(attributes, tag) ? attributes[tag]!.label : tag, lang),
  )
  const said = saidOf(identification!.state, t)
  return {
    title: t.identify,
    body: html`${said ? html`<p>${said}</p>` : ''}
      <p>${t.identifyText}</p>
      <form method="post" action="${base}/authenticate">
        ${question({
          lang,
          title: t.method,
          name: 'auth_method',
          options: authMethods.filter(({ tag }) => isAllowedFor(purposes, purpose, tag)),
        })}
        ${consent(t, {
          what: [new Intl.ListFormat(lang).format(labels)],
          ...(organisation !== undefined && { whom: localText(organisation, lang) }),
          why: localText(about?.name ?? purpose, lang),
        })}
        <p class="actions"><button class="primary">${t.logIn}</button></p>
      </form>`,
  }
}

function saidOf(
  state: NonNullable<ConversationView['identification']>['state'],
  t: CommWords,
): string {
  return {
    requested: '',
    started: t.started,
    failed: t.identificationFailed,
    cancelled: t.cancelled,
  }[state]
}
