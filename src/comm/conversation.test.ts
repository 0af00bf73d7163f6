import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { ConversationView, RedeemAnswer } from '../protocol/messages-conversation.ts'
import {
  as,
  json,
  jwt,
  setting,
  site,
  slugOf,
  start,
  waiting,
  type Setting,
  type Started,
} from './testing/comm.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

const redeem = async (started: Started, body: object = {}): Promise<Response> =>
  state.comm(
    json(
      started.client_url,
      { handover: await state.handover(started), ...body },
      { origin: site },
    ),
  )
const authenticate = async (started: Started): Promise<Response> =>
  state.comm(jwt(started.attr_url!, await state.result(started)))
const ask = (one: Started & { token: string }, path = '', method = 'GET'): Promise<Response> =>
  state.comm(new Request(one.client_url + path, { method, headers: as(one.token) }))
const viewOf = async (answer: Response): Promise<ConversationView> =>
  (await answer.json()) as ConversationView

describe('redeeming the handover', () => {
  it('makes the code, for the browser that came back and not before', async () => {
    const started = await start(state)
    await authenticate(started)
    const answer = await redeem(started)
    assert.equal(answer.status, 201)
    assert.equal(answer.headers.get('access-control-allow-origin'), site)
    const { token, conversation } = (await answer.json()) as RedeemAnswer
    assert.match(token, /^[\w-]{43}$/)
    assert.equal(conversation.state, 'waiting')
    assert.equal(conversation.identified, true)
    const { code, tel_url, number, display, extensions_left } = conversation.phone!
    assert.match(code, /^\d{9}$/)
    assert.equal(tel_url, `tel:14026,,${code}#`)
    assert.deepEqual([number, display, extensions_left], ['14026', '14 026', 10])
  })

  it('works once: of 100 at the same time, one (T2)', async () => {
    const started = await start(state)
    await authenticate(started)
    const body = { handover: await state.handover(started) }
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => state.comm(json(started.client_url, body))),
    )
    const statuses = answers.map(({ status }) => status).sort()
    assert.deepEqual(statuses, [201, ...Array.from({ length: 99 }, () => 410)])
  })

  it('gives a browser with a key of its own the same answer again, and no other browser', async () => {
    const started = await start(state)
    await authenticate(started)
    const send = async (key?: string): Promise<Response> =>
      redeem(started, { handover: await state.handover(started), ...(key && { key }) })
    const own = 'k'.repeat(43)
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(own)))
    const given = await Promise.all(answers.map((one) => one.json() as Promise<RedeemAnswer>))
    assert.deepEqual(
      answers.map(({ status }) => status),
      answers.map(() => 201),
    )
    for (const one of given) assert.deepEqual(one, given[0])
    assert.equal((await send('l'.repeat(43))).status, 410)
    assert.equal((await send()).status, 410)
    const headers = as(given[0]!.token)
    const read = await state.comm(new Request(started.client_url, { headers }))
    assert.equal(read.status, 200)
    await state.comm(new Request(started.client_url, { method: 'DELETE', headers }))
    assert.equal(await slugOf(await send(own)), 'gone')
  })

  it('gives nothing again to whoever came without a key', async () => {
    const started = await start(state)
    await authenticate(started)
    assert.equal((await redeem(started)).status, 201)
    const key = 'k'.repeat(43)
    const again = { handover: await state.handover(started), key }
    assert.equal(await slugOf(await redeem(started, again)), 'already-used')
  })

  it('waits for a result that is on its way, and then still works', async () => {
    const started = await start(state)
    const early = await redeem(started)
    assert.equal(early.headers.get('retry-after'), '1')
    assert.equal(await slugOf(early), 'result-missing')
    await authenticate(started)
    assert.equal((await redeem(started)).status, 201)
  })

  it('takes the result from the browser when there is no other way', async () => {
    const carrying = await setting({ delivery: 'result' })
    const started = await start(carrying)
    assert.equal(started.attr_url, undefined)
    const result = await carrying.result(started)
    const body = { handover: await carrying.handover(started), result }
    const swapped = { ...body, result: await carrying.result(await start(carrying)) }
    assert.equal(
      await slugOf(await carrying.comm(json(started.client_url, swapped))),
      'invalid-result',
    )
    assert.equal((await carrying.comm(json(started.client_url, body))).status, 201)
    assert.equal(await slugOf(await carrying.comm(json(started.client_url, body))), 'already-used')
    await carrying.close()
  })

  const wrong: [string, Parameters<Setting['handover']>[1]][] = [
    ['another plugin', { aud: 'https://other.example' }],
    ['another core', { iss: 'https://evil.example' }],
    ['another conversation', { sub: `https://comm.example/conversation/${'x'.repeat(22)}` }],
    ['another purpose', { purpose: 'permit' }],
    ['another method', { auth_method: 'itsme' }],
    ['another channel', { comm_method: 'chat' }],
  ]
  for (const [what, claims] of wrong)
    it(`refuses a handover for ${what}`, async () => {
      const started = await start(state)
      await authenticate(started)
      assert.equal(
        await slugOf(await redeem(started, { handover: await state.handover(started, claims) })),
        'invalid-handover',
      )
      assert.equal((await redeem(started)).status, 201)
    })

  it('refuses a browser that is not the one that authenticated, and erases what was proved (T1)', async () => {
    const started = await start(state)
    await authenticate(started)
    const other = await state.handover(started, { receipt: 'y'.repeat(22) })
    assert.equal(await slugOf(await redeem(started, { handover: other })), 'invalid-handover')
    assert.equal(state.log.at(-2)!.event, 'binding_mismatch')
    assert.equal(await slugOf(await redeem(started)), 'gone')
  })

  it('refuses a handover that is too old, changed, or none', async () => {
    const started = await start(state)
    const handover = await state.handover(started)
    state.wait(122)
    assert.equal(await slugOf(await redeem(started, { handover })), 'invalid-handover')
    assert.equal(
      await slugOf(await redeem(started, { handover: `${handover}A` })),
      'invalid-handover',
    )
    assert.equal(await slugOf(await redeem(started, { handover: 1 })), 'malformed-request')
  })
})

describe('without a log-in through the core', () => {
  const begin = async (body: object): Promise<Response> =>
    state.comm(
      json('https://comm.example/start_communication', {
        purpose: 'permit',
        comm_method: 'call',
        ...body,
      }),
    )
  async function arrived(answer: Response): Promise<RedeemAnswer> {
    const begun = (await answer.json()) as Pick<Started, 'client_url'>
    const plain = { ...begun, receipt: '', authMethod: '', purpose: 'permit' } as Started
    const handover = await state.handover(plain, { auth_method: undefined, receipt: undefined })
    return (await (await state.comm(json(begun.client_url, { handover }))).json()) as RedeemAnswer
  }
  const unbound = {
    iss: undefined,
    aud: undefined,
    jti: undefined,
    binding: undefined,
    purpose: undefined,
    authMethod: undefined,
    receiptHash: undefined,
  }

  it('waits, and is not identified', async () => {
    const { conversation } = await arrived(await begin({}))
    assert.equal(conversation.state, 'waiting')
    assert.equal(conversation.identified, false)
  })

  it('is identified by a result that came along, from a published plugin', async () => {
    const legacy = await start(state, { authMethod: 'irma' })
    const auth_result = await state.result(legacy, unbound)
    const { conversation } = await arrived(await begin({ auth_result }))
    assert.equal(conversation.identified, true)
  })

  it('is refused with a result that is bound to another conversation, or to none', async () => {
    const other = await start(state)
    for (const auth_result of [
      await state.result(other),
      await state.result(other, unbound),
      'a.b.c.d.e',
    ])
      assert.equal(await slugOf(await begin({ auth_result })), 'invalid-result')
  })
})

describe('a waiting conversation', () => {
  it('opens for its own token alone', async () => {
    const [one, two] = [await waiting(state), await waiting(state)]
    assert.equal((await viewOf(await ask(one))).phone!.code, one.conversation.phone!.code)
    assert.equal(await slugOf(await ask({ ...one, token: two.token })), 'unauthorized')
    const bare = await state.comm(new Request(one.client_url))
    assert.equal(bare.status, 401)
    assert.match(await bare.text(), /Begin opnieuw op dit apparaat/)
  })

  it('gives more time for the same code, ten times', async () => {
    const one = await waiting(state)
    for (let left = 9; left >= 0; left--) {
      state.wait(400)
      const view = await viewOf(await ask(one, '/extend', 'POST'))
      assert.equal(view.phone!.code, one.conversation.phone!.code)
      assert.equal(view.phone!.extensions_left, left)
    }
    assert.equal(await slugOf(await ask(one, '/extend', 'POST')), 'no-extensions-left')
  })

  it('expires, and makes another code without another log-in', async () => {
    const one = await waiting(state)
    state.wait(601)
    const expired = await viewOf(await ask(one))
    assert.equal(expired.state, 'expired')
    assert.equal(expired.phone, undefined)
    assert.equal(await slugOf(await ask(one, '/extend', 'POST')), 'not-waiting')
    assert.ok(!(await state.store.waiting()).some(({ id }) => id === 'x'))
    const renewed = await viewOf(await ask(one, '/renew', 'POST'))
    assert.equal(renewed.state, 'waiting')
    assert.notEqual(renewed.phone!.code, one.conversation.phone!.code)
  })

  it('is erased when the resident stops, and says so afterwards', async () => {
    const one = await waiting(state)
    assert.equal((await ask(one, '', 'DELETE')).status, 204)
    assert.equal(await slugOf(await ask(one)), 'gone')
    assert.equal(await slugOf(await ask(one, '', 'DELETE')), 'gone')
  })

  it('is erased by the clock when nobody gives a sign any more', async () => {
    const one = await waiting(state)
    state.wait(3600)
    await state.store.sweep()
    await state.store.sweep()
    assert.equal(await slugOf(await ask(one)), 'gone')
  })
})

describe('a browser without scripts', () => {
  const html = { accept: 'text/html', 'accept-language': 'en' }
  async function arrived(): Promise<{ location: string; cookie: string; url: string }> {
    const started = await start(state)
    await authenticate(started)
    const url = `${started.client_url}?handover=${await state.handover(started)}`
    const answer = await state.comm(new Request(url, { headers: html }))
    assert.equal(answer.status, 303)
    const cookie = answer.headers.get('set-cookie')!
    assert.match(
      cookie,
      /^__Host-id-contact-conversation=[\w-]{43}; .*HttpOnly; Secure; SameSite=Lax$/,
    )
    return { url, location: answer.headers.get('location')!, cookie: cookie.split(';')[0]! }
  }
  const get = (url: string, cookie = ''): Promise<Response> =>
    state.comm(new Request(url, { headers: { ...html, cookie } }))

  it('is left with an address that holds nothing, on a page with number and code (T2, T14)', async () => {
    const { location, cookie, url } = await arrived()
    assert.equal(new URL(location).search, '')
    const page = await get(location, cookie)
    const text = await page.text()
    assert.match(text, /Call 14 026 now/)
    assert.match(text, /href="tel:14026,,\d{9}#"/)
    assert.equal(page.headers.get('cache-control'), 'no-store')
    for (const jar of [cookie, '']) assert.equal((await get(url, jar)).status, 410)
    assert.equal((await get(location)).status, 401)
  })

  it('extends, renews and stops by forms of its own page alone', async () => {
    const { location, cookie } = await arrived()
    const submit = (action: string, site_ = 'same-origin'): Promise<Response> =>
      state.comm(
        new Request(`${location}/${action}`, {
          method: 'POST',
          headers: {
            cookie,
            'sec-fetch-site': site_,
            'content-type': 'application/x-www-form-urlencoded',
          },
        }),
      )
    assert.equal((await submit('stop', 'cross-site')).status, 403)
    assert.equal((await submit('extend')).status, 303)
    state.wait(601)
    assert.match(await (await get(location, cookie)).text(), /The code no longer works/)
    assert.equal((await submit('renew')).status, 303)
    assert.equal((await submit('stop')).status, 303)
    const gone = await get(location, cookie)
    assert.equal(gone.status, 410)
    assert.match(await gone.text(), /The conversation has ended/)
  })
})
