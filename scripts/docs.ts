/**
 * `npm run docs`: the documentation as a website of plain files in `_site/`, which any server can hand out below any path: the guides, a page for
 * each element made from the custom-elements manifest, every state of the gallery alive, and pictures of them. It needs a build and a browser.
 * `--no-pictures` leaves the pictures out. `--serve` shows it at `http://localhost:8091`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { takePictures } from './docs/pictures.ts'
import { brokenLinks } from './docs/links.ts'
import { serveFolder } from './docs/serve.ts'
import { sitePages } from './docs/site.ts'
import { ensureSystemPackages, programs } from './system.ts'

const folder = '_site'
const withPictures = !process.argv.includes('--no-pictures')

rmSync(folder, { recursive: true, force: true })
for (const [path, content] of await sitePages({ withPictures })) {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}
if (withPictures) {
  ensureSystemPackages([programs.browser])
  await takePictures(folder)
}
const broken = brokenLinks(folder)
for (const link of broken) console.error(link)
process.exitCode = broken.length > 0 ? 1 : 0
console.log(`The documentation is in ${folder}/`)
if (process.argv.includes('--serve')) {
  const { url } = await serveFolder(folder, 8091)
  console.log(`It is at ${url}`)
}
