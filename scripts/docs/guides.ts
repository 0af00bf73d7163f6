/** The guides as pages, and the files of the repository that they name. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { html } from 'hono/html'
import MarkdownIt from 'markdown-it'
import anchor from 'markdown-it-anchor'
import { page, relative } from './layout.ts'

/** As the place where people read the Markdown makes them, so that a link to a heading works in both. */
const slug = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')

/** Where something of the repository is in the site. Guides are pages; another file is shown on one, and so is a folder. */
function placeOf(path: string): string {
  if (path === 'README.md') return 'index.html'
  if (/^docs\/(images|openapi)\/./.test(path)) return path
  if (isGuide(path)) return path.replace(/\.md$/, '.html')
  return `files/${path.replace(/\/$/, '')}.html`
}

/** The reports of the public API are for whoever changes it. */
const isGuide = (path: string): boolean => path.endsWith('.md') && !path.startsWith('docs/api/')

const isOutside = (href: string): boolean => /^[a-z]+:/i.test(href)

/** A link in a document, as a path in the repository. */
const target = (source: string, href: string): string =>
  posix.normalize(posix.join(posix.dirname(source), decodeURI(href.split('#')[0]!)))

function render(source: string): { content: string; title: string; named: string[] } {
  const markdown = new MarkdownIt({ html: false }).use(anchor, { slugify: slug })
  const named: string[] = []
  const tokens = markdown.parse(readFileSync(source, 'utf8'), {})
  for (const token of tokens.flatMap((one) => [one, ...(one.children ?? [])])) {
    const name = token.type === 'image' ? 'src' : 'href'
    const href = String(token.attrGet(name) ?? '')
    if (!href || isOutside(href) || href.startsWith('#')) continue
    const path = target(source, href)
    if (!existsSync(path)) throw new Error(`${source} names ${href}, which is not there`)
    named.push(path)
    const hash = /#.*$/.exec(href)?.[0] ?? ''
    token.attrSet(name, relative(placeOf(source), placeOf(path)) + hash)
  }
  const heading = tokens.findIndex((token) => token.type === 'heading_open')
  const title = tokens[heading + 1]?.children?.map(({ content }) => content).join('') ?? source
  return { content: markdown.renderer.render(tokens, markdown.options, {}), title, named }
}

export function guide(source: string): string {
  const { content, title } = render(source)
  return page({ path: placeOf(source), title, content })
}

export const home = (): string => guide('README.md')

/** Pages for what the documents name and that is no page itself, and for what a folder among them has in it. */
export function shownFiles(documents: string[]): [path: string, page: string][] {
  const shown = new Map<string, string>()
  const isThere = new Set(documents.map(placeOf))
  const waiting = documents.flatMap((source) => render(source).named)
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const place = placeOf(path)
    if (isThere.has(place) || shown.has(place) || place === path) continue
    if (isGuide(path)) {
      shown.set(place, guide(path))
      waiting.push(...render(path).named)
      continue
    }
    if (!statSync(path).isDirectory()) {
      shown.set(place, filePage(path, place))
      continue
    }
    const inside = readdirSync(path).sort()
    const paths = inside.map((name) => posix.join(path!, name))
    waiting.push(...paths)
    shown.set(place, folderPage(path, place, paths))
  }
  return [...shown]
}

const filePage = (path: string, place: string): string =>
  page({
    path: place,
    title: path,
    content: String(
      html`<h1>${path}</h1>
        <pre><code>${readFileSync(path, 'utf8')}</code></pre>`,
    ),
  })

const folderPage = (path: string, place: string, paths: string[]): string =>
  page({
    path: place,
    title: path,
    content: String(
      html`<h1>${path}</h1>
        <ul>
          ${paths.map((one) => html`<li><a href="${relative(place, placeOf(one))}">${one}</a></li>`)}
        </ul>`,
    ),
  })
