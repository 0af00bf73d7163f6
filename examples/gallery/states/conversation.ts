/** `<id-contact-conversation>`: a resident waits, and then writes with an employee. */
import type { ConversationView } from '../../../src/protocol/messages-conversation.ts'
import { problem } from '../../../src/protocol/problem.ts'
import { eventText } from '../../../src/protocol/testing/event-server.ts'
import type { Answer, GalleryElement, GalleryState, Step } from './state.ts'

type View = Omit<Partial<ConversationView>, 'state'> & { state: ConversationView['state'] }

const about = { channel: 'chat', purpose: 'request_permit', identified: false } as const
const minute = 60

/** A plugin that tells how it stands and what was said, and then no more. */
const telling =
  (view: View, said: string[] = [], { breaks = false } = {}): Answer =>
  (request, path) => {
    if (!path.endsWith('/events')) return answerTo(request, path)
    // With a last event it is not the first connection.
    if (breaks && request.headers.has('last-event-id')) return problem(503, 'unavailable')
    const text = eventText('state', { ...about, ...view }, 0) + said.join('')
    const body = new ReadableStream({
      start(stream) {
        stream.enqueue(new TextEncoder().encode(text + eventText('caught_up', {}, said.length)))
        if (breaks) setTimeout(() => stream.close(), 300)
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

const answerTo = (request: Request, path: string): Response =>
  path.endsWith('/send')
    ? problem(409, 'conversation-full')
    : new Response(null, { status: request.method === 'POST' ? 204 : 404 })

const active: View = { state: 'active', agent: { name: 'Sanne' }, identified: true }

let number = 0
const message = (by: 'agent' | 'resident', text: string, name?: string): string => {
  const at = new Date().toISOString()
  return eventText('message', { id: `message-${++number}`, number, by, name, text, at }, number)
}
const talk = [
  message('agent', 'Goedemiddag, u spreekt met Sanne. Waarmee kan ik u helpen?', 'Sanne'),
  message('resident', 'Ik wil een dakkapel.\nHeb ik daar een vergunning voor nodig?'),
  message('agent', 'Dat zoek ik even voor u op.', 'Sanne'),
  message('resident', 'Dank u wel.'),
]
const read = eventText('receipt', { by: 'agent', delivered: 4, read: 2 }, 4)
const hostile = [
  message('agent', '<img src=x onerror=alert(1)>', 'Sanne \u202esannie'),
  message('agent', `\u202e!teh tpokeg si taD\n${'W'.repeat(300)}`, 'Sanne'),
]

/** As the page of a communication plugin tells it. */
const help = ['Nu open tot 17.00 uur.', 'Hulp nodig? Bel 14 026']

const write = (text: string): Step => ({ type: 'textarea', text })

const waiting: GalleryState[] = [
  {
    name: 'connecting',
    title: 'Nothing has come yet',
    answer: () => new Promise<Response>(() => {}),
    until: 'h1',
  },
  {
    name: 'waiting',
    title: 'Two people are before this one',
    answer: telling({ state: 'waiting', position: 2, expected_wait: 4 * minute }),
    until: '#stop',
  },
  {
    name: 'waiting-help',
    title: 'Until when it is open, and where to get help',
    answer: telling({ state: 'waiting', position: 2 }),
    slotted: { help },
    until: '#stop',
  },
  {
    name: 'waiting-first',
    title: 'The next one',
    answer: telling({ state: 'waiting', position: 0 }),
    until: '#stop',
  },
  {
    name: 'stopping',
    title: 'Asked once before everything is erased',
    answer: telling({ state: 'waiting', position: 0 }),
    steps: [{ click: '#stop' }],
    until: '#stop-question',
  },
  {
    name: 'ended',
    title: 'It is over, and nothing is left',
    answer: telling({ state: 'ended' }),
    until: '#title',
  },
  {
    name: 'ended-help',
    title: 'The same help in the same place, when it is over',
    answer: telling({ state: 'ended' }),
    slotted: { help },
    until: '#title',
  },
  {
    name: 'refused',
    title: 'The conversation of another browser',
    answer: () => problem(401, 'unauthorized'),
    until: '#title',
  },
  {
    name: 'asked',
    title: 'The employee asks who it is',
    answer: telling({ ...active, identified: false, identification: { state: 'requested' } }),
    until: '.band',
  },
  {
    name: 'asked-again',
    title: 'The log-in came to nothing',
    answer: telling({ ...active, identified: false, identification: { state: 'cancelled' } }),
    until: '.band p',
  },
]

const chatting: GalleryState[] = [
  {
    name: 'chat-empty',
    title: 'An employee is there, and nothing was said yet',
    answer: telling({ ...active, log_out: true }),
    until: 'textarea',
  },
  {
    name: 'chat',
    title: 'What was said, delivered and read',
    answer: telling(active, [...talk, read]),
    until: 'li:nth-of-type(4)',
  },
  {
    name: 'chat-reconnecting',
    title: 'The connection is lost',
    answer: telling(active, talk, { breaks: true }),
    until: '.lost',
  },
  {
    name: 'chat-refused',
    title: 'The conversation holds as many messages as it may',
    answer: telling(active, talk),
    steps: [write('Nog een vraag.'), { click: 'form button' }],
    until: '.refused',
  },
  {
    name: 'chat-file',
    title: 'A file is refused',
    answer: telling(active, talk),
    steps: [{ paste: 'textarea' }],
    until: 'textarea[aria-invalid]',
  },
  {
    name: 'chat-near',
    title: 'Almost as long as a message may be',
    answer: telling(active),
    steps: [write('woord '.repeat(650))],
    until: 'textarea',
  },
  {
    name: 'chat-too-long',
    title: 'Longer than a message may be',
    answer: telling(active),
    steps: [write('woord '.repeat(700))],
    until: 'textarea[aria-invalid]',
  },
  {
    name: 'chat-hostile',
    title: 'Messages that are markup, turn the direction, or have no end',
    answer: telling(active, hostile),
    until: 'li:nth-of-type(2)',
  },
]

export const conversation: GalleryElement = {
  name: 'conversation',
  tag: 'id-contact-conversation',
  module: '../../components/conversation/define.ts',
  attributes: (base) => ({
    address: `${base}/conversation`,
    channel: 'chat',
    again: `${base}/choose`,
  }),
  states: [...waiting, ...chatting],
}
