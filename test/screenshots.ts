/** `npm run screenshots`: the pictures of the README, from the running system; and with `--states` every state of the gallery, to look at. */
import { mkdirSync } from 'node:fs'
import { addressOf, shown, startGallery } from '../examples/gallery/serve.ts'
import { agentWords, signIn, typeCode } from './agent.ts'
import { launch, visitor, type Browser } from './browser.ts'
import { sanne, zoe } from './people.ts'
import { getCode } from './resident.ts'
import { removeFolder, startSystem } from './system.ts'

const folder = 'docs/images'

async function forReadme(browser: Browser): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const system = await startSystem()
  const resident = await visitor(browser, { width: 640, height: 760 })
  const agent = await visitor(browser, { width: 960, height: 720 })
  await signIn(agent.page, system, sanne.id)
  const others = [await visitor(browser), await visitor(browser)]
  for (const { page } of others) await getCode(page, system, 'resident-2')
  const code = await getCode(resident.page, system, zoe.id)
  await resident.page.screenshot({ path: `${folder}/button.png` })
  await typeCode(agent.page, code)
  await agent.page.getByText(agentWords('nl').identified).first().waitFor()
  // The keyboard may have moved the page.
  await agent.page.evaluate(() => scrollTo(0, 0))
  await agent.page.screenshot({ path: `${folder}/panel.png` })
  await system.stop()
  removeFolder(system.dataDir)
}

async function ofGallery(browser: Browser): Promise<void> {
  const gallery = await startGallery()
  const out = 'coverage/states'
  mkdirSync(out, { recursive: true })
  for (const width of [320, 1280])
    for (const lang of ['nl', 'en'] as const)
      for (const theme of ['light', 'dark'] as const) {
        const context = await browser.newContext({
          viewport: { width, height: 720 },
          colorScheme: theme,
        })
        const page = await context.newPage()
        for (const { name: element, states } of shown)
          for (const { name: state } of states) {
            await page.goto(gallery.url + addressOf(element, state, { lang, theme, host: 'plain' }))
            await page.locator('html[data-ready]').waitFor()
            await page.screenshot({
              path: `${out}/${element}-${state}-${lang}-${width}-${theme}.png`,
            })
          }
        await context.close()
      }
  await gallery.stop()
}

const browser = await launch()
await (process.argv.includes('--states') ? ofGallery(browser) : forReadme(browser))
await browser.close()
