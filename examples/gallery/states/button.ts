/** `<id-contact-button>` in every state. */
import { back, conversation, core, minute, purpose, silence } from './button-answers.ts'
import { asking, open, select, submit } from './button-asking.ts'
import { talking } from './button-talking.ts'
import type { GalleryElement, GalleryState, Step } from './state.ts'

const withCode = back('id_contact_code=c')

const onPhone = '.code'
/** The last button: stop. */
const stop: Step = { click: '.actions button:last-child' }

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
