/** `<id-contact-agent-panel>` with a conversation. */
import type { Conversation } from '../../../src/protocol/messages-desk.ts'
import type { Identity } from '../../../src/agent/testing/examples.ts'
import { refuse, type FakeDesk } from '../../../src/agent/testing/fake-desk.ts'
import { ago, at, proven, takeNext, three, threeAnd } from './panel-desk.ts'
import type { Answer, GalleryState, Step } from './state.ts'

const withIdentity = (changes: Partial<Identity>): Answer => at(three({ ...proven, ...changes }))
const ask: Step = { click: '#end' }
const yes: Step = { click: '.ask .primary' }

/** The agent asks a resident of whom nothing is proven who they are; the desk answers with what became of it. */
const identifying = (
  state: NonNullable<Conversation['identification']>['state'],
  title: string,
): GalleryState => ({
  name: `identification-${state}`,
  title,
  answer: at((desk) => {
    three()(desk)
    desk.answers.set('/conversations/first/authenticate', () => {
      desk.identification('first', state)
      return Response.json(desk.active.get('first'))
    })
  }),
  steps: [...takeNext, { click: '#identify' }],
  until: '.identification',
})

/** A resident who writes. */
const chatting = (desk: FakeDesk): void => {
  desk.arrive({ id: 'first', waiting_since: ago(192), channel: 'chat' }, proven)
  desk.say('first', 'agent', 'Goedemiddag, waarmee kan ik u helpen?')
  desk.say('first', 'resident', 'Ik wil een dakkapel.\nHeb ik daar een vergunning voor nodig?')
}

export const conversing: GalleryState[] = [
  {
    name: 'conversation-chat',
    title: 'Proven, and what was written',
    answer: at(chatting),
    steps: takeNext,
    until: '.own',
  },
  {
    name: 'conversation',
    title: 'Proven, and what is sensitive is masked',
    answer: withIdentity({}),
    steps: takeNext,
    until: 'dl',
  },
  {
    name: 'conversation-groups',
    title: 'Grouped and named as the purpose says',
    answer: withIdentity({
      attributes: proven.attributes.map((attribute, index) => ({
        ...attribute,
        group: index < 2 ? { nl: 'Wie verhuist', en: 'Who is moving' } : undefined,
      })),
    }),
    steps: takeNext,
    until: 'dl',
  },
  {
    name: 'conversation-own-actions',
    title: 'With buttons of the page around it',
    answer: withIdentity({}),
    slotted: { actions: 'Open het dossier', toolbar: 'Hulp' },
    steps: takeNext,
    until: 'dl',
  },
  {
    name: 'conversation-revealed',
    title: 'Proven, and what is sensitive is shown',
    answer: withIdentity({}),
    steps: [...takeNext, { click: 'dl .together button:first-child:not(:last-child)' }],
    until: 'dl',
  },
  {
    name: 'conversation-other-device',
    title: 'Proven on another device',
    answer: withIdentity({ cross_device: true }),
    steps: takeNext,
    until: '.band.warning',
  },
  {
    name: 'conversation-not-proven',
    title: 'Nobody knows who it is',
    answer: at(three()),
    steps: takeNext,
    until: '.band.warning',
  },
  {
    name: 'conversation-not-verified',
    title: 'The signature is not right',
    answer: withIdentity({ status: 'not_verified' }),
    steps: takeNext,
    until: '.band.bad',
  },
  {
    name: 'conversation-signature-of-another',
    title: 'The desk says proven, and the signature under it says something else',
    answer: threeAnd((desk) => {
      desk.plugin.lies = { binding: 'binding of another' }
    }),
    steps: takeNext,
    until: '.band.bad',
  },
  {
    name: 'conversation-unchecked',
    title: 'There is no signature to check',
    answer: threeAnd((desk) => {
      desk.plugin.isProving = false
    }),
    steps: takeNext,
    until: 'dl',
  },
  {
    name: 'locked',
    title: 'The agent locked the panel',
    answer: withIdentity({}),
    steps: [...takeNext, { click: '#lock' }],
    until: '#unlock',
  },
  {
    name: 'elsewhere',
    title: 'The conversation is on screen in another tab',
    answer: threeAnd((desk) => desk.take('first')),
    held: (base) => `id-contact-agent ${base} first`,
    until: '#unlock',
  },
  {
    name: 'conversation-hostile-values',
    title: 'Values that are markup, turn the direction, or are very long',
    answer: withIdentity({
      attributes: [
        '<img src=x onerror=alert(1)>',
        'Jan \u202enessnaJ',
        `Z${'\u0301\u0323'.repeat(60)}`,
        'W'.repeat(200),
        'Јan Jansen',
        'Dorpsplein '.repeat(60),
      ].map((value, index) => ({
        tag: index ? `value${index}` : 'full_name',
        label: index ? `${index}` : 'Naam',
        value,
        sensitive: false,
      })),
    }),
    steps: takeNext,
    until: 'dl',
  },
  identifying('requested', 'The resident is asked who they are'),
  identifying('started', 'The resident is logging in'),
  identifying('failed', 'Logging in during the conversation did not work'),
  identifying('cancelled', 'The resident stopped logging in'),
  {
    name: 'identification-again',
    title: 'Proven, and asked once more',
    answer: withIdentity({}),
    steps: [...takeNext, { click: '#identify' }],
    until: '.identification',
  },
  {
    name: 'asking',
    title: 'Asks before it hangs up',
    answer: withIdentity({}),
    steps: [...takeNext, ask],
    until: '.ask',
  },
  {
    name: 'transferring',
    title: 'Asks where to pass it on to',
    answer: withIdentity({}),
    steps: [...takeNext, { click: '#transfer' }],
    until: '.ask select',
  },
  {
    name: 'transferred',
    title: 'Passed on; the words stay five seconds',
    answer: withIdentity({}),
    steps: [...takeNext, { click: '#transfer' }, yes],
    until: '.conversation:not(.none) > h2 + p:not(.channel)',
  },
  {
    name: 'end-failed',
    title: 'The desk could not be told',
    answer: threeAnd((desk) =>
      desk.answers.set('/conversations/first/end', () => refuse(503, 'unavailable')),
    ),
    steps: [...takeNext, ask, yes],
    until: '.conversation .error',
  },
  {
    name: 'returned',
    title: 'The agent was away too long; the words stay five seconds',
    answer: threeAnd((desk) => {
      desk.answers.set('/conversations/first/authenticate', () => {
        const conversation = desk.active.get('first')
        desk.end('first', 'returned')
        return Response.json(conversation)
      })
    }),
    steps: [...takeNext, { click: '#identify' }],
    until: '.conversation:not(.none) > h2 + p:not(.channel)',
  },
  {
    name: 'ended',
    title: 'Erased; the words stay five seconds',
    answer: withIdentity({}),
    steps: [...takeNext, ask, yes],
    until: '.conversation:not(.none) > h2 + p:not(.channel)',
  },
]
