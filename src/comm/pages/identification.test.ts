/** The employee's question on the page for browsers without scripts, and the way there and back. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createComm } from '../index.ts'
import { commUrl, deskUrl, as, json, setting, start, type Setting } from '../testing/comm.ts'
import { ask, atDesk, handoverOf, post, type Talking } from '../testing/during.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

interface AtPage extends Talking {
  cookie: string
}

const cookieOf = (answer: Response): string => answer.headers.get('set-cookie')!.split(';')[0]!
const look = ({ client_url, cookie }: AtPage, query = ''): Promise<Response> =>
  state.comm(new Request(client_url + query, { headers: { cookie, 'accept-language': 'en' } }))
const submit = (
  { client_url, cookie }: AtPage,
  action: string,
  body = '',
  headers: Record<string, string> = {},
): Promise<Response> =>
  state.comm(
    new Request(`${client_url}/${action}`, {
      method: 'POST',
      headers: {
        cookie,
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      body,
    }),
  )

/** Somebody without scripts, who is talking to an agent. */
async function talkingAtPage(): Promise<AtPage> {
  const started = await start(state)
  await post(state, started)
  const url = `${started.client_url}?handover=${await state.handover(started)}`
  const cookie = cookieOf(await state.comm(new Request(url)))
  const page = await state.comm(new Request(started.client_url, { headers: { cookie } }))
  const [, code] = /tel:14026,,(\d{9})#/.exec(await page.text())!
  const agent = await state.agent(`agent of ${started.client_url}`)
  const answer = await state.desk(json(`${deskUrl}/conversations/code`, { code }, as(agent)))
  return { ...started, token: '', agent, cookie, id: ((await answer.json()) as { id: string }).id }
}

async function underWay(one: AtPage, authMethod = 'itsme') {
  await ask(state, one)
  await submit(one, 'authenticate', `auth_method=${authMethod}`)
  const { attr_url, binding, audience } = state.asked.at(-1)!
  return { ...one, attr_url, binding, audience, authMethod }
}

describe('the conversation page', () => {
  it('asks when the employee asks: which method, and what is shared with it', async () => {
    const one = await talkingAtPage()
    const before = await (await look(one)).text()
    assert.match(before, /You are connected to an employee/)
    assert.doesNotMatch(before, /<fieldset|authenticate/)
    await ask(state, one)
    const answer = await look(one)
    const page = await answer.text()
    assert.match(page, /<h1>Show who you are<\/h1>/)
    assert.match(page, /<input type="radio" name="auth_method" value="digid" required \/>/)
    assert.match(page, /value="itsme"/)
    assert.doesNotMatch(page, /checked/)
    assert.match(page, /<dd>name and email<\/dd>/)
    assert.equal(answer.headers.get('refresh'), null, 'nobody is interrupted who is choosing')
    assert.match(answer.headers.get('content-security-policy')!, /form-action 'self' https:;/)
  })

  it('says one method in a sentence, and names what is shared in the words of people', async () => {
    const purposes = [
      { tag: 'report_move', attributes: ['name'], allowedAuth: ['itsme'], name: { en: 'Move' } },
    ]
    const attributes = { name: { label: { nl: 'Naam', en: 'Full name' } } }
    const one = await talkingAtPage()
    await ask(state, one)
    const organisation = { nl: 'gemeente Juinen', en: 'the municipality of Juinen' }
    const comm = await createComm({ ...state.commConfig, purposes, attributes, organisation })
    const headers = { cookie: one.cookie, 'accept-language': 'en' }
    const page = await (await comm(new Request(one.client_url, { headers }))).text()
    assert.match(page, /<input type="hidden" name="auth_method" value="itsme" \/>/)
    assert.match(page, /<dd>Full name<\/dd>/)
    assert.match(page, /<dd>Move<\/dd>/)
    assert.match(page, /<dd>the municipality of Juinen<\/dd>/)
    assert.doesNotMatch(page, /<fieldset|radio/)
  })

  it('goes on to the log-in from its own form, and from no other', async () => {
    const one = await talkingAtPage()
    await ask(state, one)
    const forged = await submit(one, 'authenticate', 'auth_method=itsme', {
      'sec-fetch-site': 'cross-site',
    })
    assert.equal(forged.status, 403)
    const answer = await submit(one, 'authenticate', 'auth_method=itsme&return_url=x&state=y')
    assert.equal(answer.status, 400, 'a way back of somebody else is none')
    const good = await submit(one, 'authenticate', 'auth_method=itsme')
    assert.equal(good.status, 303)
    assert.match(good.headers.get('location')!, /^https:\/\/core\.example\/go\//)
    const request = state.asked.at(-1)!
    assert.deepEqual([request.comm_url, request.return_url], [one.client_url, undefined])
    assert.match(await (await look(one)).text(), /You have started to log in/)
  })

  it('takes the browser of the conversation back, to an address with nothing in it', async () => {
    const one = await talkingAtPage()
    const attempt = await underWay(one)
    await post(state, attempt)
    const query = `?handover=${await handoverOf(state, attempt)}`
    const answer = await look(one, query)
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), one.client_url)
    const cookie = cookieOf(answer)
    assert.equal((await atDesk(state, one)).identity.auth_method, 'itsme')
    const page = await look({ ...one, cookie })
    assert.match(await page.text(), /The employee now knows who you are/)
    assert.equal((await look(one)).status, 401, 'the key of before opens nothing')
    const again = await look({ ...one, cookie }, query)
    assert.deepEqual([again.status, again.headers.get('location')], [303, one.client_url])
    assert.equal(again.headers.get('set-cookie'), null)
  })

  it('takes no other browser back, and the conversation goes on without it (T1)', async () => {
    const one = await talkingAtPage()
    const victim = await talkingAtPage()
    const attempt = await underWay(one)
    await post(state, attempt)
    const url = `${one.client_url}?handover=${await handoverOf(state, attempt)}`
    const visit = (cookie: string): Promise<Response> =>
      state.comm(new Request(url, { headers: { cookie, 'accept-language': 'en' } }))
    for (const cookie of [victim.cookie, '']) {
      const answer = await visit(cookie)
      assert.equal(answer.status, 403)
      assert.match(await answer.text(), /Start again on this device/)
    }
    assert.ok(state.log.some(({ event }) => event === 'binding_mismatch'))
    const seen = await atDesk(state, one)
    assert.deepEqual(
      [seen.identification!.state, seen.identity.auth_method],
      ['failed', 'digid'],
      'nothing of what the other proved is there',
    )
    assert.equal((await visit(one.cookie)).status, 303, 'nor afterwards')
    assert.equal((await atDesk(state, one)).identity.auth_method, 'digid')
    assert.match(await (await look(one)).text(), /Logging in did not work/)
  })

  it('waits for a result that is on its way', async () => {
    const one = await talkingAtPage()
    const attempt = await underWay(one)
    const answer = await look(one, `?handover=${await handoverOf(state, attempt)}`)
    assert.equal(answer.status, 409)
    assert.equal(answer.headers.get('refresh'), '2')
  })

  it('says that somebody stopped, or that it did not work, and asks again', async () => {
    for (const [error, words] of [
      ['cancelled', /You stopped logging in/],
      ['too_low', /Logging in did not work/],
      ['<script>', /Logging in did not work/],
    ] as const) {
      const one = await talkingAtPage()
      await underWay(one)
      const answer = await look(one, `?error=${encodeURIComponent(error)}`)
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, one.client_url])
      const page = await (await look(one)).text()
      assert.match(page, words)
      assert.match(page, /name="auth_method"/)
    }
    const one = await talkingAtPage()
    await underWay(one)
    const stranger = await state.comm(new Request(`${one.client_url}?error=cancelled`))
    assert.equal(stranger.status, 401)
    assert.equal((await atDesk(state, one)).identification!.state, 'started')
  })

  it('lets somebody decline', async () => {
    const one = await talkingAtPage()
    await ask(state, one)
    assert.match(await (await look(one)).text(), /<button class="">Not now<\/button>/)
    const answer = await submit(one, 'decline')
    assert.equal(answer.headers.get('location'), one.client_url)
    assert.equal((await atDesk(state, one)).identification!.state, 'cancelled')
    assert.doesNotMatch(await (await look(one)).text(), /Not now/)
  })

  it('says in a sentence that it does not work right now', async () => {
    const one = await talkingAtPage()
    await ask(state, one)
    const { current } = state.coreAnswer
    state.coreAnswer.current = () => new Response(null, { status: 500 })
    const answer = await submit(one, 'authenticate', 'auth_method=itsme', {
      'accept-language': 'en',
    })
    state.coreAnswer.current = current
    assert.equal(answer.status, 502)
    assert.match(await answer.text(), /Logging in does not work right now/)
    assert.equal(one.audience, commUrl)
  })
})
