import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import english from '../localization/panel.en.ts'
import { builtInPanel, loadPanelMessages } from '../localization/load-panel.ts'
import { Announcer } from './announcer.ts'
import { grouped, isComplete } from './code-field.ts'
import { next, transitions, type Happening, type State } from './machine.ts'
import { copyable, visible } from '../../src/protocol/value.ts'

describe('Announcer', () => {
  const real = { now: performance.now, setTimeout: globalThis.setTimeout }
  let clock = 0
  let timers: { at: number; action: () => void }[] = []
  let said: string[] = []
  let announcer: Announcer

  beforeEach(() => {
    ;[clock, timers, said] = [0, [], []]
    performance.now = () => clock
    globalThis.setTimeout = ((action: () => void, delay: number) =>
      timers.push({ at: clock + delay, action })) as unknown as typeof setTimeout
    announcer = new Announcer(() => announcer.text && said.push(announcer.text.trim()))
  })
  afterEach(() => {
    performance.now = real.now
    globalThis.setTimeout = real.setTimeout
  })

  function pass(milliseconds: number): void {
    clock += milliseconds
    const due = timers.filter(({ at }) => at <= clock)
    timers = timers.filter(({ at }) => at > clock)
    for (const { action } of due) action()
  }

  it('answers at once, also twice the same', () => {
    announcer.say('Dat lukt niet.')
    const first = announcer.text
    announcer.say('Dat lukt niet.')
    expect(announcer.text).to.not.equal(first)
    expect(said).to.deep.equal(['Dat lukt niet.', 'Dat lukt niet.'])
  })

  it('mentions at most one thing each thirty seconds, and then the last', () => {
    announcer.mention(() => 'first')
    announcer.mention(() => 'lost', { mayWait: false })
    announcer.mention(() => undefined)
    pass(29_000)
    expect(said).to.deep.equal(['first'])
    let words = 'early'
    announcer.mention(() => words)
    words = 'last'
    pass(1000)
    expect(said.at(-1)).to.equal('last')
    expect(said.filter((text) => text === 'first')).to.have.length(1)
  })
})

describe('code field', () => {
  it('groups by three and keeps digits only', () => {
    const cases: [string, string][] = [
      ['', ''],
      ['482', '482'],
      ['4829', '482 9'],
      ['482-917.306', '482 917 306'],
      ['code: 482917306', '482 917 306'],
      ['1234567890123456', '123 456 789 012'],
    ]
    for (const [text, wanted] of cases) expect(grouped(text)).to.equal(wanted)
    expect(isComplete('482 917')).to.equal(false)
    expect(isComplete('482 917 306')).to.equal(true)
  })
})

describe('values', () => {
  it('keep what names are written with', () => {
    for (const name of [
      'Aşçı',
      'Nguyễn',
      'Ó Súilleabháin',
      'محمد',
      'می\u200cخواهم',
      'क्\u200dष',
      '李明',
    ])
      expect([visible(name), copyable(name)]).to.deep.equal([name, name])
  })
})

describe('panel states', () => {
  const happenings: Happening[] = [
    'connect',
    'sign_out',
    'fail',
    'lose',
    'live',
    'begin',
    'ask',
    'keep',
    'end',
    'settle',
  ]
  it('show no conversation after anything that takes it away', () => {
    for (const state of Object.keys(transitions) as State[])
      for (const happening of happenings) {
        const then = next(state, happening)
        if (['sign_out', 'fail', 'lose', 'end'].includes(happening) && then !== state)
          expect(['conversation', 'asking']).to.not.include(then)
        if (then === 'asking' && state !== 'asking') expect(state).to.equal('conversation')
      }
    for (const state of ['conversation', 'asking'] as const)
      for (const happening of ['sign_out', 'fail', 'lose', 'end'] as const)
        expect(next(state, happening)).to.not.equal(state)
  })
})

describe('words of the panel', () => {
  it('are the same in every language, with the same places', () => {
    const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
    const dutch = builtInPanel.messages
    expect(Object.keys(english).sort()).to.deep.equal(Object.keys(dutch).sort())
    for (const key of Object.keys(dutch) as (keyof typeof dutch)[])
      expect(places(english[key]), key).to.deep.equal(places(dutch[key]))
  })

  it('are short in Dutch', () => {
    for (const text of Object.values(builtInPanel.messages))
      for (const sentence of text.split(/[.?:]\s/))
        expect(sentence.split(' ').length, sentence).to.be.at.most(15)
  })

  it('fall back to Dutch', async () => {
    expect((await loadPanelMessages('en-GB')).language).to.equal('en')
    for (const tag of ['nl-BE', 'xx', 'constructor', ''])
      expect((await loadPanelMessages(tag)).language).to.equal('nl')
  })
})
