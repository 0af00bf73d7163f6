/** The documentation as a website: built as `npm run docs` builds it, handed out as plain files, and looked at. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { elements } from '../../examples/gallery/states/index.ts'
import { pictureOf } from '../../scripts/docs/elements.ts'
import { brokenLinks } from '../../scripts/docs/links.ts'
import { serveFolder, type Served } from '../../scripts/docs/serve.ts'
import { launch, visitor, type Browser } from '../browser.ts'
import { removeFolder, temporaryFolder } from '../system.ts'

describe('the documentation as a website', () => {
  const folder = temporaryFolder()
  let served: Served
  let browser: Browser
  before(async () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/docs.ts'], {
      encoding: 'utf8',
    })
    assert.equal(status, 0, stdout + stderr)
    // It works below any path.
    cpSync('_site', join(folder, 'some/where'), { recursive: true })
    ;[served, browser] = await Promise.all([serveFolder(folder), launch()])
  })
  after(async () => {
    await browser?.close()
    served?.stop()
    removeFolder(folder)
  })

  const at = (path: string): string => `${served.url}/some/where/${path}`

  it('tells of links that lead nowhere', () => {
    const page = join(folder, 'some/where/index.html')
    const whole = readFileSync(page, 'utf8')
    assert.deepEqual(brokenLinks(folder), [])
    writeFileSync(
      page,
      `${whole}<a href="docs/nothing.html">1</a><a href="docs/web-team.html#no">2</a>`,
    )
    assert.deepEqual(brokenLinks(folder), [
      'some/where/index.html: docs/nothing.html',
      'some/where/index.html: docs/web-team.html#no',
    ])
    writeFileSync(page, whole)
  })

  it('tells everything that the manifest knows of an element', async () => {
    const { page, context, complaints } = await visitor(browser)
    await page.goto(at('elements/button.html'))
    const text = await page.locator('main').innerText()
    for (const name of ['return-url', 'open()', 'id-contact-start', 'label', 'opener'])
      assert.match(text, new RegExp(`^${name.replace(/[()]/g, '\\$&')}\\b|^${name}`, 'm'), name)
    assert.match(text, /--id-contact-color-primary/)
    assert.doesNotMatch(text, /requestUpdate|internal/)
    await page.goto(at('elements/panel.html'))
    const panel = await page.locator('main').innerText()
    for (const name of ['desk', 'getToken', 'id-contact-accept', 'conversation'])
      assert.match(panel, new RegExp(`^${name}`, 'm'))
    assert.deepEqual(complaints, [])
    await context.close()
  })

  it('shows states alive, in other looks, by a policy as strict as what it asks of others', async () => {
    const { page, context, complaints } = await visitor(browser)
    await page.goto(at('elements/button.html'))
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Which channel:' })
      .getByText('English')
      .click()
    await page.locator('html[data-ready]').waitFor()
    await page.getByRole('radio').first().waitFor()
    await page.getByRole('heading', { name: 'How do you want to talk to us?' }).waitFor()
    await page.goto(at('states/panel/queue.html?lang=nl&theme=dark'))
    await page.locator('html.dark[data-ready]').waitFor()
    await page.getByRole('heading', { name: 'Wachtrij' }).waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })

  it('has a picture of every state', async () => {
    const { page, context } = await visitor(browser)
    await page.goto(at('gallery.html'))
    const states = elements.flatMap(({ name, states }) =>
      states.map((state) => join('_site', pictureOf(name, state.name))),
    )
    assert.equal(await page.locator('.pictures img').count(), states.length)
    for (const picture of states) assert.ok(statSync(picture).size > 1000, picture)
    await context.close()
  })

  for (const path of ['index.html', 'docs/web-team.html', 'elements/button.html', 'gallery.html'])
    it(`can be used by everybody: ${path}`, async () => {
      const { page, context } = await visitor(browser, { width: 320 })
      await page.goto(at(path))
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze()
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        [],
      )
      const isWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      assert.ok(!isWide)
      await context.close()
    })
})
