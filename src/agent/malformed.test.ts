/** Whatever a desk answers or tells, the agent's side gives what its types say or fails in a known way, and is connected again: never another exception. */
import { expect } from '@open-wc/testing'
import fc from 'fast-check'
import { IdContactError } from '../protocol/errors.ts'
import {
  conversation,
  conversationChange,
  conversations,
  left,
  me,
  queueRow,
  snapshot,
} from '../protocol/messages-desk.ts'
import { describe, it } from '../protocol/testing/mocha.ts'
import { bytesOf, jsonOf, messagesOf, runs } from '../protocol/testing/variants.ts'
import { connect, type AgentConversation, type Desk, type Queue } from './index.ts'
import { exampleIdentity } from './testing/examples.ts'
import { FakeDesk } from './testing/fake-desk.ts'

const good = {
  ...{ id: 'c1', state: 'active', purpose: 'report_move', purpose_name: { nl: 'Verhuizen' } },
  ...{ channel: 'phone', comm_method: 'call', identifiable: true, identity: exampleIdentity },
  ...{ waiting_since: '2026-05-12T12:00:00Z', accepted_at: '2026-05-12T12:01:00Z' },
  identification: { state: 'requested', since: '2026-05-12T12:02:00Z' },
}

const answers = (messages: fc.Arbitrary<unknown>) =>
  fc.record({
    body: fc.oneof({ weight: 4, arbitrary: messages.map(jsonOf) }, bytesOf(messages.map(jsonOf))),
    status: fc.constantFrom(...[200, 200, 200, 200, 201, 400, 401, 404, 409, 410, 500, 503]),
    type: fc.constantFrom('application/json', 'application/problem+json', 'text/html', ''),
  })
type Answer = typeof answers extends (...given: never[]) => fc.Arbitrary<infer T> ? T : never

const responseOf =
  ({ body, status, type }: Answer) =>
  (): Response =>
    new Response(body, { status, headers: { 'content-type': type, 'retry-after': type } })

/** What came of it; undefined when it failed in a known way. */
async function outcome<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    expect(error, String((error as Error).stack)).instanceOf(IdContactError)
    expect((error as IdContactError).code).match(/^ERR_ID_CONTACT_[A-Z_]+$/)
    return undefined
  }
}

const isLocal = (value: unknown): boolean =>
  [typeof value === 'object' ? Object.values(value!) : value]
    .flat()
    .every((one) => typeof one === 'string')

function expectConversation(one: AgentConversation | undefined): void {
  if (!one) return
  expect(one.id).match(/^[A-Za-z0-9_-]{1,64}$/)
  expect(one.channel).oneOf(['phone', 'chat', 'video'])
  expect(isLocal(one.purposeName)).true
  expect(+one.waitingSince).not.NaN
  expect(+one.acceptedAt).not.NaN
  const { status, attributes, level, authenticatedAt } = one.identity
  expect(status).oneOf(['proven', 'not_proven', 'not_verified'])
  expect(level).oneOf([undefined, 'low', 'substantial', 'high'])
  if (authenticatedAt) expect(+authenticatedAt).not.NaN
  if (status !== 'proven') expect(attributes, 'nothing of somebody who is not known').empty
  for (const { tag, label, value, sensitive } of attributes)
    expect(
      typeof tag === 'string' &&
        isLocal(label) &&
        typeof value === 'string' &&
        typeof sensitive === 'boolean',
    ).true
  if (one.identification) expect(+one.identification.since).not.NaN
}

function expectQueue({ waiting }: Queue): void {
  for (const { id, purposeName, channel, waitingSince } of waiting) {
    expect(id).match(/^[A-Za-z0-9_-]{1,64}$/)
    expect(isLocal(purposeName)).true
    expect(channel).oneOf(['phone', 'chat', 'video'])
    expect(+waitingSince).not.NaN
  }
}

/** A desk whose agent is signed in. */
async function connected(): Promise<{ server: FakeDesk; desk: Desk; close: () => void }> {
  const server = new FakeDesk()
  const timing = { silence: 40_000, firstPause: 1, longestPause: 2 }
  const desk = await connect(server.url, { fetch: server.fetch, timing })
  return { server, desk, close: () => desk.close() }
}

describe('malformed answers of a desk', () => {
  it('to connect()', () =>
    fc.assert(
      fc.asyncProperty(answers(messagesOf(me, { name: 'Sanne' })), async (answer) => {
        const server = new FakeDesk()
        server.answers.set('/me', responseOf(answer))
        const desk = await outcome(() => connect(server.url, { fetch: server.fetch }))
        if (desk) expect(desk.agent.name).a('string')
        desk?.close()
      }),
      runs,
    ))

  it('to whoever picks up', () =>
    fc.assert(
      fc.asyncProperty(
        answers(messagesOf(conversation, good)),
        fc.constantFrom('accept', 'acceptNext', 'acceptCode'),
        async (answer, verb) => {
          const { server, desk, close } = await connected()
          for (const path of ['/c1/accept', '/next', '/code'])
            server.answers.set(`/conversations${path}`, responseOf(answer))
          expectConversation(
            await outcome<AgentConversation | undefined>(() =>
              verb === 'accept'
                ? desk.accept('c1')
                : verb === 'acceptNext'
                  ? desk.acceptNext()
                  : desk.acceptCode('482917306'),
            ),
          )
          close()
        },
      ),
      runs,
    ))

  it('about the conversations of an agent', () =>
    fc.assert(
      fc.asyncProperty(
        answers(messagesOf(conversations, { conversations: [good] })),
        async (answer) => {
          const { server, desk, close } = await connected()
          server.answers.set('/conversations', responseOf(answer))
          for (const one of (await outcome(() => desk.conversations())) ?? [])
            expectConversation(one)
          close()
        },
      ),
      runs,
    ))

  it('in the midst of one', () =>
    fc.assert(
      fc.asyncProperty(
        answers(messagesOf(conversation, good)),
        fc.constantFrom('refresh', 'requestIdentification', 'end', 'act'),
        async (answer, verb) => {
          const { server, desk, close } = await connected()
          server.arrive({ id: 'c1' }, exampleIdentity)
          const one = await desk.accept('c1')
          for (const path of ['', '/authenticate', '/end', '/channel/note'])
            server.answers.set(`/conversations/c1${path}`, responseOf(answer))
          await outcome<unknown>(() =>
            verb === 'act' ? one.line().act('note') : one[verb as 'refresh'](),
          )
          expectConversation(one)
          close()
        },
      ),
      runs,
    ))
})

describe('malformed events of a desk', () => {
  const lines = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('snapshot', 'waiting', 'left', 'conversation', 'x', ''),
        fc.oneof(
          messagesOf(snapshot, { waiting: [], active: [{ id: 'c1' }] }),
          messagesOf(queueRow),
          messagesOf(left, { id: 'c1', reason: 'accepted', by: 'you' }),
          messagesOf(conversationChange, { id: 'c1', state: 'active' }),
        ),
      )
      .map(([event, data]) => `id: 7\nevent: ${event}\ndata: ${jsonOf(data)}\n\n`),
    fc.constantFrom(
      ...['data\n\n', ':\n\n', 'event: snapshot\n\n', 'data: {\n\n', 'retry: -1\n\n', '\u0000\n\n'],
      ...[
        'event: snapshot\ndata: null\n\n',
        'id: \u0000\ndata: 1\n\n',
        `data: ${'x'.repeat(70_000)}\n\n`,
      ],
    ),
  )

  it('leave a queue that is one, and somebody who waits is told all the same', () =>
    fc.assert(
      fc.asyncProperty(fc.array(lines, { minLength: 1, maxLength: 4 }), async (some) => {
        const { server, desk, close } = await connected()
        let isSent = false
        for await (const queue of desk.queue()) {
          expectQueue(queue)
          if (queue.status !== 'live') continue
          if (queue.waiting.some(({ id }) => id === 'the-last')) break
          if (!isSent) for (const line of some) server.raw(line)
          isSent = true
          // The connection may be gone by now, and then it is in the next snapshot.
          server.waiting.splice(0)
          server.arrive({ id: 'the-last' })
        }
        close()
      }),
      { ...runs, numRuns: Math.ceil(runs.numRuns / 3) },
    ))
})
