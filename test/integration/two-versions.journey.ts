/**
 * An element on a page that has it more than once: of another version, of another bundle. The page has the strictest policy, and whatever
 * goes against it is reported to the page's own server.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import * as esbuild from 'esbuild'
import words from '../../components/localization/page.en.ts'
import { launch, visitor, type Browser } from '../browser.ts'
import { zoe } from '../people.ts'
import { codeOn, heading, logIn, wordsOf } from '../resident.ts'
import { removeFolder, startSystem, type System } from '../system.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const hashOf = (text: string): string =>
  `sha384-${createHash('sha384').update(text).digest('base64')}`

/** The script as it could have been a version ago: other bytes, another hash, another address. */
const published = readFileSync('dist/cdn/id-contact-button.js', 'utf8')
const older = `globalThis.ranOlder = true\n${published}`
const conversation = readFileSync('dist/cdn/id-contact-conversation.js', 'utf8')
const olderConversation = `globalThis.ranOlder = true\n${conversation}`

describe('an element more than once on a page', () => {
  let system: System
  let browser: Browser
  let server: Server
  let site: string
  let bundle: string
  /** What the browser reported. */
  const reports: string[] = []

  const tag = (src: string, text?: string): string =>
    `<script type="module" src="${src}"${text ? ` integrity="${hashOf(text)}"` : ''} crossorigin="anonymous"></script>`
  const scripts: Record<string, string> = {
    first: tag('/older/id-contact-button.js', older),
    get second() {
      return tag(`${system.core}/sdk/${version}/id-contact-button.js`, published)
    },
    bundled: tag('/bundled.js'),
    firstConversation: tag('/older/id-contact-conversation.js', olderConversation),
    secondConversation: tag('/newer/id-contact-conversation.js', conversation),
  }

  const policy = (types: string): string =>
    [
      `default-src 'none'`,
      `script-src 'self' ${system.core}`,
      `style-src 'none'`,
      `connect-src 'self' ${system.core} ${system.comm}`,
      `img-src ${system.core}`,
      `form-action ${system.core}`,
      `base-uri 'none'`,
      `require-trusted-types-for 'script'`,
      `trusted-types ${types}`,
      'report-uri /reports',
    ].join('; ')

  before(async () => {
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url!, site)
      if (pathname === '/reports') {
        let text = ''
        request.on('data', (chunk) => (text += String(chunk)))
        request.on('end', () => {
          reports.push(text)
          response.writeHead(204).end()
        })
        return
      }
      const script = {
        '/older/id-contact-button.js': older,
        '/older/id-contact-conversation.js': olderConversation,
        '/bundled.js': bundle,
      }[pathname]
      if (script !== undefined)
        return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      const part = /^\/(?:older|newer)\/([\w.-]+\.js)$/.exec(pathname)?.[1]
      if (part)
        return void response
          .writeHead(200, { 'content-type': 'text/javascript' })
          .end(readFileSync(`dist/cdn/${part}`))
      const names = searchParams.get('scripts')?.split(' ') ?? []
      const button = (purpose: string): string =>
        `<id-contact-button core="${system.core}" purpose="${purpose}"><form method="post" action="${system.core}/choose"><button>Neem contact op</button></form></id-contact-button>`
      const isConversation = names.some((name) => name.endsWith('Conversation'))
      const elements = isConversation
        ? `<id-contact-conversation address="${site}/nobody" channel="chat"></id-contact-conversation>`.repeat(
            2,
          )
        : button('report_move') + button('request_permit')
      response
        .writeHead(pathname === '/' ? 200 : 404, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': policy(searchParams.get('types') ?? 'lit-html'),
        })
        .end(
          `<!doctype html><html lang="en"><title>Contact</title>${names.map((name) => scripts[name]).join('')}${elements}</html>`,
        )
    })
    await once(server.listen(0, 'localhost'), 'listening')
    site = `http://localhost:${(server.address() as AddressInfo).port}`
    const { outputFiles } = await esbuild.build({
      stdin: { contents: `import 'id-contact/button/define'`, resolveDir: process.cwd() },
      ...{ bundle: true, minify: true, write: false, format: 'esm', target: 'es2022' },
      alias: { 'id-contact/button/define': `${process.cwd()}/dist/components/button/define.js` },
    })
    bundle = outputFiles[0]!.text
    const env = { ID_CONTACT_CORE_ALLOWED_ORIGINS: site }
    browser = await launch()
    system = await startSystem({ env })
  })
  after(async () => {
    await browser?.close()
    await system?.stop()
    server.close()
    server.closeAllConnections()
    if (system) removeFolder(system.dataDir)
  })

  const address = (names: string, types: string): string =>
    `${site}/?${new URLSearchParams({ scripts: names, types })}`

  for (const names of ['first second bundled', 'bundled second first'])
    it(`works whichever comes first, and nothing is reported: ${names}`, async () => {
      reports.length = 0
      const { page, context, complaints } = await visitor(browser, { lang: 'en' })
      const t = wordsOf('en')
      await page.goto(address(names, "lit-html 'allow-duplicates'"))
      const [one, two] = [0, 1].map((index) => page.locator('id-contact-button').nth(index))
      await one!.getByRole('button', { name: t.open }).waitFor()
      assert.equal(await page.evaluate('globalThis.ranOlder'), true)
      await two!.getByRole('button', { name: t.open }).click()
      await two!.getByRole('radio').first().waitFor()
      await page.keyboard.press('Escape')
      await one!.getByRole('button', { name: t.open }).click()
      await one!.getByRole('button', { name: t.on }).click()
      await page.waitForURL((url) => url.origin === system.provider)
      await logIn(page, zoe.id, 'en')
      assert.match(await codeOn(page, 'en'), /^\d{9}$/)
      // What is loaded on demand, and drawn: the code for another telephone.
      await page.getByText('Call with another phone').click()
      await page.locator('svg.qr').waitFor()
      await page.getByRole('button', { name: /^Stop and erase/ }).click()
      await page.getByRole('button', { name: /^Yes, stop/ }).click()
      await heading(page, t.ended).waitFor()
      assert.deepEqual(complaints, [])
      assert.deepEqual(reports, [])
      await context.close()
    })

  for (const names of [
    'firstConversation secondConversation',
    'secondConversation firstConversation first',
  ])
    it(`has conversations that work too, and nothing is reported: ${names}`, async () => {
      reports.length = 0
      const { page, context, complaints } = await visitor(browser, { lang: 'en' })
      await page.goto(address(names, "lit-html 'allow-duplicates'"))
      for (const index of [0, 1])
        await page
          .locator('id-contact-conversation')
          .nth(index)
          .getByRole('heading', { name: words.ended })
          .waitFor()
      assert.equal(await page.evaluate('globalThis.ranOlder'), true)
      const errors = complaints.filter((complaint) => !complaint.includes('404'))
      assert.deepEqual(errors, [])
      assert.deepEqual(reports, [])
      await context.close()
    })

  it('goes on with the first where the policy lets only one make its templates', async () => {
    reports.length = 0
    const { page, context } = await visitor(browser, { lang: 'en' })
    await page.goto(address('first second', 'lit-html'))
    await page
      .getByRole('button', { name: wordsOf('en').open })
      .first()
      .click()
    await page.getByRole('button', { name: wordsOf('en').on }).waitFor()
    assert.ok(reports.length > 0 && reports.every((report) => report.includes('trusted-types')))
    await context.close()
  })

  it('tells what goes against the policy: this page would', async () => {
    reports.length = 0
    const { page, context } = await visitor(browser)
    await page.goto(address('first', "'none'"))
    await page.getByRole('button', { name: 'Neem contact op' }).first().waitFor()
    while (reports.length === 0) await page.waitForTimeout(100)
    await context.close()
  })
})
