/** What every page of the documentation has around it. */
import { posix } from 'node:path'
import { html, raw } from 'hono/html'
import { elements } from '../../examples/gallery/states/index.ts'

/** As strict as what the guides ask of others. The name in `trusted-types` beside Lit's is of the page that shows a state. */
export const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html id-contact-docs',
].join('; ')

const guides: [string, string][] = [
  ['docs/web-team.html', 'For web teams'],
  ['docs/theming.html', 'Theming'],
  ['docs/states.html', 'What residents see'],
  ['docs/frameworks.html', 'In React, Vue, Angular, Svelte'],
  ['docs/cms.html', 'In WordPress, Drupal, TYPO3'],
  ['docs/languages.html', 'Languages'],
  ['docs/accessibility.html', 'Accessibility'],
  ['docs/agent-tool-vendor.html', 'For agent tools'],
  ['docs/desk.html', 'The queue and the desk'],
  ['docs/platforms.html', 'For platforms'],
  ['docs/operator.html', 'For operators'],
  ['docs/configuration.html', 'Configuration'],
  ['docs/authentication.html', 'Ways to log in'],
  ['docs/plugin-authors/index.html', 'For authors of plugins'],
  ['docs/protocol.html', 'The protocol'],
  ['docs/errors.html', 'Errors'],
  ['docs/promises.html', 'What is promised'],
]

/** How a page at `from` names the one at `to`: the site works below any path. */
export const relative = (from: string, to: string): string =>
  posix.relative(posix.dirname(from), to) || posix.basename(to)

/** What is wider than a small screen scrolls by itself, and with the keyboard too. */
const scrolling = (content: string): string =>
  content
    .replaceAll('<pre>', '<pre tabindex="0">')
    .replaceAll('<table>', '<div class="wide" role="group" aria-label="Table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')

export interface Page {
  /** Its path in the site. */
  path: string
  title: string
  /** Markup that is made here: of our own guides, or with every text escaped. */
  content: string
  lang?: string
}

/** On a small screen the list of pages comes after the content, so that nobody has to pass it first. */
export function page({ path, title, content, lang = 'en' }: Page): string {
  const to = (target: string): string => relative(path, target)
  const entry = (target: string, name: string) =>
    html`<li>
      <a href="${to(target)}" aria-current="${target === path ? 'page' : 'false'}">${name}</a>
    </li> `
  return String(
    html`<!doctype html>
      <html lang="${lang}">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="content-security-policy" content="${policy}" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="referrer" content="no-referrer" />
          <title>${title} – ID Contact</title>
          <link rel="stylesheet" href="${to('style.css')}" />
        </head>
        <body>
          <a class="skip" href="#content">Skip to the content</a>
          <header>
            <a href="${to('index.html')}">ID Contact</a> <a href="#pages">All pages</a>
          </header>
          <main id="content">${raw(scrolling(content))}</main>
          <nav id="pages" aria-label="Documentation">
            <ul>
              ${guides.map(([target, name]) => entry(target, name))}
              ${elements.map(({ name, tag }) => entry(`elements/${name}.html`, `<${tag}>`))}
            </ul>
          </nav>
        </body>
      </html>`,
  )
}
