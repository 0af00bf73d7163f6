/** How it is to use: focus, help in its place, words of buttons, zoom, and live regions (A7, A13, A15, A21, A22). */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from '../browser.ts'
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
      for (const { name: state } of states) {
        const page = await looking.show(element, state)
        const named = await namesOf(page)
        assert.ok(named.length > 0 || element !== 'button', `${element} ${state}: nothing to press`)
        assert.deepEqual(named.filter(isMisnamed), [], `${element} ${state}`)
      }
  })

  it('a name that begins otherwise, and a logo with a name of its own, would be told (A21)', async () => {
    const page = await looking.show('button', 'method')
    const host = page.locator(tagOf('button'))
    assert.deepEqual((await namesOf(page)).filter(isMisnamed), [])
    await host.locator('img').evaluate((logo: HTMLImageElement) => (logo.alt = 'Logo'))
    await host.locator('form .primary').evaluate((one) => (one.ariaLabel = 'Ga naar de inlog'))
    const told = (await namesOf(page)).filter(isMisnamed).map(({ role, name }) => [role, name])
    assert.deepEqual(told.sort(), [
      ['button', 'Ga naar de inlog'],
      ['image', 'Logo'],
    ])
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

interface Named {
  role: string
  name: string
  /** The words that are seen on it; of a choice those beside it. */
  seen: string
}

/** What can be operated, and pictures that have a name, as the browser tells them to a screen reader. */
async function namesOf(page: Page): Promise<Named[]> {
  const devtools = await page.context().newCDPSession(page)
  try {
    const { nodes } = await devtools.send('Accessibility.getFullAXTree')
    const told: Named[] = []
    for (const { role, name, ignored, backendDOMNodeId } of nodes) {
      const is = String(role?.value)
      if (ignored || !/^(button|link|radio|textbox|DisclosureTriangle|image)$/.test(is)) continue
      const node = await devtools.send('DOM.resolveNode', { backendNodeId: backendDOMNodeId! })
      const { result } = await devtools.send('Runtime.callFunctionOn', {
        objectId: node.object.objectId!,
        functionDeclaration: String(wordsOn),
      })
      told.push({ role: is, name: flat(name?.value), seen: flat(result.value) })
    }
    return told
  } finally {
    await devtools.detach()
  }
}

/** Runs in the page. What a button that stays pressed shows of its state is told as its state: "Microfoon", pressed. */
function wordsOn(this: HTMLElement): string {
  const { innerText = '', ariaPressed } = this.closest('label') ?? this
  const state = ariaPressed === null ? null : this.querySelector<HTMLElement>('[aria-hidden=true]')
  return state ? innerText.replace(state.innerText, '') : innerText
}

const flat = (text: unknown): string =>
  String(text ?? '')
    .replace(/\s+/g, ' ')
    .trim()

/** Who speaks to the computer says what they see (2.5.3). A logo stands beside the name that it would repeat (1.1.1). */
const isMisnamed = ({ role, name, seen }: Named): boolean =>
  role === 'image' || !name || !name.toLowerCase().startsWith(seen.toLowerCase())
