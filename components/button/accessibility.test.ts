import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { IdContactButton } from './id-contact-button.ts'
import { call, digid, options, video } from './testing/core.ts'
import {
  backWithCode,
  comeBackWith,
  connected,
  find,
  get,
  press,
  pretendOnline,
  rememberAttempt,
  rememberStep,
  setStage,
  strikeStage,
  until,
  type Stage,
} from './testing/stage.ts'

type Reach = (stage: Stage) => Promise<IdContactButton>

async function opened(stage: Stage, attributes = {}): Promise<IdContactButton> {
  const button = await stage.mount(attributes)
  find(button, '#opener')!.click()
  await get(button, 'h2')
  return button
}

const asked: Reach = async (stage) => {
  const button = await opened(stage)
  await get(button, 'form')
  return button
}

const back =
  (answer: string): Reach =>
  async (stage) => {
    rememberAttempt(stage.core)
    rememberStep(stage.core, 'method', { authMethod: 'digid', commMethod: 'phone' })
    comeBackWith(`${answer}&id_contact_state=s`)
    const button = await stage.mount()
    await get(button, '.actions button')
    return button
  }

const requested = { identification: { state: 'requested' } }
const silence = () => new Promise<Response>(() => {})

/** Every state, and how somebody gets there. */
const states: Record<string, Reach> = {
  closed: (stage) => stage.mount(),
  loading: (stage) => {
    stage.core.routes['GET /session_options/report_move'] = silence
    return opened(stage)
  },
  channel: (stage) => {
    stage.core.options.comm_methods = [call, video]
    return asked(stage)
  },
  method: asked,
  'method without a question': (stage) => {
    stage.core.options.auth_methods = [digid]
    return asked(stage)
  },
  'method with a way past it': (stage) => {
    stage.core.options.id_contact = { ...options.id_contact, unauthenticated: true }
    return asked(stage)
  },
  'no method': (stage) => {
    stage.core.options.id_contact = { ...options.id_contact, unauthenticated: true }
    stage.core.options.auth_methods = []
    return asked(stage)
  },
  'method without an answer': async (stage) => {
    const button = await asked(stage)
    await press(button, 'Verder')
    await get(button, '#error')
    return button
  },
  inline: async (stage) => {
    const button = await opened(stage, { inline: '' })
    await get(button, 'form')
    return button
  },
  leaving: async (stage) => {
    stage.core.routes['POST /start'] = silence
    const button = await opened(stage, { method: 'digid' })
    await press(button, 'Verder naar DigiD')
    await until(() => !find(button, 'form'))
    return button
  },
  returning: async (stage) => {
    stage.core.routes['POST /resume'] = silence
    rememberAttempt(stage.core)
    comeBackWith('id_contact_code=c&id_contact_state=s')
    const button = await stage.mount()
    await get(button, 'h2')
    return button
  },
  phone: backWithCode,
  'phone with a picture': async (stage) => {
    const button = await backWithCode(stage)
    find(button, 'summary')!.click()
    await get(button, '.qr')
    return button
  },
  active: (stage) => {
    stage.core.view = { state: 'active' }
    return backWithCode(stage)
  },
  'call came in': (stage) => {
    stage.core.view = { state: 'waiting', phone: undefined }
    return back('id_contact_code=c')(stage)
  },
  'picked up': (stage) =>
    connected(stage, { identification: { state: 'cancelled' }, log_out: true }),
  identify: (stage) => connected(stage, { ...requested, log_out: true }),
  'identify without a question': (stage) => {
    stage.core.options.auth_methods = [digid]
    return connected(stage, requested)
  },
  'identify without an answer': async (stage) => {
    const button = await connected(stage, requested)
    await press(button, 'Verder')
    await get(button, '#error')
    return button
  },
  'identify once more': (stage) => connected(stage, { identification: { state: 'failed' } }),
  warning: async (stage) => {
    stage.core.left = 100_000
    const button = await backWithCode(stage)
    await get(button, '.box')
    return button
  },
  stopping: async (stage) => {
    const button = await backWithCode(stage)
    await press(button, 'Stoppen en gegevens wissen')
    await until(() => !find(button, '.code'))
    return button
  },
  expired: (stage) => {
    stage.core.view = { state: 'expired', phone: undefined }
    return back('id_contact_code=c')(stage)
  },
  ended: (stage) => {
    stage.core.view = { state: 'ended', phone: undefined }
    return back('id_contact_code=c')(stage)
  },
  cancelled: back('id_contact_error=cancelled'),
  failed: back('id_contact_error=failed'),
  too_low: back('id_contact_error=too_low'),
  unavailable: back('id_contact_error=unavailable'),
  late: back('id_contact_error=expired'),
  other_device: async (stage) => {
    comeBackWith('id_contact_code=c&id_contact_state=unknown')
    const button = await stage.mount()
    await get(button, '.actions button')
    return button
  },
  offline: async (stage) => {
    stage.core.fail('GET /session_options/report_move')
    pretendOnline(false)
    const button = await opened(stage)
    await get(button, '.actions button')
    return button
  },
  failure: async (stage) => {
    stage.core.routes['GET /session_options/report_move'] = () =>
      new Response(null, { status: 500 })
    const button = await opened(stage)
    await get(button, '.actions button')
    return button
  },
}

describe('<id-contact-button> for axe (A1)', () => {
  let stage: Stage
  beforeEach(() => {
    stage = setStage()
  })
  afterEach(strikeStage)

  for (const [name, reach] of Object.entries(states))
    it(`has nothing to say about ${name}`, async () => {
      const button = await reach(stage)
      // What comes with a moment's delay, so that words are not measured while they appear.
      for (const animation of document.getAnimations()) animation.finish()
      await expect(button).to.be.accessible()
      const region = button.shadowRoot!.querySelectorAll('[role=status]')
      expect(region).to.have.length(name === 'closed' ? 0 : 1)
    })
})
