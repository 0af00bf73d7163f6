/** A supervisor sees numbers, and nobody else does. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Supervision } from '../../protocol/messages-desk.ts'
import { createDesk } from '../index.ts'
import { as, deskUrl, json, setting, slugOf, waiting, type Setting } from '../testing/comm.ts'

let state: Setting
let boss: string
let eva: string
before(async () => {
  state = await setting()
  const { deskConfig } = state
  const agents = { ...deskConfig.agents, roleClaim: 'roles', role: 'kcc', supervisorRole: 'boss' }
  state.desk = await createDesk(Object.assign(deskConfig, { agents }))
  boss = await state.agent('boss', { roles: ['kcc', 'boss'] })
  eva = await state.agent('eva', { roles: ['kcc'] })
})
after(() => state.close())

const get = (path: string, token: string): Promise<Response> =>
  state.desk(new Request(deskUrl + path, { headers: as(token) }))
const look = async (): Promise<Supervision> =>
  (await (await get('/supervision', boss)).json()) as Supervision

describe('supervision', () => {
  it('is for supervisors alone, who learn that they are', async () => {
    assert.equal(await slugOf(await get('/supervision', eva)), 'forbidden')
    assert.equal((await state.desk(new Request(`${deskUrl}/supervision`))).status, 401)
    const me = async (token: string) => (await (await get('/me', token)).json()) as object
    assert.equal(((await me(boss)) as { supervises?: boolean }).supervises, true)
    assert.ok(!('supervises' in (await me(eva))))
    const { supervisorRole: _, ...agents } = state.deskConfig.agents
    const none = await createDesk({ ...state.deskConfig, agents })
    const answer = await none(new Request(`${deskUrl}/supervision`, { headers: as(boss) }))
    assert.equal(answer.status, 403, 'nobody is one by default')
  })

  it('counts who waits, who talks and who is there, and tells of few only roughly how long', async () => {
    assert.deepEqual((await look()).queues, [])
    await waiting(state)
    state.wait(7 * 60)
    await state.desk(json(`${deskUrl}/presence`, { presence: 'available' }, as(eva)))
    await state.desk(json(`${deskUrl}/presence`, { presence: 'away' }, as(boss)))
    await waiting(state, { purpose: 'permit' })
    state.wait(20)
    let seen = await look()
    assert.deepEqual(seen.agents, { available: 1, away: 1, talking: 0 })
    const [move, permit] = seen.queues
    assert.deepEqual(
      [move!.purpose, move!.channel, move!.waiting, move!.longest_wait, move!.median_wait],
      ['report_move', 'phone', 1, 300, undefined],
    )
    assert.deepEqual([permit!.purpose, permit!.longest_wait], ['permit', 0])

    for (let more = 0; more < 4; more++) await waiting(state)
    state.wait(60)
    await state.desk(json(`${deskUrl}/presence`, { presence: 'available' }, as(eva)))
    seen = await look()
    assert.deepEqual(
      [seen.queues[0]!.waiting, seen.queues[0]!.longest_wait, seen.queues[0]!.median_wait],
      [5, 480, 60],
    )
    const taken = await state.desk(json(`${deskUrl}/conversations/next`, {}, as(eva)))
    const { id } = (await taken.json()) as { id: string }
    seen = await look()
    assert.deepEqual([seen.queues[0]!.waiting, seen.queues[0]!.active], [4, 1])
    assert.equal(seen.agents.talking, 1)
    assert.doesNotMatch(JSON.stringify(seen), /Ziska|voorbeeld|Medewerker/)
    assert.ok(!JSON.stringify(seen).includes(id))
  })
})
