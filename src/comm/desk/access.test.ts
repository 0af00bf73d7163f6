/** Who may ask something of a desk. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createDesk } from '../index.ts'
import { as, deskUrl, setting, type Setting } from '../testing/comm.ts'
import { deskRoutes } from './app.ts'
import { signedIn } from './session.ts'
import { surround } from './surroundings.ts'

let state: Setting
let sanne: string
before(async () => {
  state = await setting()
  sanne = await state.agent('sanne')
})
after(() => state.close())

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  state.desk(new Request(deskUrl + path, { headers }))

describe('who may ask (T17, T20)', () => {
  it('nobody without an identity, on any route that is not open', async () => {
    const routes = await deskRoutes(state.deskConfig)
    assert.ok(routes.length >= 13)
    for (const { method, path, policy } of routes) {
      const url = deskUrl + path.replace(':id', 'x'.repeat(22))
      const body =
        method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}
      const answer = await state.desk(new Request(url, { method, ...body }))
      if (policy !== 'open') {
        assert.equal(answer.status, 401, path)
        const { login } = (await answer.json()) as { login: string }
        assert.equal(login, `${deskUrl}/login`)
      } else assert.notEqual(answer.status, 401, path)
    }
  })

  it('nobody with a token that is not good', async () => {
    const past = Math.floor(Date.now() / 1000) - 100_000
    const bad = [
      await state.agent('x', { aud: 'other' }),
      await state.agent('x', { iss: 'https://evil.example' }),
      await state.agent('x', { sub: undefined }),
      await state.agent('x', { nbf: past + 300_000 }),
      await state.agent('x', {}, 'logout+jwt'),
      await state.agent('x', {}, 'secevent+jwt'),
      await state.agent('x', {
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      }),
      sanne.slice(0, -4) + 'AAAA',
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${sanne.split('.')[1]}.`,
      'x',
    ]
    for (const token of bad) assert.equal((await get('/me', as(token))).status, 401)
    assert.equal((await get('/me', { authorization: 'Basic x' })).status, 401)
    for (const typ of [undefined, 'JWT', 'at+jwt'])
      assert.equal((await get('/me', as(await state.agent('sanne', {}, typ)))).status, 200)
  })

  it('an agent by role, where the organisation gives roles', async () => {
    const agents = { ...state.deskConfig.agents, roleClaim: 'groups', role: 'kcc' }
    const desk = await createDesk({ ...state.deskConfig, agents })
    const me = async (claims: object): Promise<number> =>
      (
        await desk(
          new Request(`${deskUrl}/me`, { headers: as(await state.agent('x', { ...claims })) }),
        )
      ).status
    assert.equal(await me({ groups: ['kcc', 'x'] }), 200)
    assert.equal(await me({ groups: 'kcc' }), 200)
    assert.equal(await me({ groups: ['other'] }), 403)
    assert.equal(await me({}), 403)
  })

  it('no page of another origin, and no content that a form can send', async () => {
    const evil = { ...as(sanne), origin: 'https://evil.example' }
    assert.equal((await get('/me', evil)).status, 403)
    const tool = await get('/me', { ...as(sanne), origin: 'https://tool.example' })
    assert.equal(tool.headers.get('access-control-allow-origin'), 'https://tool.example')
    assert.equal(tool.headers.get('access-control-allow-credentials'), null)
    const text = new Request(`${deskUrl}/conversations/next`, {
      method: 'POST',
      headers: { ...as(sanne), 'content-type': 'text/plain' },
      body: '{}',
    })
    assert.equal((await state.desk(text)).status, 415)
  })

  it('a cookie only together with a request that our own page made', async () => {
    const desk = await surround(state.deskConfig)
    const session = {
      subject: 'sanne',
      name: 'Sanne',
      until: state.deskConfig.now!().getTime() + 1000_000,
    }
    const cookie = (await signedIn(desk, session)).split(';')[0]!
    const own = {
      cookie,
      origin: deskUrl,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    }
    const ask = async (changes: Record<string, string | undefined>): Promise<number> => {
      const given = Object.entries({ ...own, ...changes }).filter(
        ([, value]) => value !== undefined,
      )
      const headers = Object.fromEntries(given) as Record<string, string>
      const url = `${deskUrl}/conversations/next`
      return (await state.desk(new Request(url, { method: 'POST', headers, body: '{}' }))).status
    }
    assert.ok([200, 204].includes(await ask({})))
    assert.equal(await ask({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }), 403)
    assert.equal(await ask({ origin: 'https://tool.example' }), 403, 'tools use tokens')
    assert.equal(await ask({ origin: undefined }), 403)
    assert.equal(await ask({ 'sec-fetch-site': 'same-site' }), 403)
    assert.equal(await ask({ 'content-type': 'text/plain' }), 403)
    assert.equal(await ask({ 'content-type': 'application/x-www-form-urlencoded' }), 403)
    assert.equal(await ask({ cookie: `${cookie}x` }), 401)
    const elsewhere = await surround({ ...state.deskConfig, serverUrl: 'https://rooms.example' })
    const other = (await signedIn(elsewhere, session)).split(';')[0]!
    assert.equal(await ask({ cookie: other }), 401, 'where others may sign in')
    assert.equal(await ask({ cookie: undefined }), 401)
    const bye = new Request(`${deskUrl}/logout`, { method: 'POST', headers: own, body: '{}' })
    assert.match((await state.desk(bye)).headers.get('set-cookie')!, /Max-Age=0/)
    assert.equal(await ask({}), 401, 'a copy of the cookie opens nothing after that')
    const again = (await signedIn(desk, session)).split(';')[0]!
    assert.ok([200, 204].includes(await ask({ cookie: again })), 'who signs in again is in')
  })

  it('serves its page with the panel under a strict policy', async () => {
    const page = await get('/', { 'accept-language': 'en' })
    assert.match(
      await page.text(),
      /<id-contact-agent-panel desk="https:\/\/desk\.example" lang="en"/,
    )
    assert.match(page.headers.get('content-security-policy')!, /require-trusted-types-for 'script'/)
  })
})
