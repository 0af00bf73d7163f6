import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Browser } from '../testing/browser.ts'
import { serverUrl } from '../testing/plugin.ts'
import { present, sessionToken } from './testing/irma-server.ts'
import { email, name, yiviScene } from './testing/scene.ts'

const given = [[present(name, 'Zoë Canary')]]

describe('a log-in with Yivi', () => {
  it('asks the app for what was asked for, in alternatives, and gives what came', async () => {
    const { irma, begin, finish } = await yiviScene({ attributes: ['email', 'name'] })
    const { state } = await begin()
    assert.equal(irma.asked!.timeout, 120)
    const one = (type: string) => ({ type, notNull: true })
    assert.deepEqual(irma.asked!.request.disclose, [
      [[one(email)]],
      [[one(name)], [one('pbdf.pbdf.passport.firstName'), one('pbdf.pbdf.passport.lastName')]],
    ])
    irma.status = 'DONE'
    irma.disclosed = [
      [present(email, 'zoe@example.org')],
      // In the order of the answer, which is not that of the words.
      [
        present('pbdf.pbdf.passport.lastName', 'Canary'),
        present('pbdf.pbdf.passport.firstName', 'Zoë'),
      ],
    ]
    const { error, claims } = await finish(state)
    assert.equal(error, null)
    assert.deepEqual(claims.attributes, { email: 'zoe@example.org', name: 'Zoë Canary' })
    assert.equal(claims.crossDevice, true)
    assert.equal(claims.acr, 'low')
  })

  it('shows a code, a link for this device, and a way to stop', async () => {
    const { browser, begin } = await yiviScene()
    const { waiting } = await begin()
    const page = await browser.visit(waiting)
    const text = await page.text()
    assert.match(text, /<img\s+src="data:image\/svg\+xml;base64,/)
    assert.match(text, /href="https:\/\/open\.yivi\.app\/-\/session#%7B%22u%22/)
    assert.match(text, /name="stop"/)
    const policy = page.headers.get('content-security-policy')!
    assert.match(policy, /script-src 'self'; .*require-trusted-types-for 'script'/)
    const script = await browser.visit(/<script[^>]* src="([^"]+)"/.exec(text)![1]!)
    assert.match(script.headers.get('content-type')!, /^text\/javascript/)
  })

  it('follows the app, and sends the browser on when it is done', async () => {
    const { irma, browser, begin, ending } = await yiviScene()
    const { waiting } = await begin()
    const progress = async (): Promise<unknown> =>
      (await browser.visit(waiting.replace('/wait?', '/wait/status?'))).json()
    assert.deepEqual(await progress(), { status: 'waiting' })
    irma.status = 'CONNECTED'
    assert.deepEqual(await progress(), { status: 'connected' })
    irma.status = 'DONE'
    irma.disclosed = given
    assert.deepEqual(await progress(), { status: 'over' })
    const back = (await browser.visit(waiting)).headers.get('location')!
    const { claims } = await ending(await browser.visit(back))
    assert.deepEqual(claims.attributes, { name: 'Zoë Canary' })
  })

  it('keeps the code on the screen while the server is away for a moment', async () => {
    const { irma, browser, begin } = await yiviScene()
    const { waiting } = await begin()
    irma.answer = () => new Response('', { status: 502 })
    const progress = await browser.visit(waiting.replace('/wait?', '/wait/status?'))
    assert.deepEqual(await progress.json(), { status: 'unreachable' })
    assert.match(await (await browser.visit(waiting)).text(), /<img/)
  })

  it('says that the time is over, with a way on', async () => {
    const { irma, browser, begin, finish, reason } = await yiviScene()
    const { waiting, state } = await begin()
    irma.status = 'TIMEOUT'
    const text = await (await browser.visit(`${waiting}&lang=en`)).text()
    assert.match(text, /The time is over/)
    assert.match(text, /class="button primary" href="[^"]+\/callback\?state=/)
    assert.equal((await finish(state)).error, 'failed')
    assert.equal(reason(), 'timed_out')
  })

  it('ends the session when the resident stops', async () => {
    const { irma, begin, finish } = await yiviScene()
    const { state } = await begin()
    assert.equal((await finish(state, '&stop=yes')).error, 'cancelled')
    assert.equal(irma.calls.at(-1), `DELETE /session/${sessionToken}`)
  })

  it('ends the session when the browser comes back too early', async () => {
    const { irma, begin, finish, reason } = await yiviScene()
    const { state } = await begin()
    assert.equal((await finish(state)).error, 'failed')
    assert.equal(reason(), 'not_finished')
    assert.equal(irma.calls.at(-1), `DELETE /session/${sessionToken}`)
  })

  it('shows the token of the session to nobody', async () => {
    const { irma, plugin, browser, clientUrl, begin, finish } = await yiviScene()
    const { waiting, state } = await begin()
    const seen = [clientUrl, waiting, browser.cookiesFor(new URL(waiting))]
    for (const url of [waiting, waiting.replace('/wait?', '/wait/status?')]) {
      const answer = await browser.visit(url)
      seen.push(JSON.stringify([...answer.headers]), await answer.text())
    }
    irma.status = 'DONE'
    irma.disclosed = given
    seen.push((await finish(state)).address, ...browser.visited, JSON.stringify(plugin.log))
    const base64 = Buffer.from(sessionToken).toString('base64url').slice(0, 24)
    for (const text of seen)
      assert.ok(!text.includes(sessionToken) && !text.includes(base64), 'the token is in there')
  })

  it('gives a result once, also to a browser that kept its cookie', async () => {
    const { irma, plugin, browser, begin, ending, finish, reason } = await yiviScene()
    const { waiting, state } = await begin()
    const kept = browser.cookiesFor(new URL(waiting))
    irma.status = 'DONE'
    irma.disclosed = given
    assert.equal((await finish(state)).error, null)
    plugin.log.length = 0
    const again = new Request(`${serverUrl}/callback?state=${state}`, { headers: { cookie: kept } })
    assert.equal((await ending(await plugin.handle(again))).error, 'failed')
    assert.equal(reason(), 'session_used')
  })

  it('shows its page and its progress to the browser that began alone', async () => {
    const { plugin, begin } = await yiviScene()
    const { waiting } = await begin()
    const other = new Browser({ [serverUrl]: plugin.handle })
    assert.equal((await other.visit(waiting)).status, 403)
    assert.equal((await other.visit(waiting.replace('/wait?', '/wait/status?'))).status, 403)
  })
})
