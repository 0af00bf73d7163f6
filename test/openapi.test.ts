/** The OpenAPI documents: well-formed, up to date, and of the routes and answers that there are. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { callback, scene, stateOf } from '../src/auth/testing/scene.ts'
import { startBody } from '../src/auth/testing/plugin.ts'
import { createComm, createDesk, type CommConfig } from '../src/comm/index.ts'
import { phone, type PlatformOptions } from '../src/comm/phone/index.ts'
import * as platform from '../src/comm/phone/testing/platform.ts'
import * as requests from '../src/comm/phone/testing/requests.ts'
import { as, json, jwt, start, waiting } from '../src/comm/testing/comm.ts'
import { commUrl, deskUrl, type Setting as CommSetting } from '../src/comm/testing/comm.ts'
import { wayBack } from '../src/comm/testing/during.ts'
import * as rooms from '../src/comm/rooms/testing/rooms.ts'
import * as core from '../src/core/testing/core.ts'
import { counting, type Asked } from '../src/web/testing/routes.ts'
import { documents, parts } from '../scripts/openapi/documents.ts'
import { documented } from './openapi.ts'

describe('the documents', () => {
  it('are OpenAPI 3.1', async () => {
    for (const [name, text] of Object.entries(await documents())) {
      const validator = new Validator()
      const { valid, errors } = await validator.validate(
        JSON.parse(text) as Record<string, unknown>,
      )
      assert.equal(valid, true, `${name}: ${JSON.stringify(errors)}`)
      assert.equal(validator.version, '3.1')
    }
  })
  it('are those in the repository: npm run openapi', async () => {
    for (const [name, text] of Object.entries(await documents())) {
      const path = `docs/openapi/${name}`
      assert.ok(existsSync(path), path)
      assert.equal(readFileSync(path, 'utf8'), text, path)
    }
  })
})

/** Every route that is made while `make` runs, as `GET /go/{ticket}`. */
async function routesOf(make: () => Promise<unknown>): Promise<string[]> {
  const asked: Asked = new Map()
  await counting(asked, make)
  return [...asked.keys()].sort()
}

let state: CommSetting
before(async () => {
  state = await platform.setting()
})
after(() => state.close())

const platforms: PlatformOptions[] = [
  { type: 'amazon-connect', apiKey: platform.apiKey },
  { type: 'twilio', authToken: requests.authToken, onward: { queue: 'kcc' } },
  { type: 'sip', apiKey: platform.apiKey },
]
const withPlatform = (options: PlatformOptions): CommConfig => ({
  ...state.commConfig,
  channel: phone({ number: '14026', platform: options }),
})

describe('the routes', () => {
  const described = (part: string): string[] => Object.keys(parts[part]!.operations).sort()

  it('of the core are those that are described', async () => {
    assert.deepEqual(await routesOf(() => core.setting()), described('core'))
  })
  it('of an authentication plugin are, besides GET /health, which the host answers', async () => {
    assert.deepEqual([...(await routesOf(() => scene())), 'GET /health'].sort(), described('auth'))
  })
  it('of a communication plugin and the desk are', async () => {
    const comms = [state.commConfig, ...platforms.map(withPlatform)]
    const routes = await routesOf(() => Promise.all(comms.map((one) => createComm(one))))
    assert.deepEqual(routes, described('comm'))
    assert.deepEqual(await routesOf(() => createDesk(state.deskConfig)), described('desk'))
  })
  it('of rooms are', async () => {
    const setting = await rooms.setting()
    const { createRooms } = await import('../src/comm/rooms/index.ts')
    assert.deepEqual(await routesOf(() => createRooms(setting.config)), described('rooms'))
    await setting.close()
  })
})

describe('a real exchange is as described', () => {
  it('with the core', async () => {
    const setting = await core.setting()
    const ask = documented('core', setting.core)
    const get = (path: string, headers?: Record<string, string>) => ask(core.get(path, headers))
    await get('/session_options')
    await get('/session_options/report_move')
    await get('/session_options/unknown')
    await get('/jwks.json')
    await get('/health')
    await get('/choose?purpose=report_move')
    await get('/go/unknown')
    await ask(core.post('/start', 'no json'))
    await ask(core.post('/start', { ...core.choice, purpose: 'unknown' }))
    await ask(core.post('/start', core.choice, { accept: '*/*' }))
    const { cookie, back } = await core.gone({ ...setting, core: ask })
    await get(back)
    const returned = await get(`${back}?receipt=${'r'.repeat(22)}`, { cookie })
    const code = new URL(returned.headers.get('location')!).searchParams.get('id_contact_code')
    const redemption = { code, code_verifier: core.verifier }
    assert.equal((await ask(core.post('/resume', redemption))).status, 200)
    await ask(core.post('/resume', { code, code_verifier: 'w'.repeat(43) }))
    const failing = { 'POST https://comm.example/start_communication': () => Response.error() }
    const broken = await core.setting(failing)
    await documented('core', broken.core)(core.post('/start', core.choice))
    assert.ok(ask.seen.size >= 8, [...ask.seen].join())
  })

  it('with an authentication plugin', async () => {
    const { plugin } = await scene()
    const ask = documented('auth', plugin.handle)
    const post = (body: unknown): Promise<Response> => {
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify(body) }
      return ask(new Request('https://auth.example/start_authentication', init))
    }
    const { client_url } = (await (await post(startBody())).json()) as { client_url: string }
    await post(startBody({ attributes: ['unknown'] }))
    const begun = await ask(new Request(client_url))
    await ask(new Request(callback(stateOf(begun))))
    await ask(new Request('https://auth.example/begin/unknown'))
    const session = new Request('https://auth.example/session/any?type=logout', { method: 'POST' })
    await ask(session)
    assert.equal(ask.seen.size, 4)
  })

  it('with rooms', async () => {
    const setting = await rooms.setting()
    const ask = documented('rooms', setting.rooms)
    const state = { ...setting, rooms: ask }
    const bearer = { authorization: `Bearer ${await state.agent('sanne')}` }
    const html = { accept: 'text/html' }
    const init = `/guest/init/${state.guestToken()}`
    const chosen = (await rooms.get(state, init)).headers.get('location')!
    await rooms.get(state, chosen, html)
    await rooms.get(state, '/guest/init/x')
    await rooms.get(state, '/guest/init/x', html)
    await rooms.get(state, '/widget/x')
    await rooms.startGuest(state, { method: 'nothing' })
    await rooms.startGuest(state)
    await rooms.postResult(state, 'a.b.c.d.e')
    await rooms.postResult(state, await state.result())
    await rooms.comeBack(state, 'a.b.c')
    await rooms.comeBack(state)
    await rooms.startGuest(state)
    await rooms.seen(state)
    const room = `/host/${state.hostToken()}`
    await rooms.get(state, room)
    await rooms.get(state, room, { ...bearer, ...html })
    await rooms.get(state, room, html)
    await rooms.get(state, '/host/x', bearer)
    const stream = await rooms.get(state, `/host/live/${state.hostToken()}`, bearer)
    await stream.body!.cancel()
    await rooms.send(state, 'DELETE', rooms.lastAttr(state))
    await rooms.send(state, 'DELETE', `/guest/${state.guestToken()}`)
    await rooms.send(state, 'DELETE', room, { headers: bearer })
    for (const path of ['/', '/jwks.json', '/health']) await rooms.get(state, path)
    await rooms.send(state, 'POST', '/logout', { headers: { origin: rooms.roomsUrl } })
    assert.equal(ask.seen.size, 14, [...ask.seen].join())
    await setting.close()
  })

  it('with each telephone platform', async () => {
    const seen = new Set<string>()
    for (const options of platforms) {
      const ask = documented('comm', await createComm(withPlatform(options)))
      const send = ({ path, headers, body }: requests.Asked) =>
        ask(new Request(commUrl + path, { method: 'POST', headers, body }))
      const { code } = await platform.caller(state)
      const key = platform.apiKey
      const event = requests.contactFlowEvent('contact', code)
      const over = requests.contactStateEvent('contact', 'DISCONNECTED')
      const twilio = (path: string, fields: Record<string, string> = {}) =>
        requests.fromTwilio(commUrl, path, { call: `CA${'0a'.repeat(16)}`, ...fields })
      const exchanges: Record<string, requests.Asked[]> = {
        'amazon-connect': [
          requests.withKey('/amazon-connect/code', event, 'x'),
          requests.withKey('/amazon-connect/code', event, key),
          requests.withKey('/amazon-connect/event', over, key),
        ],
        twilio: [
          twilio('/twilio/voice'),
          twilio('/twilio/code?try=1', { Digits: code }),
          twilio('/twilio/status', { CallStatus: 'completed' }),
          twilio('/twilio/status', { token: 'f'.repeat(32) }),
        ],
        sip: [
          requests.withKey('/sip/code', { call: 'a@b', dtmf: code, try: 1 }, key),
          requests.form('/sip/code', { call: 'c@d', dtmf: '', try: '1' }, key),
          requests.withKey('/sip/hangup', { call: 'a@b' }, key),
          requests.withKey('/sip/hangup', { call: 'a@b' }, 'x'),
        ],
      }
      for (const asked of exchanges[options.type!]!) await send(asked)
      for (const route of ask.seen) seen.add(route)
    }
    assert.equal(seen.size, 7, [...seen].join())
  })

  it('with a communication plugin and the desk', async () => {
    const comm = documented('comm', state.comm)
    const desk = documented('desk', state.desk)
    const documentedState = { ...state, comm, desk }
    const agent = as(await state.agent('sanne'))
    const post = (path: string, body: unknown = {}): Promise<Response> =>
      desk(json(deskUrl + path, body, agent))
    const get = (path: string): Promise<Response> =>
      desk(new Request(deskUrl + path, { headers: agent }))

    const resident = await waiting(documentedState)
    const own = as(resident.token)
    await comm(new Request(resident.client_url, { headers: own }))
    await comm(new Request(resident.client_url))
    await comm(json(`${resident.client_url}/extend`, {}, own))
    await comm(json(`${resident.client_url}/renew`, {}, own))
    await comm(json(resident.client_url, { handover: 'a.b.c' }))
    await comm(json(`${commUrl}/start_communication`, { purpose: 'unknown' }))
    const other = await start(documentedState)
    await comm(jwt(other.attr_url!, 'a.b.c.d.e'))
    await comm(new Request(other.attr_url!, { method: 'DELETE' }))

    await get('/me')
    await desk(new Request(`${deskUrl}/me`))
    await get('/conversations')
    const stream = (handler: typeof comm, url: string, headers: Record<string, string>) =>
      handler(new Request(`${url}/events`, { headers })).then((answer) => answer.body?.cancel())
    await stream(comm, resident.client_url, own)
    await stream(comm, resident.client_url, {})
    const picked = await post('/conversations/next')
    const { id } = (await picked.json()) as { id: string }
    await stream(desk, `${deskUrl}/conversations/${id}`, agent)
    await stream(desk, `${deskUrl}/conversations/${id}x`, agent)
    await comm(json(`${resident.client_url}/channel/send`, {}, own))
    await post(`/conversations/${id}/channel/send`)
    await get(`/conversations/${id}`)
    await post('/conversations/code', { code: '123456789' })
    await post(`/conversations/${id}/accept`)
    await comm(
      json(`${resident.client_url}/authenticate`, { auth_method: 'itsme', ...wayBack }, own),
    )
    await post(`/conversations/${id}/authenticate`)
    await get(`/conversations/${id}`)
    await comm(
      json(`${resident.client_url}/authenticate`, { auth_method: 'itsme', ...wayBack }, own),
    )
    await comm(
      json(`${resident.client_url}/authenticate`, { auth_method: 'none', ...wayBack }, own),
    )
    await comm(new Request(resident.client_url, { headers: own }))
    await comm(json(`${resident.client_url}/decline`, {}, own))
    await post(`/conversations/${id}/end`)
    await get(`/conversations/${id}`)
    await post('/conversations/next')
    await comm(new Request(resident.client_url, { headers: own }))
    await desk(new Request(`${deskUrl}/`))

    const { code } = await platform.caller(documentedState)
    await platform.link(documentedState, code, 'call-1', {})
    await platform.link(documentedState, '000000000')
    await platform.link(documentedState, code)
    await platform.link(documentedState, code, '/')
    await platform.askInfo(documentedState, {})
    await platform.askInfo(documentedState, agent, { sessionid: 'nothing' })
    await platform.info(documentedState)
    await platform.askInfo(documentedState, as(await state.agent('other')))
    await platform.askInfo(documentedState, {}, { method: 'DELETE' })
    await platform.askInfo(documentedState, agent, { method: 'DELETE' })
    await post('/conversations/call', { call: 'call-1' })
    await post('/conversations/call', { call: 'nothing' })
    const { code: open } = await platform.caller(documentedState)
    await platform.link(documentedState, open, 'call-2')
    await post('/conversations/call', { call: 'call-2' })
    assert.ok(comm.seen.size >= 10, [...comm.seen].join())
    assert.ok(desk.seen.size >= 7, [...desk.seen].join())
  })
})
