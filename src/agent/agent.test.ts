import { expect } from '@open-wc/testing'
import type { Desk, Queue } from './index.ts'
import { connect, RequestError } from './index.ts'
import { exampleIdentity } from './testing/examples.ts'
import { FakeDesk, refuse } from './testing/fake-desk.ts'
import { afterEach, beforeEach, describe, it } from '../protocol/testing/mocha.ts'

const timing = { silence: 40_000, firstPause: 10, longestPause: 20 }

/** Reads the queue until it is as wished. */
async function until(desk: Desk, wished: (queue: Queue) => unknown): Promise<Queue> {
  for await (const queue of desk.queue()) if (wished(queue)) return queue
  throw new Error('The queue ended')
}

async function failureOf(promise: Promise<unknown>): Promise<RequestError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).to.be.instanceOf(RequestError)
  return error as RequestError
}

describe('connect', () => {
  let server: FakeDesk
  beforeEach(() => (server = new FakeDesk()))

  it('says who the agent is, with a cookie when there is no token', async () => {
    const desk = await connect(server.url + '/', { fetch: server.fetch })
    expect(desk.agent.name).to.equal('Sanne de Vries')
    const [request] = server.requests
    expect(request!.path).to.equal('/me')
    expect(request!.credentials).to.equal('include')
    expect(request!.headers.has('authorization')).to.equal(false)
  })

  it('sends the token and then no cookie', async () => {
    server.tokens = ['good']
    await connect(server.url, { fetch: server.fetch, getToken: () => 'good' })
    const [request] = server.requests
    expect(request!.headers.get('authorization')).to.equal('Bearer good')
    expect(request!.credentials).to.equal('omit')
  })

  it('asks for a fresh token once after a 401', async () => {
    server.tokens = ['second']
    const tokens = ['first', 'second']
    const getToken = async () => tokens.shift() ?? 'none left'
    await connect(server.url, { fetch: server.fetch, getToken })
    expect(server.requests).to.have.length(2)
    const error = await failureOf(connect(server.url, { fetch: server.fetch, getToken }))
    expect(error.code).to.equal('ERR_ID_CONTACT_SIGN_IN')
    expect(server.requests).to.have.length(4)
  })

  it('tells where to sign in', async () => {
    server.signedIn = false
    server.login = '/login'
    const error = await failureOf(connect(server.url, { fetch: server.fetch }))
    expect(error.code).to.equal('ERR_ID_CONTACT_SIGN_IN')
    expect(error.problem!.login).to.equal('https://desk.example/login')
  })

  for (const login of [
    'javascript:alert(1)',
    'http://desk.example/login',
    'data:text/html,x',
    '//u@h/',
  ])
    it(`gives no address to sign in like ${login.split(':')[0]}`, async () => {
      server.signedIn = false
      server.login = login
      const error = await failureOf(connect(server.url, { fetch: server.fetch }))
      expect(error.problem!.login).to.equal(undefined)
    })

  it('is not signed in when the tool has no token', async () => {
    const getTokens = [() => '', () => Promise.reject(new Error('lapsed'))]
    for (const getToken of getTokens) {
      const error = await failureOf(connect(server.url, { fetch: server.fetch, getToken }))
      expect(error.code).to.equal('ERR_ID_CONTACT_SIGN_IN')
    }
    expect(server.requests).to.have.length(0)
  })

  it('refuses an address that is no desk', async () => {
    for (const address of ['javascript:alert(1)', 'https://a@desk.example', '/desk', ''])
      expect((await failureOf(connect(address, { fetch: server.fetch }))).code).to.equal(
        'ERR_ID_CONTACT_REFUSED',
      )
  })

  it('tells an unreachable desk from one that answers nonsense', async () => {
    server.answers.set('/me', () => new Response('<h1>Hello</h1>'))
    const nonsense = await failureOf(connect(server.url, { fetch: server.fetch }))
    expect(nonsense.code).to.equal('ERR_ID_CONTACT_BAD_ANSWER')
    server.down = true
    const unreachable = await failureOf(connect(server.url, { fetch: server.fetch }))
    expect(unreachable.code).to.equal('ERR_ID_CONTACT_UNREACHABLE')
  })
})

describe('Desk.queue', () => {
  let server: FakeDesk
  let desk: Desk
  beforeEach(async () => {
    server = new FakeDesk()
    desk = await connect(server.url, { fetch: server.fetch, timing })
  })
  afterEach(() => desk.close())

  it('begins with what waits, longest first', async () => {
    server.arrive({ id: 'late', waiting_since: '2026-05-12T12:05:00Z' })
    server.arrive({ id: 'early', waiting_since: '2026-05-12T12:01:00Z' })
    const queue = await until(desk, () => true)
    expect(queue.status).to.equal('live')
    expect(queue.waiting.map(({ id }) => id)).to.deep.equal(['early', 'late'])
    expect(queue.waiting[0]!.waitingSince.toISOString()).to.equal('2026-05-12T12:01:00.000Z')
    expect(queue.waiting[0]!.authMethodName).to.equal('DigiD')
  })

  it('tells who comes and who leaves, and why', async () => {
    const seen: Queue[] = []
    for await (const queue of desk.queue()) {
      seen.push(queue)
      if (seen.length === 1) server.arrive({ id: 'a' })
      if (seen.length === 2) server.leave({ id: 'a', reason: 'accepted', by: 'colleague' })
      if (queue.left) break
    }
    expect(seen.map(({ waiting }) => waiting.length)).to.deep.equal([0, 1, 0])
    expect(seen[2]!.left).to.deep.equal({ id: 'a', reason: 'accepted', by: 'colleague' })
    expect(server.openStreams).to.equal(0)
  })

  it('skips what a slow reader missed, but not who left', async () => {
    const reader = desk.queue()
    await reader.next()
    for (const id of ['a', 'b', 'c']) server.arrive({ id })
    server.leave({ id: 'a', reason: 'withdrawn', by: undefined })
    server.leave({ id: 'b', reason: 'expired', by: undefined })
    server.arrive({ id: 'd' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    const left = [await reader.next(), await reader.next(), await reader.next()]
    expect(left.map(({ value }) => (value as Queue).left?.id)).to.deep.equal(['a', 'b', undefined])
    await reader.return()
  })

  it('is lost at once when the connection breaks, and comes back by itself', async () => {
    const seen: string[] = []
    for await (const { status, waiting } of desk.queue()) {
      seen.push(`${status} ${waiting.length}`)
      if (seen.length === 1) {
        server.break()
        server.arrive({ id: 'a' })
      }
      if (seen.length === 3) break
    }
    expect(seen).to.deep.equal(['live 0', 'lost 0', 'live 1'])
    const [, second] = server.requests.filter(({ path }) => path === '/events')
    expect(second!.headers.get('last-event-id')).to.equal('1')
  })

  it('counts silence as a lost connection, and a heartbeat as none', async () => {
    desk.close()
    desk = await connect(server.url, { fetch: server.fetch, timing: { ...timing, silence: 150 } })
    const began = performance.now()
    const heartbeat = setInterval(() => server.raw(': still here\n\n'), 30)
    setTimeout(() => clearInterval(heartbeat), 300)
    await until(desk, ({ status }) => status === 'lost')
    expect(performance.now() - began).to.be.greaterThan(400)
  })

  it('keeps trying while the desk is down or says something that is no event', async () => {
    let attempts = 0
    server.answers.set('/events', () => {
      attempts++
      if (attempts === 1) return new Response('busy', { status: 503 })
      if (attempts === 2) return new Response('<h1>Proxy</h1>')
      if (attempts === 4) server.answers.delete('/events')
      const data = attempts === 3 ? 'not json' : '{"waiting":[{"id":"<img>"}],"active":[]}'
      return new Response(`event: snapshot\ndata: ${data}\n\n`, {
        headers: { 'content-type': 'text/event-stream' },
      })
    })
    await until(desk, ({ status }) => status === 'live')
    expect(attempts).to.equal(4)
  })

  it('ignores events of a later version', async () => {
    const reader = desk.queue()
    await reader.next()
    server.send('weather', { sunny: true })
    server.arrive({ id: 'a' })
    expect(((await reader.next()).value as Queue).waiting).to.have.length(1)
    await reader.return()
  })

  it('ends with an error when the sign-in is over', async () => {
    const reader = desk.queue()
    await reader.next()
    server.signedIn = false
    server.break()
    await reader.next()
    const error = await failureOf(reader.next())
    expect(error.code).to.equal('ERR_ID_CONTACT_SIGN_IN')
  })

  it('ends with its signal, and with the desk', async () => {
    const ending = new AbortController()
    const { signal } = ending
    for await (const { status } of desk.queue({ signal })) if (status) ending.abort()
    expect(server.openStreams).to.equal(0)
    for await (const { status } of desk.queue()) if (status) desk.close()
    expect(server.openStreams).to.equal(0)
  })

  it('uses one connection for all who read', async () => {
    const readers = [desk.queue(), desk.queue()]
    await Promise.all(readers.map((reader) => reader.next()))
    expect(server.requests.filter(({ path }) => path === '/events')).to.have.length(1)
    await Promise.all(readers.map((reader) => reader.return()))
    expect(server.openStreams).to.equal(0)
  })
})

describe('AgentConversation', () => {
  let server: FakeDesk
  let desk: Desk
  beforeEach(async () => {
    server = new FakeDesk()
    server.arrive({ id: 'a' }, structuredClone(exampleIdentity), '482917306')
    desk = await connect(server.url, { fetch: server.fetch, timing })
  })
  afterEach(() => desk.close())

  it('tells who it is and how sure that is', async () => {
    const conversation = await desk.accept('a')
    const { identity, attributes } = conversation
    expect(conversation.purpose).to.equal('report_move')
    expect(identity.status).to.equal('proven')
    expect(identity.level).to.equal('substantial')
    expect(identity.authenticatedAt).to.be.instanceOf(Date)
    expect(identity.crossDevice).to.equal(false)
    expect(attributes.map(({ tag }) => tag)).to.deep.equal(['bsn', 'full_name', 'birth_date'])
    expect(attributes[0]!.sensitive).to.equal(true)
    const posts = server.requests.filter(({ method }) => method === 'POST')
    expect(posts.map(({ headers }) => headers.get('content-type'))).to.deep.equal([
      'application/json',
    ])
    expect(posts[0]!.body).to.deep.equal({})
  })

  it('passes on nothing that is not proven', async () => {
    for (const status of ['not_proven', 'not_verified'] as const) {
      server.arrive({ id: status }, { ...structuredClone(exampleIdentity), status })
      expect((await desk.accept(status)).attributes).to.deep.equal([])
    }
  })

  it('takes the next, and says when there is none', async () => {
    expect((await desk.acceptNext())!.id).to.equal('a')
    expect(await desk.acceptNext()).to.equal(undefined)
  })

  it('opens a call, also once more; one in which nobody is known is no error', async () => {
    server.calls.set('call-1', 'a')
    const opened = await desk.openCall('call-1')
    expect(opened!.id).to.equal('a')
    expect(await desk.openCall('call-1')).to.equal(opened)
    expect(await desk.openCall('call-2')).to.equal(undefined)
    const { body, path } = server.requests.at(-1)!
    expect([path, body]).to.deep.equal(['/conversations/call', { call: 'call-2' }])
    server.answers.set('/conversations/call', () => refuse(409, 'taken'))
    expect((await failureOf(desk.openCall('call-1'))).code).to.equal('ERR_ID_CONTACT_TAKEN')
  })

  it('says that a colleague was first, or that it is over', async () => {
    server.leave({ id: 'a', reason: 'accepted', by: 'colleague' })
    expect((await failureOf(desk.accept('a'))).code).to.equal('ERR_ID_CONTACT_TAKEN')
    server.answers.set('/conversations/b/accept', () => refuse(410, 'gone'))
    expect((await failureOf(desk.accept('b'))).code).to.equal('ERR_ID_CONTACT_GONE')
  })

  it('takes a code with spaces and dashes', async () => {
    expect((await desk.acceptCode(' 482 917–306 ')).id).to.equal('a')
    const sent = server.requests.find(({ path }) => path === '/conversations/code')
    expect(sent!.body).to.deep.equal({ code: '482917306' })
  })

  it('tells a wrong code from too many, and sends none that cannot be one', async () => {
    expect((await failureOf(desk.acceptCode('111 111 111'))).code).to.equal(
      'ERR_ID_CONTACT_UNKNOWN_CODE',
    )
    server.answers.set('/conversations/code', () =>
      refuse(429, 'too-many-codes', { headers: { 'retry-after': '90' } }),
    )
    const error = await failureOf(desk.acceptCode('222222222'))
    expect(error.code).to.equal('ERR_ID_CONTACT_TOO_MANY_CODES')
    expect(error.retryAfter).to.equal(90)
    const sent = server.requests.length
    for (const code of ['', '12', 'abcdefghi', '1234567890123', '../../me'])
      expect((await failureOf(desk.acceptCode(code))).code).to.equal('ERR_ID_CONTACT_UNKNOWN_CODE')
    expect(server.requests).to.have.length(sent)
  })

  it('holds no value once it has ended, nor does what it gave out', async () => {
    const conversation = await desk.accept('a')
    const { attributes } = conversation
    const ending = conversation.end()
    expect(JSON.stringify([attributes, conversation.identity])).to.not.contain('Willeke')
    await ending
    expect(conversation.isEnded).to.equal(true)
    expect(await conversation.ended).to.equal('ended')
    expect(conversation.attributes).to.deep.equal([])
    expect(attributes.map(({ value }) => value)).to.deep.equal(['', '', ''])
    expect(server.active.size).to.equal(0)
  })

  it('erases its values also when the desk cannot be told, and can end again', async () => {
    const conversation = await desk.accept('a')
    server.down = true
    expect((await failureOf(conversation.end())).code).to.equal('ERR_ID_CONTACT_UNREACHABLE')
    expect(conversation.attributes).to.deep.equal([])
    expect(conversation.isEnded).to.equal(false)
    server.down = false
    await conversation.end()
    expect(server.active.size).to.equal(0)
  })

  it('hears that the resident hung up, also when nobody reads the queue', async () => {
    const conversation = await desk.accept('a')
    while (server.openStreams === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, 5))
    server.end('a', 'expired')
    expect(await conversation.ended).to.equal('expired')
    expect(conversation.attributes).to.deep.equal([])
    await Promise.resolve()
    expect(server.openStreams).to.equal(0)
  })

  it('finds out after a lost connection that it ended meanwhile', async () => {
    const conversation = await desk.accept('a')
    while (server.openStreams === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    server.break()
    server.active.clear()
    expect(await conversation.ended).to.equal('ended')
  })

  it('waits for a colleague when the agent was away too long', async () => {
    const asked = (id: string): boolean =>
      server.requests.some(({ path }) => path === `/conversations/${id}`)
    const settled = async (id: string): Promise<void> => {
      while (!asked(id)) await new Promise((resolve) => setTimeout(resolve, 5))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const conversation = await desk.accept('a')
    await settled('a')
    server.end('a', 'returned')
    expect(await conversation.ended).to.equal('returned')
    expect(conversation.attributes).to.deep.equal([])
    server.arrive({ id: 'late' })
    const late = await desk.accept('late')
    await settled('late')
    server.break()
    server.active.clear()
    server.arrive({ id: 'late' })
    expect(await late.ended).to.equal('returned')
  })

  it('is passed on, and holds nothing any more', async () => {
    const conversation = await desk.accept('a')
    expect(desk.agent.purposes[1]).to.deep.equal({
      tag: 'permit',
      name: { nl: 'Vergunning', en: 'Permit' },
    })
    const [attribute] = conversation.attributes
    await conversation.transfer('permit')
    expect(await conversation.ended).to.equal('transferred')
    expect(attribute!.value).to.equal('')
  })

  it('says that the agent is away, and back', async () => {
    expect(desk.agent.presence).to.equal('available')
    await desk.setPresence('away')
    expect(server.presence).to.equal('away')
    const again = await connect(server.url, { fetch: server.fetch })
    expect(again.agent.presence).to.equal('away')
    again.close()
  })

  it('hides its values and gets them again', async () => {
    const conversation = await desk.accept('a')
    conversation.hide()
    expect(conversation.attributes).to.deep.equal([])
    await conversation.refresh()
    expect(conversation.attributes).to.have.length(3)
    server.active.clear()
    await conversation.refresh()
    expect(conversation.isEnded).to.equal(true)
  })

  it('is found again after a reload, one object per conversation', async () => {
    const conversation = await desk.accept('a')
    const again = await connect(server.url, { fetch: server.fetch })
    expect((await again.conversations()).map(({ id }) => id)).to.deep.equal(['a'])
    expect(await desk.conversations()).to.deep.equal([conversation])
    again.close()
  })

  it('loses its values with the desk, by close, by signal and by signing out', async () => {
    const closings: ((desk: Desk, ending: AbortController) => unknown)[] = [
      (desk) => desk.close(),
      (_, ending) => ending.abort(),
      (desk) => desk.signOut(),
    ]
    await desk.accept('a')
    for (const close of closings) {
      const ending = new AbortController()
      const other = await connect(server.url, { fetch: server.fetch, signal: ending.signal })
      const [conversation] = await other.conversations()
      expect(conversation!.attributes).to.have.length(3)
      await close(other, ending)
      expect(conversation!.attributes).to.deep.equal([])
      expect(await conversation!.ended).to.equal('closed')
      const error = (await other.acceptNext().catch((reason: unknown) => reason)) as RequestError
      expect(error.code).to.equal('ERR_ID_CONTACT_CLOSED')
    }
  })

  it('does not take in an answer that comes after the desk was closed', async () => {
    const accepting = desk.accept('a')
    desk.close()
    const error = (await accepting.catch((reason: unknown) => reason)) as RequestError
    expect(error.code).to.equal('ERR_ID_CONTACT_CLOSED')
  })

  it('never names a value in an error', async () => {
    server.answers.set('/conversations/a/accept', () =>
      Response.json({ id: 'a', identity: { attributes: [{ value: 'Willeke' }] } }),
    )
    const error = await failureOf(desk.accept('a'))
    expect(error.code).to.equal('ERR_ID_CONTACT_BAD_ANSWER')
    expect(error.stack + JSON.stringify(error) + String(error.cause)).to.not.contain('Willeke')
  })
})
