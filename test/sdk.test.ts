/** The SDK as pages use it, on the real parts: from a script tag, and bundled from the package by two bundlers. */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import * as esbuild from 'esbuild'
import { rollup } from 'rollup'
import { visitor, type Browser, type Page, type Watched } from './browser.ts'
import { zoe } from './people.ts'
import { codeOn, logIn, wordsOf } from './resident.ts'
import { withSystem } from './running.ts'
import { removeFolder, temporaryFolder, type System } from './system.ts'
import { startWebsite, type Website } from './website.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/** What a web team writes. */
const app = (core: string, sdk: string): string => `
import { discover, start, resume } from '${sdk}'
const core = '${core}', purpose = 'report_move'
const output = document.querySelector('output')
const conversation = await resume(core, { purpose })
output.textContent = conversation ? conversation.phone.code : 'nothing'
document.querySelector('button').onclick = async () => {
  if (conversation) {
    await conversation.end()
    output.textContent = conversation.state
    return
  }
  const { authMethods, commMethods } = await discover(core, purpose)
  const attempt = await start(core, {
    purpose,
    authMethod: authMethods[0].tag,
    commMethod: commMethods[0].tag,
  })
  attempt.go()
}`

const withElement = (core: string): string => `
import 'id-contact/button/define'
const button = document.createElement('id-contact-button')
Object.assign(button, { core: '${core}', purpose: 'report_move' })
document.body.append(button)`

/** The files of a bundle, by name, and the modules that went into them. */
interface Bundle {
  files: Map<string, string>
  modules: string[]
}

describe('the SDK', () => {
  let system: System
  let browser: Browser
  /** The website of a municipality, and the scripts that it serves now. */
  let site: Website
  let served: Bundle['files'] = new Map()
  /** A project that depends on this package. */
  let project: string
  before(async () => {
    site = await startWebsite(answer)
    project = temporaryFolder()
    mkdirSync(join(project, 'node_modules'))
    symlinkSync(process.cwd(), join(project, 'node_modules', 'id-contact'))
  })
  withSystem(
    (running) => ({ system, browser } = running),
    () => ({ env: { ID_CONTACT_CORE_ALLOWED_ORIGINS: site.url } }),
  )
  after(() => {
    site.stop()
    removeFolder(project)
  })

  async function withEsbuild(code: string): Promise<Bundle> {
    const { outputFiles, metafile } = await esbuild.build({
      stdin: { contents: code, resolveDir: project, sourcefile: 'app.js' },
      ...{ bundle: true, splitting: true, minify: true, write: false, metafile: true },
      ...{ format: 'esm', target: 'es2022', outdir: 'out', entryNames: 'app' },
    })
    const files = outputFiles.map(({ path, text }) => [path.split('/').at(-1)!, text] as const)
    return { files: new Map(files), modules: Object.keys(metafile.inputs) }
  }

  async function withRollup(code: string): Promise<Bundle> {
    const input = join(project, 'app.js')
    const bundle = await rollup({
      input,
      plugins: [
        { name: 'app', load: (id: string) => (id === input ? code : null) },
        { name: 'entry', resolveId: (id: string) => (id === input ? id : null) },
        nodeResolve(),
      ],
    })
    const { output } = await bundle.generate({ format: 'es' })
    const chunks = output.filter((file) => file.type === 'chunk')
    return {
      files: new Map(chunks.map(({ fileName, code }) => [fileName, code])),
      modules: bundle.watchFiles,
    }
  }

  /** The page under a strict policy, with these files beside it. */
  async function open({ page }: Watched, files: Bundle['files']): Promise<void> {
    served = files
    await page.goto(site.url)
  }

  function answer({ pathname }: URL, res: ServerResponse): void {
    const script = served.get(pathname.slice(1))
    if (script !== undefined) {
      res.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      return
    }
    const { core, comm } = system
    res
      .writeHead(pathname === '/' ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; script-src 'self' ${core}; connect-src ${core} ${comm}; img-src ${core}`,
      })
      .end(
        '<!doctype html><html lang="nl"><title>Contact</title><output></output><button>Contact</button><script type="module" src="/app.js"></script></html>',
      )
  }

  const says = (page: Page, text: RegExp) =>
    page.locator('output').filter({ hasText: text }).waitFor()

  async function goesTheWholeWay(files: Bundle['files']): Promise<void> {
    const resident = await visitor(browser)
    const { page, context, complaints } = resident
    await open(resident, files)
    await says(page, /^nothing$/)
    await page.locator('button').click()
    await page.waitForURL((url) => url.origin === system.provider)
    await logIn(page, zoe.id)
    await says(page, /^\d{9}$/)
    assert.equal(page.url(), `${site.url}/`)
    const code = await page.locator('output').textContent()
    await page.reload()
    await says(page, new RegExp(`^${code}$`))
    await page.locator('button').click()
    await says(page, /^ended$/)
    assert.equal(await page.evaluate(() => sessionStorage.length), 0)
    assert.deepEqual(complaints, [])
    await context.close()
  }

  /** Nothing comes along but the client and the protocol's part of it. */
  const assertOwnCodeAlone = (modules: string[]): void => {
    const others = modules.filter((path) => !/dist\/src\/(client|protocol)\/|app\.js$/.test(path))
    assert.deepEqual(others, [])
  }

  it('goes the whole way from a script tag', async () => {
    const sdk = `${system.core}/sdk/${version}/id-contact.js`
    await goesTheWholeWay(new Map([['app.js', app(system.core, sdk)]]))
  })

  for (const [bundler, make] of [
    ['esbuild', withEsbuild],
    ['Rollup', withRollup],
  ] as const)
    it(`goes the whole way in a bundle of ${bundler}`, async () => {
      const { files, modules } = await make(app(system.core, 'id-contact'))
      assertOwnCodeAlone(modules)
      assert.deepEqual([...files.keys()], ['app.js'])
      await goesTheWholeWay(files)
    })

  it('brings the button into a bundle, with the parts that it loads later', async () => {
    const { files } = await withEsbuild(withElement(system.core))
    assert.ok(files.size > 1)
    const resident = await visitor(browser)
    const { page, context, complaints } = resident
    await open(resident, files)
    const t = wordsOf('nl')
    await page.getByRole('button', { name: t.open }).click()
    await page.getByRole('button', { name: t.on }).click()
    await page.waitForURL((url) => url.origin === system.provider)
    await logIn(page, zoe.id)
    assert.match(await codeOn(page), /^\d{9}$/)
    assert.deepEqual(complaints, [])
    await context.close()
  })
})
