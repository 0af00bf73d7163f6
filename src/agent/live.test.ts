import { expect } from '@open-wc/testing'
import type { Desk, Queue } from './index.ts'
import { Chat, connect, followOwn, followPresence, type RequestError } from './index.ts'
import { exampleIdentity } from './testing/examples.ts'
import { FakeDesk, refuse } from './testing/fake-desk.ts'
import { timing } from './testing/waiting.ts'
import { afterEach, beforeEach, describe, it } from '../protocol/testing/mocha.ts'

let server: FakeDesk
let desk: Desk
beforeEach(async () => {
  server = new FakeDesk()
  desk = await connect(server.url, { fetch: server.fetch, timing })
})
afterEach(() => desk.close())

/** Takes so many steps of an iteration, and ends it. */
async function take<T>(
  count: number,
  iteration: AsyncGenerator<T>,
  onStep: (step: number) => void,
) {
  const steps: T[] = []
  for await (const step of iteration) {
    steps.push(step)
    if (steps.length === count) return steps
    onStep(steps.length)
  }
  throw new Error(`It ended after ${steps.length}`)
}

describe('followOwn', () => {
  it("tells of the agent's own conversations, wherever they began and ended", async () => {
    server.arrive({ id: 'a' }, exampleIdentity)
    const elsewhere = await connect(server.url, { fetch: server.fetch, timing })
    const steps = await take(3, followOwn(desk), (step) => {
      // In another window of the same agent.
      if (step === 1) void elsewhere.accept('a')
      if (step === 2) server.end('a')
    })
    expect(steps.map((own) => own.map(({ id }) => id))).to.deep.equal([[], ['a'], []])
    expect(server.openStreams).to.equal(0)
    elsewhere.close()
  })

  it('asks again when the desk could not be reached', async () => {
    let failures = 0
    server.answers.set('/conversations', () => {
      if (failures++) server.answers.delete('/conversations')
      return new Response('', { status: 503 })
    })
    const [own] = await take(1, followOwn(desk), () => {})
    expect(own).to.deep.equal([])
    expect(failures).to.equal(2)
  })

  it('throws when the desk refuses, and ends with the signal and with the desk', async () => {
    server.answers.set('/conversations', () => refuse(401, 'sign-in-required'))
    const error = await followOwn(desk)
      .next()
      .catch((reason: unknown) => reason as RequestError)
    expect((error as RequestError).code).to.equal('ERR_ID_CONTACT_SIGN_IN')
    server.answers.clear()
    const ending = new AbortController()
    const own = followOwn(desk, { signal: ending.signal })
    await own.next()
    const next = own.next()
    ending.abort()
    expect((await next).done).to.equal(true)
    const closing = followOwn(desk)
    await closing.next()
    const last = closing.next()
    desk.close()
    expect((await last).done).to.equal(true)
  })
})

describe('followPresence', () => {
  it('tells what the agent says of themselves, also in another window', async () => {
    const elsewhere = await connect(server.url, { fetch: server.fetch, timing })
    const steps = await take(3, followPresence(desk), (step) => {
      if (step === 1) void elsewhere.setPresence('away')
      if (step === 2) void desk.setPresence('available')
    })
    expect(steps).to.deep.equal(['available', 'away', 'available'])
    elsewhere.close()
  })

  it('is known again after a lost connection', async () => {
    const [, after] = await take(2, followPresence(desk), () => {
      server.presence = 'away'
      server.break()
    })
    expect(after).to.equal('away')
    expect(desk.agent.presence).to.equal('away')
  })
})

describe('a desk that is closed', () => {
  it('has no connection any more, also where an iteration was left half-way', async () => {
    const half = desk.queue()
    await half.next()
    expect(server.openStreams).to.equal(1)
    desk.close()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(server.openStreams).to.equal(0)
    expect(await half.next()).to.deep.equal({ value: undefined, done: true })
  })
})

describe('Chat.changes', () => {
  it('tells of each change, and ends after the conversation', async () => {
    server.arrive({ id: 'a', channel: 'chat' }, exampleIdentity)
    const conversation = await desk.accept('a')
    const chat = new Chat(conversation.line())
    const seen: string[] = []
    for await (const { messages, isOtherTyping, standing } of chat.changes()) {
      seen.push(`${messages.length} ${isOtherTyping} ${standing.state}`)
      if (seen.length === 1) server.say('a', 'resident', 'Goedemiddag')
      if (messages.length === 1 && !isOtherTyping && standing.state !== 'ended')
        server.tell('a', 'typing', { by: 'resident' })
      if (isOtherTyping) server.tell('a', 'state', { state: 'ended' })
    }
    expect(seen).to.include('1 true active')
    expect(seen.at(-1)).to.equal('1 false ended')
    chat.close()
  })
})

describe('a token', () => {
  const lists = (queues: Queue[]) => queues.map(({ status }) => status)

  it('is asked for once by calls at the same time, and again by later ones', async () => {
    server.tokens = ['one', 'two', 'three']
    const tokens = ['one', 'two', 'three', 'none left']
    let asked = 0
    const getToken = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return tokens[asked++]!
    }
    const other = await connect(server.url, { fetch: server.fetch, getToken })
    expect(asked).to.equal(1)
    await Promise.all([other.conversations(), other.supervision(), other.setPresence('away')])
    expect(asked).to.equal(2)
    await other.conversations()
    expect(asked).to.equal(3)
    other.close()
  })

  it('that was refused is replaced once for all calls that it was refused to', async () => {
    server.tokens = ['old', 'new']
    let asked = 0
    const getToken = () => (asked++ < 2 ? 'old' : 'new')
    const other = await connect(server.url, { fetch: server.fetch, getToken })
    server.tokens = ['new']
    await Promise.all([other.conversations(), other.conversations(), other.conversations()])
    expect(asked).to.be.at.most(5)
    expect(server.requests.filter(({ path }) => path === '/conversations')).to.have.length(6)
    other.close()
  })

  it('is fresh before the desk ends the connection, and nobody sees that', async () => {
    server.tokens = ['one', 'two', 'three']
    let asked = 0
    const getToken = () => ['one', 'one', 'two', 'three'][asked++] ?? 'three'
    const other = await connect(server.url, { fetch: server.fetch, getToken, timing })
    // The shortest that is waited for is a second.
    server.lifetime = 2
    const queues = await take(2, other.queue(), () => {
      server.lifetime = undefined
      // As a desk does: what was opened with it ends with it.
      server.tokens = ['two', 'three']
    })
    expect(lists(queues)).to.deep.equal(['live', 'live'])
    const opened = server.requests.filter(({ path }) => path === '/events')
    expect(opened.map(({ headers }) => headers.get('authorization'))).to.deep.equal([
      'Bearer one',
      'Bearer two',
    ])
    expect(server.openStreams).to.be.at.most(1)
    other.close()
  })

  it('cannot be made fresh where a cookie counts', async () => {
    server.lifetime = 1
    const [queue] = await take(1, desk.queue(), () => {})
    expect(queue!.status).to.equal('live')
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(server.requests.filter(({ path }) => path === '/events')).to.have.length(1)
  })
})
