/** `<id-contact-agent-panel>` while the agent has nobody. */
import { refuse } from '../../../src/agent/testing/fake-desk.ts'
import { ago, at, permit, proven, three, threeAnd } from './panel-desk.ts'
import type { GalleryState } from './state.ts'

export const queueing: GalleryState[] = [
  { name: 'queue-empty', title: 'Nobody waits', until: '.queue' },
  { name: 'queue', title: 'Three wait', answer: at(three(proven)), until: '.row' },
  {
    name: 'queue-long',
    title: 'A thousand wait; only the rows in sight are in the page',
    answer: at((desk) => {
      for (let n = 0; n < 1000; n++)
        desk.arrive({
          id: `c${n}`,
          waiting_since: ago(4000 - n),
          channel: n % 3 ? 'phone' : 'chat',
          purpose: n % 4 ? 'report_move' : 'permit',
          ...(n % 4 ? {} : { purpose_name: permit }),
        })
    }),
    until: 'ul.long',
  },
  {
    name: 'queue-incomplete-code',
    title: 'A code that cannot be one',
    answer: at(three(proven)),
    steps: [{ click: 'form .secondary' }],
    until: '#code-error',
  },
  {
    name: 'queue-taken',
    title: 'A colleague was first; the row stays five seconds',
    answer: threeAnd((desk) =>
      desk.answers.set('/conversations/second/accept', () => refuse(409, 'taken')),
    ),
    steps: [{ click: '.row:nth-of-type(2) button' }],
    until: '.taken',
  },
  {
    name: 'queue-nobody',
    title: 'Nobody waits any more',
    answer: threeAnd((desk) =>
      desk.answers.set('/conversations/next', () => new Response(null, { status: 204 })),
    ),
    steps: [{ click: '.queue > .primary' }],
    until: '.status',
  },
  {
    name: 'overview',
    title: 'A supervisor looks at how the desk stands',
    answer: threeAnd((desk) => {
      desk.supervises = true
      const queue = { purpose: 'permit', purpose_name: permit, waiting: 12, active: 3 }
      desk.supervision.queues = [
        { ...queue, channel: 'chat', longest_wait: 480, median_wait: 120 },
        { ...queue, channel: 'phone', waiting: 1, longest_wait: 0, median_wait: undefined },
      ]
    }),
    steps: [{ click: '#overview' }],
    until: '#overview[aria-pressed=true]',
  },
  {
    name: 'settings',
    title: 'Which shortcuts there are, and what the agent prefers',
    answer: at(three(proven)),
    steps: [{ click: '#settings' }],
    until: '#settings-title',
  },
  {
    name: 'settings-refused',
    title: 'The agent wants notifications, and the browser refuses',
    answer: at(three(proven)),
    steps: [{ click: '#settings' }, { click: '#prefer-notify' }],
    until: '.settings .note',
  },
  {
    name: 'away',
    title: 'The agent is away for a moment',
    answer: at(three(proven)),
    steps: [{ click: '#away' }],
    until: '#away[aria-pressed=true]',
  },
  {
    name: 'queue-unknown-caller',
    title: 'The agent has answered a call in which nobody is known',
    attributes: { 'call-id': 'call' },
    answer: at(three(proven)),
    until: '.conversation .band',
  },
  {
    name: 'queue-hostile-names',
    title: 'Names that are markup, or turn the direction',
    answer: at((desk) => {
      desk.arrive({ id: 'a', purpose_name: '<img src=x onerror=alert(1)>' })
      desk.arrive({ id: 'b', auth_method_name: 'Yivi \u202eDigiD\u202c' })
    }),
    until: '.row',
  },
]
