/** What a resident reads in each state, in Dutch and in English, and what can be done there: `docs/states.md`, held against the gallery. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startLooking, tagOf, type Looking } from './looking.ts'
import { actionsOf, seenIn, table, type Line } from './ux.ts'

const languages = ['nl', 'en'] as const

describe('what residents see', () => {
  let looking: Looking
  before(async () => {
    looking = await startLooking(1280)
  })
  after(() => looking.stop())

  for (const line of table)
    it(`${line.element} ${line.state}: heading, words, what can be done; the focus at what is new, and help at the end`, async () => {
      for (const lang of languages) await holds(line, lang)
    })

  async function holds(line: Line, lang: (typeof languages)[number]): Promise<void> {
    const { element, state } = line
    const page = await looking.show(element, state, { lang })
    const { heading, sentences, actions } = line[lang]
    const host = page.locator(tagOf(element))
    // Who waits a second is told so in words.
    if (state === 'loading') await page.waitForTimeout(1100)
    const seen = await host.evaluate(seenIn)
    const where = `${element} ${state} ${lang}`
    assert.equal(seen.headings.length, 1, `${where}: ${seen.headings.join()}`)
    assert.match(seen.headings[0]!, pattern(heading), where)
    for (const sentence of sentences) assert.match(seen.text, pattern(sentence, ''), where)
    assert.deepEqual(await host.evaluate(actionsOf), actions, where)
    assert.ok(seen.primary <= 1, `${where}: ${seen.primary} main buttons`)
    if (element !== 'button') return
    assert.equal(seen.focus, /missing/.test(state) ? 'error' : 'title', where)
    assert.ok(seen.endsWithHelp, `${where}: help stands at the end`)
  }

  it('is told of every state that has words of its own', () => {
    assert.ok(table.length >= 35, `${table.length} lines`)
    const known = table.map(({ state }) => state.replace('-', '_'))
    const told = ['loading', 'leaving', 'returning', 'phone', 'warning', 'stopping', 'ended']
    const setbacks = ['cancelled', 'failed', 'too_low', 'unavailable', 'late', 'other_device']
    for (const state of [...told, ...setbacks, 'channel', 'method', 'expired', 'outside_hours'])
      assert.ok(known.includes(state), state)
  })

  it('Escape loses nothing: the focus goes back to the button, and the same state is there again', async () => {
    for (const { element, state } of table.filter(({ isKept }) => isKept)) {
      const page = await looking.show(element, state)
      const host = page.locator(tagOf(element))
      const before = await host.evaluate(seenIn)
      await page.keyboard.press('Escape')
      await page.waitForFunction(
        (tag) => document.querySelector(tag)!.shadowRoot!.activeElement?.id === 'opener',
        tagOf(element),
      )
      await page.keyboard.press('Enter')
      await host.locator('h2').waitFor()
      const again = host.locator('h2', { hasText: before.headings[0]! })
      await again.waitFor()
      const { checked } = await host.evaluate(seenIn)
      assert.deepEqual(checked, before.checked, state)
    }
  })

  it('after an end, a setback or a code that is too old the browser keeps nothing of the attempt', async () => {
    const over = table.filter(({ isErased }) => isErased)
    assert.ok(over.length >= 4)
    for (const { element, state } of over) {
      const page = await looking.show(element, state)
      const kept = await page.evaluate(() => ({
        session: Object.keys(sessionStorage),
        local: Object.keys(localStorage),
        cookies: document.cookie,
        query: /id_contact_/.test(location.search),
      }))
      // A new code needs no log-in, so that tab still knows which conversation it is.
      const session = state === 'expired' ? ['id-contact.conversations', 'id-contact.steps'] : []
      assert.deepEqual(
        { ...kept, session: kept.session.sort() },
        { session, local: [], cookies: '', query: false },
        state,
      )
    }
  })
})

/** Numbers and times are others each time. */
function pattern(text: string, edge = '^$'): RegExp {
  const source = text
    .replace(/[.*+?^()|[\]\\]/g, '\\$&')
    .replace(/\{time\}/g, '\\d{1,2}[.:]\\d{2}')
    .replace(/\{day\}/g, '\\p{L}+,? (\\d+ \\p{L}+|\\p{L}+ \\d+)')
  return new RegExp(edge ? `^${source}$` : source, 'u')
}
