/** One system, one browser and one vendor, shared by all journeys here: who works at a page of the vendor, and who calls. */
import assert from 'node:assert/strict'
import { launch, visitor, type Browser, type Page, type Watched } from '../browser.ts'
import { canaries, sanne, zoe } from '../people.ts'
import { getCode } from '../resident.ts'
import { removeFolder, type Demonstration } from '../system.ts'
import { install, type Installation } from './installation.ts'
import { startVendor, type Token, type Vendor } from './vendor.ts'

export interface Stage {
  installation: Installation
  system: Demonstration
  vendor: Vendor
  browser: Browser
  /** An agent at this page of the vendor, signed in there. */
  agent(path: string, who?: Who): Promise<Watched>
  /** A resident with a code, who waits in the queue. */
  resident(id?: string): Promise<Watched>
  stop(): Promise<void>
}

interface Who {
  /** Default: the vendor's own, of another site than the desk. */
  origin?: string
  /** Whom the token is about. */
  subject?: string
  /** Default: a fresh one of the subject each time. */
  token?: Token
}

export async function setTheStage(): Promise<Stage> {
  const [vendor, browser] = await Promise.all([startVendor(), launch()])
  const installation = await install(vendor.origin, [
    { origin: vendor.origin, attributes: ['name'] },
    { origin: vendor.sameSite, attributes: [] },
  ]).catch(async (error: unknown) => {
    // Else the test would wait for them.
    vendor.close()
    await browser.close()
    throw error
  })
  const { system } = installation
  vendor.desk = system.desk
  const someone = async (): Promise<Watched> => {
    const watched = await visitor(browser)
    watched.context.setDefaultTimeout(30_000)
    return watched
  }
  return {
    installation,
    system,
    vendor,
    browser,
    async agent(path, { origin = vendor.origin, subject = sanne.id, token } = {}) {
      const watched = await someone()
      const cookie = vendor.signIn(token ?? (() => installation.tokenOf(subject)))
      await watched.context.addCookies([{ ...cookie, url: origin }])
      await watched.page.goto(origin + path)
      return watched
    },
    async resident(id = zoe.id) {
      const watched = await someone()
      await getCode(watched.page, system, id)
      return watched
    },
    async stop() {
      await browser.close()
      await system.stop()
      vendor.close()
      removeFolder(system.dataDir)
    },
  }
}

/** The panel: in the page itself, or in a frame of it. */
export type Shown = Page | ReturnType<Page['frameLocator']>

export const next = (shown: Shown) => shown.getByRole('button', { name: /Neem de volgende/ })
export const queueOf = (shown: Shown) => shown.getByRole('heading', { name: /^Wachtrij/ })
export const notice = (shown: Shown, name: string) => shown.getByRole('heading', { name })

export async function endIt(shown: Shown): Promise<void> {
  await shown.getByRole('button', { name: 'Ophangen en wissen', exact: true }).click()
  await shown.getByRole('button', { name: /Ja, ophangen en wissen/ }).click()
  await shown.getByRole('heading', { name: 'Gewist.', exact: true }).waitFor()
}

/** Nothing that is known of any resident is in the page, in its frames, in its address or in what it keeps. */
export async function holdsNobody(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    const held = await frame.evaluate(() => {
      const textIn = (root: Document | ShadowRoot): string =>
        [...root.querySelectorAll('*')].reduce(
          (text, { shadowRoot }) => (shadowRoot ? `${text} ${textIn(shadowRoot)}` : text),
          new XMLSerializer().serializeToString(root),
        )
      const kept = (): string[] => {
        try {
          return [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]
        } catch {
          // A frame of another site may have none.
          return []
        }
      }
      return [textIn(document), document.title, location.href, ...kept()].join(' ')
    })
    for (const canary of canaries)
      assert.ok(!held.includes(canary), 'a value of a resident is left')
  }
}

export const close = (...watched: Watched[]): Promise<unknown> =>
  Promise.all(watched.map(({ context }) => context.close()))
