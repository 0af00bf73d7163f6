/** What hosts see, and what is there for how long. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parseRoomGuest, type Guest } from '../../protocol/messages-platform.ts'
import {
  get,
  postResult,
  proven,
  seen,
  send,
  setting,
  startGuest,
  ziska,
  type Setting,
} from './testing/rooms.ts'
import { agentOf, freshRoom } from './testing/host.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

describe('GET /host', () => {
  it('lists the guests of the room, oldest first, each with what the purpose asks, sorted', async () => {
    const roomId = freshRoom()
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
    assert.deepEqual(await seen(state, freshRoom()), []))

  it('shows nobody of another room, of another platform, or with the same name elsewhere', async () => {
    const [one, two] = [freshRoom(), freshRoom()]
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
    const roomId = freshRoom()
    await proven(state, { guest: { roomId } })
    const other = await setting({ store: state.store })
    const [row] = await seen(other, roomId)
    assert.deepEqual([row!.attributes, row!.id_contact!.status], [null, 'not_verified'])
  })

  it('is written down, with tags and a pseudonym', async () => {
    const roomId = freshRoom()
    await proven(state, { guest: { roomId } })
    await seen(state, roomId, 'ahmed')
    const entry = (await state.store.readAudit(1000)).at(-1)!
    assert.equal(entry.event, 'guest_shown')
    assert.deepEqual(entry.attributes, ['email', 'name'])
    assert.match(entry.agent!, /^[\w-]{43}$/)
    assert.doesNotMatch(JSON.stringify(entry), /ahmed|Ziska|room-/)
  })
})

describe('DELETE /host', () => {
  it('erases everybody in the room, and nobody elsewhere', async () => {
    const [one, two] = [freshRoom(), freshRoom()]
    const ended = async (): Promise<number> =>
      (await state.store.readAudit(1000)).filter(({ event }) => event === 'guest_ended').length
    const before = await ended()
    await proven(state, { guest: { roomId: one } })
    await startGuest(state, { guest: { roomId: one, id: 'second' } })
    await proven(state, { guest: { roomId: two } })
    const headers = await agentOf(state)
    const url = `/host/${state.hostToken(one)}`
    assert.equal((await send(state, 'DELETE', url, { headers })).status, 204)
    assert.equal((await send(state, 'DELETE', url, { headers })).status, 204)
    assert.deepEqual(await seen(state, one), [])
    assert.equal((await seen(state, two)).length, 1)
    assert.equal((await ended()) - before, 2)
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
