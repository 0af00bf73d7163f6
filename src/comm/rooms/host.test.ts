/** What hosts see, who may look, and when they hear of something. */
import assert from 'node:assert/strict'
import { after, before, describe, it, mock } from 'node:test'
import { createParser } from 'eventsource-parser'
import { parseRoomGuest, type Guest } from '../../protocol/messages-platform.ts'
import { openStore, type Store } from '../../store/index.ts'
import { startPostgres } from '../../store/testing/postgres.ts'
import { signedIn } from '../desk/session.ts'
import { createRooms } from './index.ts'
import { surround } from './surroundings.ts'
import {
  comeBack,
  get,
  platform,
  postResult,
  proven,
  roomsUrl,
  secrets,
  seen,
  send,
  setting,
  slugOf,
  startGuest,
  ziska,
  type Setting,
} from './testing/rooms.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

let count = 0
const fresh = (): string => `room-${(count += 1)}`
const as = async (agent = 'sanne', claims = {}, at = state): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await at.agent(agent, claims)}`,
})

describe('GET /host', () => {
  it('lists the guests of the room, oldest first, each with what the purpose asks, sorted', async () => {
    const roomId = fresh()
    const guest = (id: string, more: Partial<Guest> = {}): Partial<Guest> => ({
      id,
      name: `Guest ${id}`,
      roomId,
      ...more,
    })
    await proven(
      state,
      { guest: guest('a') },
      { attributes: { name: 'A', email: 'a@x.example', bsn: '1' } },
    )
    await startGuest(state, { guest: guest('b'), method: 'itsme' })
    await proven(state, { guest: guest('c', { purpose: 'permit' }) })
    await startGuest(state, { guest: guest('d') })
    await postResult(
      state,
      await state.result(undefined, { status: 'failed', attributes: undefined }),
    )
    const rows = await seen(state, roomId)
    for (const row of rows) assert.deepEqual(parseRoomGuest(row), row)
    assert.deepEqual(
      rows.map(({ id_contact, ...published }) => [published, id_contact!.status]),
      [
        [
          {
            purpose: 'report_move',
            name: 'Guest a',
            attributes: { email: 'a@x.example', name: 'A' },
          },
          'proven',
        ],
        [{ purpose: 'report_move', name: 'Guest b', attributes: null }, 'authenticating'],
        [
          {
            purpose: 'permit',
            name: 'Guest c',
            attributes: { email: 'ziska@voorbeeld.example' },
          },
          'proven',
        ],
        [{ purpose: 'report_move', name: 'Guest d', attributes: null }, 'failed'],
      ],
    )
    assert.deepEqual(Object.keys(rows[0]!.attributes!), ['email', 'name'])
    const { auth_method, level, authenticated_at } = rows[0]!.id_contact!
    assert.deepEqual([auth_method, level], ['digid', 'substantial'])
    assert.ok(Math.abs(Date.parse(authenticated_at!) - state.now().getTime()) < 60_000)
    assert.ok(state.log.some(({ event }) => event === 'attributes_dropped'))
  })

  it('is empty for a room in which nobody is', async () =>
    assert.deepEqual(await seen(state, fresh()), []))

  it('shows nobody of another room, of another platform, or with the same name elsewhere', async () => {
    const [one, two] = [fresh(), fresh()]
    await proven(state, { guest: { roomId: one } })
    await startGuest(state, { guest: { roomId: two } })
    assert.deepEqual(
      (await seen(state, two)).map(({ attributes }) => attributes),
      [null],
    )
    const other = await setting({ store: state.store, tag: 'other' })
    assert.deepEqual(await seen(other, one), [])
    await proven(other, { guest: { roomId: one, name: 'Of the other' } })
    assert.deepEqual(
      (await seen(other, one)).map(({ name }) => name),
      ['Of the other'],
    )
    assert.deepEqual(
      (await seen(state, one)).map(({ name }) => name),
      [ziska.name],
    )
  })

  it('still shows what was proved long after the token expired', async () => {
    const other = await setting()
    await proven(other)
    other.wait(3000)
    assert.ok((await seen(other))[0]!.attributes)
    await other.close()
  })

  it('says that it could not be verified when the keys do not fit, and shows nothing', async () => {
    const roomId = fresh()
    await proven(state, { guest: { roomId } })
    const other = await setting({ store: state.store })
    const [row] = await seen(other, roomId)
    assert.deepEqual([row!.attributes, row!.id_contact!.status], [null, 'not_verified'])
  })

  it('is written down, with tags and a pseudonym', async () => {
    const roomId = fresh()
    await proven(state, { guest: { roomId } })
    await seen(state, roomId, 'ahmed')
    const entry = (await state.store.readAudit(1000)).at(-1)!
    assert.equal(entry.event, 'guest_shown')
    assert.deepEqual(entry.attributes, ['email', 'name'])
    assert.match(entry.agent!, /^[\w-]{43}$/)
    assert.doesNotMatch(JSON.stringify(entry), /ahmed|Ziska|room-/)
  })
})

describe('who may look (T20)', () => {
  const tokens: [string, (token: Setting['hostToken']) => string][] = [
    ['another secret', (token) => token('16', {}, 'x'.repeat(32))],
    ['the secret of guests', (token) => token('16', {}, secrets.guest)],
    ['a token of a guest', () => state.guestToken()],
    ['a life of more than a day', (token) => token('16', { iat: 1e9, exp: 4e9 })],
    ['a life that is over', (token) => token('16', { iat: 1e9, exp: 1e9 + 60 })],
    ['no room', (token) => token('')],
    ['no token', () => 'x'],
  ]
  for (const [what, make] of tokens)
    it(`nobody with ${what}`, async () => {
      const token = make(state.hostToken)
      const headers = await as()
      const looks = [
        get(state, `/host/${token}`, headers),
        send(state, 'DELETE', `/host/${token}`, { headers }),
      ]
      for (const answer of await Promise.all(looks)) {
        assert.equal(answer.status, 400)
        assert.equal(await slugOf(answer), 'invalid-ticket')
      }
      const stream = await get(state, `/host/live/${token}`, headers)
      assert.equal(await stream.text(), 'data: badrequest\n\n')
    })

  it('nobody without an identity', async () => {
    const token = state.hostToken()
    for (const headers of [{}, await as('x', { aud: 'other' }), { authorization: 'Bearer x' }]) {
      const answer = await get(state, `/host/${token}`, headers as Record<string, string>)
      assert.equal(answer.status, 401)
      assert.equal(((await answer.json()) as { login: string }).login, `${roomsUrl}/login`)
      const stream = await get(state, `/host/live/${token}`, headers as Record<string, string>)
      assert.equal(stream.status, 200, 'an event source cannot read a status')
      assert.equal(await stream.text(), 'data: forbidden\n\n')
    }
  })

  it('an agent by role, where the organisation gives roles', async () => {
    const first = await setting({}, { agents: { roleClaim: 'groups', role: 'kcc' } })
    const token = first.hostToken()
    const kcc = await as('x', { groups: ['kcc'] }, first)
    const other = await as('x', { groups: ['other'] }, first)
    assert.equal((await get(first, `/host/${token}`, kcc)).status, 200)
    assert.equal((await get(first, `/host/${token}`, other)).status, 403)
    const stream = await get(first, `/host/live/${token}`, other)
    assert.equal(await stream.text(), 'data: forbidden\n\n')
    await first.close()
  })

  it('pages of the platform, and no others', async () => {
    const token = state.hostToken()
    const headers = { ...(await as()), origin: platform }
    const answer = await get(state, `/host/${token}`, headers)
    assert.equal(answer.headers.get('access-control-allow-origin'), platform)
    assert.equal(answer.headers.get('access-control-allow-credentials'), null)
    const evil = { ...(await as()), origin: 'https://evil.example' }
    assert.equal((await get(state, `/host/${token}`, evil)).status, 403)
  })

  it('an agent who signed in here, by the cookie; and ends rooms only from here (T17)', async () => {
    const roomId = fresh()
    await proven(state, { guest: { roomId } })
    const session = { subject: 'sanne', name: 'Sanne', until: state.now().getTime() + 1e6 }
    const cookie = (await signedIn(await surround(state.config), session)).split(';')[0]!
    const url = `/host/${state.hostToken(roomId)}`
    assert.equal((await get(state, url, { cookie })).status, 200)
    const own = { cookie, origin: roomsUrl, 'sec-fetch-site': 'same-origin' }
    for (const changes of [
      { origin: platform },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ]) {
      const answer = await send(state, 'DELETE', url, { headers: { ...own, ...changes } })
      assert.equal(answer.status, 403)
    }
    assert.equal((await send(state, 'DELETE', url, { headers: own })).status, 204)
    assert.deepEqual(await seen(state, roomId), [])
  })

  it('signs in and out on pages of its own', async () => {
    const page = await get(state, '/', { 'accept-language': 'en' })
    const text = await page.text()
    assert.match(text, /You are not signed in/)
    assert.ok(text.includes(`href="${roomsUrl}/login?lang=en"`))
    const session = { subject: 'sanne', name: 'Sanne', until: state.now().getTime() + 1e6 }
    const cookie = (await signedIn(await surround(state.config), session)).split(';')[0]!
    assert.match(await (await get(state, '/', { cookie })).text(), /U bent ingelogd/)
    const own = { cookie, origin: roomsUrl, 'sec-fetch-site': 'same-origin' }
    const out = await send(state, 'POST', '/logout', { headers: own })
    assert.equal(out.status, 303)
    assert.match(out.headers.get('set-cookie')!, /^__Host-id-contact-desk=;.*Max-Age=0/)
    assert.match(await (await get(state, '/', { cookie })).text(), /U bent niet ingelogd/, 'a copy')
    const statusOf = async (headers: Record<string, string>): Promise<number> =>
      (await send(state, 'POST', '/logout', { headers: { cookie, ...headers } })).status
    assert.equal(await statusOf({ ...own, origin: platform }), 403)
    // As browsers send the form of a page that sends no referrer, and as a frame without an origin would.
    assert.equal(await statusOf({ ...own, origin: 'null' }), 303)
    assert.equal(await statusOf({ origin: 'null', 'sec-fetch-site': 'cross-site' }), 403)
    assert.equal(await statusOf({ origin: 'null' }), 403)
  })
})

describe('DELETE /host', () => {
  it('erases everybody in the room, and nobody elsewhere', async () => {
    const [one, two] = [fresh(), fresh()]
    const ended = async (): Promise<number> =>
      (await state.store.readAudit(1000)).filter(({ event }) => event === 'guest_ended').length
    const before = await ended()
    await proven(state, { guest: { roomId: one } })
    await startGuest(state, { guest: { roomId: one, id: 'second' } })
    await proven(state, { guest: { roomId: two } })
    const headers = await as()
    const url = `/host/${state.hostToken(one)}`
    assert.equal((await send(state, 'DELETE', url, { headers })).status, 204)
    assert.equal((await send(state, 'DELETE', url, { headers })).status, 204)
    assert.deepEqual(await seen(state, one), [])
    assert.equal((await seen(state, two)).length, 1)
    assert.equal((await ended()) - before, 2)
  })
})

/** Reads events as a browser's event source does, one after the other. */
async function listen(at: Setting, token: string) {
  const answer = await get(at, `/host/live/${token}`, await as('sanne', {}, at))
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
    const [roomId, other] = [fresh(), fresh()]
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
    const answer = await send(state, 'HEAD', `/host/live/${state.hostToken(fresh())}`)
    assert.equal(answer.status, 405)
  })

  it('holds nothing of anybody', async () => {
    const roomId = fresh()
    const answer = await get(state, `/host/live/${state.hostToken(roomId)}`, await as())
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
      const bearer = await as('sanne', lives(claims))
      const host = state.hostToken(fresh(), lives(token))
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
    const roomId = fresh()
    const other = await setting()
    await startGuest(other, { guest: { roomId } })
    const token = other.hostToken(roomId)
    const headers = await as('sanne', {}, other)
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

describe('rows that nobody touches', () => {
  it('have no address that erases them', async () => {
    const other = await setting()
    await proven(other)
    other.wait(3601)
    assert.equal((await get(other, '/internal/clean_db')).status, 404)
    assert.equal((await send(other, 'POST', '/internal/clean_db')).status, 404)
    assert.equal(await other.store.sweep(), 1)
    await other.close()
  })

  it('go after an hour', async () => {
    const other = await setting()
    await proven(other)
    other.wait(3599)
    assert.equal(await other.store.sweep(), 0)
    await seen(other)
    other.wait(3599)
    assert.equal(await other.store.sweep(), 0)
    other.wait(1)
    assert.equal(await other.store.sweep(), 1)
    assert.deepEqual(await seen(other), [])
    await other.close()
  })

  it('go when the configuration says, and after four hours whatever happens', async () => {
    const other = await setting({ retention: { idle: 60, longest: 100 } })
    await proven(other)
    other.wait(60)
    await seen(other)
    other.wait(40)
    assert.equal(await other.store.sweep(), 1)
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
