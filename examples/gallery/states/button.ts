/** `<id-contact-button>` in every state. */
import {
  about,
  back,
  call,
  calledBack,
  closedNow,
  conversation,
  core,
  minute,
  oidc,
  openNow,
  options,
  purpose,
  silence,
  video,
  yivi,
} from './button-answers.ts'
import { talking } from './button-talking.ts'
import type { GalleryElement, GalleryState, Step } from './state.ts'

const withCode = back('id_contact_code=c')

/** `select` the nth option. */
const select = (position: number): Step => ({ click: `.option:nth-of-type(${position}) input` })
const open: Step = { click: '#opener' }
const submit: Step = { click: 'form .primary' }
const onPhone = '.code'
/** The last button: stop. */
const stop: Step = { click: '.actions button:last-child' }

const asking: GalleryState[] = [
  { name: 'closed', title: 'The button in the page', until: '#opener' },
  {
    name: 'loading',
    title: 'The core has not answered yet',
    answer: core({ options: silence }),
    steps: [open],
    until: '.skeleton',
  },
  {
    name: 'channel',
    title: 'Which channel',
    answer: core({ options: { ...options, comm_methods: [call, video] } }),
    steps: [open],
    until: 'fieldset',
  },
  {
    name: 'channel-missing',
    title: 'Which channel, sent without an answer',
    answer: core({ options: { ...options, comm_methods: [call, video] } }),
    steps: [open, submit],
    until: '#error',
  },
  {
    name: 'channel-hours',
    title: 'Which channel, until when and with how long a wait, and which is closed',
    answer: core({ options: { ...options, comm_methods: [openNow, call, closedNow] } }),
    steps: [open],
    until: 'fieldset',
  },
  {
    name: 'outside-hours',
    title: 'Everything is closed',
    answer: core({ options: { ...options, comm_methods: [closedNow] } }),
    steps: [open],
    until: '.actions button',
  },
  {
    name: 'outside-hours-call-back',
    title: 'Everything is closed, and somebody can call back',
    answer: core({ options: { ...options, comm_methods: [closedNow, calledBack] } }),
    steps: [open],
    until: '.actions button',
  },
  {
    name: 'method-call-back',
    title: 'Which log-in, to be called back',
    answer: core({ options: { ...options, comm_methods: [closedNow, calledBack] } }),
    steps: [open, { click: '.actions button' }, { see: 'dl' }],
    until: 'dl',
  },
  { name: 'method', title: 'Which log-in, and what is shared', steps: [open], until: 'fieldset' },
  {
    name: 'method-chosen',
    title: 'Which log-in, one chosen',
    steps: [open, select(1)],
    until: ':checked',
  },
  {
    name: 'method-missing',
    title: 'Which log-in, sent without an answer',
    steps: [open, submit],
    until: '#error',
  },
  {
    name: 'method-after-channel',
    title: 'Which log-in, with a way back to the channel',
    answer: core({ options: { ...options, comm_methods: [call, video] } }),
    steps: [open, select(1), submit, { see: 'dl' }],
    until: 'dl',
  },
  {
    name: 'method-only',
    title: 'One log-in is no question',
    answer: core({ options: { ...options, auth_methods: [oidc] } }),
    steps: [open],
    until: 'dl',
  },
  {
    name: 'method-optional',
    title: 'Which log-in, and a way past it',
    answer: core({ options: { ...options, id_contact: { ...about, unauthenticated: true } } }),
    steps: [open],
    until: '.box button',
  },
  {
    name: 'method-none',
    title: 'Nobody has to log in',
    answer: core({
      options: {
        ...options,
        auth_methods: [],
        id_contact: { ...about, unauthenticated: true },
      },
    }),
    steps: [open],
    until: 'form',
  },
  {
    name: 'method-published-core',
    title: 'A published core tells less',
    answer: core({
      options: {
        auth_methods: [
          { tag: 'irma', name: 'IRMA' },
          { tag: 'digid', name: '' },
        ],
        comm_methods: [{ tag: 'call', name: 'Bellen' }],
      },
    }),
    steps: [open],
    until: 'fieldset',
  },
  {
    name: 'method-hostile-names',
    title: 'Names that are markup, or turn the direction',
    answer: core({
      options: {
        ...options,
        auth_methods: [
          { ...oidc, name: '<img src=x onerror=alert(1)>', names: undefined },
          { ...yivi, name: 'Yivi \u202eDigiD\u202c', names: undefined },
        ],
      },
    }),
    steps: [open, select(1)],
    until: ':checked',
  },
  {
    name: 'inline',
    title: 'In the page instead of in a dialog',
    attributes: { inline: '' },
    steps: [open],
    until: 'fieldset',
  },
  {
    name: 'leaving',
    title: 'On the way to the log-in',
    steps: [open, select(1), submit],
    until: '#title:not(legend *)',
  },
]

const conversing: GalleryState[] = [
  {
    name: 'returning',
    title: 'Back from the log-in, the code is on its way',
    ...withCode,
    answer: core({ resume: silence }),
    until: '#title',
  },
  { name: 'phone', title: 'Number and code', ...withCode, until: onPhone },
  {
    name: 'phone-qr',
    title: 'For another telephone',
    ...withCode,
    steps: [{ click: 'summary' }],
    until: '.qr',
  },
  {
    name: 'phone-extended',
    title: 'More time was given',
    ...withCode,
    steps: [{ see: onPhone }, { click: '.actions button:nth-last-child(2)' }],
    answer: (() => {
      let left = 3 * minute
      const answer = core({ view: () => conversation({}, left, 2) })
      return (request: Request, path: string, base: string) => {
        if (path === '/resume') left = 3 * minute
        if (path === '/conversation/extend') left = 8 * minute
        return answer(request, path, base)
      }
    })(),
    until: '.status:not(:empty)',
  },
  {
    name: 'phone-active',
    title: 'Connected to an employee',
    ...withCode,
    answer: core({ view: () => conversation({ state: 'active' }) }),
    until: onPhone,
  },
  {
    name: 'connected-waiting',
    title: 'The call came in, and an employee will answer',
    ...withCode,
    answer: core({ view: () => conversation({ phone: undefined }) }),
    until: '.actions .secondary',
  },
  {
    name: 'connected',
    title: 'Connected to an employee, the code is used up',
    ...withCode,
    answer: core({ view: () => conversation({ state: 'active', phone: undefined }) }),
    until: '.actions .secondary',
  },
  {
    name: 'phone-published-core',
    title: 'A published core answers a telephone number',
    answer: core({ start: () => Response.json({ client_url: 'tel:+31263771111,123456#' }) }),
    steps: [open, select(1), submit],
    until: onPhone,
  },
  {
    name: 'warning',
    title: 'Less than two minutes left',
    ...withCode,
    answer: core({ view: () => conversation({}, 1.9 * minute) }),
    until: '.box .primary',
  },
  {
    name: 'warning-last',
    title: 'Less than two minutes left, and no more time to give',
    ...withCode,
    answer: core({ view: () => conversation({}, 1.9 * minute, 0) }),
    until: '.box',
  },
  {
    name: 'stopping',
    title: 'Asks before it stops',
    ...withCode,
    steps: [{ see: onPhone }, stop],
    until: '.actions .primary:first-child + .secondary:last-child',
  },
  {
    name: 'expired',
    title: 'The code no longer works',
    ...withCode,
    answer: core({ view: () => conversation({ state: 'expired', phone: undefined }) }),
    until: '.actions .primary',
  },
  {
    name: 'ended',
    title: 'The conversation has ended',
    ...withCode,
    answer: core({ view: () => ({ ...conversation(), state: 'ended', phone: undefined }) }),
    until: '.actions .primary',
  },
]

const setback = (error: string, title: string, name = error.replace('_', '-')): GalleryState => ({
  name,
  title,
  ...back(`id_contact_error=${error}`),
  until: '.actions button',
})

const troubled: GalleryState[] = [
  setback('cancelled', 'Stopped at the log-in'),
  setback('failed', 'The log-in did not work'),
  setback('too_low', 'The log-in is not strong enough'),
  setback('unavailable', 'The log-in is out of order'),
  setback('expired', 'The way back took too long', 'late'),
  {
    name: 'other-device',
    title: 'Somebody else started this',
    query: 'id_contact_code=c&id_contact_state=unknown',
    until: '.actions button',
  },
  {
    name: 'offline',
    title: 'No network',
    isOffline: true,
    // To a request that follows no redirect this is a network error.
    answer: () => Response.redirect('https://unreachable.invalid/'),
    steps: [open],
    until: '.actions button',
  },
  {
    name: 'failure',
    title: 'The core does not work, and nothing is known of it but the number that the page says',
    attributes: { phone: '14 026' },
    answer: () => new Response(null, { status: 500 }),
    steps: [open],
    until: '.actions button',
  },
  {
    name: 'failure-with-help',
    title: 'The start did not work',
    answer: core({
      start: () => Response.json({ instance: 'urn:id-contact:failure:K7Q-2F' }, { status: 502 }),
    }),
    steps: [open, select(1), submit],
    until: '.actions .primary:only-child',
  },
]

export const button: GalleryElement = {
  name: 'button',
  tag: 'id-contact-button',
  module: '../../components/button/define.ts',
  attributes: (base) => ({ core: base, purpose }),
  states: [...asking, ...conversing, ...talking, ...troubled].map((state) => ({
    answer: core(),
    ...state,
  })),
}
