/** Agents see, and pick up, what they have the skills for. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { QueueRow } from '../../protocol/messages-desk.ts'
import { createDesk } from '../index.ts'
import { as, deskUrl, json, setting, slugOf, waiting, type Setting } from '../testing/comm.ts'
import { signedIn } from './session.ts'
import { surround } from './surroundings.ts'
import { listen, stopListening } from './testing/listen.ts'

let state: Setting
before(async () => {
  state = await setting()
  const { deskConfig } = state
  const agents = {
    ...deskConfig.agents,
    skillsClaim: 'groups',
    skills: {
      movers: { purposes: ['report_move'] },
      'permits by chat': { purposes: ['permit'], channels: ['chat' as const] },
      everything: {},
    },
  }
  state.desk = await createDesk(Object.assign(deskConfig, { agents }))
})
after(async () => {
  await stopListening()
  await state.close()
})

const next = (token: string, body: object = {}): Promise<Response> =>
  state.desk(json(`${deskUrl}/conversations/next`, body, as(token)))

describe('skills', () => {
  it('decide what an agent sees and what is next', async () => {
    const mover = await state.agent('mover', { groups: ['staff', 'movers'] })
    const all = await state.agent('all', { groups: 'everything' })
    const none = await state.agent('none', { groups: ['staff', 'toString'] })
    const streams = await Promise.all([mover, all, none].map((one) => listen(state.desk, one)))
    await Promise.all(streams.map((one) => one.next('snapshot')))
    const [atMover, atAll, atNone] = streams as [
      (typeof streams)[0],
      (typeof streams)[0],
      (typeof streams)[0],
    ]
    await waiting(state, { purpose: 'permit' })
    await waiting(state)
    const permit = (await atAll.next('waiting')) as QueueRow
    const move = (await atAll.next('waiting')) as QueueRow
    assert.deepEqual([permit.purpose, move.purpose], ['permit', 'report_move'])
    assert.deepEqual(await atMover.next('waiting'), move)
    const again = await listen(state.desk, mover)
    const { waiting: rows } = (await again.next('snapshot')) as { waiting: QueueRow[] }
    assert.deepEqual(
      rows.map(({ id }) => id),
      [move.id],
    )

    assert.equal((await next(none)).status, 204)
    const refused = await state.desk(
      json(`${deskUrl}/conversations/${permit.id}/accept`, {}, as(mover)),
    )
    assert.equal(await slugOf(refused), 'gone')
    const taken = await next(mover)
    assert.equal(((await taken.json()) as QueueRow).id, move.id, 'though the other waits longer')
    assert.equal((await next(mover)).status, 204)
    assert.equal(((await (await next(all)).json()) as QueueRow).id, permit.id)
    await Promise.all([atAll.next('left'), atAll.next('left')])
    assert.equal(
      atMover.seen.filter(({ event }) => event === 'left').length,
      1,
      'of what it was told',
    )
    assert.equal(atNone.seen.filter(({ event }) => event !== 'snapshot').length, 0)
  })

  it('do not come between an agent and a caller who reads out a code', async () => {
    const none = await state.agent('none', { groups: ['staff'] })
    const caller = await waiting(state, { purpose: 'permit' })
    const { code } = caller.conversation.phone!
    const answer = await state.desk(json(`${deskUrl}/conversations/code`, { code }, as(none)))
    assert.equal(answer.status, 200)
    const { id, purpose } = (await answer.json()) as QueueRow
    assert.equal(purpose, 'permit')
    await state.store.end(id, { reason: 'ended' })
  })

  it('may be for some channels, and an agent may ask for some', async () => {
    const chatter = await state.agent('chatter', { groups: ['permits by chat'] })
    const all = await state.agent('all', { groups: 'everything' })
    await waiting(state, { purpose: 'permit' })
    assert.equal((await next(chatter)).status, 204)
    assert.equal((await next(all, { channels: ['chat', 'video'] })).status, 204)
    assert.equal((await next(all, { channels: ['fax'] })).status, 400)
    assert.equal((await next(all, { channels: ['phone'] })).status, 200)
  })

  it('are those of the sign-in for the desk\u2019s own page', async () => {
    await waiting(state)
    const desk = await surround(state.deskConfig)
    const until = Date.now() + 60_000
    for (const [skills, status] of [
      [[], 204],
      [['movers'], 200],
    ] as const) {
      const cookie = await signedIn(desk, {
        subject: 'eva',
        name: 'Eva',
        skills: [...skills],
        until,
      })
      const headers = { cookie: cookie.split(';')[0]!, origin: deskUrl }
      const answer = await state.desk(json(`${deskUrl}/conversations/next`, {}, headers))
      assert.equal(answer.status, status)
    }
  })
})

describe('without a table of skills', () => {
  it('a skill is the tag of a purpose', async () => {
    const { deskConfig } = state
    const { skills: _, ...agents } = deskConfig.agents
    const desk = await createDesk({ ...deskConfig, agents })
    await waiting(state, { purpose: 'permit' })
    const ask = async (groups: string[]): Promise<number> => {
      const token = await state.agent('x', { groups })
      return (await desk(json(`${deskUrl}/conversations/next`, {}, as(token)))).status
    }
    assert.equal(await ask(['report_move']), 204)
    assert.equal(await ask(['permit']), 200)
  })
})
