/** What authentication plugins hear of the log-ins of guests (`session_url` in their results): whose it may be (T18), and when (T27). */
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Statement } from '../../protocol/result-claims.ts'
import { open } from '../../store/open.ts'
import { everything, times, type Bench } from '../../store/testing/stores.ts'
import { createDelivery } from '../outbox.ts'
import { due, sessionUrl, testPlugin } from '../testing/sessions.ts'
import {
  comeBack,
  lastAttr,
  postResult,
  proven,
  seen,
  send,
  setting,
  startGuest,
  type Setting,
} from './testing/rooms.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

const told = ({ store, config, now }: Setting = state): Promise<string[]> =>
  due({ store, commConfig: { tag: 'rooms.video', secret: config.secret, now } })
afterEach(() => told())

let number = 0
const someone = () => ({ id: `guest-${++number}`, roomId: `room-${number}` })

/** A guest in a room of their own whose log-in is kept at `url`. */
async function loggedIn(statement: Partial<Statement> = {}) {
  const guest = someone()
  const url = statement.sessionUrl ?? sessionUrl(guest.id)
  await proven(state, { guest }, { sessionUrl: url, ...statement })
  return { guest, url }
}

/** A result is here, and the browser is not back. */
async function waiting(guest = someone()) {
  const url = sessionUrl(`${guest.id}-${++number}`)
  await startGuest(state, { guest })
  assert.equal(
    (await postResult(state, await state.result('r'.repeat(22), { sessionUrl: url }))).status,
    200,
  )
  return { guest, url }
}

const endGuest = (guest: object): Promise<Response> =>
  send(state, 'DELETE', `/guest/${state.guestToken(guest)}`)

async function endRoom(roomId: string): Promise<Response> {
  const headers = { authorization: `Bearer ${await state.agent('sanne')}` }
  return send(state, 'DELETE', `/host/${state.hostToken(roomId)}`, { headers })
}

describe('the log-in of a guest ends', () => {
  it('with the guest, once', async () => {
    const { guest, url } = await loggedIn()
    assert.deepEqual(await told(), [])
    for (const expected of [[`logout ${url}`], []]) {
      assert.equal((await endGuest(guest)).status, 204)
      assert.deepEqual(await told(), expected)
    }
  })

  it('with the room, of everybody in it and of nobody elsewhere', async () => {
    const { guest, url } = await loggedIn()
    await proven(
      state,
      { guest: { id: 'next', roomId: guest.roomId } },
      { sessionUrl: sessionUrl('next') },
    )
    await loggedIn()
    assert.equal((await endRoom(guest.roomId)).status, 204)
    assert.deepEqual((await told()).sort(), [`logout ${url}`, `logout ${sessionUrl('next')}`])
  })

  it('when nobody gives a sign any more', async () => {
    await state.store.sweep()
    await told()
    const { url } = await loggedIn()
    await state.store.sweep()
    assert.deepEqual(await told(), [])
    state.wait(3600)
    await state.store.sweep()
    assert.ok((await told()).includes(`logout ${url}`))
  })

  it('when the core says that nobody comes back, or another browser does', async () => {
    const gone = await waiting()
    assert.equal((await send(state, 'DELETE', lastAttr(state))).status, 204)
    assert.deepEqual(await told(), [`logout ${gone.url}`])
    const other = await waiting()
    assert.equal((await comeBack(state, await state.handover('y'.repeat(22)))).status, 403)
    assert.deepEqual(await told(), [`logout ${other.url}`])
    await endGuest(other.guest)
    assert.deepEqual(await told(), [])
  })

  it('when the guest starts again before a result counts', async () => {
    const first = await waiting()
    const second = await waiting(first.guest)
    assert.deepEqual(await told(), [`logout ${first.url}`])
    await comeBack(state)
    await endGuest(first.guest)
    assert.deepEqual(await told(), [`logout ${second.url}`])
  })
})

describe('that a guest is active', () => {
  const look = (roomId: string): Promise<unknown> => seen(state, roomId)

  it('is told when a host looks, once a minute, of twenty who look at the same time', async () => {
    const { guest, url } = await loggedIn()
    const many = async (): Promise<string[]> => {
      await Promise.all(times(20, () => look(guest.roomId)))
      return told()
    }
    assert.deepEqual(await many(), [], 'the log-in was a sign of life')
    for (let n = 0; n < 3; n += 1) {
      state.wait(61)
      assert.deepEqual(await many(), [`user_active ${url}`])
      assert.deepEqual(await many(), [])
    }
  })

  it('is not told before a result counts, of another room, or after the end', async () => {
    const { guest } = await waiting()
    const elsewhere = await loggedIn()
    state.wait(61)
    await look(guest.roomId)
    assert.deepEqual(await told(), [])
    await look(elsewhere.guest.roomId)
    await endGuest(elsewhere.guest)
    assert.deepEqual(await told(), [`logout ${elsewhere.url}`], 'it would come too late')
  })
})

describe('a session_url of a guest', () => {
  it('that is not of the plugin that signed the result is dropped, and the result counts', async () => {
    for (const url of [
      'https://evil.example/x',
      'https://itsme.example/x',
      'http://digid.example/x',
    ]) {
      state.log.length = 0
      const { guest } = await loggedIn({ sessionUrl: url })
      assert.equal((await seen(state, guest.roomId))[0]?.id_contact?.status, 'proven')
      await endGuest(guest)
      assert.deepEqual(await told(), [], url)
      assert.ok(state.log.some(({ event }) => event === 'session_url_dropped'))
    }
  })

  it('is told to no host, and stands nowhere in clear', async () => {
    const { store, database } = await open({})
    const own = await setting({ store })
    const canary = 'sessioncanary'
    await proven(own, {}, { sessionUrl: sessionUrl(canary) })
    const shown = await seen(own)
    assert.equal(shown[0]?.id_contact?.status, 'proven')
    const kept = await everything({ database } as Bench)
    for (const text of [JSON.stringify(shown), JSON.stringify(own.log), kept])
      assert.ok(!text.includes(canary))
    await send(own, 'DELETE', `/guest/${own.guestToken()}`)
    assert.deepEqual(await told(own), [`logout ${sessionUrl(canary)}`])
    assert.doesNotMatch(await everything({ database } as Bench), /eyJ/, 'nothing sealed stays')
    await store.close()
  })

  it('is called by the part for rooms, and not by a communication plugin of the same tag', async () => {
    const { guest, url } = await loggedIn()
    await endGuest(guest)
    const calls: Record<string, string[]> = {}
    for (const kind of ['comm', 'rooms'] as const) {
      const plugin = testPlugin()
      const delivery = createDelivery({ ...state.config, kind, fetch: plugin.fetch })
      await delivery.round()
      await delivery.settled()
      calls[kind] = plugin.calls
    }
    assert.deepEqual(calls, { comm: [], rooms: [`POST ${url}?type=logout`] })
    const sent = state.log.find(({ event }) => event === 'session_update_sent')
    assert.equal(sent?.part, 'rooms.video')
    assert.deepEqual(await told(), [])
  })
})
