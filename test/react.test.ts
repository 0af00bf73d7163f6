/** The page in React of `examples/react/`, bundled from the built package, on the real parts. */
import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import * as esbuild from 'esbuild'
import { visitor, type Browser } from './browser.ts'
import { zoe } from './people.ts'
import { codeOn, logIn, wordsOf } from './resident.ts'
import { withSystem } from './running.ts'
import { removeFolder, temporaryFolder, type System } from './system.ts'
import { startWebsite, type Website } from './website.ts'

/** The example as a project of its own that depends on the package: what was built, and not the sources beside it. */
async function bundled(folder: string): Promise<Map<string, string>> {
  const packages = join(folder, 'node_modules')
  mkdirSync(packages)
  symlinkSync(process.cwd(), join(packages, 'id-contact'))
  const { outputFiles } = await esbuild.build({
    entryPoints: { app: 'examples/react/main.tsx' },
    ...{ bundle: true, splitting: true, minify: true, write: false },
    ...{ format: 'esm', target: 'es2022', outdir: 'out' },
    nodePaths: [packages, 'node_modules'],
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx' } },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return new Map(outputFiles.map(({ path, text }) => [path.split('/').at(-1)!, text]))
}

describe('a page in React', () => {
  let system: System
  let browser: Browser
  let site: Website
  let files: Map<string, string>
  let folder: string
  before(async () => {
    site = await startWebsite(({ pathname, searchParams }, res) => {
      const script = files.get(pathname.slice(1))
      if (script !== undefined)
        return void res.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      const { core, comm } = system
      const way = searchParams.has('element') ? 'element' : 'own'
      res
        .writeHead(pathname === '/' ? 200 : 404, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': `default-src 'none'; script-src 'self'; connect-src ${core} ${comm}; img-src ${core}`,
        })
        .end(
          `<!doctype html><html lang="nl"><title>Contact</title><div id="contact" data-core="${core}" data-purpose="report_move" data-way="${way}"></div><script type="module" src="/app.js"></script></html>`,
        )
    })
    folder = temporaryFolder()
    files = await bundled(folder)
  })
  withSystem(
    (running) => ({ system, browser } = running),
    () => ({ env: { ID_CONTACT_CORE_ALLOWED_ORIGINS: site.url } }),
  )
  after(() => {
    site.stop()
    removeFolder(folder)
  })

  it('goes the whole way with words of its own', async () => {
    const { page, context, complaints } = await visitor(browser)
    await page.goto(site.url)
    await page.getByRole('listitem').first().getByRole('button').click()
    await page.waitForURL((url) => url.origin === system.provider)
    await logIn(page, zoe.id)
    const code = page.locator('output')
    await code.waitFor()
    const shown = await code.textContent()
    assert.match(shown!, /^\d{9}$/)
    await page.reload()
    await code.waitFor()
    assert.equal(await code.textContent(), shown)
    await page.getByRole('button', { name: 'Stoppen' }).click()
    await page.getByText('Het gesprek is voorbij.').waitFor()
    assert.equal(await page.evaluate(() => sessionStorage.length), 0)
    assert.deepEqual(complaints, [])
    await context.close()
  })

  it('goes the whole way with the element', async () => {
    const { page, context, complaints } = await visitor(browser)
    const t = wordsOf('nl')
    await page.goto(`${site.url}/?element`)
    await page.getByRole('button', { name: t.open }).click()
    await page.getByRole('button', { name: t.on }).click()
    await page.waitForURL((url) => url.origin === system.provider)
    await logIn(page, zoe.id)
    assert.match(await codeOn(page), /^\d{9}$/)
    assert.deepEqual(complaints, [])
    await context.close()
  })
})
