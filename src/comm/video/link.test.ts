import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { jwtVerify } from 'jose'
import type { ConfigError } from '../../protocol/errors.ts'
import { parseVideoPlace } from '../../protocol/messages-video.ts'
import { talk, withChannel, type Party } from '../live/testing/talk.ts'
import { slugOf } from '../testing/comm.ts'
import type { Setting } from '../testing/comm.ts'
import { video, type VideoOptions } from './index.ts'

const secret = 'p'.repeat(32)
const jitsi = { serverUrl: 'https://meet.gemeente.example', appId: 'id_contact', secret }
const link = { address: 'https://video.example/join/{room}?t={token}', issuer: 'gemeente', secret }
const key = new TextEncoder().encode(secret)

const states: Setting[] = []
after(() => Promise.all(states.map((state) => state.close())))

async function talking(options: VideoOptions) {
  const state = await withChannel(video(options))
  states.push(state)
  return talk(state)
}

async function begun(party: Party): Promise<URL> {
  const place = parseVideoPlace(await (await party.post('begin')).json())
  assert.equal(place.place, 'elsewhere')
  return new URL(place.place === 'elsewhere' ? place.url : '')
}

describe('a link to Jitsi Meet', () => {
  it('has the claims that Prosody looks at, and nothing of the resident', async () => {
    const { resident, agent } = await talking({ jitsi })
    const [a, b] = await Promise.all([begun(resident), begun(agent)])
    assert.equal(a.origin, jitsi.serverUrl)
    assert.match(a.pathname, /^\/[a-z0-9]{32}$/)
    assert.equal(a.pathname, b.pathname, 'one room for both')
    const expected = { issuer: 'id_contact', audience: 'jitsi', subject: 'meet.gemeente.example' }
    const { payload, protectedHeader } = await jwtVerify(a.searchParams.get('jwt')!, key, expected)
    assert.deepEqual(protectedHeader, { alg: 'HS256', typ: 'JWT' })
    assert.equal(payload.room, a.pathname.slice(1))
    assert.equal(payload.exp! - payload.iat!, 300)
    const { id, ...user } = (payload.context as { user: Record<string, unknown> }).user
    assert.match(id as string, /^[A-Za-z0-9_-]{22}$/)
    assert.deepEqual(user, { name: 'Inwoner' })
    const members = ['aud', 'context', 'exp', 'iat', 'iss', 'nbf', 'room', 'sub']
    assert.deepEqual(Object.keys(payload).sort(), members)
  })

  it('makes the employee, by the name that residents know, the one who moderates', async () => {
    const { agent } = await talking({ jitsi: { ...jitsi, tenant: 'balie', audience: 'meet' } })
    const url = await begun(agent)
    assert.match(url.pathname, /^\/balie\/[a-z0-9]{32}$/)
    const expected = { audience: 'meet', subject: 'balie' }
    const { payload } = await jwtVerify(url.searchParams.get('jwt')!, key, expected)
    const { user } = payload.context as { user: Record<string, unknown> }
    assert.equal(user.name, 'Sanne')
    assert.equal(user.moderator, 'true')
    for (const value of Object.values(user)) assert.equal(typeof value, 'string')
  })
})

describe('a link to another platform', () => {
  it('carries room, role and name, signed', async () => {
    const { resident, agent } = await talking({
      link: { ...link, names: { resident: 'Bezoeker' } },
    })
    const expected = { issuer: 'gemeente', audience: 'https://video.example' }
    const urls = await Promise.all([begun(resident), begun(agent)])
    const tokens = urls.map((url) => url.searchParams.get('t')!)
    const [a, b] = await Promise.all(tokens.map((token) => jwtVerify(token, key, expected)))
    assert.equal(urls[0]!.pathname, `/join/${a!.payload.room as string}`)
    assert.equal(a!.payload.room, b!.payload.room)
    assert.deepEqual([a!.payload.role, a!.payload.name], ['resident', 'Bezoeker'])
    assert.deepEqual([b!.payload.role, b!.payload.name], ['agent', 'Sanne'])
    assert.notEqual(a!.payload.jti, b!.payload.jti)
  })

  it('leads another employee to another room', async () => {
    const state = await withChannel(video({ link }))
    states.push(state)
    const rooms = new Set<string>()
    for (const subject of ['sanne', 'ahmed'])
      rooms.add((await begun((await talk(state, subject)).agent)).pathname)
    assert.equal(rooms.size, 2)
  })

  it('leaves nothing to signal', async () => {
    const { resident } = await talking({ link })
    const answer = await resident.post('signal', { kind: 'join', from: 'a'.repeat(22) })
    assert.equal(await slugOf(answer), 'not-found')
  })
})

for (const [setting, options] of [
  ['jitsi.secret', { jitsi: { ...jitsi, secret: 'short' } }],
  ['jitsi.serverUrl', { jitsi: { ...jitsi, serverUrl: 'http://meet.gemeente.example' } }],
  ['jitsi.serverUrl', { jitsi: { ...jitsi, serverUrl: 'https://meet.gemeente.example/' } }],
  ['jitsi.appId', { jitsi: { ...jitsi, appId: '' } }],
  ['jitsi.tenant', { jitsi: { ...jitsi, tenant: 'A/B' } }],
  ['jitsi.lifetime', { jitsi: { ...jitsi, lifetime: 86_400 } }],
  ['link.address', { link: { ...link, address: 'https://video.example/' } }],
  ['link.address', { link: { ...link, address: 'ftp://video.example/{token}' } }],
  ['link.issuer', { link: { ...link, issuer: '' } }],
  ['video', { link, jitsi }],
] as const)
  it(`a video channel refuses ${setting} of ${JSON.stringify(options).slice(0, 80)}`, () =>
    assert.throws(
      () => video(options),
      (error: ConfigError) => error.key === setting,
    ))
