/** Pages that may not have the panel, and windows that are not the page around it. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Frame } from 'playwright-core'
import { visitor, type Page } from '../browser.ts'
import { close, queueOf, type Stage } from './stage.ts'

export function strangerJourneys(stage: () => Stage): void {
  it('cannot show the desk, or the panel for another page, in a frame', async () => {
    const { system, vendor, browser } = stage()
    const watched = await visitor(browser)
    const { page } = watched
    const of = (path: string) => shownIn(page, system.desk + path)
    const framePage = (parent: string) => `/frame?parent=${encodeURIComponent(parent)}`
    await page.goto(`${vendor.stranger}/empty`)
    assert.equal(await of('/'), false)
    assert.equal(await of('/frame'), false)
    assert.equal(await of(framePage(vendor.origin)), false)
    assert.equal(await of(framePage(vendor.stranger)), false)
    // A page that it knows, with the name of another one that it knows.
    await page.goto(`${vendor.sameSite}/empty`)
    assert.equal(await of(framePage(vendor.origin)), false)
    assert.equal(await of(framePage(vendor.sameSite)), true)
    assert.equal(await of('/'), false)
    await close(watched)
  })

  it('cannot put a page that may have it into a frame of its own', async () => {
    const { system, vendor, browser } = stage()
    const watched = await visitor(browser)
    const { page } = watched
    const address = `${system.desk}/frame?parent=${encodeURIComponent(vendor.sameSite)}`
    for (const [outer, isShown] of [
      [vendor.sameSite, true],
      [vendor.stranger, false],
    ] as const) {
      await page.goto(`${outer}/empty`)
      await frameIn(page, `${vendor.sameSite}/empty`)
      const inner = page
        .frames()
        .find((frame) => frame.url().startsWith(vendor.sameSite) && frame.parentFrame())!
      assert.equal(await shownIn(page, address, inner), isShown, outer)
    }
    await close(watched)
  })

  it('cannot speak with the panel in a frame of another page', async () => {
    const agent = await stage().agent('/frame')
    const { page } = agent
    const frame = page.frameLocator('iframe[title]')
    await queueOf(frame).waitFor()
    const panel = frame.locator('id-contact-agent-panel')
    const before = await panel.getAttribute('lang')
    const beside = await frameBeside(page)
    // Of the same origin as the page, and not the page; then the page itself, which has no second try.
    for (const sender of [beside, page.mainFrame()]) {
      const heard = await sender.evaluate(async () => {
        const target = top!.frames[0]!
        const connect = {
          type: 'id-contact-frame-connect',
          version: 1,
          nonce: 'A'.repeat(22),
          sign_in: 'cookie',
          lang: 'en',
        }
        const heard: unknown[] = []
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = ({ data }) => heard.push(data)
        target.postMessage(connect, '*', [port2])
        for (const message of [
          { type: 'language', lang: 'en' },
          { type: 'attributes', request: 1 },
        ]) {
          port1.postMessage(message)
          target.postMessage(message, '*')
        }
        await new Promise((resolve) => setTimeout(resolve, 300))
        return heard
      })
      assert.deepEqual(heard, [])
    }
    assert.equal(await panel.getAttribute('lang'), before)
    assert.equal(await queueOf(frame).count(), 1)
    await close(agent)
  })

  it('cannot take the place of the panel at the page around it', async () => {
    const asked: string[] = []
    const { installation } = stage()
    const agent = await stage().agent('/frame', {
      token: async () => {
        asked.push('token')
        return installation.tokenOf('employee-1')
      },
    })
    const { page } = agent
    await queueOf(page.frameLocator('iframe')).waitFor()
    const before = asked.length
    const beside = await frameBeside(page)
    const heard = await beside.evaluate(async () => {
      const heard: unknown[] = []
      addEventListener('message', ({ data, ports }) => {
        heard.push(data)
        for (const port of ports) port.postMessage({ type: 'token_request', request: 1 })
      })
      const ready = { type: 'id-contact-frame-ready', versions: [1], nonce: 'A'.repeat(22) }
      parent.postMessage(ready, '*')
      await new Promise((resolve) => setTimeout(resolve, 300))
      return heard
    })
    assert.deepEqual(heard, [], 'nobody else gets a port')
    assert.equal(asked.length, before, 'and nobody else a token')
    await close(agent)
  })

  it('cannot speak with the page for frames in a window of its own', async () => {
    const { system, vendor, browser } = stage()
    const watched = await visitor(browser)
    const { page, context } = watched
    await page.goto(`${vendor.sameSite}/empty`)
    const address = `${system.desk}/frame?parent=${encodeURIComponent(vendor.sameSite)}`
    const [window] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate((address) => {
        const heard: unknown[] = []
        addEventListener('message', ({ data }) => heard.push(data))
        Object.assign(globalThis, { heard, opened: open(address) })
      }, address),
    ])
    await window.locator('id-contact-agent-panel').waitFor({ state: 'attached' })
    await page.waitForTimeout(500)
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { heard: [] }).heard), [])
    assert.equal(await queueOf(window).count(), 0)
    await close(watched)
  })
}

/** A frame of the same origin, whose scripts are its own. */
async function frameBeside(page: Page): Promise<Frame> {
  await page.evaluate(() => document.body.append(document.createElement('iframe')))
  return page.frames().find((frame) => frame.url() === 'about:blank')!
}

/** Puts a frame with this address into the page, in place of those that were there. */
const frameIn = (page: Page | Frame, src: string): Promise<unknown> =>
  page.evaluate((src) => {
    document.querySelectorAll('iframe').forEach((frame) => frame.remove())
    const frame = document.createElement('iframe')
    frame.src = src
    const loaded = new Promise<void>((resolve) => frame.addEventListener('load', () => resolve()))
    document.body.append(frame)
    return loaded
  }, src)

/** Whether the browser shows this address in a frame of the page, or of a frame in it. */
async function shownIn(page: Page, src: string, inside: Page | Frame = page): Promise<boolean> {
  await frameIn(inside, src)
  const frame = page.frames().at(-1)!
  return frame
    .locator('id-contact-agent-panel')
    .count()
    .then(Boolean, () => false)
}
