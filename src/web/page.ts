/** The shell around every page that one of our servers writes: language, title, style, and the headers that keep it to itself. */
import { html, raw } from 'hono/html'
import { localText, type LocalText } from '../protocol/local-text.ts'
import { styles } from './styles.ts'
import { isRightToLeft, type PageLanguage } from './language.ts'

/** Markup made with Hono's `html`, which escapes whatever is put into it. */
export type Markup = ReturnType<typeof html>

export interface PageOptions {
  lang: PageLanguage
  /** Text. Shown as the title of the window; the page has its own heading. */
  title: string
  body: Markup
  /** Whose page this is: told above it, and in the title of the window. Default: nobody's name is known. */
  organisation?: LocalText | undefined
  /** Default 200. */
  status?: number
  headers?: HeadersInit
  /** A module that the page runs, from this origin, and its hash; or several. Default: none, and then no script can run. */
  script?: PageScript | readonly PageScript[]
  /** Where forms may go, redirects included: browsers look at those too. Default: nowhere. */
  formAction?: string
  /** A page that uses the width of the window. Default: a column to read. */
  wide?: boolean
  /** Seconds after which the page loads itself again, for pages without a script. */
  refresh?: number
  /** Origins of the pages that may show it in a frame, and of those around them. Default: none, so that no page can lie over it (clickjacking). */
  frameAncestors?: readonly string[]
}

export interface PageScript {
  src: string
  integrity?: string | undefined
}

// By its hash, so that the policy can forbid every other inline style, and so that an error page needs no second request.
const styleHash = digest(styles)
// In one piece: white space that a formatter adds between the tags would change the hash.
const styleTag = raw(`<style>${styles}</style>`)

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
}

/** Headers of every answer to a browser: kept by nobody, told to nobody (T14). */
export const privateHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/**
 * The `formAction` of a form from which the way goes on to a plugin and to its identity provider: browsers hold a form's policy against every
 * step of it.
 * @param serverUrl of the part that writes the page: only on one's own machine it is plain http
 */
export const onwards = (serverUrl: string): string =>
  serverUrl.startsWith('https:') ? "'self' https:" : "'self' https: http:"

/** A whole page, with a strict Content Security Policy (no inline script, Trusted Types where a script runs). */
export async function page(options: PageOptions): Promise<Response> {
  const { lang, title, body, status = 200, script = [], wide, refresh } = options
  const whose = localText(options.organisation, lang)
  const width = wide ? 'wide' : 'narrow'
  const markup = await html`<!doctype html>
    <html lang="${lang}" dir="${isRightToLeft(lang) ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${whose ? `${title} – ${whose}` : title}</title>
        <link rel="icon" href="data:," />
        ${styleTag} ${[script].flat().map(scriptTag)}
      </head>
      <body>
        ${whose ? html`<header class="${width}">${whose}</header>` : ''}
        <main class="${width}">${body}</main>
      </body>
    </html>`
  const headers = new Headers(options.headers)
  for (const [name, value] of Object.entries(privateHeaders)) headers.set(name, value)
  headers.set('content-type', 'text/html; charset=utf-8')
  headers.set('content-security-policy', policy(await styleHash, options))
  // It knows no list of origins, and an older browser would rather keep to it than to the policy.
  if (!options.frameAncestors?.length) headers.set('x-frame-options', 'DENY')
  if (refresh) headers.set('refresh', String(refresh))
  return new Response(String(markup), { status, headers })
}

const scriptTag = ({ src, integrity }: PageScript): Markup =>
  integrity
    ? html`<script
        type="module"
        src="${src}"
        integrity="${integrity}"
        crossorigin="anonymous"
      ></script>`
    : html`<script type="module" src="${src}"></script>`

function policy(hash: string, options: PageOptions): string {
  const { script, formAction = "'none'", frameAncestors = [] } = options
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "img-src 'self' data:",
    `form-action ${formAction}`,
    "base-uri 'none'",
    `frame-ancestors ${frameAncestors.join(' ') || "'none'"}`,
    ...(script
      ? [
          "script-src 'self'",
          "connect-src 'self'",
          "require-trusted-types-for 'script'",
          'trusted-types lit-html',
        ]
      : []),
  ].join('; ')
}

export interface SentenceOptions {
  status: number
  lang: PageLanguage
  /** The heading, and the title of the window. */
  title: string
  /** One sentence or two. */
  text: string
  /** Where to go from here. */
  link?: { href: string; text: string }
  /** Below all that. */
  foot?: Markup | ''
  organisation?: PageOptions['organisation']
}

/** A page that says one thing, and what to do now. */
export function sentencePage({
  status,
  lang,
  title,
  text,
  link,
  foot = '',
  organisation,
}: SentenceOptions): Promise<Response> {
  const way = link
    ? html`<p><a class="button primary" href="${link.href}">${link.text}</a></p>`
    : ''
  return page({
    status,
    lang,
    title,
    organisation,
    body: html`<h1>${title}</h1>
      <p>${text}</p>
      ${way} ${foot}`,
  })
}
