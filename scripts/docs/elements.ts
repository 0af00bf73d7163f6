/** A page for each element, one for each of its states, alive, and one with pictures of all. */
import { build } from 'esbuild'
import { html, raw } from 'hono/html'
import MarkdownIt from 'markdown-it'
import {
  elements,
  type GalleryElement,
  type GalleryState,
} from '../../examples/gallery/states/index.ts'
import { sceneOf } from '../../examples/gallery/pages.ts'
import { page, policy } from './layout.ts'
import { tablesOf, type ElementDescription } from './manifest.ts'

/** Stands for where the site is, which only the page that is looked at knows. */
const siteMark = 'https://site.invalid'

/** What the sources say of something has Markdown in it. */
const markdown = new MarkdownIt({ html: false })
const inline = (text: string) => raw(markdown.renderInline(text))

export const pictureOf = (element: string, state: string): string =>
  `pictures/${element}-${state}.png`

export function elementPage(
  element: GalleryElement,
  known: ElementDescription | undefined,
): string {
  const content = html`<h1><code>&lt;${element.tag}&gt;</code></h1>
    ${(known?.description ?? '').split('\n\n').map((text) => html`<p>${inline(text)}</p>`)}
    ${(known ? tablesOf(known) : []).map(([title, rows]) => table(title, rows))}
    <h2 id="states">Every state, alive</h2>
    <p>
      Each opens the element itself, with answers of a made-up municipality from this page's own
      service worker. Nobody else is asked for anything.
    </p>
    <ul>
      ${element.states.map(
        ({ name, title }) =>
          html`<li>
            ${title}:
            ${looks.map(
              ([look, words]) =>
                html`<a href="../states/${element.name}/${name}.html?${look}">${words}</a> `,
            )}
          </li>`,
      )}
    </ul>`
  return page({
    path: `elements/${element.name}.html`,
    title: `<${element.tag}>`,
    content: String(content),
  })
}

const looks = [
  ['lang=nl', 'Dutch'],
  ['lang=en', 'English'],
  ['lang=nl&theme=dark', 'dark'],
] as const

const table = (title: string, rows: string[][]) =>
  html`<h2 id="${title.toLowerCase().replaceAll(' ', '-')}">${title}</h2>
    <table>
      ${rows.map(
        ([name, type, text = '']) =>
          html`<tr>
            <th scope="row"><code>${name}</code></th>
            <td>${type ? html`<code>${type}</code>` : ''}</td>
            <td>${inline(text)}</td>
          </tr>`,
      )}
    </table>`

/** One state alone. The scene is read by the same stage as that of the gallery. */
export function statePage(element: GalleryElement, state: GalleryState): string {
  const base = `${siteMark}/cores/${element.name}/${state.name}`
  const scene = sceneOf(element, state, { base, bundle: `${siteMark}/live/${element.name}.js` })
  return String(
    html`<!doctype html>
      <html lang="nl" class="light plain">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="content-security-policy" content="${policy}" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${state.title}</title>
          <link rel="stylesheet" href="../../stage.css" />
          <script type="application/json" id="scene">
            ${raw(JSON.stringify(scene).replaceAll('<', '\\u003c'))}
          </script>
          <script type="module" src="../../live/live.js"></script>
        </head>
        <body>
          <main id="stage"><h1>${state.title}</h1></main>
        </body>
      </html>`,
  )
}

export function galleryPage(): string {
  const content = html`<h1>Pictures of every state</h1>
    ${elements.map(
      ({ name, tag, states }) =>
        html`<h2 id="${name}"><code>&lt;${tag}&gt;</code></h2>
          <ul class="pictures">
            ${states.map(
              (state) =>
                html`<li>
                  <a href="states/${name}/${state.name}.html?lang=nl">
                    <img src="${pictureOf(name, state.name)}" alt="" loading="lazy" />${state.title}
                  </a>
                </li>`,
            )}
          </ul>`,
    )}`
  return page({ path: 'gallery.html', title: 'Pictures', content: String(content) })
}

/** The elements, the stage, and the service worker that answers for municipalities: by path in the site. */
export async function liveScripts(): Promise<[path: string, code: Uint8Array][]> {
  const options = {
    ...{ bundle: true, minify: true, target: 'es2022', outdir: 'out' },
    conditions: ['production', 'browser'],
  }
  const [live, worker] = await Promise.all([
    build({
      ...options,
      write: false,
      format: 'esm',
      splitting: true,
      chunkNames: 'chunk-[name]-[hash]',
      entryPoints: {
        live: 'scripts/docs/client/live.ts',
        stage: 'examples/gallery/stage.ts',
        ...Object.fromEntries(
          elements.map(({ name, module }) => [name, `examples/gallery/${module}`]),
        ),
      },
    }),
    // Whoever answers below a path has to stand at its top.
    build({
      ...options,
      write: false,
      format: 'iife',
      entryPoints: { worker: 'scripts/docs/client/worker.ts' },
    }),
  ])
  const nameOf = (path: string): string => path.split(/[/\\]/).at(-1)!
  return [
    ...live.outputFiles.map(
      ({ path, contents }) => [`live/${nameOf(path)}`, contents] as [string, Uint8Array],
    ),
    ...worker.outputFiles.map(
      ({ path, contents }) => [nameOf(path), contents] as [string, Uint8Array],
    ),
  ]
}
