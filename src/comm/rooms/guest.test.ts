/** A guest is sent to choose, comes back from logging in, and goes. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { importKeySet } from '../../protocol/keys.ts'
import { verifyWidgetParameters } from '../../protocol/widget-parameters.ts'
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
import { freshGuest } from './testing/guest.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

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

describe('the way back from a core of ours', () => {
  it('makes the result count, and leads to the platform and nothing in the address', async () => {
    const guest = freshGuest()
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
    const guest = freshGuest()
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
    const guest = freshGuest()
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
      const guest = freshGuest()
      await startGuest(state, { guest })
      await postResult(state, await state.result())
      assert.equal(await slugOf(await comeBack(state, await make())), 'invalid-handover')
      assert.equal((await seen(state, guest.roomId))[0]!.attributes, null)
      await comeBack(state)
      assert.ok((await seen(state, guest.roomId))[0]!.attributes, 'the right one still does')
    })

  it('leads nowhere when nobody knows it, or it has been replaced', async () => {
    assert.equal(await slugOf(await get(state, `/guest/return/${'x'.repeat(22)}`)), 'gone')
    const guest = freshGuest()
    await startGuest(state, { guest })
    const { comm_url } = state.asked.at(-1)!
    await startGuest(state, { guest })
    assert.equal(await slugOf(await get(state, comm_url)), 'gone')
  })
})

describe('DELETE /guest', () => {
  it('erases the guest at once, and nobody else', async () => {
    const guest = freshGuest()
    await proven(state, { guest })
    await proven(state, { guest: { ...guest, id: 'another' } })
    assert.equal((await send(state, 'DELETE', `/guest/${state.guestToken(guest)}`)).status, 204)
    assert.equal((await seen(state, guest.roomId)).length, 1)
    assert.equal((await send(state, 'DELETE', `/guest/${state.guestToken(guest)}`)).status, 204)
  })
})
