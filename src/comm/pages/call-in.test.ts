/** The page for browsers without scripts, when the code was keyed in and nobody has answered yet. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { caller, info, link, setting } from '../phone/testing/platform.ts'
import type { Setting } from '../testing/comm.ts'
import { opensAt, saidOf } from '../testing/hours.ts'

let state: Setting
const texts = { comm: { en: { callIn: 'Hold on, Juinen is coming' } } }
/** Both have to be open. */
const purposes = [
  { tag: 'report_move', attributes: ['name', 'email'], hours: opensAt('10:00') },
  { tag: 'permit', attributes: ['email'] },
]
const help = { phone: '14026', phoneDisplay: '14 026', hours: { nl: 'tot 17.00 uur' } }
before(async () => {
  state = await setting({}, { texts, help, hours: opensAt('9:00'), purposes })
})
after(() => state.close())

describe('the conversation page of a caller', () => {
  it('says that they are connected, without the code that is used up', async () => {
    const { code, client_url, token } = await caller(state)
    const headers = { cookie: `__Host-id-contact-conversation=${token}` }
    const look = async (lang = 'nl') =>
      state.comm(new Request(`${client_url}?lang=${lang}`, { headers }))
    assert.match(await (await look()).text(), /<h1>Bel nu 14 026<\/h1>/)
    await link(state, code)

    const answer = await look()
    const page = await answer.text()
    assert.match(page, /<h1>U bent verbonden, een ogenblik<\/h1>/)
    assert.match(page, /Blijf aan de lijn\./)
    assert.doesNotMatch(page, /tel:14026,|class="code"|met een medewerker/)
    assert.equal(answer.headers.get('refresh'), '15')
    assert.match(await (await look('en')).text(), /<h1>Hold on, Juinen is coming<\/h1>/)

    await info(state)
    assert.match(await (await look()).text(), /<h1>U bent verbonden met een medewerker\.<\/h1>/)
  })

  it('tells where to get help, whatever else there is to say (WCAG 3.2.6)', async () => {
    const { client_url, token } = await caller(state)
    const headers = { cookie: `__Host-id-contact-conversation=${token}` }
    for (const [init, status] of [
      [{ headers }, 200],
      [{}, 401],
    ] as const) {
      const answer = await state.comm(new Request(client_url, init))
      assert.equal(answer.status, status)
      const line =
        /<a dir="ltr" href="tel:14026">14 026<\/a><\/p>\s*<p>tot 17\.00 uur<\/p>\s*<\/footer>/
      assert.match(await answer.text(), line)
    }
  })

  it('tells the opening hours there too: of the channel, and of the purpose where it is known', async () => {
    const { client_url, token } = await caller(state)
    const headers = { cookie: `__Host-id-contact-conversation=${token}` }
    const page = async (init: RequestInit): Promise<string> =>
      (await state.comm(new Request(client_url, init))).text()
    assert.match(await page({ headers }), saidOf('10:00'))
    assert.match(await page({}), saidOf('9:00'))
  })

  it('offers a new code to who was cut off', async () => {
    const { code, client_url, token } = await caller(state)
    await link(state, code, 'lost')
    const headers = { cookie: `__Host-id-contact-conversation=${token}` }
    const page = await (await state.comm(new Request(client_url, { headers }))).text()
    const [, action] = /action="([^"]+\/renew)">\s*<button class="">([^<]+)/.exec(page)!
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await state.comm(new Request(action!, { method: 'POST', headers: form }))
    assert.equal(answer.status, 303)
    const after = await (await state.comm(new Request(client_url, { headers }))).text()
    const [, again] = /tel:14026,,(\d{9})#/.exec(after)!
    assert.notEqual(again, code)
    assert.equal((await link(state, again!, 'second')).status, 200)
  })
})
