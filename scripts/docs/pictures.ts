/** Pictures of every state, from the pages of the site that show them alive. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { elements } from '../../examples/gallery/states/index.ts'
import { pictureOf } from './elements.ts'
import { serveFolder } from './serve.ts'

/** At once; each is mostly waiting for the other. */
const pages = 3

export async function takePictures(folder: string): Promise<void> {
  const served = await serveFolder(folder)
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  mkdirSync(join(folder, 'pictures'))
  const waiting = elements.flatMap(({ name, states }) =>
    states.map((state) => [name, state.name] as const),
  )
  const take = async (): Promise<void> => {
    const context = await browser.newContext({ viewport: { width: 640, height: 760 } })
    const page = await context.newPage()
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [element, state] = next
      await page.goto(`${served.url}/states/${element}/${state}.html?lang=nl`)
      await page
        .locator('html[data-ready]')
        .waitFor()
        .catch((error: unknown) => {
          throw new Error(`${element}, ${state}: the state was not reached`, { cause: error })
        })
      await page.screenshot({ path: join(folder, pictureOf(element, state)) })
    }
    await context.close()
  }
  try {
    await Promise.all(Array.from({ length: pages }, take))
  } finally {
    await browser.close()
    served.stop()
  }
}
