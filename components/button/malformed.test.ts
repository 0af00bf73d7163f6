/** Whatever a core or a communication plugin answers, residents read sentences: nothing breaks, and nobody waits for ever. */
import { expect } from '@open-wc/testing'
import fc from 'fast-check'
import { clientUrlAnswer, resumeAnswer } from '../../src/protocol/messages-core.ts'
import { conversationView, redeemAnswer } from '../../src/protocol/messages-conversation.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { jsonOf, messagesOf, runs, variantsOf } from '../../src/protocol/testing/variants.ts'
import { call, digid, loginUrl, options } from './testing/core.ts'
import type { IdContactButton } from './id-contact-button.ts'
import {
  comeBackWith,
  find,
  isOpen,
  pretendReload,
  rememberAttempt,
  rememberConversation,
  rememberStep,
  setStage,
  strikeStage,
  titleOf,
  until,
  type Stage,
} from './testing/stage.ts'

const few = { ...runs, numRuns: Math.ceil(runs.numRuns / 4) }
const offer = {
  ...options,
  auth_methods: [{ ...digid, image_path: '/digid.svg' }],
  comm_methods: [
    { ...call, hours: undefined },
    {
      ...{ tag: 'chat', name: { nl: 'Chatten', en: 'Chat' }, channel: 'chat' },
      hours: { open: false, changes_at: '2026-05-12T12:00:00Z', time_zone: 'Europe/Amsterdam' },
    },
  ],
}
/** The same, with what the browser's own functions are picky about: times and time zones. */
const offers = fc.oneof(
  variantsOf(offer),
  variantsOf(offer.comm_methods[1]!.hours!).map((hours) => ({
    ...offer,
    comm_methods: [call, { ...offer.comm_methods[1], hours }],
  })),
)
const phone = {
  ...{ number: '14026', display: '14 026', code: '482917306', tel_url: 'tel:14026,,482917306#' },
  ...{ expires_at: new Date(Date.now() + 480_000).toISOString(), extensions_left: 3 },
}
const view = {
  ...{
    state: 'waiting',
    channel: 'phone',
    purpose: 'report_move',
    identified: true,
    log_out: true,
  },
  ...{ phone, identification: { state: 'requested', since: '2026-05-12T12:00:00Z' } },
}

const answers = (messages: fc.Arbitrary<unknown>) =>
  fc.record({
    body: messages.map(jsonOf),
    status: fc.constantFrom(...[200, 200, 200, 200, 200, 400, 404, 410, 500]),
  })
const responseOf =
  ({ body, status }: { body: string; status: number }) =>
  (): Response =>
    new Response(body, { status, headers: { 'content-type': 'application/json' } })

declare const navigation: EventTarget

/** What nobody caught. */
const uncaught: unknown[] = []
/** Where the page would have gone. */
const left: string[] = []
const stay = (event: Event): void => {
  const { destination, hashChange } = event as Event & {
    destination: { url: string }
    hashChange: boolean
  }
  if (hashChange) return
  left.push(destination.url)
  event.preventDefault()
}
const note = (event: ErrorEvent | PromiseRejectionEvent): void => {
  uncaught.push('reason' in event ? event.reason : event.error)
  event.preventDefault()
}

describe('<id-contact-button> and malformed answers', () => {
  let stage: Stage
  beforeEach(() => {
    addEventListener('error', note)
    addEventListener('unhandledrejection', note)
    navigation.addEventListener('navigate', stay)
  })
  afterEach(() => {
    removeEventListener('error', note)
    removeEventListener('unhandledrejection', note)
    navigation.removeEventListener('navigate', stay)
  })

  /** Somebody comes, does something, and looks at what is there when the element has come to rest. */
  const each = <T>(
    values: fc.Arbitrary<T>,
    act: (value: T) => Promise<IdContactButton>,
    calm: (button: IdContactButton) => unknown = titleOf,
  ) =>
    fc.assert(
      fc.asyncProperty(values, async (value) => {
        uncaught.length = left.length = 0
        stage = setStage()
        try {
          const button = await act(value)
          await until(
            () => uncaught.length + left.length > 0 || (calm(button) && !isWaiting(button)),
            () => `an answer to be shown: ${titleOf(button)}, after ${stage.core.log.join()}`,
          )
          expect(uncaught.map((error) => String((error as Error)?.stack ?? error))).deep.equal([])
          for (const url of left) expect(url).match(/^https?:|^tel:[+0-9,;#]+$/)
          const text = button.shadowRoot!.textContent!
          const odd = text.match(/\[object|undefined|NaN|Invalid Date|\{\w+\}/g) ?? []
          // Unless it was said in these very words.
          expect(odd.filter((one) => !JSON.stringify(value).includes(one))).deep.equal([])
          for (const [name, told] of stage.events)
            if (name === 'id-contact-error')
              expect((told as { code: string }).code).match(/^ERR_ID_CONTACT_[A-Z_]+$/)
        } finally {
          strikeStage()
        }
      }),
      few,
    )

  const isWaiting = (button: IdContactButton): boolean =>
    ['Even geduld', 'U bent terug'].includes(titleOf(button) ?? '')

  it('about what there is to choose from', () =>
    each(answers(offers), async (answer) => {
      stage.core.routes['GET /session_options/report_move'] = responseOf(answer)
      const button = await stage.mount()
      button.open()
      return button
    }))

  it('to a start', () =>
    each(
      answers(messagesOf(clientUrlAnswer, { client_url: loginUrl() })),
      async (answer) => {
        stage.core.routes['POST /start'] = responseOf(answer)
        const button = await stage.mount({ channel: 'phone', method: 'digid' })
        button.open()
        const primary = await until(() => find(button, 'form .primary'))
        primary.click()
        return button
      },
      () => stage.core.count('POST /start') > 0,
    ))

  it('to a way back', () =>
    each(
      fc.record({
        first: answers(
          messagesOf(resumeAnswer, {
            client_url: 'http://core.example/conversation',
            handover: 'a.b',
          }),
        ),
        second: answers(messagesOf(redeemAnswer, { token: 't'.repeat(43), conversation: view })),
      }),
      async ({ first, second }) => {
        stage.core.routes['POST /resume'] = responseOf(first)
        stage.core.routes['POST /conversation'] = responseOf(second)
        stage.core.routes['GET /conversation'] = responseOf(second)
        rememberAttempt(stage.core)
        comeBackWith('id_contact_code=c&id_contact_state=s')
        return stage.mount()
      },
      (button) => isOpen(button) || stage.events.length > 0,
    ))

  it('about a conversation that runs', () =>
    each(
      answers(messagesOf(conversationView, view)),
      async (answer) => {
        stage.core.routes['GET /conversation'] = responseOf(answer)
        rememberConversation(stage.core)
        rememberStep(stage.core, 'method', {})
        pretendReload()
        return stage.mount()
      },
      () => stage.core.count('GET /conversation') > 0,
    ))
})
