/** The log-in that an authentication plugin keeps: how its address is kept, and what ends it (T27). */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { ConversationView } from '../protocol/messages-conversation.ts'
import { open } from '../store/open.ts'
import { everything, times, type Bench } from '../store/testing/stores.ts'
import {
  as,
  deskUrl,
  json,
  jwt,
  setting,
  slugOf,
  start,
  waiting,
  type Setting,
  type Started,
} from './testing/comm.ts'
import { back, post, talking, underWay } from './testing/during.ts'
import { due, sessionUrl } from './testing/sessions.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

const ask = (one: Started & { token: string }, path = '', method = 'GET'): Promise<Response> =>
  state.comm(new Request(one.client_url + path, { method, headers: as(one.token) }))
const viewOf = async (answer: Response): Promise<ConversationView> =>
  (await answer.json()) as ConversationView

describe('a log-in ends', () => {
  let number = 0
  const loggedIn = () => waiting(state, {}, { sessionUrl: sessionUrl(`${++number}`) })
  const expected = (): string[] => [`logout ${sessionUrl(`${number}`)}`]

  it('when the agent hangs up', async () => {
    const one = await loggedIn()
    const agent = as(await state.agent('anna'))
    const code = { code: one.conversation.phone!.code }
    const answer = await state.desk(json(`${deskUrl}/conversations/code`, code, agent))
    const { id } = (await answer.json()) as { id: string }
    assert.deepEqual(await due(state), [])
    await state.desk(json(`${deskUrl}/conversations/${id}/end`, {}, agent))
    assert.deepEqual(await due(state), expected())
  })

  it('when the resident stops, by script or from the page', async () => {
    await ask(await loggedIn(), '', 'DELETE')
    assert.deepEqual(await due(state), expected())
    await ask(await loggedIn(), '/stop', 'POST')
    assert.deepEqual(await due(state), expected())
  })

  it('when nobody gives a sign any more', async () => {
    await loggedIn()
    state.wait(3600)
    await state.store.sweep()
    assert.deepEqual(await due(state), expected())
  })

  it('when the core says that nobody comes back, or another browser does', async () => {
    const arrived = async (): Promise<Started> => {
      const started = await start(state)
      const result = await state.result(started, { sessionUrl: sessionUrl(`${++number}`) })
      await state.comm(jwt(started.attr_url!, result))
      return started
    }
    const { attr_url } = await arrived()
    await state.comm(new Request(attr_url!, { method: 'DELETE' }))
    assert.deepEqual(await due(state), expected())
    const started = await arrived()
    const handover = await state.handover(started, { receipt: 'y'.repeat(22) })
    assert.equal((await state.comm(json(started.client_url, { handover }))).status, 403)
    assert.deepEqual(await due(state), expected())
  })

  it('when another takes its place during the conversation', async () => {
    const one = await talking(state)
    const attempt = await underWay(state, one, 'digid')
    await post(state, attempt, { sessionUrl: sessionUrl('first') })
    const answer = await back(state, attempt)
    const { token, conversation } = (await answer.json()) as {
      token: string
      conversation: ConversationView
    }
    assert.equal(conversation.log_out, true)
    const again = await underWay(state, { ...one, token }, 'digid')
    await post(state, again, { sessionUrl: sessionUrl('second') })
    assert.deepEqual(await due(state), [])
    assert.equal((await back(state, again)).status, 201)
    assert.deepEqual(await due(state), [`logout ${sessionUrl('first')}`])
    await state.desk(json(`${deskUrl}/conversations/${one.id}/end`, {}, as(one.agent)))
    assert.deepEqual(await due(state), [`logout ${sessionUrl('second')}`])
  })
})

describe('POST …/logout', () => {
  const loggedIn = () => waiting(state, {}, { sessionUrl: sessionUrl('x') })

  it('ends the log-in once, and the conversation goes on', async () => {
    const one = await loggedIn()
    const { log_out, ...others } = one.conversation
    assert.equal(log_out, true)
    for (const told of [[`logout ${sessionUrl('x')}`], []]) {
      const answer = await ask(one, '/logout', 'POST')
      assert.equal(answer.status, 200)
      assert.deepEqual(await viewOf(answer), others)
      assert.deepEqual(await due(state), told)
    }
    assert.equal(state.log.filter(({ event }) => event === 'logged_out').length, 1)
    await ask(one, '', 'DELETE')
    assert.deepEqual(await due(state), [], 'that was all')
  })

  it('leaves to the agent what was proven', async () => {
    const one = await loggedIn()
    await ask(one, '/logout', 'POST')
    const agent = as(await state.agent('bert'))
    const code = { code: one.conversation.phone!.code }
    const answer = await state.desk(json(`${deskUrl}/conversations/code`, code, agent))
    const { identity } = (await answer.json()) as { identity: { status: string } }
    assert.equal(identity.status, 'proven')
    assert.equal((await due(state)).length, 1)
  })

  it('needs no address: neither the resident nor the agent is told it', async () => {
    const one = await loggedIn()
    const agent = as(await state.agent('bert'))
    const code = { code: one.conversation.phone!.code }
    const told = [
      JSON.stringify(one),
      await (await ask(one)).text(),
      await (await state.desk(json(`${deskUrl}/conversations/code`, code, agent))).text(),
    ]
    assert.match(told[2]!, /"status":"proven"/)
    for (const text of told) assert.ok(!text.includes(sessionUrl('')), text)
    await ask(one, '', 'DELETE')
    await due(state)
  })

  it('is for the resident alone', async () => {
    const [one, two] = [await loggedIn(), await loggedIn()]
    for (const headers of [{}, as(two.token), as('x'.repeat(43))]) {
      const request = new Request(`${one.client_url}/logout`, { method: 'POST', headers })
      assert.equal(await slugOf(await state.comm(request)), 'unauthorized')
    }
    assert.equal((await state.comm(new Request(`${one.client_url}/logout`))).status, 404)
    await ask(one, '', 'DELETE')
    assert.equal(await slugOf(await ask(one, '/logout', 'POST')), 'gone')
    assert.equal((await due(state)).length, 1)
  })

  it('is a button on the page of a browser without scripts, as long as there is something to end', async () => {
    const started = await start(state)
    const result = await state.result(started, { sessionUrl: sessionUrl('page') })
    await state.comm(jwt(started.attr_url!, result))
    const url = `${started.client_url}?handover=${await state.handover(started)}`
    const arrived = await state.comm(new Request(url))
    const cookie = arrived.headers.get('set-cookie')!.split(';')[0]!
    const location = arrived.headers.get('location')!
    const page = async (lang = 'nl'): Promise<string> =>
      (
        await state.comm(new Request(location, { headers: { cookie, 'accept-language': lang } }))
      ).text()
    const button = />\s*Uitloggen\s*<\/button>/
    assert.match(await page(), button)
    assert.match(await page('en'), />\s*Log out\s*<\/button>/)
    const submit = (site: string): Promise<Response> =>
      state.comm(
        new Request(`${location}/logout`, {
          method: 'POST',
          headers: {
            cookie,
            'sec-fetch-site': site,
            'content-type': 'application/x-www-form-urlencoded',
          },
        }),
      )
    assert.equal((await submit('cross-site')).status, 403)
    assert.match(await page(), button)
    const answer = await submit('same-origin')
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, location])
    assert.doesNotMatch(await page(), button)
    assert.match(await page(), /14 026/)
    assert.deepEqual(await due(state), [`logout ${sessionUrl('page')}`])
  })
})

describe('activity', () => {
  it('of the resident is told once a minute, of a hundred requests at the same time', async () => {
    const one = await waiting(state, {}, { sessionUrl: sessionUrl('x') })
    const many = async (): Promise<string[]> => {
      const answers = await Promise.all(times(100, () => ask(one)))
      assert.ok(answers.every(({ status }) => status === 200))
      return due(state)
    }
    assert.deepEqual(await many(), [], 'the log-in was a sign of life')
    for (let n = 0; n < 3; n += 1) {
      state.wait(61)
      assert.deepEqual(await many(), [`user_active ${sessionUrl('x')}`])
      assert.deepEqual(await many(), [])
    }
    await ask(one, '', 'DELETE')
    await due(state)
  })

  it('of the agent counts as well', async () => {
    const one = await waiting(state, {}, { sessionUrl: sessionUrl('y') })
    const agent = as(await state.agent('carla'))
    const code = { code: one.conversation.phone!.code }
    const answer = await state.desk(json(`${deskUrl}/conversations/code`, code, agent))
    const { id } = (await answer.json()) as { id: string }
    state.wait(61)
    await state.desk(new Request(`${deskUrl}/conversations/${id}`, { headers: agent }))
    assert.deepEqual(await due(state), [`user_active ${sessionUrl('y')}`])
  })
})

describe('the address', () => {
  it('stands in no row and no line of the log in clear, before or after the end', async () => {
    const { store, database } = await open({})
    const own = await setting({ store }, { store })
    const canary = 'sessioncanary'
    const residents = [
      await waiting(own, {}, { sessionUrl: sessionUrl(canary) }),
      await waiting(own, {}, { sessionUrl: `https://evil.example/${canary}` }),
    ]
    const forms = [canary, ...[0, 1, 2].map((shift) => coreOf(canary, shift))]
    const scan = async (): Promise<void> => {
      const text = (await everything({ database } as Bench)) + JSON.stringify(own.log)
      for (const form of forms) assert.ok(!text.includes(form), form)
    }
    await scan()
    for (const { client_url, token } of residents)
      await own.comm(new Request(client_url, { method: 'DELETE', headers: as(token) }))
    await scan()
    assert.deepEqual(await due({ ...own, store }), [`logout ${sessionUrl(canary)}`])
    assert.doesNotMatch(await everything({ database } as Bench), /eyJ/, 'nothing sealed stays')
    await store.close()
    await own.close()
  })
})

/** As it would stand in base64, at any of three positions. */
const coreOf = (text: string, shift: number): string =>
  Buffer.from(' '.repeat(shift) + text)
    .toString('base64')
    .slice(4, -4)
