/** A guest is sent to choose, to log in, and comes back. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { verifyClaims } from '../../protocol/jws.ts'
import { importKeySet } from '../../protocol/keys.ts'
import type { Guest } from '../../protocol/messages-platform.ts'
import { verifyWidgetParameters } from '../../protocol/widget-parameters.ts'
import {
  comeBack,
  coreUrl,
  get,
  lastAttr,
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

const fresh = (more: Partial<Guest> = {}): Partial<Guest> => ({
  id: `guest-${(count += 1)}`,
  roomId: `room-${count}`,
  ...more,
})
let count = 100

describe('GET /guest/init', () => {
  for (const [dialect, sub] of [
    [undefined, 'id-contact-widget-params'],
    ['verder-helpen', 'verder-helpen-widget-params'],
  ] as const)
    it(`sends the guest to the choosing page with signed parameters, ${sub}`, async () => {
      const widgetUrl = 'https://widget.example/start-auth/'
      const other = await setting({ dialect, ...(dialect && { widgetUrl }) })
      const token = other.guestToken()
      const answer = await get(other, `/guest/init/${token}`)
      assert.equal(answer.status, 303)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      const location = answer.headers.get('location')!
      const base = dialect ? widgetUrl : `${roomsUrl}/widget/`
      assert.ok(location.startsWith(base))
      const verificationKeys = await importKeySet(other.config.signingKeys, 'verify')
      const parameters = await verifyWidgetParameters(location.slice(base.length), {
        verificationKeys,
      })
      assert.deepEqual(parameters, {
        sub,
        purpose: 'report_move',
        start_url: `${roomsUrl}/guest/start/${token}`,
        cancel_url: ziska.redirectUrl,
        display_name: 'Videobellen',
      })
      await other.close()
    })

  it('publishes the key that signs them', async () => {
    const { keys } = (await (await get(state, '/jwks.json')).json()) as { keys: { d?: string }[] }
    assert.equal(keys.length, 1)
    assert.equal(keys[0]!.d, undefined)
  })
})

const refusals: [string, (token: Setting['guestToken']) => string, string][] = [
  ['another secret', (token) => token({}, {}, 'x'.repeat(32)), 'invalid-ticket'],
  ['the secret of hosts', (token) => token({}, {}, secrets.host), 'invalid-ticket'],
  ['a life of years', (token) => token({}, { exp: 4e9 }), 'invalid-ticket'],
  ['a life that is over', (token) => token({}, { iat: 1e9, exp: 1e9 + 60 }), 'invalid-ticket'],
  ['no end', (token) => token({}, { exp: undefined }), 'invalid-ticket'],
  ['no beginning', (token) => token({}, { iat: undefined }), 'invalid-ticket'],
  ['nobody in it', (token) => token({ id: '' }), 'invalid-ticket'],
  ['no token at all', () => 'x', 'invalid-ticket'],
  [
    'a way back to somebody else',
    (token) => token({ redirectUrl: 'https://evil.example/' }),
    'return-url-not-allowed',
  ],
  [
    'a way back that only looks right',
    (token) => token({ redirectUrl: 'https://video.example.evil.example/' }),
    'return-url-not-allowed',
  ],
  [
    'a way back over plain http',
    (token) => token({ redirectUrl: 'http://video.example/' }),
    'return-url-not-allowed',
  ],
  ['an unknown purpose', (token) => token({ purpose: 'nothing' }), 'unknown-purpose'],
]
describe('the token of a guest', () => {
  for (const [what, make, slug] of refusals)
    it(`is refused on every route: ${what}`, async () => {
      const token = make(state.guestToken)
      const body = JSON.stringify({ purpose: 'report_move', auth_method: 'digid' })
      const before = state.asked.length
      assert.equal(await slugOf(await get(state, `/guest/init/${token}`)), slug)
      assert.equal(await slugOf(await send(state, 'POST', `/guest/start/${token}`, { body })), slug)
      assert.equal(await slugOf(await send(state, 'DELETE', `/guest/${token}`)), slug)
      assert.equal(state.asked.length, before, 'the core hears nothing of it')
    })

  it('is refused when it makes an address that is too long for the protocol', async () => {
    const token = state.guestToken({ redirectUrl: `${platform}/${'x'.repeat(1800)}` })
    assert.equal(await slugOf(await get(state, `/guest/init/${token}`)), 'uri-too-long')
  })

  it('gets a page where a person looks, in their language', async () => {
    for (const [language, words] of [
      ['nl', 'Deze link werkt niet'],
      ['en', 'This link does not work'],
    ] as const) {
      const headers = { accept: 'text/html', 'accept-language': language }
      const answer = await get(state, '/guest/init/x', headers)
      assert.equal(answer.status, 400)
      assert.match(await answer.text(), new RegExp(`<h1>${words}</h1>`))
    }
  })
})

describe('POST /guest/start', () => {
  it('asks the core, signed under our name, with a binding and a way back of our own', async () => {
    const answer = await startGuest(state, { guest: fresh() })
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
    const token = state.guestToken(fresh())
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
      const guest = fresh()
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
    const guest = fresh()
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

describe('the way back from a core of ours', () => {
  it('makes the result count, and leads to the platform and nothing in the address', async () => {
    const guest = fresh()
    await startGuest(state, { guest })
    await postResult(state, await state.result())
    assert.equal((await seen(state, guest.roomId))[0]!.attributes, null, 'not a moment earlier')
    const answer = await comeBack(state)
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), ziska.redirectUrl)
    const [row] = await seen(state, guest.roomId)
    assert.equal(row!.attributes!.name, 'Ziska Zandbergen')
    assert.equal((await comeBack(state)).headers.get('location'), ziska.redirectUrl, 'again')
  })

  it('of another browser than the one that logged in erases what was proved (T1)', async () => {
    const guest = fresh()
    await startGuest(state, { guest })
    await postResult(state, await state.result('v'.repeat(22)))
    const headers = { accept: 'text/html' }
    const url = `${state.asked.at(-1)!.comm_url}?handover=${await state.handover('a'.repeat(22))}`
    const answer = await get(state, url, headers)
    assert.equal(answer.status, 403)
    assert.match(await answer.text(), /Begin opnieuw op dit apparaat/)
    await comeBack(state, await state.handover('v'.repeat(22)))
    const [row] = await seen(state, guest.roomId)
    assert.deepEqual([row!.attributes, row!.id_contact!.status], [null, 'failed'])
    assert.ok(state.log.some(({ event }) => event === 'binding_mismatch'))
  })

  it('brings somebody who did not log in to the conversation, without details', async () => {
    const guest = fresh()
    await startGuest(state, { guest })
    const { comm_url, attr_url } = state.asked.at(-1)!
    assert.equal((await send(state, 'DELETE', `${attr_url}?reason=cancelled`)).status, 204)
    const answer = await get(state, `${comm_url}?error=cancelled`)
    assert.equal(answer.headers.get('location'), ziska.redirectUrl)
    const [row] = await seen(state, guest.roomId)
    assert.deepEqual(
      [row!.name, row!.attributes, row!.id_contact!.status],
      [ziska.name, null, 'failed'],
    )
    assert.equal((await startGuest(state, { guest })).status, 200, 'and may try again')
  })

  const wrong: [string, () => Promise<string>][] = [
    ['another core', async () => state.handover(undefined, { iss: 'https://evil.example' })],
    ['another part', async () => state.handover(undefined, { aud: 'https://comm.example' })],
    ['another purpose', async () => state.handover(undefined, { purpose: 'permit' })],
    ['another method', async () => state.handover(undefined, { auth_method: 'itsme' })],
    ['another attempt', async () => state.handover(undefined, { binding_hash: 'x'.repeat(43) })],
    [
      'another conversation',
      async () => state.handover(undefined, { sub: `${roomsUrl}/guest/return/${'x'.repeat(22)}` }),
    ],
    ['nobody', async () => 'a.b.c'],
  ]
  for (const [what, make] of wrong)
    it(`counts for nothing with a handover of ${what}`, async () => {
      const guest = fresh()
      await startGuest(state, { guest })
      await postResult(state, await state.result())
      assert.equal(await slugOf(await comeBack(state, await make())), 'invalid-handover')
      assert.equal((await seen(state, guest.roomId))[0]!.attributes, null)
      await comeBack(state)
      assert.ok((await seen(state, guest.roomId))[0]!.attributes, 'the right one still does')
    })

  it('leads nowhere when nobody knows it, or it has been replaced', async () => {
    assert.equal(await slugOf(await get(state, `/guest/return/${'x'.repeat(22)}`)), 'gone')
    const guest = fresh()
    await startGuest(state, { guest })
    const { comm_url } = state.asked.at(-1)!
    await startGuest(state, { guest })
    assert.equal(await slugOf(await get(state, comm_url)), 'gone')
  })
})

describe('DELETE /guest', () => {
  it('erases the guest at once, and nobody else', async () => {
    const guest = fresh()
    await proven(state, { guest })
    await proven(state, { guest: { ...guest, id: 'another' } })
    assert.equal((await send(state, 'DELETE', `/guest/${state.guestToken(guest)}`)).status, 204)
    assert.equal((await seen(state, guest.roomId)).length, 1)
    assert.equal((await send(state, 'DELETE', `/guest/${state.guestToken(guest)}`)).status, 204)
  })
})
