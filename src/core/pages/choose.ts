/** `/choose`: the same questions as the button's, for a browser without scripts (A23). */
import { html } from 'hono/html'
import { localText } from '../../protocol/local-text.ts'
import { languageOf, page, sentencePage, type Markup, type PageLanguage } from '../../web/index.ts'
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
    // The way goes on to a plugin and to its identity provider, and browsers hold a form's policy against every step of it.
    formAction: config.serverUrl.startsWith('https:') ? "'self' https:" : "'self' https: http:",
    body: html`<h1>${t.choose}</h1>
      <form method="post" action="${config.serverUrl}/start">
        <input type="hidden" name="purpose" value="${purpose.tag}" />
        ${question(lang, t.chooseComm, '', 'comm_method', comm)}
        ${question(lang, t.chooseAuth, t.chooseAuthText, 'auth_method', auth)}
        ${consent(config, purpose, lang)}
        <p class="actions"><button class="primary">${t.next}</button></p>
      </form>
      ${help(config, lang)}`,
  })
}

interface Item {
  tag: string
  name: Parameters<typeof localText>[0]
  description?: Parameters<typeof localText>[0]
}

/** One option is no question but a sentence (A4). */
function question(
  lang: PageLanguage,
  title: string,
  text: string,
  name: string,
  items: Item[],
): Markup {
  const introduction = text ? html`<p>${text}</p>` : ''
  const [only] = items
  if (items.length === 1 && only)
    return html`<h2>${title}</h2>
      ${introduction}
      <p>${localText(only.name, lang)}</p>
      <input type="hidden" name="${name}" value="${only.tag}" />`
  return html`<fieldset>
    <legend>${title}</legend>
    ${introduction}
    ${items.map(
      (item) =>
        html`<label class="option"
          ><input type="radio" name="${name}" value="${item.tag}" required />
          <span
            >${localText(item.name, lang)}${
              item.description ? html`<small>${localText(item.description, lang)}</small>` : ''
            }</span
          ></label
        >`,
    )}
  </fieldset>`
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
