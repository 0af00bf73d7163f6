import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import {
  connected,
  find,
  focusIn,
  press,
  setStage,
  strikeStage,
  titleOf,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

describe('<id-contact-button> and a log-in that is still there (T27)', () => {
  let stage: Stage
  beforeEach(() => {
    stage = setStage()
  })
  afterEach(strikeStage)

  for (const [name, view] of Object.entries({
    'in the conversation': {},
    'while somebody is asked': { identification: { state: 'requested' } },
    'while somebody waits': {
      state: 'waiting',
      phone: {
        number: '14026',
        display: '14 026',
        code: '482917306',
        tel_url: 'tel:14026,,482917306#',
        expires_at: '2100-01-01T12:00:00Z',
        extensions_left: 1,
      },
    },
  }))
    it(`can be ended ${name}; the conversation goes on`, async () => {
      const button = await connected(stage, { ...view, log_out: true })
      const title = titleOf(button)
      const [logOut] = button.shadowRoot!.querySelectorAll<HTMLElement>('.log-out button')
      logOut!.focus()
      await press(button, 'Uitloggen')
      await until(() => find(button, '.status')?.textContent?.includes('U bent uitgelogd.'))
      expect(stage.core.count('POST /conversation/logout')).to.equal(1)
      expect(find(button, '.log-out')).not.to.exist
      expect(titleOf(button)).to.equal(title)
      expect(focusIn(button), 'the focus is not lost with the button').to.equal('title')
    })

  it('is offered also beside the question whether to stop, and not where there is none', async () => {
    const button = await connected(stage, { log_out: true })
    await press(button, 'Stoppen en gegevens wissen')
    await toTitle(button, 'Wilt u stoppen?')
    expect(find(button, '.log-out')).to.exist
    strikeStage()
    stage = setStage()
    expect(find(await connected(stage), '.log-out')).not.to.exist
  })

  it('says when it does not work', async () => {
    const button = await connected(stage, { log_out: true })
    stage.core.fail('POST /conversation/logout')
    await press(button, 'Uitloggen')
    await until(() => find(button, '[role=status]')!.textContent!.includes('Dit lukt nu niet'))
    expect(find(button, '.log-out')).to.exist
  })
})
