/** Whatever one side sends the other through a channel, it is answered: never with a 500, and the other side hears nothing that is none. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { chatReceipt, chatSend } from '../../protocol/messages-chat.ts'
import { videoSignal } from '../../protocol/messages-video.ts'
import { assertAnswered, textOf } from '../../protocol/testing/answered.ts'
import { messagesOf, runs, typeOf, written } from '../../protocol/testing/variants.ts'
import { chat } from '../chat/index.ts'
import type { Channel } from '../channel.ts'
import { video } from '../video/index.ts'
import { stopListening } from '../desk/testing/listen.ts'
import { talk, withChannel, type Talk } from './testing/talk.ts'

const endless = { timeout: 900_000 }
const id = 'i'.repeat(22)
const between = { from: id, to: 'j'.repeat(22) }
const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0' }

const channels: [string, Channel, Record<string, fc.Arbitrary<unknown>>][] = [
  [
    'chat',
    chat({ most: 5000, pace: 100 }),
    {
      send: messagesOf(chatSend, { id, text: 'Hallo' }),
      receipt: messagesOf(chatReceipt, { kind: 'read', upto: 1 }),
      typing: fc.constantFrom({}, [], null, { a: 1 }, 'x'),
    },
  ],
  [
    'video',
    video({}),
    {
      begin: fc.constantFrom({}, [], null, { a: 1 }, 'x'),
      signal: messagesOf(
        videoSignal,
        { kind: 'join', ...between },
        { kind: 'description', ...between, description: { type: 'offer', sdp: 'v=0' } },
        { kind: 'candidates', ...between, candidates: [candidate] },
      ),
    },
  ],
]

for (const [name, channel, verbs] of channels)
  describe(`malformed messages in ${name}`, endless, () => {
    let one: Talk
    before(async () => (one = await talk(await withChannel(channel))))
    after(async () => {
      await stopListening()
      await one.state.close()
    })

    for (const [verb, messages] of Object.entries(verbs))
      it(`POST …/channel/${verb}, of both sides`, () =>
        fc.assert(
          fc.asyncProperty(
            written(messages),
            typeOf('application/json'),
            fc.constantFrom('resident', 'agent'),
            async ({ message, body }, type, side) => {
              const { url, headers } = one[side as 'agent']
              const handle = side === 'agent' ? one.state.desk : one.state.comm
              const init = {
                method: 'POST',
                headers: { ...headers, ...(type && { 'content-type': type }) },
                body,
              }
              const answer = await handle(new Request(`${url}/channel/${verb}`, init))
              await assertAnswered(answer, [message, textOf(body)])
            },
          ),
          runs,
        ))

    it('leave events that both sides can read', async () => {
      for (const side of ['resident', 'agent'] as const) {
        const listening = await one[side].listen('0')
        await listening.next('state')
        for (const { event, data } of listening.seen)
          assert.ok(typeof data === 'object' && data !== null, event)
        await listening.close()
      }
    })
  })
