import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { randomId } from '../../protocol/digest.ts'
import type { ConversationView } from '../../protocol/messages-conversation.ts'
import { stopListening, type Listening } from '../desk/testing/listen.ts'
import { as, commUrl, deskUrl, json, site, slugOf, waiting, type Setting } from '../testing/comm.ts'
import { notes, residentOf, talk, withChannel } from './testing/talk.ts'

let state: Setting
before(async () => (state = await withChannel(notes)))
after(async () => {
  await stopListening()
  await state.close()
})

const stateOf = async (events: Listening): Promise<ConversationView> =>
  (await events.next('state')) as ConversationView
/** The next state that is as wished; what comes before it may be the same with less. */
async function stateWhere(
  events: Listening,
  wished: (view: ConversationView) => boolean,
): Promise<ConversationView> {
  for (;;) {
    const view = await stateOf(events)
    if (wished(view)) return view
  }
}
const accept = async (subject: string, claims = {}): Promise<Response> =>
  state.desk(json(`${deskUrl}/conversations/next`, {}, as(await state.agent(subject, claims))))
const emptyQueue = async (): Promise<void> => {
  while ((await accept('sweeper')).status === 200);
}

describe('what a resident is told', () => {
  it('is their place in the queue, then who picked up, then the end', async () => {
    await emptyQueue()
    const [first, second] = [await waiting(state), await waiting(state)]
    const events = await residentOf(state, second).listen()
    const placed = await stateWhere(events, ({ position }) => position !== undefined)
    assert.deepEqual(placed, {
      state: 'waiting',
      channel: 'chat',
      purpose: 'report_move',
      identified: true,
      position: 1,
    })
    await residentOf(state, first)
    assert.equal((await accept('ahmed')).status, 200)
    await stateWhere(events, ({ position }) => position === 0)
    assert.equal((await accept('sanne', { given_name: 'Sanne' })).status, 200)
    const active = await stateWhere(events, ({ agent }) => agent !== undefined)
    assert.deepEqual([active.state, active.agent], ['active', { name: 'Sanne' }])
    assert.equal(active.position, undefined)

    const { conversations } = (await (
      await state.desk(
        new Request(`${deskUrl}/conversations`, { headers: as(await state.agent('sanne')) }),
      )
    ).json()) as { conversations: { id: string }[] }
    const own = conversations.at(-1)!
    const ending = json(
      `${deskUrl}/conversations/${own.id}/end`,
      {},
      as(await state.agent('sanne')),
    )
    assert.equal((await state.desk(ending)).status, 204)
    const ended = await stateWhere(events, (view) => view.state === 'ended')
    assert.deepEqual(ended, {
      state: 'ended',
      channel: 'chat',
      purpose: 'report_move',
      identified: true,
    })
    await events.ended
  })

  it('holds nothing of who it is', async () => {
    const one = await waiting(state)
    const events = await residentOf(state, one).listen()
    await stateWhere(events, ({ position }) => position !== undefined)
    assert.doesNotMatch(JSON.stringify(events.seen), /Ziska|voorbeeld|eyJ/)
    await events.close()
  })

  it('says no name when the provider gives none that residents may know', async () => {
    const { state: s, resident } = await talk(state)
    assert.ok(s)
    const named = await resident.listen()
    assert.ok((await stateWhere(named, (view) => view.state === 'active')).agent)
    await named.close()
    await emptyQueue()
    const one = await waiting(state)
    const events = await residentOf(state, one).listen()
    await accept('nameless')
    const view = await stateWhere(events, ({ state }) => state === 'active')
    assert.equal(view.agent, undefined)
    await events.close()
  })

  it('ends when they stop themselves', async () => {
    const one = await waiting(state)
    const events = await residentOf(state, one).listen()
    await stateOf(events)
    await state.comm(new Request(one.client_url, { method: 'DELETE', headers: as(one.token) }))
    await stateWhere(events, (view) => view.state === 'ended')
    await events.ended
  })

  it('is theirs alone', async () => {
    const [one, other] = [await waiting(state), await waiting(state)]
    const ask = (headers: Record<string, string>) =>
      state.comm(new Request(`${one.client_url}/events`, { headers }))
    assert.equal(await slugOf(await ask(as(other.token))), 'unauthorized')
    assert.equal(await slugOf(await ask(as('x'.repeat(43)))), 'unauthorized')
    const gone = await state.comm(
      new Request(`${commUrl}/conversation/${'x'.repeat(22)}/events`, { headers: as(one.token) }),
    )
    assert.equal(await slugOf(gone), 'gone')
    const evil = await ask({ ...as(one.token), origin: 'https://evil.example' })
    assert.equal(await slugOf(evil), 'origin-not-allowed')
    const good = await ask({ ...as(one.token), origin: site })
    assert.equal(good.headers.get('content-type'), 'text/event-stream')
    assert.equal(good.headers.get('access-control-allow-origin'), site)
    await good.body!.cancel()
  })

  it('stops for a token that is no longer the conversation’s', async () => {
    const { state: s, id, resident } = await talk(state)
    const events = await resident.listen()
    await stateWhere(events, (view) => view.state === 'active')
    const { store } = s
    await store.identifications.request(id, (await store.byId(id))!.agent!)
    const attempt = { binding: randomId(), authMethod: 'itsme', isDirect: false, seconds: 600 }
    await store.identifications.start(id, attempt)
    await store.identifications.attachResult(id, attempt.binding, { result: 'token' })
    assert.equal(
      await store.identifications.promote(id, attempt.binding, { tokenKey: 'another' }),
      'promoted',
    )
    await events.ended
    assert.ok(await store.byId(id), 'the conversation itself goes on')
    assert.ok(!events.seen.some(({ data }) => (data as ConversationView).state === 'ended'))
  })

  it('has a limit of windows', async () => {
    const one = await waiting(state)
    const open = await Promise.all(
      Array.from({ length: 12 }, () => residentOf(state, one).listen()),
    )
    const more = await state.comm(
      new Request(`${one.client_url}/events`, { headers: as(one.token) }),
    )
    assert.equal(more.status, 429)
    assert.equal(await slugOf(more), 'too-many-requests')
    await open[0]!.close()
    await (await residentOf(state, one).listen()).close()
    await Promise.all(open.slice(1).map((events) => events.close()))
  })
})

describe('what an agent is told', () => {
  it('is of an own conversation alone (T20), and ends with it', async () => {
    const { agent, id } = await talk(state)
    const events = await agent.listen()
    assert.deepEqual(await events.next('state'), { state: 'active' })
    const other = as(await state.agent('ahmed'))
    const refused = await state.desk(new Request(`${agent.url}/events`, { headers: other }))
    assert.equal(await slugOf(refused), 'gone')
    const acted = await state.desk(json(`${agent.url}/channel/typing`, {}, other))
    assert.equal(await slugOf(acted), 'gone')
    await state.store.end(id, { reason: 'ended' })
    assert.deepEqual(await events.next('state'), { state: 'ended' })
    await events.ended
  })
})
