/** The stand-alone desk: a page with the panel and nothing else. */
import { html } from 'hono/html'
import {
  languageOf,
  page,
  sentencePage,
  textsFor,
  type Markup,
  type PageLanguage,
} from '../../web/index.ts'
import type { DeskConfig } from './config.ts'
import { wordsFor } from './words/index.ts'

export function deskPage(config: DeskConfig, request: Request): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(config, lang)
  return page({
    lang,
    title: t.title,
    wide: true,
    script: { src: config.panelScript, integrity: config.panelIntegrity },
    body: html`<h1 class="visually-hidden">${t.title}</h1>
      <id-contact-agent-panel desk="${config.serverUrl}" lang="${lang}" ${textsOf(config, lang)}
        ><noscript>${t.noScript}</noscript></id-contact-agent-panel
      >`,
  })
}

/** The panel for a frame in the page of an agent tool, which says in `parent` what its origin is. Nobody else can show it, and it begins when that page asks. */
export function framePage(config: DeskConfig, request: Request): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(config, lang)
  const parent = new URL(request.url).searchParams.get('parent')
  const frame = config.frames?.find(({ origin }) => origin === parent)
  if (!frame || !config.frameScript)
    return sentencePage({ status: 403, lang, title: t.noFrame, text: t.noFrameText })
  return page({
    lang,
    title: t.title,
    wide: true,
    frameAncestors: [frame.origin, ...(frame.ancestors ?? [])],
    script: [
      { src: config.panelScript, integrity: config.panelIntegrity },
      { src: config.frameScript, integrity: config.frameIntegrity },
    ],
    body: html`<h1 class="visually-hidden">${t.title}</h1>
      <id-contact-agent-panel
        lang="${lang}"
        ${textsOf(config, lang)}
        data-desk="${config.serverUrl}"
        data-parent="${frame.origin}"
        data-attributes="${(frame.attributes ?? []).join(' ')}"
        ><noscript>${t.noScript}</noscript></id-contact-agent-panel
      >`,
  })
}

export function notice(
  request: Request,
  config: Pick<DeskConfig, 'serverUrl' | 'texts'>,
  status: number,
  word: 'again' | 'unavailable' | 'noAgent',
): Promise<Response> {
  const lang = languageOf(request)
  const t = wordsFor(config, lang)
  const link = { href: `${config.serverUrl}/login?lang=${lang}`, text: t.signIn }
  return sentencePage({ status, lang, title: t[word], text: t[`${word}Text`], link })
}

function textsOf({ texts = {} }: DeskConfig, lang: PageLanguage): Markup | '' {
  const { panel, work, more, chat, video } = texts
  const told = textsFor({ panel, work, more, chat, video }, lang)
  return told ? html`texts="${told}"` : ''
}
