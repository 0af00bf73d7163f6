import { expect } from '@open-wc/testing'
import { connect, type Desk, type Queue } from './index.ts'
import { FakeDesk } from './testing/fake-desk.ts'
import { failureOf, timing, until } from './testing/waiting.ts'
import { afterEach, beforeEach, describe, it } from '../protocol/testing/mocha.ts'

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
