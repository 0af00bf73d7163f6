/** `<id-contact-agent-panel>` in every state that an attribute, a click or the desk can bring about. */
import { refuse, type FakeDesk } from '../../../src/agent/testing/fake-desk.ts'
import { conversing } from './panel-conversation.ts'
import { at } from './panel-desk.ts'
import { queueing } from './panel-queue.ts'
import type { GalleryElement, GalleryState } from './state.ts'

const signedOut = (desk: FakeDesk): void => {
  desk.signedIn = false
  desk.login = '#log-in'
}

/** Before there is a desk, and without one. */
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

export const panel: GalleryElement = {
  name: 'panel',
  tag: 'id-contact-agent-panel',
  module: '../../components/agent-panel/define.ts',
  attributes: (base) => ({ desk: base }),
  states: [...alone, ...queueing, ...conversing].map((state) => ({ answer: at(), ...state })),
}
