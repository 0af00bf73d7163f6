/** Passing a conversation on: what is known follows as far as the other purpose asks it, and what was dropped never comes back. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Conversation } from '../../protocol/messages-desk.ts'
import type { Store } from '../../store/index.ts'
import { notes, talk, withChannel, type Talk } from '../live/testing/talk.ts'
import { as, deskUrl, json, slugOf, waiting, type Setting } from '../testing/comm.ts'
import { createDesk } from '../index.ts'
import { listenAt, stopListening } from './testing/listen.ts'

let state: Setting
let ahmed: string
before(async () => {
  state = await withChannel(notes)
  const { deskConfig } = state
  const purposes = [
    ...deskConfig.purposes,
    { tag: 'other_move', attributes: ['name', 'email'] },
    { tag: 'waste', attributes: ['bsn'] },
    { tag: 'chip', attributes: ['name', 'email'], allowedAuth: ['itsme'] },
    { tag: 'tree', attributes: ['name', 'email'], allowedAuth: ['digid'] },
  ]
  state.desk = await createDesk(Object.assign(deskConfig, { purposes }))
  ahmed = await state.agent('ahmed')
})
after(async () => {
  await stopListening()
  await state.close()
})

const transfer = ({ agent }: Talk, purpose: unknown): Promise<Response> =>
  state.desk(json(`${agent.url}/transfer`, { purpose }, agent.headers))

async function taken(id: string, token = ahmed): Promise<Conversation> {
  const answer = await state.desk(json(`${deskUrl}/conversations/${id}/accept`, {}, as(token)))
  assert.equal(answer.status, 200)
  return (await answer.json()) as Conversation
}

const shown = ({ identity }: Conversation): string[] => identity.attributes.map(({ tag }) => tag)

describe('a transfer', () => {
  it('goes to the queue of the other purpose at the old place, and the resident is told', async () => {
    const one = await talk(state)
    assert.deepEqual(shown(one.conversation), ['name', 'email'])
    const later = await waiting(state, { purpose: 'permit' })
    assert.ok(later)
    const events = await one.resident.listen()
    await events.next('state')
    assert.equal((await transfer(one, 'permit')).status, 204)
    const told = (await events.next('state')) as Record<string, unknown>
    assert.deepEqual([told.state, told.moved, told.purpose], ['waiting', 'transferred', 'permit'])
    assert.equal((await one.agent.post('note', { text: 'late' })).status, 410)
    const answer = await state.desk(json(`${deskUrl}/conversations/next`, {}, as(ahmed)))
    const conversation = (await answer.json()) as Conversation
    assert.equal(conversation.id, one.id)
    assert.equal(conversation.purpose, 'permit')
    assert.equal(conversation.identity.status, 'proven')
    assert.deepEqual(shown(conversation), ['email'], 'this purpose asks no name')
    assert.ok(!state.log.some(({ event }) => event === 'attributes_dropped'))
    await state.desk(json(`${deskUrl}/conversations/next`, {}, as(ahmed)))
  })

  it('never brings back what was dropped on the way', async () => {
    const one = await talk(state)
    await transfer(one, 'permit')
    await taken(one.id)
    const back = { ...one, agent: { ...one.agent, headers: as(ahmed) } }
    assert.equal((await transfer(back, 'report_move')).status, 204)
    const again = await taken(one.id, await state.agent('sanne'))
    assert.deepEqual(shown(again), ['email'])
  })

  it('does not show what the first purpose did not ask, though the result holds it', async () => {
    const one = await talk(state)
    const stored = (await state.store.byId(one.id))!
    assert.ok(stored.result)
    await transfer(one, 'waste')
    const conversation = await taken(one.id)
    assert.deepEqual(shown(conversation), [])
  })

  it('erases the proof when nothing of it may follow', async () => {
    for (const purpose of ['waste', 'chip']) {
      const one = await talk(state)
      await transfer(one, purpose)
      const stored = (await state.store.byId(one.id))!
      for (const member of ['result', 'receiptHash', 'authMethod', 'binding', 'session'])
        assert.ok(!(member in stored), `${purpose}: ${member}`)
      const conversation = await taken(one.id)
      assert.equal(conversation.identity.status, 'not_proven')
    }
  })

  it('weighs what is known anew when the resident proves something else at that moment', async () => {
    const one = await talk(state)
    const { agent, ...proven } = (await state.store.byId(one.id))!
    assert.equal(proven.authMethod, 'digid', 'which the other purpose takes')
    const binding = 'n'.repeat(22)
    const attempt = { ...{ binding, receipt: 'r', authMethod: 'itsme' }, purpose: proven.purpose }
    const result = await state.result({ ...attempt, client_url: '', attr_url: '', audience: '' })
    let isBefore = true
    const store: Store = {
      ...state.store,
      async transfer(id, r) {
        if (isBefore) {
          isBefore = false
          const { identifications } = state.store
          await identifications.request(id, agent!)
          const started = { binding, authMethod: 'itsme', isDirect: false, seconds: 60 }
          await identifications.start(id, started)
          await identifications.attachResult(id, binding, { result })
          assert.equal(await identifications.promote(id, binding, { tokenKey: id }), 'promoted')
        }
        return state.store.transfer(id, r)
      },
    }
    const desk = await createDesk({ ...state.deskConfig, store })
    const answer = await desk(
      json(`${one.agent.url}/transfer`, { purpose: 'tree' }, one.agent.headers),
    )
    assert.equal(answer.status, 204)
    assert.equal((await taken(one.id)).identity.status, 'not_proven')
  })

  it('takes along what was said only where nothing else is held back', async () => {
    for (const [purpose, expected] of [
      ['other_move', ['before', 'after']],
      ['permit', ['after']],
    ] as const) {
      const one = await talk(state)
      await one.resident.post('note', { text: 'before' })
      assert.equal((await transfer(one, purpose)).status, 204)
      await taken(one.id)
      const events = await listenAt(state.desk, `${one.agent.url}/events`, as(ahmed))
      await one.resident.post('note', { text: 'after' })
      const heard: string[] = []
      while (heard.at(-1) !== 'after')
        heard.push(((await events.next('note')) as { text: string }).text)
      assert.deepEqual(heard, expected, purpose)
      const resident = await one.resident.listen('0')
      assert.equal(((await resident.next('note')) as { text: string }).text, 'before')
    }
  })

  it('is for a purpose that there is, of one’s own conversation', async () => {
    const one = await talk(state)
    for (const purpose of ['unknown', 'report_move'])
      assert.equal(await slugOf(await transfer(one, purpose)), 'unknown-purpose')
    assert.equal((await transfer(one, undefined)).status, 400)
    const other = { ...one, agent: { ...one.agent, headers: as(ahmed) } }
    assert.equal(await slugOf(await transfer(other, 'permit')), 'gone')
    assert.equal((await state.store.byId(one.id))?.purpose, 'report_move')
    assert.equal((await transfer(one, 'permit')).status, 204)
    const entry = (await state.store.readAudit()).findLast(
      ({ event }) => event === 'conversation_transferred',
    )!
    assert.deepEqual([entry.purpose, entry.attributes], ['report_move', ['email']])
    assert.doesNotMatch(JSON.stringify(entry), /Ziska|voorbeeld/)
  })
})
