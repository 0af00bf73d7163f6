/** Every page and file of the documentation, by its path in the site. */
import { globSync, readFileSync } from 'node:fs'
import { elements } from '../../examples/gallery/states/index.ts'
import { elementPage, galleryPage, liveScripts, statePage } from './elements.ts'
import { guide, home, shownFiles } from './guides.ts'
import { readManifest } from './manifest.ts'

export type Site = Map<string, string | Uint8Array>

export async function sitePages({ withPictures }: { withPictures: boolean }): Promise<Site> {
  const site: Site = new Map()
  const guides = globSync('docs/**/*.md', { exclude: ['docs/api/**'] }).sort()
  site.set('index.html', home())
  for (const path of guides) site.set(path.replace(/\.md$/, '.html'), guide(path))
  for (const [path, page] of shownFiles(['README.md', ...guides])) site.set(path, page)
  for (const path of globSync(['docs/images/*', 'docs/openapi/*.json']))
    site.set(path, readFileSync(path))
  const manifest = readManifest()
  for (const element of elements) {
    site.set(`elements/${element.name}.html`, elementPage(element, manifest.get(element.tag)))
    for (const state of element.states)
      site.set(`states/${element.name}/${state.name}.html`, statePage(element, state))
  }
  if (withPictures) site.set('gallery.html', galleryPage())
  for (const [path, code] of await liveScripts()) site.set(path, code)
  site.set('style.css', readFileSync('scripts/docs/client/style.css'))
  site.set('stage.css', readFileSync('examples/gallery/style.css'))
  return site
}
