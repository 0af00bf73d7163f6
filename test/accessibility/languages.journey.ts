/** Every language of the residents in the places where its words are long: nothing is cut off, too wide or in the wrong direction (A13, A18, A19). */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pageLanguages } from '../../src/web/index.ts'
import { clipped, tooSmall, tooWide } from '../measures.ts'
import { startLooking, tagOf, type Looking } from './looking.ts'

/** One state for each view, the one with most to say. */
const places = [
  ['button', 'channel-hours'],
  ['button', 'method-missing'],
  ['button', 'method-optional'],
  ['button', 'outside-hours-call-back'],
  ['button', 'phone-qr'],
  ['button', 'warning'],
  ['button', 'stopping'],
  ['button', 'identify-too-low'],
  ['button', 'too-low'],
  ['button', 'other-device'],
  ['conversation', 'waiting'],
  ['conversation', 'stopping'],
  ['conversation', 'asked-again'],
  ['conversation', 'chat-too-long'],
  ['video-resident', 'refused'],
  ['video-resident', 'preview'],
  ['video-resident', 'sound-alone'],
  ['video-resident', 'blocked'],
  ['video-resident', 'elsewhere'],
] as const

/** And of employees: a tool in a side bar is as narrow. */
const workplaces = [
  ['panel', 'signed-out'],
  ['panel', 'queue'],
  ['panel', 'queue-incomplete-code'],
  ['panel', 'settings'],
  ['panel', 'conversation-not-verified'],
  ['panel', 'conversation'],
  ['panel', 'transferring'],
] as const

describe('at 320 pixels, words', () => {
  let looking: Looking
  before(async () => {
    looking = await startLooking()
  })
  after(() => looking.stop())

  for (const lang of pageLanguages.filter((language) => !['nl', 'en'].includes(language)))
    it(`in ${lang} fit where they stand (A13, A19)`, async () => {
      for (const [element, state] of [...places, ...workplaces]) {
        const page = await looking.show(element, state, { lang })
        const where = `${element} ${state}`
        const inside = page.locator(tagOf(element)).locator('.base')
        assert.equal(await inside.first().getAttribute('lang'), lang, where)
        assert.deepEqual(await page.evaluate(tooWide), [], where)
        assert.deepEqual(await page.evaluate(tooSmall), [], where)
        assert.deepEqual(await page.evaluate(clipped), [], where)
      }
    })

  const left = async (selector: string): Promise<number> =>
    (await looking.page.locator(selector).first().boundingBox())!.x

  it('run from right to left in Arabic, and the radio stands before its words (A18)', async () => {
    await looking.show('button', 'method', { lang: 'nl' })
    const isBefore = (await left('.option input')) < (await left('.option span'))
    assert.equal(isBefore, true)
    const page = await looking.show('button', 'method', { lang: 'ar' })
    assert.equal((await left('.option input')) > (await left('.option span')), true)
    const direction = await page
      .locator('.option')
      .first()
      .evaluate((option) => getComputedStyle(option).direction)
    assert.equal(direction, 'rtl')
  })

  it('leave a number and a code from left to right (A11, A18)', async () => {
    const page = await looking.show('button', 'phone', { lang: 'ar' })
    const directions = await page
      .locator('.code, footer a')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction))
    assert.ok(directions.length >= 2)
    assert.deepEqual([...new Set(directions)], ['ltr'])
  })

  it('use no left or right of their own: everything is mirrored (A18)', async () => {
    const sides = ['margin', 'padding', 'border'].flatMap((kind) =>
      ['Left', 'Right'].map((side) => `${kind}${side}${kind === 'border' ? 'Width' : ''}`),
    )
    for (const [element, state] of [
      ['button', 'method-missing'],
      ['conversation', 'asked-again'],
    ] as const) {
      const measure = async (lang: 'nl' | 'ar') => {
        const page = await looking.show(element, state, { lang })
        return page.locator(tagOf(element)).evaluate((host, names) => {
          const all = [...host.shadowRoot!.querySelectorAll('*')]
          return all.map((one) => {
            const style = getComputedStyle(one) as unknown as Record<string, string>
            return names.map((name) => style[name]!)
          })
        }, sides)
      }
      const [ltr, rtl] = [await measure('nl'), await measure('ar')]
      const swapped = rtl.map((values) => values.map((_, index) => values[index ^ 1]!))
      // What the browser centres by itself is as wide as its words.
      const fixed = (all: string[][]) =>
        all.map((values) => values.filter((_, index) => index >= 2).join(' '))
      assert.deepEqual(fixed(swapped), fixed(ltr), `${element} ${state}`)
    }
  })
})
