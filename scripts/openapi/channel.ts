/** What either side does with the channel of a conversation. */
import { empty, ref, type Operation } from './table.ts'

export const verbs =
  'A chat: send (ChatSend; answered with number and at), receipt (ChatReceipt), typing. Video: begin (answered with VideoPlace), signal (VideoSignal; answered with number; told to the other side as event signal, with by).'

export const act: Pick<Operation, 'body' | 'answers'> = {
  body: {
    content: {
      'application/json': {
        schema: {
          anyOf: [ref('ChatSend'), ref('ChatReceipt'), ref('VideoSignal'), { type: 'object' }],
        },
      },
    },
  },
  answers: {
    200: {
      description: 'Done, with what came of it',
      content: {
        'application/json': { schema: { anyOf: [ref('VideoPlace'), { type: 'object' }] } },
      },
    },
    204: empty('Done'),
  },
}
