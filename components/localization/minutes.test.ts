import { expect } from '@open-wc/testing'
import { describe, it } from '../../src/protocol/testing/mocha.ts'
import { load } from './button.languages.ts'
import { duration } from './duration.ts'
import { minutes } from './minutes.ts'

describe('minutes without Intl.NumberFormat', () => {
  for (const language of ['nl', 'en', 'de', 'fr', 'tr', 'ar', 'pl', 'uk', 'es'])
    it(`are in ${language} what it would say`, async () => {
      const { messages } = await load(language, '')
      const counts = [...Array(240).keys()].map((count) => count + 1)
      for (const count of counts) {
        const known = duration(count * 60_000, language).replace(/[\s.]/gu, ' ')
        expect(minutes(messages.minutes!, count, language)).to.equal(known)
      }
    })

  it('are what a page says, in as many forms as it knows', () => {
    expect(minutes('# min.', 4, 'pl')).to.equal('4 min.')
    expect(minutes('#m', 1, 'nl')).to.equal('1m')
  })
})
