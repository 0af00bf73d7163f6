/** The resident is back from a log-in during the conversation. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { listen } from '../desk/testing/listen.ts'
import {
  as,
  commUrl,
  deskUrl,
  json,
  setting,
  slugOf,
  start,
  type Setting,
} from '../testing/comm.ts'
import {
  atDesk,
  atHome,
  authenticate,
  back,
  handoverOf,
  post,
  redeemed,
  talking,
  underWay,
} from '../testing/during.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

const lastAudit = async (count: number): Promise<string[]> =>
  (await state.store.readAudit(count)).map(({ event }) => event)

describe('the way back', () => {
  it('shows the agent what was proved when the resident is back, and not a moment earlier', async () => {
    const one = await talking(state)
    const events = await listen(state.desk, one.agent)
    await events.next('snapshot')
    const attempt = await underWay(state, one)
    for (let i = 0; i < 2; i++) await events.next('conversation')
    assert.equal(
      (await post(state, attempt, { attributes: { name: 'Tevoren', email: 'n' } })).status,
      200,
    )
    const between = await atDesk(state, one)
    assert.deepEqual(
      [between.identity.auth_method, between.identity.attributes[0]!.value],
      ['digid', 'Ziska Zandbergen'],
      'until then it is what was proved at the start',
    )
    const answer = await back(state, attempt)
    assert.equal(answer.status, 201)
    const { token, conversation } = await redeemed(answer)
    assert.notEqual(token, one.token)
    assert.deepEqual(
      [conversation.state, conversation.identified, conversation.identification],
      ['active', true, undefined],
    )
    assert.deepEqual(await events.next('conversation'), { id: one.id, state: 'active' })
    const seen = await atDesk(state, one)
    assert.deepEqual(
      [seen.identity.status, seen.identity.auth_method, seen.identity.level, seen.identification],
      ['proven', 'itsme', 'substantial', undefined],
    )
    assert.equal(seen.identity.attributes[0]!.value, 'Tevoren')
    const asNow = { ...one, token }
    assert.equal((await atHome(state, asNow)).state, 'active')
    assert.equal(
      await slugOf(await state.comm(new Request(one.client_url, { headers: as(one.token) }))),
      'unauthorized',
      'the key of before opens nothing',
    )
    assert.deepEqual((await lastAudit(3)).slice(-2), ['result_accepted', 'identification_proven'])
    await events.close()
  })

  it('is walked once: of 100 at the same time, one', async () => {
    const one = await talking(state)
    const attempt = await underWay(state, one)
    await post(state, attempt)
    const handover = await handoverOf(state, attempt)
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => state.comm(json(attempt.client_url, { handover }))),
    )
    const statuses = answers.map(({ status }) => status).sort()
    assert.deepEqual(statuses, [201, ...Array.from({ length: 99 }, () => 410)])
  })

  it('gives a browser with a key of its own the same answer again, and no other browser', async () => {
    const one = await talking(state)
    const attempt = await underWay(state, one)
    await post(state, attempt)
    const handover = await handoverOf(state, attempt)
    const send = (key: string): Promise<Response> =>
      state.comm(json(attempt.client_url, { handover, key }))
    const own = 'k'.repeat(43)
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(own)))
    const tokens = await Promise.all(answers.map(async (each) => (await redeemed(each)).token))
    assert.equal(new Set(tokens).size, 1)
    assert.equal(await slugOf(await send('l'.repeat(43))), 'already-used')
    const second = await underWay(state, { ...one, token: tokens[0]! })
    await post(state, second)
    const newer = await state.comm(
      json(second.client_url, { handover: await handoverOf(state, second), key: own }),
    )
    assert.notEqual(
      (await redeemed(newer)).token,
      tokens[0],
      'each log-in makes a token of its own',
    )
    assert.equal(await slugOf(await send(own)), 'already-used')
  })

  it('waits for a result that is on its way', async () => {
    const one = await talking(state)
    const attempt = await underWay(state, one)
    assert.equal(await slugOf(await back(state, attempt)), 'result-missing')
    await post(state, attempt)
    assert.equal((await back(state, attempt)).status, 201)
  })

  it('takes the result from the browser where that is the way of the plugin', async () => {
    const carrying = await setting({ delivery: 'result' })
    const one = await (async () => {
      const started = await waitingByResult(carrying)
      const agent = await carrying.agent('a')
      const { code } = started.conversation.phone!
      const answer = await carrying.desk(json(`${deskUrl}/conversations/code`, { code }, as(agent)))
      return { ...started, agent, id: ((await answer.json()) as { id: string }).id }
    })()
    const attempt = await underWay(carrying, one)
    assert.equal(attempt.attr_url, undefined)
    const swapped = await carrying.result({ ...attempt, binding: one.binding! })
    assert.equal(await slugOf(await back(carrying, attempt, { result: swapped })), 'invalid-result')
    const result = await carrying.result(attempt)
    assert.equal((await back(carrying, attempt, { result })).status, 201)
    assert.equal((await atDesk(carrying, one)).identity.auth_method, 'itsme')
    await carrying.close()
  })

  it('leads nowhere with the handover of the start, or of another attempt', async () => {
    const one = await talking(state)
    const start = await state.handover(one)
    const first = await underWay(state, one)
    await post(state, first)
    const second = await underWay(state, one, 'digid')
    await post(state, second)
    const send = (handover: string): Promise<Response> =>
      state.comm(json(one.client_url, { handover }))
    assert.equal(await slugOf(await send(start)), 'already-used')
    assert.equal(await slugOf(await back(state, first)), 'already-used')
    for (const changes of [
      { purpose: 'permit' },
      { auth_method: 'itsme' },
      { comm_method: 'chat' },
      { aud: 'https://other.example' },
      { sub: `${commUrl}/conversation/${'x'.repeat(22)}` },
    ])
      assert.equal(
        await slugOf(await send(await handoverOf(state, second, changes))),
        'invalid-handover',
        JSON.stringify(changes),
      )
    assert.equal((await atDesk(state, one)).identification!.state, 'started', 'the attempt goes on')
    const handover = await handoverOf(state, second)
    assert.equal((await send(handover)).status, 201)
    assert.equal(await slugOf(await send(handover)), 'already-used')
    assert.equal(await slugOf(await send(start)), 'already-used')
  })

  it('is of the browser that authenticated, and of no other (T1)', async () => {
    const one = await talking(state)
    const attempt = await underWay(state, one)
    await post(state, attempt)
    const forged = await handoverOf(state, attempt, { receipt: 'y'.repeat(22) })
    assert.equal(
      await slugOf(await state.comm(json(one.client_url, { handover: forged }))),
      'invalid-handover',
    )
    assert.equal(state.log.at(-2)!.event, 'binding_mismatch')
    assert.deepEqual(await lastAudit(1), ['binding_mismatch'])
    assert.equal(await slugOf(await back(state, attempt)), 'authentication-failed')
    assert.equal((await atDesk(state, one)).identification!.state, 'failed')
    assert.equal((await atHome(state, one)).state, 'active', 'the conversation goes on')
  })

  async function waitingByResult(carrying: Setting) {
    const started = await start(carrying)
    const body = {
      handover: await carrying.handover(started),
      result: await carrying.result(started),
    }
    const answer = await carrying.comm(json(started.client_url, body))
    return { ...started, ...(await redeemed(answer)) }
  }
})

describe('asking once more', () => {
  it('shows the fresh proof in place of the one of before', async () => {
    const one = await talking(state)
    const first = await underWay(state, one)
    await post(state, first, { attributes: { name: 'Eerst', email: 'e' } })
    const { token } = await redeemed(await back(state, first))
    assert.equal(await slugOf(await authenticate(state, { ...one, token })), 'not-asked')
    const second = await underWay(state, { ...one, token }, 'digid')
    assert.equal((await atDesk(state, one)).identity.attributes[0]!.value, 'Eerst')
    await post(state, second, { attributes: { name: 'Opnieuw', email: 'e' }, acr: 'high' })
    assert.equal((await back(state, second)).status, 201)
    const { identity } = await atDesk(state, one)
    assert.deepEqual(
      [identity.auth_method, identity.level, identity.attributes[0]!.value],
      ['digid', 'high', 'Opnieuw'],
    )
  })
})
