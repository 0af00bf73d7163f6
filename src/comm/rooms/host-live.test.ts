/** When hosts hear of something. */
import assert from 'node:assert/strict'
import { after, before, describe, it, mock } from 'node:test'
import { createParser } from 'eventsource-parser'
import { openStore, type Store } from '../../store/index.ts'
import { startPostgres } from '../../store/testing/postgres.ts'
import { createRooms } from './index.ts'
import {
  comeBack,
  get,
  postResult,
  proven,
  seen,
  send,
  setting,
  startGuest,
  type Setting,
} from './testing/rooms.ts'
import { agentOf, freshRoom } from './testing/host.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

/** Reads events as a browser's event source does, one after the other. */
async function listen(at: Setting, token: string) {
  const answer = await get(at, `/host/live/${token}`, await agentOf(at))
  assert.equal(answer.headers.get('content-type'), 'text/event-stream')
  const seenEvents: string[] = []
  const parser = createParser({ onEvent: ({ data }) => seenEvents.push(data) })
  const reader = answer.body!.getReader()
  const reading = (async () => {
    const text = new TextDecoder()
    for (let part; !(part = await reader.read()).done;) parser.feed(text.decode(part.value))
  })()
  return {
    seen: seenEvents,
    async until(length: number): Promise<void> {
      const deadline = Date.now() + 10_000
      while (seenEvents.length < length) {
        if (Date.now() > deadline) throw new Error(`only ${JSON.stringify(seenEvents)}`)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    async close(): Promise<void> {
      await reader.cancel()
      await reading
    },
    reading,
  }
}

describe('GET /host/live', () => {
  it('says start, and update at each change of that room alone', async () => {
    const [roomId, other] = [freshRoom(), freshRoom()]
    const events = await listen(state, state.hostToken(roomId))
    await events.until(1)
    assert.deepEqual(events.seen, ['start'])
    const guest = { roomId }
    await proven(state, { guest: { roomId: other } })
    await startGuest(state, { guest })
    await events.until(2)
    await postResult(state, await state.result())
    await events.until(3)
    await comeBack(state)
    await events.until(4)
    await send(state, 'DELETE', `/guest/${state.guestToken(guest)}`)
    await events.until(5)
    assert.deepEqual(events.seen, ['start', ...Array<string>(4).fill('update')])
    await events.close()
  })

  it('is not opened for somebody who asks for its head alone', async () => {
    const answer = await send(state, 'HEAD', `/host/live/${state.hostToken(freshRoom())}`)
    assert.equal(answer.status, 405)
  })

  it('holds nothing of anybody', async () => {
    const roomId = freshRoom()
    const answer = await get(state, `/host/live/${state.hostToken(roomId)}`, await agentOf(state))
    const reader = answer.body!.getReader()
    await proven(state, { guest: { roomId } })
    const { value } = await reader.read()
    const next = await reader.read()
    const text = new TextDecoder().decode(value) + new TextDecoder().decode(next.value)
    assert.match(text, /^data: start\n\n(data: update\n\n)+$/)
    await reader.cancel()
  })

  for (const [what, claims, token, last] of [
    ['the log-in', { exp: 60 }, {}, 'forbidden'],
    ['the token', {}, { exp: 60 }, 'badrequest'],
  ] as const)
    it(`ends when ${what} is over, and says so`, async () => {
      const seconds = Math.floor(state.now().getTime() / 1000)
      const lives = (of: { exp?: number }) => (of.exp ? { exp: seconds + of.exp } : {})
      const bearer = await agentOf(state, 'sanne', lives(claims))
      const host = state.hostToken(freshRoom(), lives(token))
      mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
      try {
        const answer = await get(state, `/host/live/${host}`, bearer)
        mock.timers.tick(61_000)
        const text = (await answer.text()).replaceAll(':\n\n', '')
        assert.equal(text, `data: start\n\ndata: ${last}\n\n`)
      } finally {
        mock.timers.reset()
      }
    })

  it('is a sign of life for the room', async () => {
    const roomId = freshRoom()
    const other = await setting()
    await startGuest(other, { guest: { roomId } })
    const token = other.hostToken(roomId)
    const headers = await agentOf(other)
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
    const answer = await get(other, `/host/live/${token}`, headers)
    other.wait(3000)
    mock.timers.tick(5 * 60_000)
    mock.timers.reset()
    // The touch is one statement on the same connection; whatever comes after it is behind it.
    await other.store.waiting()
    other.wait(1000)
    assert.equal(await other.store.sweep(), 0)
    other.wait(2601)
    assert.equal(await other.store.sweep(), 1)
    await answer.body!.cancel()
    await other.close()
  })
})

describe('two processes over one PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let stores: Store[]
  before(async () => {
    server = await startPostgres()
    stores = await Promise.all([1, 2].map(() => openStore({ databaseUrl: server.url })))
  })
  after(async () => {
    await Promise.all(stores.map((store) => store.close()))
    await server.stop()
  })

  it('are one: a guest of the one is seen and heard of at the other', async () => {
    const here = await setting({ store: stores[0] })
    const there = { ...here, rooms: await createRooms({ ...here.config, store: stores[1]! }) }
    const events = await listen(there, there.hostToken())
    await events.until(1)
    await startGuest(here)
    await events.until(2)
    assert.equal((await postResult(there, await here.result())).status, 200)
    await comeBack(here)
    await events.until(4)
    assert.equal((await seen(there))[0]!.attributes!.name, 'Ziska Zandbergen')
    assert.deepEqual(await seen(there), await seen(here))
    await send(there, 'DELETE', `/guest/${here.guestToken()}`)
    assert.deepEqual(await seen(here), [])
    await events.close()
  })
})
