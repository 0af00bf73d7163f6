/** Who may look at a room, and end it. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { signedIn } from '../desk/session.ts'
import { surround } from './surroundings.ts'
import {
  get,
  platform,
  proven,
  roomsUrl,
  secrets,
  seen,
  send,
  setting,
  slugOf,
  type Setting,
} from './testing/rooms.ts'
import { agentOf, freshRoom } from './testing/host.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

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
      const headers = await agentOf(state)
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
    for (const headers of [
      {},
      await agentOf(state, 'x', { aud: 'other' }),
      { authorization: 'Bearer x' },
    ]) {
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
    const kcc = await agentOf(first, 'x', { groups: ['kcc'] })
    const other = await agentOf(first, 'x', { groups: ['other'] })
    assert.equal((await get(first, `/host/${token}`, kcc)).status, 200)
    assert.equal((await get(first, `/host/${token}`, other)).status, 403)
    const stream = await get(first, `/host/live/${token}`, other)
    assert.equal(await stream.text(), 'data: forbidden\n\n')
    await first.close()
  })

  it('pages of the platform, and no others', async () => {
    const token = state.hostToken()
    const headers = { ...(await agentOf(state)), origin: platform }
    const answer = await get(state, `/host/${token}`, headers)
    assert.equal(answer.headers.get('access-control-allow-origin'), platform)
    assert.equal(answer.headers.get('access-control-allow-credentials'), null)
    const evil = { ...(await agentOf(state)), origin: 'https://evil.example' }
    assert.equal((await get(state, `/host/${token}`, evil)).status, 403)
  })

  it('an agent who signed in here, by the cookie; and ends rooms only from here (T17)', async () => {
    const roomId = freshRoom()
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
