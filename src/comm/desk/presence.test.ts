/** Agents who are there, and one who disappears. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { notes, talk, withChannel } from '../live/testing/talk.ts'
import { as, deskUrl, json, waiting, type Setting } from '../testing/comm.ts'
import { listen, stopListening } from './testing/listen.ts'

let state: Setting
before(async () => (state = await withChannel(notes)))
after(async () => {
  await stopListening()
  await state.close()
})

/** As for a process that sweeps: time goes by, and those who listen show that they live. */
async function pass(seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 15) {
    state.wait(15)
    await state.store.sweep()
  }
}

const isThere = async (agent: string): Promise<void> => {
  while ((await state.store.agents.stateOf(agent)) === undefined)
    await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('an agent who disappears', () => {
  it('gives the resident back to the queue, who is told, and goes first', async () => {
    await pass(60)
    const sanne = await state.agent('sanne')
    const desk = await listen(state.desk, sanne)
    await desk.next('snapshot')
    const { id, resident, agent } = await talk(state)
    await waiting(state)
    await isThere((await state.store.byId(id))!.agent!)
    const [atResident, atAgent] = [await resident.listen(), await agent.listen()]
    const first = (await atResident.next('state')) as { state: string; agent?: unknown }
    assert.deepEqual([first.state, first.agent], ['active', { name: 'Sanne' }])
    await resident.post('note', { text: 'before' })

    // Closing the laptop ends every connection at once.
    await Promise.all([desk.close(), atAgent.close()])
    const ahmed = await state.agent('ahmed')
    const other = await listen(state.desk, ahmed)
    await other.next('snapshot')
    await pass(60)

    const told = (await atResident.next('state')) as Record<string, unknown>
    assert.equal(told.state, 'waiting')
    assert.equal(told.moved, 'returned')
    assert.ok(!('agent' in told))
    assert.equal(((await other.next('waiting')) as { id: string }).id, id)
    const taken = await state.desk(json(`${deskUrl}/conversations/next`, {}, as(ahmed)))
    assert.equal(((await taken.json()) as { id: string }).id, id, 'it has its old place')
    assert.equal((await agent.post('note', { text: 'late' })).status, 410)
    await other.close()
  })

  it('keeps what they have while the page loads again', async () => {
    const ahmed = await state.agent('ahmed')
    const { id } = await talk(state, 'ahmed')
    const before = await listen(state.desk, ahmed)
    await before.next('snapshot')
    await isThere((await state.store.byId(id))!.agent!)
    await before.close()
    await pass(30)
    await (await listen(state.desk, ahmed)).next('snapshot')
    await pass(30)
    assert.equal((await state.store.byId(id))?.state, 'active')
  })
})

describe('presence', () => {
  it('is not had by asking for the head of the events alone, which nobody would ever end', async () => {
    const { id, resident, agent } = await talk(state, 'noa')
    const noa = (await state.store.byId(id))!.agent!
    for (const [handler, url, headers] of [
      [state.desk, `${deskUrl}/events`, agent.headers],
      [state.desk, `${agent.url}/events`, agent.headers],
      [state.comm, `${resident.url}/events`, resident.headers],
    ] as const) {
      const answer = await handler(new Request(url, { method: 'HEAD', headers }))
      assert.equal(answer.status, 405, url)
      assert.equal(answer.headers.get('allow'), 'GET')
      assert.equal(answer.body, null)
    }
    // A stream that was opened all the same would tell within a moment that she is there.
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal(await state.store.agents.stateOf(noa), undefined)
  })

  const meOf = async (token: string): Promise<unknown> =>
    (await state.desk(new Request(`${deskUrl}/me`, { headers: as(token) }))).json()

  it('is what agents say of themselves, and is theirs alone', async () => {
    const about = {
      purposes: [
        { purpose: 'report_move', purpose_name: { nl: 'Verhuizen', en: 'Move' } },
        { purpose: 'permit', purpose_name: 'permit' },
      ],
    }
    const [eva, mo] = [await state.agent('eva'), await state.agent('mo')]
    assert.deepEqual(await meOf(eva), { ...about, name: 'Medewerker eva', presence: 'available' })
    const said = await state.desk(json(`${deskUrl}/presence`, { presence: 'away' }, as(eva)))
    assert.equal(said.status, 204)
    assert.deepEqual(await meOf(eva), { ...about, name: 'Medewerker eva', presence: 'away' })
    assert.deepEqual(await meOf(mo), { ...about, name: 'Medewerker mo', presence: 'available' })
    const wrong = await state.desk(json(`${deskUrl}/presence`, { presence: 'asleep' }, as(eva)))
    assert.equal(wrong.status, 400)
  })
})

describe('what an agent says of themselves', () => {
  it('is told in each of their windows, and to nobody else', async () => {
    const [els, kim] = [await state.agent('els'), await state.agent('kim')]
    const one = await listen(state.desk, els)
    const two = await listen(state.desk, els)
    const colleague = await listen(state.desk, kim)
    const first = (await one.next('snapshot')) as { presence: string; lifetime: number }
    await Promise.all([two.next('snapshot'), colleague.next('snapshot')])
    assert.equal(first.presence, 'available')
    assert.ok(first.lifetime > 0 && first.lifetime <= 12 * 3600, String(first.lifetime))
    await state.desk(json(`${deskUrl}/presence`, { presence: 'away' }, as(els)))
    assert.deepEqual(await one.next('presence'), { presence: 'away' })
    assert.deepEqual(await two.next('presence'), { presence: 'away' })
    const later = await listen(state.desk, els)
    assert.equal(((await later.next('snapshot')) as { presence: string }).presence, 'away')
    assert.ok(!colleague.seen.some(({ event }) => event === 'presence'))
    await Promise.all([one, two, later, colleague].map((one) => one.close()))
  })
})
