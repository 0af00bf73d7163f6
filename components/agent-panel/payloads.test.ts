import { expect } from '@open-wc/testing'
import type { Conversation } from '../../src/protocol/messages-desk.ts'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'
import { tricks } from '../../src/protocol/testing/tricks.ts'
import { payloads } from './testing/payloads.ts'

type Identity = Conversation['identity']

/** A conversation that says the same everywhere where somebody else's words stand. */
const everywhere = (text: string): Identity => ({
  ...structuredClone(exampleIdentity),
  cross_device: true,
  auth_method_name: text.slice(0, 256),
  attributes: [
    { tag: 'full_name', label: text, value: text, sensitive: false },
    { tag: 'bsn', label: { nl: text, en: text }, value: text, sensitive: true },
  ],
})

describe('values of residents in the panel', () => {
  let stage: Stage
  let dialogs = 0
  const real = { alert: window.alert, confirm: window.confirm, prompt: window.prompt }

  beforeEach(() => {
    dialogs = 0
    const count = (): never => {
      dialogs++
      throw new Error('A dialog')
    }
    Object.assign(window, { alert: count, confirm: count, prompt: count })
  })
  afterEach(() => {
    stage.close()
    Object.assign(window, real)
  })

  const elements = (): string =>
    [...stage.root.querySelectorAll('*')]
      .map(({ localName, attributes }) => `${localName} ${attributes.length}`)
      .join()

  /** What stands in the page with a text everywhere: as a row, and as a conversation with all of it revealed. */
  async function show(text: string, number: number): Promise<[row: string, conversation: string]> {
    const id = `c${number + 1}`
    stage.desk.arrive(
      { id, purpose_name: text, auth_method_name: text.slice(0, 256) },
      everywhere(text),
    )
    await stage.until(() => stage.root.querySelectorAll('.row').length === 1)
    const row = elements()
    stage.query<HTMLElement>('.row button')!.click()
    await stage.until(() => stage.query('dl'))
    stage.query<HTMLElement>('dl > div:nth-child(2) button')!.click()
    await stage.panel.updateComplete
    expect(stage.root.querySelectorAll('bdi')).to.have.length(2)
    return [row, elements()]
  }

  async function finish(): Promise<void> {
    stage.desk.end([...stage.desk.active.keys()][0]!)
    await stage.until(() => !stage.query('dl'))
  }

  for (const lang of ['nl', 'en'])
    it(`are text and nothing else, ${payloads.length} times in every place (${lang})`, async () => {
      expect(payloads.length).to.be.greaterThan(149)
      stage = new Stage(lang)
      stage.desk.answers.set('/me', () => Response.json({ name: payloads[0] }))
      await stage.open()
      const outside = document.querySelectorAll('*').length
      await show('Willeke de Bruijn', -1)
      await finish()
      const calm = await show('Willeke de Bruijn', 0)
      await finish()
      for (const [index, payload] of payloads.entries()) {
        const shown = await show(payload, index + 1)
        expect(shown, payload).to.deep.equal(calm)
        for (const value of stage.root.querySelectorAll('bdi'))
          expect(value.textContent).to.equal(payload)
        await finish()
      }
      expect(document.querySelectorAll('*').length).to.equal(outside)
      expect(dialogs).to.equal(0)
    })

  it('show what would turn or hide text, and drop control characters', async () => {
    stage = await new Stage().open()
    for (const [index, code] of tricks.entries()) {
      const trick = String.fromCodePoint(code)
      await show(`Jan${trick}neveweB`, index)
      const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
      expect(stage.query('bdi')!.textContent).to.equal(`Jan⟨${name}⟩neveweB`)
      expect(stage.query('bdi')!.textContent).to.not.contain(trick)
      await finish()
    }
    await show('A\u0000B\u0007C\u001bD\u007fE\u009bF\nG\tH\u2028I', 99)
    expect(stage.query('bdi')!.textContent).to.equal('ABCDEF G H I')
    expect(stage.text).to.not.match(/[\u202a-\u202e\u2066-\u2069]/)
  })

  it('cannot cover how sure it is', async () => {
    stage = new Stage()
    stage.width = 320
    await stage.open()
    const piled = `Z${'\u0301\u0323\u0489\u1dff'.repeat(200)}`
    const long = 'W'.repeat(4000)
    for (const [index, name] of [piled, long, `\n\n\n${'\v'.repeat(50)}Jan`].entries()) {
      await show('Jan', index * 2)
      await finish()
      stage.desk.arrive(
        { id: `l${index}` },
        {
          ...structuredClone(exampleIdentity),
          attributes: [{ tag: 'full_name', label: 'Naam', value: name, sensitive: false }],
        },
      )
      await stage.until(() => stage.query('.row button'))
      stage.query<HTMLElement>('.row button')!.click()
      await stage.until(() => stage.query('dl'))
      const band = stage.query('.proven')!.getBoundingClientRect()
      const value = stage.query('bdi')!
      const box = value.getBoundingClientRect()
      expect(box.top).to.be.at.least(band.bottom)
      expect(box.right).to.be.at.most(stage.panel.getBoundingClientRect().right)
      expect(getComputedStyle(value).contain).to.equal('paint')
      const middle = stage.root.elementFromPoint(band.x + band.width / 2, band.y + band.height / 2)
      expect(middle!.closest('.proven')).to.not.equal(null)
      expect(stage.query('.proven')!.textContent.trim()).to.match(/^Bewezen met DigiD/)
      await finish()
    }
  })
})
