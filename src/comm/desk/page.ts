/** The stand-alone desk: a page with the panel and nothing else. */
import { html } from 'hono/html'
import { languageOf, page, sentencePage } from '../../web/index.ts'
import type { DeskConfig } from './config.ts'
import { words } from './words/index.ts'

export function deskPage(config: DeskConfig, request: Request): Promise<Response> {
  const lang = languageOf(request)
  return page({
    lang,
    title: words[lang].title,
    wide: true,
    script: { src: config.panelScript, integrity: config.panelIntegrity },
    body: html`<h1 class="visually-hidden">${words[lang].title}</h1>
      <id-contact-agent-panel desk="${config.serverUrl}" lang="${lang}"
        ><noscript>${words[lang].noScript}</noscript></id-contact-agent-panel
      >`,
  })
}

/** The panel for a frame in the page of an agent tool, which says in `parent` what its origin is. Nobody else can show it, and it begins when that page asks. */
export function framePage(config: DeskConfig, request: Request): Promise<Response> {
  const lang = languageOf(request)
  const t = words[lang]
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
        data-desk="${config.serverUrl}"
        data-parent="${frame.origin}"
        data-attributes="${(frame.attributes ?? []).join(' ')}"
        ><noscript>${t.noScript}</noscript></id-contact-agent-panel
      >`,
  })
}

/** @param serverUrl where to sign in */
export function notice(
  request: Request,
  serverUrl: string,
  status: number,
  word: 'again' | 'unavailable' | 'noAgent',
): Promise<Response> {
  const lang = languageOf(request)
  const t = words[lang]
  const link = { href: `${serverUrl}/login?lang=${lang}`, text: t.signIn }
  return sentencePage({ status, lang, title: t[word], text: t[`${word}Text`], link })
}
