import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { Chat, longestMessage } from './chat.ts'
import { RequestError } from './errors.ts'
import { Line } from './line.ts'
import { EventServer, eventText, until } from './testing/event-server.ts'

const quick = { typing: 20, typingStays: 30, receipt: 1, firstPause: 2, longestPause: 5 }

interface Body {
  id: string
  text: string
}

describe('a chat', () => {
  let server: EventServer
  let chat: Chat
  /** What the server has. */
  let kept: object[]
  let number: number
  beforeEach(() => {
    server = new EventServer()
    server.greeting = () => eventText('state', { state: 'active' }, 0)
    kept = []
    number = 0
    server.answers.set('send', ({ body }) => Response.json(receive(body as Body)))
    chat = new Chat(lineOf('resident'), quick)
  })
  afterEach(() => {
    chat.close()
    server.break()
  })

  const at = '2026-05-12T12:00:00.000Z'
  const receive = ({ id, text }: Body) => {
    const message = { id, number: ++number, by: 'resident', text, at }
    kept.push(message)
    server.send('message', message, number)
    return { number: message.number, at }
  }
  const hear = (text: string, more: object = {}): void => {
    const message = { id: `id of ${text}`, number: ++number, by: 'agent', text, at, ...more }
    kept.push(message)
    server.send('message', message, number)
  }
  const lineOf = (side: 'resident' | 'agent'): Line =>
    new Line({
      side,
      timing: { silence: 40_000, firstPause: 2, longestPause: 5 },
      open: (headers, signal) => server.fetch('https://x.example/events', { headers, signal }),
      async act(verb, body) {
        const init = { method: 'POST', body: JSON.stringify(body) }
        const answer = await server.fetch(`https://x.example/channel/${verb}`, init)
        const { status } = answer
        const problem = status >= 400 ? await answer.json() : undefined
        if (status >= 400) throw new RequestError('ERR_ID_CONTACT_PROBLEM', { status, problem })
        return status === 204 ? {} : answer.json()
      },
    })
  const lines = (): string[] =>
    chat.messages.map(({ by, text, state }) => `${by}: ${text} (${state})`)
  const posts = (verb: string) =>
    server.asked.filter(({ url }) => url.endsWith(`/${verb}`)).map(({ body }) => body)

  async function begin(): Promise<void> {
    chat.watch(() => {})
    await until(() => chat.standing.isLive)
  }

  it('shows what was said by whom, in order', async () => {
    await begin()
    hear('Hallo', { name: 'Sanne' })
    chat.send('  Dag ')
    await until(() => lines().length === 2 && chat.messages[1]!.state !== 'waiting')
    assert.deepEqual(lines(), ['agent: Hallo (sent)', 'resident: Dag (sent)'])
    const [first, second] = chat.messages
    assert.deepEqual([first!.name, first!.isOwn, second!.isOwn], ['Sanne', false, true])
    assert.deepEqual(first!.at, new Date(at))
  })

  it('sends each message once and in order, through failures and lost answers', async () => {
    await begin()
    let tries = 0
    const seen = new Map<string, object>()
    server.answers.set('send', ({ body }) => {
      const { id } = body as Body
      // Lost on the way there, on the way back, and then not.
      if (++tries % 3 === 1) throw new TypeError('network')
      const known = seen.get(id) ?? { number: ++number, at }
      seen.set(id, known)
      if (tries % 3 === 2) throw new TypeError('network')
      return Response.json(known)
    })
    for (const text of ['a', 'b', 'c']) chat.send(text)
    assert.deepEqual(
      lines(),
      ['a', 'b', 'c'].map((text) => `resident: ${text} (waiting)`),
    )
    await until(() => lines().every((line) => line.endsWith('(sent)')))
    assert.deepEqual(
      lines(),
      ['a', 'b', 'c'].map((text) => `resident: ${text} (sent)`),
    )
    assert.equal(seen.size, 3)
    const ids = posts('send').map((body) => (body as Body).id)
    assert.equal(ids.length, 9)
    assert.equal(new Set(ids).size, 3)
  })

  it('keeps what is said without a connection, and misses nothing meanwhile', async () => {
    await begin()
    hear('a')
    await until(() => lines().length === 1)
    server.isDown = true
    server.break()
    await until(() => !chat.standing.isLive)
    chat.send('mine')
    const missed = { id: 'm', number: ++number, by: 'agent', text: 'b', at }
    kept.push(missed)
    server.greeting = ({ headers }) => {
      const since = Number(headers.get('last-event-id') ?? 0)
      const told = kept.filter((one) => (one as { number: number }).number > since)
      return (
        eventText('state', { state: 'active' }, since) +
        told.map((one) => eventText('message', one, (one as typeof missed).number)).join('')
      )
    }
    server.isDown = false
    await until(() => lines().length === 3 && chat.messages.every((one) => one.state === 'sent'))
    assert.deepEqual(lines().sort(), [
      'agent: a (sent)',
      'agent: b (sent)',
      'resident: mine (sent)',
    ])
  })

  it('knows what it has when everything is told again', async () => {
    const stop = chat.watch(() => {})
    await until(() => chat.standing.isLive)
    hear('a')
    await until(() => lines().length === 1)
    stop()
    server.greeting = () =>
      eventText('state', { state: 'active' }, 0) +
      kept.map((one) => eventText('message', one, 1)).join('') +
      eventText('caught_up', {}, 1)
    assert.equal(chat.hasHistory, false)
    chat.watch(() => {})
    await until(() => chat.hasHistory)
    assert.deepEqual(lines(), ['agent: a (sent)'])
  })

  it('tells what became of a message', async () => {
    await begin()
    for (const text of ['a', 'b']) chat.send(text)
    await until(() => kept.length === 2)
    server.send('receipt', { by: 'agent', delivered: 2, read: 1 })
    await until(() => chat.messages[0]!.state === 'read')
    assert.deepEqual(lines(), ['resident: a (read)', 'resident: b (delivered)'])
    server.send('receipt', { by: 'agent', delivered: 1, read: 0 })
    server.send('receipt', { by: 'resident', delivered: 2, read: 2 })
    await new Promise((resolve) => setTimeout(resolve, 10))
    assert.deepEqual(lines(), ['resident: a (read)', 'resident: b (delivered)'])
  })

  it('says what it has and what was read, and nothing twice', async () => {
    await begin()
    hear('a')
    await until(() => posts('receipt').length === 1)
    assert.deepEqual(posts('receipt'), [{ delivered: 1, read: 0 }])
    server.send('receipt', { by: 'resident', delivered: 1, read: 0 })
    await until(() => lines().length === 1)
    chat.read()
    await until(() => posts('receipt').length === 2)
    assert.deepEqual(posts('receipt')[1], { delivered: 1, read: 1 })
    server.send('receipt', { by: 'resident', delivered: 1, read: 1 })
    await new Promise((resolve) => setTimeout(resolve, 10))
    chat.read()
    await new Promise((resolve) => setTimeout(resolve, 10))
    assert.equal(posts('receipt').length, 2)
  })

  it('tells of typing now and then, and forgets that the other side did', async () => {
    await begin()
    for (let i = 0; i < 10; i++) chat.typing()
    await until(() => posts('typing').length === 1)
    await new Promise((resolve) => setTimeout(resolve, 25))
    chat.typing()
    await until(() => posts('typing').length === 2)
    server.send('typing', { by: 'agent' })
    await until(() => chat.isOtherTyping)
    await until(() => !chat.isOtherTyping)
    server.send('typing', { by: 'agent' })
    await until(() => chat.isOtherTyping)
    hear('a')
    await until(() => lines().length === 1)
    assert.equal(chat.isOtherTyping, false)
  })

  for (const [status, slug, refusal] of [
    [409, 'conversation-full', 'full'],
    [413, 'message-too-long', 'bad'],
    [410, 'gone', 'ended'],
  ] as const)
    it(`says that a message was refused: ${slug}`, async () => {
      await begin()
      const type = `urn:id-contact:problem:${slug}`
      server.answers.set('send', () => Response.json({ type }, { status }))
      chat.send('a')
      chat.send('b')
      await until(() => lines().every((line) => line.endsWith('(refused)')))
      assert.deepEqual(
        chat.messages.map((one) => one.refusal),
        [refusal, refusal],
      )
      assert.equal(posts('send').length, 2)
    })

  it('waits for the next employee when one has passed it on', async () => {
    await begin()
    let isWaiting = true
    const type = 'urn:id-contact:problem:not-waiting'
    server.answers.set('send', ({ body }) =>
      isWaiting ? Response.json({ type }, { status: 409 }) : Response.json(receive(body as Body)),
    )
    chat.send('a')
    await until(() => posts('send').length > 1)
    assert.deepEqual(lines(), ['resident: a (waiting)'])
    isWaiting = false
    await until(() => kept.length === 1)
  })

  it('gives a busy server time', async () => {
    await begin()
    let tries = 0
    server.answers.set('send', ({ body }) =>
      ++tries < 3
        ? Response.json({ type: 'urn:id-contact:problem:too-many-requests' }, { status: 429 })
        : Response.json(receive(body as Body)),
    )
    chat.send('a')
    await until(() => chat.messages[0]!.state === 'sent')
    assert.equal(kept.length, 1)
  })

  it('takes nothing empty, nothing too long, and nothing once it is over', async () => {
    await begin()
    assert.throws(() => chat.send(' \n '), { code: 'ERR_ID_CONTACT_MESSAGE_EMPTY' })
    const long = 'x'.repeat(longestMessage + 1)
    assert.throws(() => chat.send(long), { code: 'ERR_ID_CONTACT_MESSAGE_TOO_LONG' })
    server.isDown = true
    chat.send('never')
    server.send('state', { state: 'ended' })
    await until(() => chat.standing.state === 'ended')
    assert.deepEqual(lines(), ['resident: never (refused)'])
    assert.throws(() => chat.send('a'), { code: 'ERR_ID_CONTACT_CLOSED' })
  })

  it('is read as an iterable, each message once', async () => {
    const texts: string[] = []
    const reading = (async () => {
      for await (const { text } of chat.said()) texts.push(text)
    })()
    await until(() => chat.standing.isLive)
    hear('a')
    chat.send('b')
    hear('c')
    await until(() => texts.length === 3)
    server.send('state', { state: 'ended' })
    await reading
    assert.deepEqual(texts.sort(), ['a', 'b', 'c'])
    assert.equal(server.openStreams, 0)
  })

  it('ends with its signal', async () => {
    const ending = new AbortController()
    const { signal } = ending
    setTimeout(() => ending.abort(), 5)
    for await (const never of chat.said({ signal })) assert.fail(never.text)
    await until(() => server.openStreams === 0)
  })

  it('holds nothing once it is closed', async () => {
    await begin()
    hear('a')
    await until(() => lines().length === 1)
    chat.close()
    assert.deepEqual(chat.messages, [])
    await until(() => server.openStreams === 0)
  })
})
