import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RequestError } from '../protocol/errors.ts'
import { Browser } from './testing/browser.ts'
import { idp, proven, testMethod } from './testing/method.ts'
import { audience, binding, serverUrl } from './testing/plugin.ts'
import { callback, goThrough, scene, stateOf } from './testing/scene.ts'

describe('GET /begin/:ticket', () => {
  it('sends the browser on with a cookie of this host alone', async () => {
    const { plugin, browser, method } = await scene()
    const response = await browser.visit(await plugin.clientUrl({ acr: 'high' }))
    assert.equal(response.status, 303)
    assert.equal(new URL(response.headers.get('location')!).origin, idp)
    const [cookie] = response.headers.getSetCookie()
    assert.match(
      cookie!,
      /^__Host-id-contact-auth-oidc-[\w-]{16}=[\w.-]+; Path=\/; Max-Age=900; HttpOnly; Secure; SameSite=Lax$/,
    )
    assert.ok(cookie!.length < 4096)
    const [request] = method.begun
    assert.equal(request!.callbackUrl, `${serverUrl}/callback`)
    assert.deepEqual(request!.attributes, ['name'])
    assert.equal(request!.acr, 'high')
  })

  it('goes on in the language of the page that somebody comes from', async () => {
    const { plugin, browser, method } = await scene()
    await browser.visit(await plugin.clientUrl({ lang: 'tr' }))
    assert.equal(method.begun[0]!.lang, 'tr')
    const later = await (await browser.visit(`${serverUrl}/begin/x`)).text()
    assert.match(later, /<html lang="tr"/)
    await browser.visit(await plugin.clientUrl({ lang: 'it' }))
    assert.equal(method.begun[1]!.lang, 'tr', 'no page here is in Italian')
  })

  it('says nothing of a browser that goes away, as it does at a second click: that one goes on', async () => {
    const posted: string[] = []
    const leaving = new AbortController()
    const method = testMethod()
    const { begin } = method
    method.begin = async (request) => {
      leaving.abort()
      request.signal!.throwIfAborted()
      return begin(request)
    }
    const state = await scene(
      {
        fetch: async (_, init) => {
          posted.push(String(init!.body))
          return new Response('ok')
        },
      },
      method,
    )
    const url = await state.plugin.clientUrl({ attr_url: `${audience}/result/1` })
    const first = await state.plugin.handle(new Request(url, { signal: leaving.signal }))
    assert.equal(first.headers.get('location'), null)
    assert.deepEqual(posted, [], 'the receiver would take it for the end')
    const ended = await state.browser.visit(callback(stateOf(await state.browser.visit(url))))
    assert.equal(new URL(ended.headers.get('location')!).searchParams.get('error'), null)
    assert.equal((await state.plugin.open(posted[0]!)).status, 'success')
  })

  it('keeps what is in the cookie to itself', async () => {
    const { plugin, browser } = await scene()
    await browser.visit(await plugin.clientUrl())
    const value = browser.cookiesFor(new URL(serverUrl)).split('=')[1]!
    const readable = value.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    for (const text of [value, ...readable])
      for (const secret of ['verifier', 'core.example', binding]) assert.ok(!text.includes(secret))
  })

  it('keeps at most three attempts, the newest', async () => {
    const { plugin, browser } = await scene()
    const states: string[] = []
    for (let i = 0; i < 5; i++) states.push(stateOf(await browser.visit(await plugin.clientUrl())))
    assert.equal(browser.names('auth.example').length, 3)
    for (const [index, state] of states.entries()) {
      const { status } = await browser.visit(callback(state))
      assert.equal(status, index < 2 ? 403 : 303, `attempt ${index}`)
    }
  })

  it('says why not in the words of the municipality', async () => {
    const { browser } = await scene({ texts: { auth: { nl: { invalid: 'Zo werkt het niet' } } } })
    const page = await (await browser.visit(`${serverUrl}/begin/x`)).text()
    assert.match(page, /<h1>Zo werkt het niet<\/h1>/)
    assert.match(page, /Er mist een stuk van de link/)
  })

  it('refuses a ticket that was changed, cut or made for something else', async () => {
    const { plugin, browser } = await scene()
    const url = await plugin.clientUrl()
    const at = url.length - 30
    const changed = url.slice(0, at) + (url[at] === 'A' ? 'B' : 'A') + url.slice(at + 1)
    await browser.visit(url)
    const attempt = browser.cookiesFor(new URL(serverUrl)).split('=')[1]!
    for (const wrong of [
      changed,
      url.slice(0, -4),
      `${url}A`,
      `${serverUrl}/begin/${attempt}`,
      `${serverUrl}/begin/x`,
    ]) {
      const response = await browser.visit(wrong)
      assert.equal(response.status, 400)
      assert.match(await response.text(), /<h1>Deze link werkt niet<\/h1>/)
    }
  })

  it('refuses a ticket that is too old', async () => {
    let time = Date.now()
    const { plugin, browser } = await scene({ now: () => new Date(time) })
    const url = await plugin.clientUrl()
    time += 14 * 60_000
    assert.equal((await browser.visit(url)).status, 303)
    time += 60_000
    const response = await browser.visit(url)
    assert.equal(response.status, 410)
    assert.match(response.headers.get('content-type')!, /text\/html/)
  })

  it('delivers a failure when the identity provider cannot be reached', async () => {
    const setting = await scene()
    setting.method.refusal = new RequestError('ERR_ID_CONTACT_TIMEOUT')
    const end = await goThrough(setting)
    assert.equal(end.searchParams.get('error'), 'unavailable')
    const claims = await setting.plugin.open(end.searchParams.get('result')!, audience)
    assert.equal(claims.status, 'failed')
    const entry = setting.plugin.log.find(({ event }) => event === 'authentication_finished')!
    assert.equal(entry.reason, 'timeout')
  })
})

describe('GET /callback', () => {
  it('refuses a browser that did not begin (T1)', async () => {
    const { plugin, browser, method } = await scene()
    const begun = await browser.visit(await plugin.clientUrl())
    const other = new Browser({ [serverUrl]: plugin.handle })
    const response = await other.visit(callback(stateOf(begun)))
    assert.equal(response.status, 403)
    assert.match(await response.text(), /<h1>Begin opnieuw op dit apparaat<\/h1>/)
    assert.equal(method.completed.length, 0)
    assert.ok(plugin.log.some(({ event }) => event === 'callback_of_another_browser'))
    // Its own browser can still go on.
    assert.equal((await browser.visit(callback(stateOf(begun)))).status, 303)
  })

  it('speaks English to who asks for it', async () => {
    const { plugin } = await scene()
    const headers = { 'accept-language': 'en' }
    const response = await plugin.handle(new Request(callback('x'), { headers }))
    assert.match(await response.text(), /<html lang="en" dir="ltr">[^]*Start again on this device/)
  })

  it('refuses a callback without state, or with another', async () => {
    const { plugin, browser, method } = await scene()
    await browser.visit(await plugin.clientUrl())
    for (const query of [
      '',
      '?code=c',
      '?code=c&state=',
      '?code=c&state=other',
      '?error=access_denied',
    ])
      assert.equal((await browser.visit(`${serverUrl}/callback${query}`)).status, 403, query)
    assert.equal(method.completed.length, 0)
  })

  it('removes the cookie whatever comes of it, and is used once', async () => {
    const setting = await scene()
    for (const outcome of [proven, { status: 'failed' } as const]) {
      setting.method.outcome = outcome
      const begun = await setting.browser.visit(await setting.plugin.clientUrl())
      await setting.browser.visit(callback(stateOf(begun)))
      assert.deepEqual(setting.browser.names('auth.example'), [])
      assert.equal((await setting.browser.visit(callback(stateOf(begun)))).status, 403)
    }
  })

  it('refuses a cookie that was changed, or moved to another name, and removes it', async () => {
    const { plugin, browser } = await scene()
    const first = stateOf(await browser.visit(await plugin.clientUrl()))
    const second = stateOf(await browser.visit(await plugin.clientUrl()))
    const [a, b] = browser.cookiesFor(new URL(serverUrl)).split('; ') as [string, string]
    const moved = `${a.split('=')[0]}=${b.split('=')[1]}`
    for (const [state, cookie] of [
      [first, moved],
      [second, `${b.slice(0, -5)}AAAAA`],
    ] as const) {
      const response = await plugin.handle(new Request(callback(state), { headers: { cookie } }))
      assert.equal(response.status, 403)
      assert.match(response.headers.get('set-cookie')!, /Max-Age=0/)
    }
  })

  it('says so when the log-in took too long', async () => {
    let time = Date.now()
    const { plugin, browser, method } = await scene({ now: () => new Date(time) })
    const begun = await browser.visit(await plugin.clientUrl())
    time += 16 * 60_000
    assert.equal((await browser.visit(callback(stateOf(begun)))).status, 410)
    assert.equal(method.completed.length, 0)
  })

  it('gives the method our own redirect address, whatever host the request names', async () => {
    const { plugin, browser, method } = await scene({ serverUrl: 'https://auth.example/plugin/' })
    const url = await plugin.clientUrl()
    // Behind a proxy that takes the path away.
    const begun = await browser.visit(url.replace('/plugin/', '/'))
    await browser.visit(callback(stateOf(begun)))
    const [request] = method.completed
    assert.equal(
      request!.callback.origin + request!.callback.pathname,
      'https://auth.example/plugin/callback',
    )
    assert.equal(request!.callback.searchParams.get('code'), 'c')
    assert.equal(request!.callbackUrl, 'https://auth.example/plugin/callback')
  })
})
