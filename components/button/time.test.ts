import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { Clock } from './testing/clock.ts'
import {
  backWithCode,
  find,
  focusIn,
  press,
  setClock,
  setStage,
  settle,
  statusOf,
  strikeStage,
  titleOf,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

describe('<id-contact-button> and the time that a code works', () => {
  let stage: Stage
  let clock: Clock
  beforeEach(() => {
    stage = setStage()
    clock = setClock()
  })
  afterEach(strikeStage)

  describe('time', () => {
    it('counts down in text outside the status region', async () => {
      const button = await backWithCode(stage)
      expect(find(button, 'dialog')!.textContent).to.contain('Dat is nog 8 minuten.')
      await clock.pass(120)
      expect(find(button, 'dialog')!.textContent).to.contain('Dat is nog 6 minuten.')
      expect(statusOf(button)).to.equal('')
    })

    it('asks at two minutes, and is said at 120, 60 and 20 seconds alone (A7, A8)', async () => {
      const button = await backWithCode(stage)
      const region = find(button, '[role=status]')!
      const said: string[] = []
      const observer = new MutationObserver(() => {
        const text = region.textContent!.trim()
        if (text && said.at(-1) !== text) said.push(text)
      })
      observer.observe(region, { childList: true, characterData: true, subtree: true })
      await clock.pass(359)
      expect(titleOf(button)).to.equal('Bel nu 14 026')
      await clock.pass(1)
      expect(titleOf(button)).to.equal('Bent u er nog?')
      expect(focusIn(button)).to.equal('title')
      await clock.pass(119)
      observer.disconnect()
      expect(said).to.deep.equal([
        'Over 2 minuten werkt de code niet meer.',
        'Over 1 minuut werkt de code niet meer.',
        'Over 20 seconden werkt de code niet meer.',
      ])
      expect(find(button, '[role=status]')).to.equal(region)
      expect(find(button, '.code')).to.exist
    })

    it('is extended from the question, and asked about again later', async () => {
      const button = await backWithCode(stage)
      await clock.pass(360)
      await press(button, 'Ga door')
      await toTitle(button, 'Bel nu 14 026')
      expect(statusOf(button)).to.match(/^De code werkt nu tot \d{1,2}\.\d\d uur\.$/)
      expect(find(button, 'dialog')!.textContent).to.contain('Dat is nog 8 minuten.')
      await clock.pass(360)
      expect(titleOf(button)).to.equal('Bent u er nog?')
      expect(statusOf(button)).to.equal('Over 2 minuten werkt de code niet meer.')
    })

    it('is extended once on a double click', async () => {
      const button = await backWithCode(stage)
      await press(button, 'Ik heb meer tijd nodig')
      await press(button, 'Ik heb meer tijd nodig')
      const extended = (): number => stage.core.count('POST /conversation/extend')
      await until(() => extended() > 0)
      await settle()
      expect(extended()).to.equal(1)
    })

    it('cannot be extended without end', async () => {
      stage.core.extensionsLeft = 0
      const button = await backWithCode(stage)
      expect(find(button, 'dialog')!.textContent).not.to.contain('meer tijd')
      await clock.pass(360)
      expect(find(button, '.box .primary')).not.to.exist
      expect(find(button, '.actions .primary')!.textContent).to.equal('Bel met code')
    })

    it('that was refused leaves what the server says', async () => {
      const button = await backWithCode(stage)
      stage.core.routes['POST /conversation/extend'] = () => {
        stage.core.extensionsLeft = 0
        return Response.json({}, { status: 409 })
      }
      await press(button, 'Ik heb meer tijd nodig')
      await until(() => !find(button, 'dialog')!.textContent!.includes('meer tijd'))
      expect(statusOf(button)).to.equal('')
    })
  })

  describe('an expired code', () => {
    it('is renewed without logging in again', async () => {
      const button = await backWithCode(stage)
      stage.core.view = { state: 'expired', phone: undefined }
      await clock.pass(5)
      await toTitle(button, 'De code werkt niet meer')
      await until(() => focusIn(button) === 'title')
      stage.core.view = { state: 'waiting' }
      stage.core.code = '111222333'
      await press(button, 'Maak een nieuwe code')
      await toTitle(button, 'Bel nu 14 026')
      expect(find(button, '.spoken')!.textContent).to.equal('1 1 1, 2 2 2, 3 3 3')
      expect(stage.core.count('POST /start')).to.equal(0)
    })

    it('needs a new start when what was proved no longer counts', async () => {
      const button = await backWithCode(stage)
      stage.core.view = { state: 'expired', phone: undefined }
      await clock.pass(5)
      stage.core.routes['POST /conversation/renew'] = () => Response.json({}, { status: 410 })
      await press(button, 'Maak een nieuwe code')
      await toTitle(button, 'Dit duurde te lang')
      expect(sessionStorage.length).to.equal(0)
      expect(stage.events.map(([name]) => name)).to.deep.equal([
        'id-contact-return',
        'id-contact-end',
      ])
      await press(button, 'Begin opnieuw')
      await toTitle(button, 'Laat zien wie u bent')
    })

    it('is over without a network as well, and not before', async () => {
      const button = await backWithCode(stage)
      stage.core.fail('GET /conversation')
      await clock.pass(470)
      expect(find(button, '.code')).to.exist
      await clock.pass(15)
      await toTitle(button, 'De code werkt niet meer')
      stage.core.fail('POST /conversation/renew')
      await press(button, 'Maak een nieuwe code')
      await until(() => statusOf(button).startsWith('Dit lukt nu niet.'))
    })
  })
})
