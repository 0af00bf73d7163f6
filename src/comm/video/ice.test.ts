import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import type { ConfigError } from '../../protocol/errors.ts'
import { parseVideoPlace } from '../../protocol/messages-video.ts'
import { iceFor } from './ice.ts'
import { video } from './index.ts'

const now = new Date('2026-11-29T12:00:00Z')
const turnUrls = ['turn:turn.example:3478?transport=udp', 'turns:turn.example:443?transport=tcp']
const turnSecret = 'a secret of the relay'

describe('what a browser is told of servers', () => {
  it('is a name until when, and the password that a TURN server makes of it', async () => {
    const ice = await iceFor({ turnUrls, turnSecret, turnLifetime: 600 }, now)
    const [server] = ice.ice_servers
    const [until, who] = server!.username!.split(':')
    assert.equal(Number(until), now.getTime() / 1000 + 600)
    assert.match(who!, /^[A-Za-z0-9_-]{22}$/)
    const password = createHmac('sha1', turnSecret).update(server!.username!).digest('base64')
    assert.equal(server!.credential, password)
    assert.deepEqual(server!.urls, turnUrls)
    assert.equal(ice.expires_at, '2026-11-29T12:10:00.000Z')
    const place = { ...ice, room: 'r'.repeat(22) }
    assert.deepEqual(parseVideoPlace(place), place)
  })

  it('has a name of its own each time', async () => {
    const names = await Promise.all(
      [1, 2].map(
        async () => (await iceFor({ turnUrls, turnSecret }, now)).ice_servers[0]!.username,
      ),
    )
    assert.notEqual(names[0], names[1])
  })

  it('names STUN servers without a password, and relays alone when asked to', async () => {
    const stunUrls = ['stun:turn.example:3478']
    assert.deepEqual(await iceFor({ stunUrls }, now), {
      place: 'here',
      ice_servers: [{ urls: stunUrls }],
      ice_transport_policy: 'all',
    })
    const relayed = await iceFor({ turnUrls, turnSecret, relayOnly: true }, now)
    assert.equal(relayed.ice_transport_policy, 'relay')
  })

  for (const [key, ice] of [
    ['stunUrls', { stunUrls: ['https://turn.example'] }],
    ['turnUrls', { turnUrls: ['turn:turn.example?transport=sctp'], turnSecret }],
    ['turnSecret', { turnUrls }],
    ['turnSecret', { turnUrls, turnSecret: 'short' }],
    ['turnLifetime', { turnUrls, turnSecret, turnLifetime: 5 }],
    ['relayOnly', { relayOnly: true }],
  ] as const)
    it(`refuses ${JSON.stringify(ice)}`, () =>
      assert.throws(
        () => video({ ice: ice as object }),
        (error: ConfigError) => error.key === `ice.${key}`,
      ))
})
