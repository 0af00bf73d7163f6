import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  helpLine,
  pageLanguages,
  sharedWords,
  type HelpOptions,
  type PageLanguage,
} from './index.ts'

const help = { phone: '14026', phoneDisplay: '14 026', hours: { nl: 'op werkdagen' } }
const timeZone = 'Europe/Amsterdam'
/** A Monday: half past eleven in Amsterdam. */
const now = new Date('2026-11-30T10:30:00Z')
const evening = new Date('2026-11-30T16:00:00Z')
const tuesday = new Date('2026-12-01T07:30:00Z')

const line = async (options: HelpOptions, lang: PageLanguage = 'nl'): Promise<string> => {
  const markup = await helpLine(sharedWords(undefined, lang), { now, ...options }, lang)
  return String(markup).replace(/\s+/g, ' ')
}
const standing = async (hours: HelpOptions['hours'], lang?: PageLanguage): Promise<string> =>
  />([^<]*)</.exec((await line({ hours }, lang)).replace('<footer >', ''))?.[1] ?? ''

describe('the foot of a page', () => {
  it('tells until when it is open, above whom to call', async () => {
    const hours = { isOpen: true, changesAt: evening, timeZone }
    assert.match(
      await line({ help, hours }),
      /^<footer > <p data-until="2026-11-30T16:00:00\.000Z">Nu open tot 17\.00 uur\.<\/p> <p>Hulp nodig\? Bel <a dir="ltr" href="tel:14026">14 026<\/a><\/p> <p>op werkdagen<\/p> <\/footer>$/,
    )
  })

  it('tells when it opens, with the day', async () => {
    const hours = { isOpen: false, changesAt: tuesday, timeZone }
    assert.equal(
      await standing(hours),
      'Nu gesloten. Weer open vanaf dinsdag 1 december, 8.30 uur.',
    )
  })

  it('says nothing of what is far away or not known', async () => {
    const changesAt = new Date(now.getTime() + 86_400_000)
    assert.equal(await line({ hours: { isOpen: true, changesAt, timeZone } }), '')
    assert.equal(await line({ hours: { isOpen: true, timeZone } }), '')
    assert.equal(await line({ hours: { isOpen: false, timeZone } }), '')
    assert.equal(await line({}), '')
  })

  it('is put where an element has a place for it', async () =>
    assert.match(await line({ help, slotted: true }), /^<footer slot="help">/))

  for (const lang of pageLanguages)
    it(`has hours in ${lang}, with nothing left to fill in`, async () => {
      const open = await standing({ isOpen: true, changesAt: evening, timeZone }, lang)
      const closed = await standing({ isOpen: false, changesAt: tuesday, timeZone }, lang)
      for (const text of [open, closed]) {
        assert.ok(text.length > 10, text)
        assert.doesNotMatch(text, /[{}]|undefined/)
      }
      assert.notEqual(open, closed)
    })
})
