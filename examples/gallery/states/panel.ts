/** `<id-contact-agent-panel>` in every state that an attribute, a click or the desk can bring about. */
import type { Conversation } from '../../../src/protocol/messages-desk.ts'
import { exampleIdentity } from '../../../src/agent/testing/examples.ts'
import { FakeDesk, refuse } from '../../../src/agent/testing/fake-desk.ts'
import type { Answer, GalleryElement, GalleryState, Step } from './state.ts'

type Identity = Conversation['identity']

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()

const proven: Identity = {
  ...exampleIdentity,
  attributes: [
    ...exampleIdentity.attributes.map((attribute) =>
      attribute.tag === 'birth_date' ? { ...attribute, value: '1984-02-29' } : attribute,
    ),
    {
      tag: 'address',
      label: { nl: 'Adres', en: 'Address' },
      value: 'Dorpsplein 1, 1234 AB Juinen',
      sensitive: false,
    },
  ],
}

const permit = {
  nl: 'Vraag over een vergunning voor een dakkapel',
  en: 'Question about a permit for a dormer',
}

/** Three that wait; the first is who the agent takes. */
const three =
  (identity?: Identity) =>
  (desk: FakeDesk): void => {
    desk.arrive({ id: 'first', waiting_since: ago(192) }, identity)
    desk.arrive({ id: 'second', waiting_since: ago(75), identified: false, purpose_name: permit })
    desk.arrive({ id: 'third', waiting_since: ago(8), channel: 'video', auth_method_name: 'Yivi' })
  }

/** A desk that begins anew with each page; the cookie of the agent's sign-in tells the pages apart. */
function at(prepare: (desk: FakeDesk) => void = () => {}): Answer {
  const desks = new Map<string, FakeDesk>()
  return async (request, path, base) => {
    const { method, headers } = request
    const known = /gallery-agent=([\w-]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? ''
    const agent = path === '/me' ? crypto.randomUUID() : known
    const desk = desks.get(agent) ?? new FakeDesk(base)
    if (!desks.has(agent)) prepare(desk)
    desks.set(agent, desk)
    const body = method === 'POST' ? await request.text() : undefined
    const answer = await desk.fetch(base + path, { method, headers, body })
    if (path === '/me')
      answer.headers.set('set-cookie', `gallery-agent=${agent}; Path=${new URL(base).pathname}`)
    return answer
  }
}

const takeNext: Step[] = [{ click: '.queue > .primary' }, { see: '.band' }]
const withIdentity = (changes: Partial<Identity>): Answer => at(three({ ...proven, ...changes }))
const ask: Step = { click: '#end' }
const yes: Step = { click: '.ask .primary' }

const signedOut = (desk: FakeDesk): void => {
  desk.signedIn = false
  desk.login = '#log-in'
}

const alone: GalleryState[] = [
  {
    name: 'connecting',
    title: 'The desk has not answered yet',
    answer: () => new Promise<Response>(() => {}),
    until: '#title',
  },
  {
    name: 'signed-out',
    title: 'The agent is not signed in',
    answer: at(signedOut),
    until: 'a.primary',
  },
  {
    name: 'failure',
    title: 'The desk answers something else',
    answer: () => new Response('<h1>Proxy</h1>'),
    until: '.notice .primary',
  },
  {
    name: 'lost',
    title: 'No connection; nothing of anybody is on screen',
    answer: at((desk) => desk.answers.set('/events', () => refuse(503, 'unavailable'))),
    until: '.notice',
  },
]

const queueing: GalleryState[] = [
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
    answer: at((desk) => {
      three(proven)(desk)
      desk.answers.set('/conversations/second/accept', () => refuse(409, 'taken'))
    }),
    steps: [{ click: '.row:nth-of-type(2) button' }],
    until: '.taken',
  },
  {
    name: 'queue-nobody',
    title: 'Nobody waits any more',
    answer: at((desk) => {
      three(proven)(desk)
      desk.answers.set('/conversations/next', () => new Response(null, { status: 204 }))
    }),
    steps: [{ click: '.queue > .primary' }],
    until: '.status',
  },
  {
    name: 'overview',
    title: 'A supervisor looks at how the desk stands',
    answer: at((desk) => {
      three(proven)(desk)
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

const conversing: GalleryState[] = [
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
    answer: at((desk) => {
      three(proven)(desk)
      desk.plugin.lies = { binding: 'binding of another' }
    }),
    steps: takeNext,
    until: '.band.bad',
  },
  {
    name: 'conversation-unchecked',
    title: 'There is no signature to check',
    answer: at((desk) => {
      three(proven)(desk)
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
    answer: at((desk) => {
      three(proven)(desk)
      desk.take('first')
    }),
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
    answer: at((desk) => {
      three(proven)(desk)
      desk.answers.set('/conversations/first/end', () => refuse(503, 'unavailable'))
    }),
    steps: [...takeNext, ask, yes],
    until: '.conversation .error',
  },
  {
    name: 'returned',
    title: 'The agent was away too long; the words stay five seconds',
    answer: at((desk) => {
      three(proven)(desk)
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

export const panel: GalleryElement = {
  name: 'panel',
  tag: 'id-contact-agent-panel',
  module: '../../components/agent-panel/define.ts',
  attributes: (base) => ({ desk: base }),
  states: [...alone, ...queueing, ...conversing].map((state) => ({ answer: at(), ...state })),
}
