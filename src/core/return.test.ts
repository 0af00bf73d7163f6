import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { verifyHandover } from '../protocol/handover.ts'
import { bound, choice, cookieOf, get, gone, post, serverUrl, setting } from './testing/core.ts'

const receipt = 'r'.repeat(22)
const html = { accept: 'text/html', 'accept-language': 'en' }

describe('GET /go', () => {
  it('binds the browser with a cookie of our own host, and sends it on', async () => {
    const { core } = await setting()
    const { client_url } = (await (await core(post('/start', bound))).json()) as {
      client_url: string
    }
    const answer = await core(get(client_url))
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), 'https://auth.example/begin/ticket')
    const cookie = answer.headers.get('set-cookie')!
    assert.match(
      cookie,
      /^__Host-id-contact=[\w-]{22}; Path=\/; Max-Age=900; HttpOnly; Secure; SameSite=Lax$/,
    )
    assert.equal(answer.headers.get('cache-control'), 'no-store')
  })

  it('remembers at most five attempts, the latest', async () => {
    const state = await setting()
    let cookie = ''
    for (let i = 0; i < 7; i++) {
      const { client_url } = (await (await state.core(post('/start', bound))).json()) as {
        client_url: string
      }
      cookie = cookieOf(await state.core(get(client_url, { cookie })))
    }
    assert.equal(cookie.split('.').length, 5)
  })

  it('refuses a link that is too old, that was changed anywhere, or that is another ticket', async () => {
    const state = await setting()
    const { core } = state
    const { client_url } = (await (await core(post('/start', bound))).json()) as {
      client_url: string
    }
    const { back } = await gone(state)
    const ticket = client_url.split('/go/')[1]!
    for (let i = 0; i < ticket.length; i += 7) {
      const other = ticket[i] === 'A' ? 'B' : 'A'
      const changed = ticket.slice(0, i) + other + ticket.slice(i + 1)
      assert.equal((await core(get(`/go/${changed}`, html))).status, 400)
    }
    assert.equal((await core(get(back.replace('/return/', '/go/'), html))).status, 400)
    state.wait(121)
    const late = await core(get(client_url, html))
    assert.equal(late.status, 410)
    assert.match(await late.text(), /This took too long/)
  })
})

describe('GET /return', () => {
  it('brings the browser that started back to its page, with a code that shows nothing', async () => {
    const state = await setting()
    const { cookie, back } = await gone(state)
    const answer = await state.core(get(`${back}?receipt=${receipt}`, { cookie }))
    assert.equal(answer.status, 303)
    const target = new URL(answer.headers.get('location')!)
    assert.equal(target.origin + target.pathname, 'https://www.gemeente.example/verhuizen')
    assert.equal(target.searchParams.get('x'), '1')
    assert.equal(target.searchParams.get('id_contact_state'), 'state-1')
    assert.ok(target.searchParams.get('id_contact_code'))
    assert.doesNotMatch(target.href, /comm\.example|rrrrrrrr/)
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
  })

  it('does not let another browser come back, and takes what was proved away (T1)', async () => {
    const state = await setting()
    const { back } = await gone(state)
    const { cookie: another } = await gone(state)
    for (const cookie of ['', another, '__Host-id-contact=', '__Host-id-contact=%00.__proto__'])
      for (const query of ['', `?receipt=${receipt}`, '?error=cancelled']) {
        const answer = await state.core(get(back + query, { ...html, cookie }))
        assert.equal(answer.status, 403)
        assert.match(await answer.text(), /Start again on this device/)
        assert.equal(answer.headers.get('location'), null)
        assert.equal(state.calls.at(-1)!.method, 'DELETE')
        assert.equal(state.log.at(-1)!.event, 'binding_mismatch')
      }
  })

  it('says that it is done when somebody goes back, and does not go on twice (T21)', async () => {
    const state = await setting()
    const { cookie, back } = await gone(state)
    const first = await state.core(get(back, { cookie }))
    const again = await state.core(get(back, { ...html, cookie: cookieOf(first) }))
    assert.equal(again.status, 410)
    assert.match(await again.text(), /This step is done/)
    assert.ok(!state.calls.some(({ method }) => method === 'DELETE'))
  })

  it('is too late after 15 minutes', async () => {
    const state = await setting()
    const { cookie, back } = await gone(state)
    state.wait(15 * 60 + 1)
    assert.equal((await state.core(get(back, { cookie }))).status, 410)
  })

  for (const [said, heard] of [
    ['cancelled', 'cancelled'],
    ['too_low', 'too_low'],
    ['unavailable', 'unavailable'],
    ['failed', 'failed'],
    ['<script>', 'failed'],
    ['', 'failed'],
  ])
    it(`comes back without a conversation: ${said || '(nothing)'}`, async () => {
      const state = await setting()
      const { cookie, back } = await gone(state)
      const answer = await state.core(get(`${back}?error=${encodeURIComponent(said!)}`, { cookie }))
      const target = new URL(answer.headers.get('location')!)
      assert.equal(target.searchParams.get('id_contact_error'), heard)
      assert.equal(target.searchParams.has('id_contact_code'), false)
      assert.equal(state.calls.at(-1)!.method, 'DELETE', 'the communication plugin is told')
    })

  it('says so on a page of its own where there is no page to go back to', async () => {
    const state = await setting()
    const { cookie, back } = await gone(state, choice)
    const answer = await state.core(get(`${back}?error=cancelled`, { ...html, cookie }))
    assert.equal(answer.status, 200)
    const text = await answer.text()
    assert.match(text, /You stopped logging in/)
    assert.match(text, /\/choose\?purpose=report_move/)
  })

  it('goes straight on to the channel after a form, with a handover and no result in sight', async () => {
    const state = await setting()
    const { cookie, back } = await gone(state, choice)
    const answer = await state.core(
      get(`${back}?receipt=${receipt}&result=aaa.bbb.ccc`, { cookie }),
    )
    const target = new URL(answer.headers.get('location')!)
    assert.equal(target.origin + target.pathname, 'https://comm.example/conversation/ref')
    assert.equal(target.searchParams.has('result'), false, 'it was posted to attr_url already')
    const handover = await verifyHandover(target.searchParams.get('handover')!, {
      verificationKeys: state.verificationKeys,
      issuer: serverUrl,
      audience: 'https://comm.example',
    })
    assert.equal(handover.receipt, receipt)
    assert.equal(handover.sub, 'https://comm.example/conversation/ref')
    assert.equal(handover.auth_method, 'digid')
  })

  it('shows number and code of a published telephone plugin', async () => {
    const state = await setting({
      'POST https://comm.example/start_communication': () =>
        Response.json({ client_url: 'tel:+31201234567,,123456#' }),
    })
    const { cookie, back } = await gone(state, choice)
    const text = await (await state.core(get(back, { ...html, cookie }))).text()
    assert.match(text, /Call \+31201234567 now/)
    assert.match(text, /href="tel:\+31201234567,,123456#"/)
  })

  describe('for a method that returns through the browser only', () => {
    const irma = { ...bound, auth_method: 'irma' }
    const answers = {
      'POST https://irma.example/start_authentication': () =>
        Response.json({ client_url: 'https://irma.example/x' }),
    }
    it('posts the result itself, and goes on only when it was taken', async () => {
      const state = await setting(answers)
      const { cookie, back } = await gone(state, irma)
      const answer = await state.core(get(`${back}?result=aaa.bbb`, { cookie }))
      const call = state.calls.find(({ url }) => url.endsWith('/result/capability'))!
      assert.equal(call.body, 'aaa.bbb')
      assert.match(answer.headers.get('location')!, /id_contact_code=/)
    })
    for (const [status, hint] of [
      [400, 'failed'],
      [500, 'unavailable'],
    ] as const)
      it(`comes back with ${hint} when it is answered ${status}`, async () => {
        const state = await setting({
          ...answers,
          'POST https://comm.example/result/capability': () => new Response(null, { status }),
        })
        const { cookie, back } = await gone(state, irma)
        const answer = await state.core(get(`${back}?result=aaa.bbb`, { cookie }))
        assert.match(answer.headers.get('location')!, new RegExp(`id_contact_error=${hint}`))
      })
  })

  it('refuses a result that is too large for an address', async () => {
    const state = await setting({
      'POST https://comm.example/start_communication': () =>
        Response.json({ client_url: 'https://comm.example/c' }),
    })
    const { cookie, back } = await gone(state)
    const answer = await state.core(get(`${back}?result=${'a'.repeat(8000)}`, { cookie }))
    assert.match(answer.headers.get('location')!, /id_contact_error=failed/)
    assert.ok(state.log.some(({ event }) => event === 'result_too_large'))
  })
})
