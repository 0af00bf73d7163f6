/** The pages of the gallery. */
import { html, raw } from 'hono/html'
import { pageLanguages } from '../../src/web/index.ts'
import { shown, type GalleryElement, type GalleryState } from './states/index.ts'
import type { Scene } from './stage.ts'

export const languages = pageLanguages
export const themes = ['light', 'dark'] as const
export const hosts = ['plain', 'nlds'] as const

/** How a state is looked at. */
export interface Look {
  lang: (typeof languages)[number]
  theme: (typeof themes)[number]
  host: (typeof hosts)[number]
}

/** The address of one state, alone on a page. */
export const addressOf = (element: string, state: string, look: Look): string =>
  `/?${new URLSearchParams({ element, state, ...look })}`

type Page = ReturnType<typeof html>

/** Every state in every look, as links. */
export const index = (): Page =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Gallery of ID Contact</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <main>
          <h1>Every state of every element</h1>
          ${shown.map(
            ({ name, tag, states }) => html`
              <h2 id="${name}">${tag}</h2>
              <ul>
                ${states.map((state) => html`<li>${state.title}: ${links(name, state.name)}</li>`)}
              </ul>
            `,
          )}
        </main>
      </body>
    </html>`

function links(element: string, state: string): Page[] {
  return (['nl', 'en', 'ar'] as const).flatMap((lang) =>
    hosts.flatMap((host) =>
      themes.map(
        (theme) =>
          html`<a href="${addressOf(element, state, { lang, theme, host })}"
            >${state} (${lang}, ${host}, ${theme})</a
          > `,
      ),
    ),
  )
}

/** What the stage is told of a state, with the fixture server at `base`. */
export const sceneOf = (
  { tag, attributes }: GalleryElement,
  state: GalleryState,
  { base, bundle }: { base: string; bundle: string },
): Scene => ({
  tag,
  bundle,
  attributes: { ...attributes(base), ...state.attributes },
  storage: state.storage?.(base) ?? {},
  query: state.query ?? '',
  isOffline: state.isOffline ?? false,
  slotted: state.slotted ?? {},
  held: state.held?.(base) ?? '',
  steps: state.steps ?? [],
  until: state.until,
})

/** One state alone. */
export function statePage(
  element: GalleryElement,
  state: GalleryState,
  { lang, theme, host }: Look,
  origin: string,
): Page {
  const base = `${origin}${baseOf(element, state)}`
  const scene = sceneOf(element, state, { base, bundle: `/bundles/${element.name}.js` })
  const data = JSON.stringify(scene).replaceAll('<', '\\u003c')
  return html`<!doctype html>
    <html lang="${lang}" class="${theme} ${host}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${state.title}</title>
        <link rel="stylesheet" href="/style.css" />
        <script type="application/json" id="scene">
          ${raw(data)}
        </script>
        <script type="module" src="/bundles/stage.js"></script>
      </head>
      <body>
        <main id="stage"><h1>${lang === 'nl' ? 'Verhuizing doorgeven' : 'Report a move'}</h1></main>
      </body>
    </html>`
}

/** Where the fixture server of a state is. */
export const baseOf = (element: GalleryElement, state: GalleryState): string =>
  `/cores/${element.name}/${state.name}`
