/** `/choose`: the same questions as the button's, for a browser without scripts (A23). */
import { html } from 'hono/html'
import { localText } from '../../protocol/local-text.ts'
import {
  languageOf,
  onwards,
  page,
  question,
  sentencePage,
  type Markup,
  type PageLanguage,
} from '../../web/index.ts'
import { allowedOf, type CoreConfig, type Purpose } from '../config.ts'
import { labelOf } from '../offer.ts'
import { words } from './words.ts'

export function choosePage(
  config: CoreConfig,
  request: Request,
  tag: string | undefined,
): Promise<Response> {
  const lang = languageOf(request)
  const t = words[lang]
  const purpose = config.purposes.find((one) => one.tag === tag)
  if (!purpose)
    return sentencePage({ status: 400, lang, title: t.unknownPurpose, text: t.invalidLinkText })
  const auth = allowedOf(config.authMethods, purpose.allowedAuth)
  const comm = allowedOf(config.commMethods, purpose.allowedComm)
  return page({
    lang,
    title: t.choose,
    formAction: onwards(config.serverUrl),
    body: html`<h1>${t.choose}</h1>
      <form method="post" action="${config.serverUrl}/start">
        <input type="hidden" name="purpose" value="${purpose.tag}" />
        ${question({ lang, title: t.chooseComm, name: 'comm_method', options: comm })}
        ${question({
          lang,
          title: t.chooseAuth,
          text: t.chooseAuthText,
          name: 'auth_method',
          options: auth,
        })}
        ${consent(config, purpose, lang)}
        <p class="actions"><button class="primary">${t.next}</button></p>
      </form>
      ${purpose.allowUnauthenticated ? withoutLogIn(config, purpose, lang) : ''}
      ${help(config, lang)}`,
  })
}

/** A form of its own, so that nothing of the question who somebody is goes along. */
function withoutLogIn(config: CoreConfig, purpose: Purpose, lang: PageLanguage): Markup {
  const t = words[lang]
  const comm = allowedOf(config.commMethods, purpose.allowedComm)
  const [only] = comm
  return html`<form method="post" action="${config.serverUrl}/start">
    <input type="hidden" name="purpose" value="${purpose.tag}" />
    <h2>${t.without}</h2>
    <p>${t.withoutText}</p>
    ${
      comm.length === 1 && only
        ? html`<input type="hidden" name="comm_method" value="${only.tag}" />`
        : question({ lang, title: t.chooseComm, name: 'comm_method', options: comm })
    }
    <p class="actions"><button>${t.withoutButton}</button></p>
  </form>`
}

function consent(config: CoreConfig, purpose: Purpose, lang: PageLanguage): Markup {
  const t = words[lang]
  const labels = purpose.attributes.map((tag) => localText(labelOf(config, tag), lang))
  const list = new Intl.ListFormat(lang).format(labels)
  return html`<dl class="box">
      <dt>${t.shares}</dt>
      <dd>${list || t.sharesNothing}</dd>
      <dt>${t.shareWith}</dt>
      <dd>${localText(config.organisation, lang)}</dd>
      <dt>${t.shareWhy}</dt>
      <dd>${localText(purpose.name ?? purpose.tag, lang)}</dd>
    </dl>
    <p>${t.shareErase}</p>`
}

function help({ help: known }: CoreConfig, lang: PageLanguage): Markup | '' {
  if (!known) return ''
  return html`<footer>
    <p>
      ${words[lang].help} <a href="tel:${known.phone}">${known.phoneDisplay}</a>
      ${localText(known.hours, lang)}
    </p>
  </footer>`
}
