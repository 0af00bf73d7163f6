import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RequestError } from './errors.ts'
import { Line, type Standing } from './line.ts'
import { EventServer, eventText, until } from './testing/event-server.ts'

const waiting = { state: 'waiting', position: 2, expected_wait: 180 }
const timing = { silence: 40_000, firstPause: 2, longestPause: 5 }

function stage({ greeting = eventText('state', waiting, 0) } = {}) {
  const server = new EventServer()
  server.greeting = () => greeting
  const line = new Line({
    side: 'resident',
    timing,
    async open(headers, signal) {
      const response = await server.fetch('https://x.example/events', { headers, signal })
      if (!response.ok)
        throw new RequestError('ERR_ID_CONTACT_PROBLEM', { status: response.status })
      return response
    },
    act: async (verb, body) => {
      const init = { method: 'POST', body: JSON.stringify(body) }
      return (await server.fetch(`https://x.example/channel/${verb}`, init)).status
    },
  })
  return { server, line }
}

describe('a line', () => {
  it('tells how it stands, and each change, until the end', async () => {
    const { server, line } = stage()
    const seen: Standing[] = []
    for await (const standing of line.changes()) {
      seen.push(standing)
      if (seen.length === 1) server.send('state', { state: 'waiting', position: 0 }, 0)
      if (seen.length === 2) server.send('state', { state: 'active', agent: { name: 'Sanne' } }, 0)
      if (seen.length === 3) server.send('state', { state: 'ended' }, 3)
    }
    assert.deepEqual(seen, [
      { state: 'waiting', position: 2, expectedWait: 180, isLive: true },
      { state: 'waiting', position: 0, isLive: true },
      { state: 'active', agentName: 'Sanne', isLive: true },
      { state: 'ended', isLive: true },
    ])
    assert.equal(server.openStreams, 0)
    for await (const never of line.changes()) assert.fail(`after the end: ${never.state}`)
    assert.equal(server.asked.length, 1, 'and nothing is asked again')
  })

  it('keeps what happens until somebody hears it', async () => {
    const { server, line } = stage()
    const states: string[] = []
    const hangUp = line.listen({ onStanding: ({ state }) => states.push(state) })
    await until(() => states.length === 1)
    server.send('message', { text: 'a' }, 1)
    server.send('message', { text: 'b' }, 2)
    server.send('state', { state: 'active' }, 2)
    await until(() => states.length === 2)
    const [first, second] = [[], []] as unknown[][]
    const hangUpFirst = line.listen({ onEvent: (_name, data) => first!.push(data) })
    assert.deepEqual(first, [{ text: 'a' }, { text: 'b' }])
    const hangUpSecond = line.listen({ onEvent: (_name, data) => second!.push(data) })
    assert.deepEqual(second, [])
    server.send('message', { text: 'c' }, 3)
    await until(() => second!.length === 1)
    assert.equal(first!.length, 3)
    for (const end of [hangUp, hangUpFirst, hangUpSecond]) end()
    assert.equal(server.openStreams, 0)
  })

  it('comes back by itself, and says where it was', async () => {
    const { server, line } = stage()
    const seen: string[] = []
    const hangUp = line.listen({
      onStanding: ({ state, isLive }) => seen.push(`${state} ${isLive}`),
      onEvent: (name, data) => seen.push(`${name} ${JSON.stringify(data)}`),
    })
    await until(() => seen.length === 1)
    server.send('message', { text: 'a' }, 7)
    await until(() => seen.length === 2)
    server.break()
    await until(() => seen.length === 4)
    assert.deepEqual(seen, [
      'waiting true',
      'message {"text":"a"}',
      'waiting false',
      'waiting true',
    ])
    assert.equal(server.asked.at(-1)!.headers.get('last-event-id'), '7')
    hangUp()
    await until(() => server.openStreams === 0)
    assert.equal(line.standing.isLive, false)
  })

  it('is one connection for all who listen', async () => {
    const { server, line } = stage()
    const heard: string[] = []
    const first = line.listen({ onEvent: (name) => heard.push(`1 ${name}`) })
    const second = line.listen({ onEvent: (name) => heard.push(`2 ${name}`) })
    await until(() => line.standing.isLive)
    first()
    server.send('typing', { by: 'agent' })
    await until(() => heard.length === 1)
    assert.deepEqual(heard, ['2 typing'])
    assert.equal(server.asked.length, 1)
    second()
  })

  it('is over when the server no longer has the conversation', async () => {
    for (const status of [404, 410]) {
      const { server, line } = stage()
      server.refusal = new Response(null, { status })
      const seen: string[] = []
      for await (const { state } of line.changes()) seen.push(state)
      assert.deepEqual(seen, ['ended'])
    }
  })

  it('says when the server refuses, and asks no more', async () => {
    const { server, line } = stage()
    server.refusal = new Response(null, { status: 401 })
    await assert.rejects(async () => {
      for await (const never of line.changes()) assert.fail(never.state)
    }, /ERR_ID_CONTACT_PROBLEM/)
    assert.equal(server.asked.length, 1)
  })

  it('makes another connection when this one says what cannot be', async () => {
    const { server, line } = stage()
    server.greeting = () =>
      eventText('state', server.asked.length < 3 ? { state: '<img>' } : waiting, 0)
    for await (const { position } of line.changes()) if (position === 2) break
    assert.equal(server.asked.length, 3)
    assert.equal(server.openStreams, 0)
  })

  it('takes nothing for a name that is none', async () => {
    const odd = { state: 'waiting', position: '2', expected_wait: null, agent: { name: 7 } }
    const { line } = stage({ greeting: eventText('state', odd, 0) })
    for await (const standing of line.changes()) {
      assert.deepEqual(standing, { state: 'waiting', isLive: true })
      break
    }
  })

  it('ends with its signal', async () => {
    const { server, line } = stage()
    const ending = new AbortController()
    for await (const { state } of line.changes({ signal: ending.signal })) if (state) ending.abort()
    assert.equal(server.openStreams, 0)
  })

  it('does what its channel can', async () => {
    const { server, line } = stage()
    assert.equal(await line.act('send', { text: 'a' }), 204)
    assert.equal(await line.act('typing'), 204)
    assert.deepEqual(
      server.asked.map(({ url, body }) => [url.split('/').at(-1), body]),
      [
        ['send', { text: 'a' }],
        ['typing', {}],
      ],
    )
  })
})
