/** How it is to use: focus, help in its place, words of buttons, zoom, and live regions (A7, A13, A15, A21, A22). */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { tooWide } from '../measures.ts'
import { focusOf, ofResidents, startLooking, tagOf, type Looking } from './looking.ts'

const steps = ['method', 'method-missing', 'leaving', 'phone', 'warning', 'stopping', 'failed']

describe('for residents', () => {
  let looking: Looking
  before(async () => {
    looking = await startLooking(1280, { hasTouch: false })
  })
  after(() => looking.stop())

  it('the focus is seen on everything that can have it, and lies under nothing (A15)', async () => {
    for (const [element, state] of [
      ['button', 'method-missing'],
      ['button', 'phone-qr'],
      ['conversation', 'asked'],
      ['conversation', 'chat'],
    ] as const) {
      const page = await looking.show(element, state)
      const seen = new Set<string>()
      for (let i = 0; i < 20; i++) {
        await page.keyboard.press('Tab')
        const at = await page.evaluate(focusOf)
        if (!at || seen.has(at.what)) continue
        seen.add(at.what)
        assert.ok(at.width >= 3 && at.style !== 'none', `${state}: ${at.what} has no outline`)
        assert.equal(at.isOnTop, true, `${state}: ${at.what} is covered`)
      }
      assert.ok(seen.size >= 2, `${state}: ${[...seen].join()}`)
    }
  })

  it('help stands at the end of every step, and after what did not work (A22)', async () => {
    for (const state of steps) {
      const page = await looking.show('button', state)
      const order = await page.locator(tagOf('button')).evaluate((host) => {
        const [help] = host.shadowRoot!.querySelectorAll('[part~=help]')
        const all = [...host.shadowRoot!.querySelectorAll('dialog *')]
        const rest = all.slice(all.indexOf(help!) + 1).filter((one) => !help!.contains(one))
        return { isThere: !!help, after: rest.map(({ localName }) => localName) }
      })
      assert.deepEqual(order, { isThere: true, after: [] }, state)
    }
  })

  it('the name of a button or link begins with the words on it (A21)', async () => {
    for (const { name: element, states } of ofResidents)
      for (const { name: state } of states.filter((_, index) => index % 4 === 0)) {
        const page = await looking.show(element, state)
        const wrong = await page.locator(tagOf(element)).evaluate(misnamed)
        assert.deepEqual(wrong, [], `${element} ${state}`)
      }
  })

  it('one region says what changes, and it is there before (A7)', async () => {
    for (const state of ['method', 'phone', 'warning', 'connected']) {
      const page = await looking.show('button', state)
      const regions = page.locator(tagOf('button')).locator('[role=status], [aria-live]')
      assert.equal(await regions.count(), 1, state)
    }
    for (const state of ['waiting', 'ended']) {
      const page = await looking.show('conversation', state)
      const regions = page.locator(tagOf('conversation')).locator('[role=status]')
      assert.equal(await regions.count(), 1, state)
    }
  })

  it('400 % of zoom leaves everything in one column (A13)', async () => {
    const { page } = looking
    await page.setViewportSize({ width: 320, height: 256 })
    for (const state of steps) {
      await looking.show('button', state)
      assert.deepEqual(await page.evaluate(tooWide), [], state)
      const last = page.locator('[part~=help]')
      await last.scrollIntoViewIfNeeded()
      assert.equal(await last.isVisible(), true, `${state}: the end can be reached`)
    }
    await page.setViewportSize({ width: 1280, height: 700 })
  })

  it('the focus is at the heading of each new step, and at the opener in the end (A2)', async () => {
    const page = await looking.show('button', 'phone')
    const active = () =>
      page.locator(tagOf('button')).evaluate(({ shadowRoot }) => shadowRoot!.activeElement?.id)
    assert.equal(await active(), 'title')
    await page.keyboard.press('Escape')
    await page.waitForFunction(
      (tag) => document.querySelector(tag)!.shadowRoot!.activeElement?.id === 'opener',
      tagOf('button'),
    )
  })
})

/** Runs in the page: controls whose name does not begin with the words that are seen (2.5.3). */
function misnamed(host: Element): string[] {
  const flat = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()
  return [...host.shadowRoot!.querySelectorAll('button, a[href]')]
    .map(
      (one) => [flat(one.getAttribute('aria-label') ?? ''), flat(one.textContent ?? '')] as const,
    )
    .filter(([name, seen]) => name && !name.startsWith(seen))
    .map(([name, seen]) => `${name} ≠ ${seen}`)
}
