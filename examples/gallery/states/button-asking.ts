/** The questions of `<id-contact-button>`, until somebody leaves for the log-in. */
import {
  about,
  call,
  calledBack,
  closedNow,
  core,
  oidc,
  openNow,
  options,
  silence,
  video,
  yivi,
} from './button-answers.ts'
import type { GalleryState, Step } from './state.ts'

/** `select` the nth option. */
export const select = (position: number): Step => ({
  click: `.option:nth-of-type(${position}) input`,
})
export const open: Step = { click: '#opener' }
export const submit: Step = { click: 'form .primary' }

export const asking: GalleryState[] = [
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
