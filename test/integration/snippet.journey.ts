/** A page with nothing but what the README says to paste, in Chromium and in Debian's Firefox: as a script tag, and bundled from the npm package. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import { removeFolder, startSystem, type System } from '../system.ts'
import { driven, type Driven } from './driven.ts'
import { startProject, type Project } from './project.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const hashes = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<string, string>
const [, snippet] = /```html\n(.*?)```/s.exec(readFileSync('README.md', 'utf8'))!

/** With what a web team gets from its operator in the place of the example's. */
const pasted = (system: System): string =>
  snippet!
    .replaceAll('https://contact.gemeente.example', system.core)
    .replace(/sdk\/[\d.]+\//, `sdk/${version}/`)
    .replace('sha384-…', hashes['id-contact-button.js']!)

/** As a web team bundles it that has the package from npm. */
async function bundled(project: Project): Promise<string> {
  const input = project.write('page.js', `import 'id-contact/button/define'\n`)
  const build = await rollup({ input, plugins: [nodeResolve({ browser: true })] })
  const { output } = await build.generate({ format: 'es', inlineDynamicImports: true })
  return output[0].code
}

describe('the snippet of the README', () => {
  let system: System
  let server: Server
  let site: string
  let project: Project
  let askedForPart = 0
  before(async () => {
    project = startProject([])
    const code = await bundled(project)
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url!, site)
      const part = /^\/sdk\/([\w.-]+\.js)$/.exec(pathname)?.[1]
      if (part) {
        const text = readFileSync(`dist/cdn/${part}`, 'utf8')
        const isChanged = /\.questions\./.test(part) && askedForPart++ === 0
        // A cache on the way keeps it.
        response.writeHead(200, {
          'content-type': 'text/javascript',
          'cache-control': 'max-age=600',
        })
        return void response.end(isChanged ? `globalThis.changed = true\n${text}` : text)
      }
      if (pathname === '/page.js')
        return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(code)
      const all = pasted(system)
      const pages: Record<string, string> = {
        '/script': all,
        '/changed': all.replace(
          /<script.*?<\/script>/s,
          '<script type="module" src="/sdk/id-contact-button.js"></script>',
        ),
        '/npm': `<script type="module" src="/page.js"></script>${all.replace(/<script.*?<\/script>/s, '')}`,
      }
      const page = pages[pathname]
      response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
      response.end(page && `<!doctype html><html lang="nl"><title>Contact</title>${page}</html>`)
    })
    await once(server.listen(0, 'localhost'), 'listening')
    site = `http://localhost:${(server.address() as AddressInfo).port}`
    system = await startSystem({ env: { ID_CONTACT_CORE_ALLOWED_ORIGINS: site } })
  })
  after(async () => {
    await system?.stop()
    server.close()
    server.closeAllConnections()
    project.remove()
    if (system) removeFolder(system.dataDir)
  })

  for (const name of ['chromium', 'firefox'] as const)
    describe(`in ${name}`, () => {
      let person: Driven
      before(async () => {
        person = await driven(name)
      })
      after(() => person?.stop())

      for (const way of ['script', 'npm'])
        it(`leads to the number and the code, and leaves nothing behind: ${way}`, async () => {
          const { page, complaints } = await person.open(`${site}/${way}`)
          const code = await person.getCode(page, system)
          assert.match(code, /^\d{9}$/)
          await page.reload()
          assert.equal(await person.codeOn(page), code)
          await person.stopConversation(page)
          assert.equal(await page.evaluate(() => sessionStorage.length), 0)
          assert.deepEqual(complaints, [])
          await page.close()
        })

      it('refuses a part that was changed on the way, and takes the right one at the next try', async () => {
        askedForPart = 0
        const { page } = await person.open(`${site}/changed`)
        const within = (selector: string) => page.locator(`id-contact-button >>> ${selector}`)
        await within('#opener').click()
        await within('::-p-text(Probeer opnieuw)').click()
        await within('::-p-text(Verder naar)').wait()
        assert.equal(askedForPart, 2)
        assert.equal(await page.evaluate('globalThis.changed'), undefined)
        await page.close()
      })
    })
})
