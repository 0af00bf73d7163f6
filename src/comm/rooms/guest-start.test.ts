/** A guest has chosen, and is sent to log in. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { verifyClaims } from '../../protocol/jws.ts'
import { importKeySet } from '../../protocol/keys.ts'
import type { Guest } from '../../protocol/messages-platform.ts'
import {
  coreUrl,
  lastAttr,
  platform,
  postResult,
  proven,
  roomsUrl,
  seen,
  send,
  setting,
  slugOf,
  startGuest,
  ziska,
  type Setting,
} from './testing/rooms.ts'
import { freshGuest } from './testing/guest.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

describe('POST /guest/start', () => {
  it('asks the core, signed under our name, with a binding and a way back of our own', async () => {
    const answer = await startGuest(state, { guest: freshGuest() })
    assert.equal(answer.status, 200)
    assert.deepEqual(await answer.json(), { client_url: `${coreUrl}/go/ticket` })
    const { binding, comm_url, attr_url, ...request } = state.asked.at(-1)!
    assert.deepEqual(request, {
      purpose: 'report_move',
      auth_method: 'digid',
      audience: roomsUrl,
    })
    assert.match(binding!, /^[\w-]{22}$/)
    assert.match(comm_url, /^https:\/\/rooms\.example\/guest\/return\/[\w-]{22}$/)
    assert.match(attr_url!, /^https:\/\/rooms\.example\/internal\/auth_result\/[\w-]{22}$/)
  })

  it('asks a published core exactly as published, and posts go to the internal address', async () => {
    const tokens: string[] = []
    const internalUrl = 'http://rooms:8000'
    const other = await setting({ internalUrl }, { published: true })
    const { answer: usual } = other.core
    other.core.answer = async (request) => {
      tokens.push(await request.clone().text())
      assert.equal(request.headers.get('content-type'), 'application/jwt')
      assert.equal(request.headers.get('accept'), 'application/json')
      return usual(request)
    }
    const answer = await startGuest(other, { method: 'irma' })
    assert.deepEqual(await answer.json(), { client_url: 'https://irma.example/begin/x' })
    const header = JSON.parse(Buffer.from(tokens[0]!.split('.')[0]!, 'base64url').toString())
    assert.deepEqual([header.kid, header.typ], ['video', 'JWT'])
    const [key] = other.config.requestor.signingKeys
    const known = await importKeySet([{ ...key!, kid: 'video' }], 'verify')
    const { request, iat, exp } = await verifyClaims(tokens[0], 'JWT', known)
    assert.equal((exp as number) - (iat as number), 300)
    const { attr_url, ...rest } = request as { attr_url: string }
    assert.match(attr_url, /^http:\/\/rooms:8000\/internal\/auth_result\/[\w-]{22}$/)
    assert.deepEqual(rest, {
      purpose: 'report_move',
      auth_method: 'irma',
      comm_url: ziska.redirectUrl,
    })
    await other.close()
  })

  it('sends the form of our own page on', async () => {
    const token = state.guestToken(freshGuest())
    const form = { type: 'application/x-www-form-urlencoded' }
    const body = 'purpose=report_move&auth_method=itsme'
    const answer = await send(state, 'POST', `/guest/start/${token}`, { ...form, body })
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), `${coreUrl}/go/ticket`)
  })

  it('is for the purpose of the token, and a method of that purpose', async () => {
    const refused = async (body: object, guest: Partial<Guest> = {}): Promise<string> =>
      slugOf(
        await send(state, 'POST', `/guest/start/${state.guestToken(guest)}`, {
          body: JSON.stringify({ purpose: 'report_move', auth_method: 'digid', ...body }),
        }),
      )
    const before = state.asked.length
    assert.equal(await refused({ purpose: 'permit' }), 'malformed-request')
    assert.equal(await refused({ purpose: undefined }), 'malformed-request')
    assert.equal(await refused({ auth_method: undefined }), 'malformed-request')
    assert.equal(await refused({ auth_method: 'nothing' }), 'unknown-method')
    const permit = { purpose: 'permit', auth_method: 'irma' }
    assert.equal(await refused(permit, { purpose: 'permit' }), 'method-not-for-purpose')
    assert.equal(state.asked.length, before)
  })

  it('offers with a published core only what works without a binding', async () => {
    const other = await setting({}, { published: true })
    assert.equal(await slugOf(await startGuest(other)), 'method-not-for-purpose')
    await other.close()
  })

  it('is not JSON of another kind', async () => {
    const url = `/guest/start/${state.guestToken()}`
    const text = await send(state, 'POST', url, { body: '{}', type: 'text/plain' })
    assert.equal(text.status, 415)
    assert.equal((await send(state, 'POST', url, { body: '{' })).status, 400)
    assert.equal((await send(state, 'POST', url, { body: 'null' })).status, 400)
  })

  it('may be asked by the platform and the choosing page, and by no other page', async () => {
    const other = await setting({ widgetUrl: 'https://widget.example/start/' })
    const from = (origin: string) =>
      send(other, 'POST', `/guest/start/${other.guestToken()}`, {
        headers: { origin },
        body: JSON.stringify({ purpose: 'report_move', auth_method: 'digid' }),
      })
    for (const origin of [platform, 'https://widget.example']) {
      const answer = await from(origin)
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('access-control-allow-origin'), origin)
    }
    assert.equal(await slugOf(await from('https://evil.example')), 'origin-not-allowed')
    await other.close()
  })

  const answers: [string, () => Response | Promise<Response>, string, number][] = [
    ['is down', () => Promise.reject(new TypeError('fetch failed')), 'plugin-unreachable', 502],
    ['refuses', () => new Response(null, { status: 403 }), 'plugin-bad-answer', 502],
    [
      'sends people elsewhere',
      () => Response.json({ client_url: 'https://evil.example/' }),
      'plugin-bad-answer',
      502,
    ],
    [
      'does not bind them',
      () => Response.json({ client_url: `${coreUrl}/elsewhere` }),
      'plugin-bad-answer',
      502,
    ],
  ]
  for (const [what, answer, slug, status] of answers)
    it(`is refused when the core ${what}, and an earlier attempt still counts`, async () => {
      const guest = freshGuest()
      await startGuest(state, { guest })
      const attr = lastAttr(state)
      const token = await state.result()
      const usual = state.core.answer
      state.core.answer = answer
      const refused = await startGuest(state, { guest })
      assert.equal(refused.status, status)
      assert.equal(await slugOf(refused), slug)
      const page = await send(state, 'POST', `/guest/start/${state.guestToken(guest)}`, {
        type: 'application/x-www-form-urlencoded',
        body: 'purpose=report_move&auth_method=digid',
      })
      state.core.answer = usual
      const text = await page.text()
      assert.equal(page.status, status)
      assert.match(text, /Dit lukt nu niet/)
      assert.ok(text.includes(`href="${ziska.redirectUrl}"`), 'the way back is there')
      assert.equal((await postResult(state, token, attr)).status, 200)
    })

  it('is over when a result counts', async () => {
    const guest = freshGuest()
    await proven(state, { guest })
    assert.equal(await slugOf(await startGuest(state, { guest })), 'already-used')
    const again = await send(state, 'POST', `/guest/start/${state.guestToken(guest)}`, {
      type: 'application/x-www-form-urlencoded',
      body: 'purpose=report_move&auth_method=digid',
    })
    assert.match(await again.text(), /U heeft al laten zien wie u bent/)
    assert.equal((await seen(state, guest.roomId))[0]!.attributes!.name, 'Ziska Zandbergen')
  })
})
