/** `<id-contact-button>` in the midst of a conversation: somebody asks who it is, or has logged in. */
import type { ConversationView } from '../../../src/protocol/messages-conversation.ts'
import { back, conversation, core, oidc, options, purpose } from './button-answers.ts'
import type { Answer, GalleryState } from './state.ts'

const running = { purpose, authMethod: 'digid', commMethod: 'phone', token: 'x'.repeat(43) }
/** In the midst of a conversation with an employee, in a page that is there once more. */
const talk = (view: Partial<ConversationView> & { log_out?: true }, offer = options): Answer =>
  core({
    options: offer,
    view: () => conversation({ state: 'active', phone: undefined, identified: false, ...view }),
  })
const inTalk: Pick<GalleryState, 'storage' | 'steps'> = {
  storage: (base) => ({
    'id-contact.conversations': {
      [purpose]: { core: base, url: `${base}/conversation`, ...running },
    },
  }),
  steps: [{ click: '#opener' }],
}
/** Back in it from a log-in. */
const backInTalk = (answer: string): Pick<GalleryState, 'storage' | 'query'> => {
  const { query, storage } = back(answer)
  return { query, storage: (base) => ({ ...storage!(base), ...inTalk.storage!(base) }) }
}

export const talking: GalleryState[] = [
  {
    name: 'picked-up',
    title: 'The code has done its work, and nobody knows who it is',
    ...inTalk,
    answer: talk({}),
    until: '.actions .secondary',
  },
  {
    name: 'picked-up-known',
    title: 'The employee knows who it is, and the log-in is still there',
    ...inTalk,
    answer: talk({ identified: true, log_out: true }),
    until: '.log-out',
  },
  {
    name: 'picked-up-asked',
    title: 'The employee asked who it is, and the resident would rather not',
    ...inTalk,
    answer: talk({ identification: { state: 'cancelled' } }),
    until: '.actions .secondary + .secondary',
  },
  {
    name: 'identify',
    title: 'The employee asks who it is',
    ...inTalk,
    answer: talk({ identification: { state: 'requested' } }),
    until: 'fieldset',
  },
  {
    name: 'identify-missing',
    title: 'The employee asks who it is, sent without an answer',
    ...inTalk,
    answer: talk({ identification: { state: 'requested' } }),
    steps: [...inTalk.steps!, { see: 'fieldset' }, { click: 'form .primary' }],
    until: '#error',
  },
  {
    name: 'identify-started',
    title: 'Left to log in, and here again without having done so',
    ...inTalk,
    answer: talk({ identification: { state: 'started' } }),
    until: 'p.box',
  },
  {
    name: 'identify-cancelled',
    title: 'Stopped at the log-in; the conversation goes on',
    ...backInTalk('id_contact_error=cancelled'),
    answer: talk({ identification: { state: 'cancelled' } }),
    until: 'p.box',
  },
  {
    name: 'identify-too-low',
    title: 'The log-in was not strong enough; the conversation goes on',
    ...backInTalk('id_contact_error=too_low'),
    answer: talk({
      identification: { state: 'failed' },
      log_out: true,
    }),
    until: 'p.box',
  },
  {
    name: 'identify-only',
    title: 'One log-in is no question',
    ...inTalk,
    answer: talk({ identification: { state: 'requested' } }, { ...options, auth_methods: [oidc] }),
    until: 'dl',
  },
]
