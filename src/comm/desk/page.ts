/** The stand-alone desk: a page with the panel and nothing else. */
import { html } from 'hono/html'
import { languageOf, page, sentencePage } from '../../web/index.ts'
import type { DeskConfig } from './config.ts'

const nl = {
  title: 'Balie',
  noScript: 'Deze pagina heeft JavaScript nodig.',
  again: 'Inloggen is niet gelukt',
  againText: 'Probeer het opnieuw.',
  unavailable: 'Inloggen kan nu niet',
  unavailableText: 'De inlogdienst antwoordt niet. Probeer het straks nog eens.',
  noAgent: 'U heeft geen toegang',
  noAgentText: 'U bent ingelogd, maar u heeft niet de rol van medewerker. Vraag uw beheerder.',
  signIn: 'Inloggen',
  noFrame: 'Deze pagina kan hier niet',
  noFrameText: 'De balie is niet ingesteld voor de pagina waar dit in staat. Vraag uw beheerder.',
}
const en: typeof nl = {
  title: 'Desk',
  noScript: 'This page needs JavaScript.',
  again: 'Signing in did not work',
  againText: 'Please try again.',
  unavailable: 'Signing in does not work right now',
  unavailableText: 'The sign-in service does not answer. Please try again later.',
  noAgent: 'You have no access',
  noAgentText:
    'You are signed in, but you do not have the role of an employee. Ask your administrator.',
  signIn: 'Sign in',
  noFrame: 'This page cannot be shown here',
  noFrameText: 'The desk is not set up for the page that this is in. Ask your administrator.',
}
const words = { nl, en }
/** Those of the panel, in which the page is written too. */
const panelLanguages = ['nl', 'en'] as const

export function deskPage(config: DeskConfig, request: Request): Promise<Response> {
  const lang = languageOf(request, panelLanguages)
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
  const lang = languageOf(request, panelLanguages)
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
  const lang = languageOf(request, panelLanguages)
  const t = words[lang]
  const link = { href: `${serverUrl}/login?lang=${lang}`, text: t.signIn }
  return sentencePage({ status, lang, title: t[word], text: t[`${word}Text`], link })
}
