/** What the two sides of a conversation do with a channel, whatever the channel is. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createSealer } from '../../protocol/ticket.ts'
import { stopListening } from '../desk/testing/listen.ts'
import { as, json, setting, site, slugOf, waiting, type Setting } from '../testing/comm.ts'
import { notes, residentOf, talk, withChannel } from './testing/talk.ts'

let state: Setting
before(async () => (state = await withChannel(notes)))
after(async () => {
  await stopListening()
  await state.close()
})

const note = (text: string) => ({ text })

describe('what the two sides say to each other', () => {
  it('reaches both, in one order', async () => {
    const { resident, agent } = await talk(state)
    const [atResident, atAgent] = [await resident.listen(), await agent.listen()]
    const texts = Array.from({ length: 20 }, (_, n) => String(n))
    await Promise.all(
      texts.map((text) => (Number(text) % 2 ? resident : agent).post('note', note(text))),
    )
    const read = async (events: typeof atAgent) => {
      const seen: unknown[] = []
      while (seen.length < texts.length) seen.push(await events.next('note'))
      return seen
    }
    const seen = await read(atResident)
    assert.deepEqual(await read(atAgent), seen)
    const said = seen.map((one) => Object.values(one as object).join())
    const expected = texts.map((text) => `${Number(text) % 2 ? 'resident' : 'agent'},${text}`)
    assert.deepEqual(said.sort(), expected.sort())
    const ids = atAgent.seen.map(({ id }) => Number(id))
    assert.deepEqual(
      ids,
      [...ids].sort((a, b) => a - b),
    )
  })

  it('is told from the beginning, or from where somebody was', async () => {
    const { resident, agent } = await talk(state)
    for (const text of ['a', 'b', 'c'])
      assert.equal((await agent.post('note', note(text))).status, 200)
    const first = await resident.listen()
    for (const text of ['a', 'b', 'c'])
      assert.deepEqual(await first.next('note'), { by: 'agent', text })
    const [, second] = first.seen.filter(({ event }) => event === 'note')
    await first.close()
    const again = await resident.listen(second!.id)
    assert.deepEqual(await again.next('note'), { by: 'agent', text: 'c' })
    await agent.post('note', note('d'))
    assert.deepEqual(await again.next('note'), { by: 'agent', text: 'd' })
    assert.equal(again.seen.filter(({ event }) => event === 'note').length, 2)
    const odd = await resident.listen('-1; DROP')
    assert.deepEqual(await odd.next('note'), { by: 'agent', text: 'a' })
  })

  it('is told to the other side alone when it is only a wave', async () => {
    const { resident, agent } = await talk(state)
    const [atResident, atAgent] = [await resident.listen(), await agent.listen()]
    await Promise.all([atResident.next('state'), atAgent.next('state')])
    assert.equal((await resident.post('wave')).status, 204)
    assert.deepEqual(await atAgent.next('wave'), { by: 'resident' })
    await agent.post('note', note('a'))
    await atResident.next('note')
    assert.ok(!atResident.seen.some(({ event }) => event === 'wave'))
  })

  it('is sealed where it is kept, and gone with the conversation', async () => {
    const { id, resident, agent } = await talk(state)
    await resident.post('note', note('kanarie'))
    const entries = await state.store.exchange.since(id, 0)
    assert.equal(entries.length, 1)
    assert.doesNotMatch(JSON.stringify(entries), /kanarie/)
    const events = await agent.listen()
    assert.deepEqual(await events.next('state'), { state: 'active' })
    await events.next('note')
    await state.store.end(id, { reason: 'ended' })
    assert.deepEqual(await events.next('state'), { state: 'ended' })
    assert.deepEqual(await state.store.exchange.since(id, 0), [])
    assert.equal(await slugOf(await resident.post('note', note('b'))), 'gone')
    assert.equal(await slugOf(await agent.post('note', note('b'))), 'gone')
  })

  it('does not open when somebody moved it in the database, or sealed it with another key', async () => {
    const [one, other] = [await talk(state), await talk(state, 'ahmed')]
    await one.agent.post('note', note('for one'))
    const [entry] = await state.store.exchange.since(one.id, 0)
    const { kind, body } = entry!
    await state.store.exchange.add(other.id, { side: 'agent', kind, body })
    await state.store.exchange.add(one.id, { side: 'resident', kind, body })
    const value = { of: other.id, side: 'agent', value: note('forged') }
    const forged = await createSealer('x'.repeat(32)).seal('notes-note', value, 600)
    await state.store.exchange.add(other.id, { side: 'agent', kind, body: forged })
    await other.agent.post('note', note('real'))
    const events = await other.resident.listen()
    assert.deepEqual(await events.next('note'), { by: 'agent', text: 'real' })
    assert.equal(events.seen.filter(({ event }) => event === 'note').length, 1)
    const own = await one.resident.listen()
    await one.agent.post('note', note('last'))
    assert.deepEqual(await own.next('note'), { by: 'agent', text: 'for one' })
    assert.deepEqual(await own.next('note'), { by: 'agent', text: 'last' })
    assert.ok(state.log.some(({ event }) => event === 'entry_does_not_open'))
  })
})

describe('a channel', () => {
  it('does what it can, and nothing else', async () => {
    const { resident, agent } = await talk(state)
    for (const verb of ['unknown', 'constructor', '__proto__', 'toString'])
      for (const party of [resident, agent])
        assert.equal(await slugOf(await party.post(verb)), 'not-found', verb)
  })

  it('is used once somebody has picked up', async () => {
    const one = residentOf(state, await waiting(state))
    assert.equal(await slugOf(await one.post('note', note('a'))), 'not-waiting')
  })

  it('takes no files', async () => {
    const { resident, agent, state: s } = await talk(state)
    const body = (): FormData => {
      const form = new FormData()
      form.set('file', new Blob(['%PDF-1.7']), 'paspoort.pdf')
      return form
    }
    const init = (headers: Record<string, string>) => ({ method: 'POST', headers, body: body() })
    const sent = await s.comm(new Request(`${resident.url}/channel/note`, init(resident.headers)))
    assert.equal(sent.status, 415)
    assert.equal(await slugOf(sent), 'files-not-accepted')
    const byAgent = await s.desk(new Request(`${agent.url}/channel/note`, init(agent.headers)))
    assert.equal(byAgent.status, 415)
  })

  it('is closed to whoever has no key', async () => {
    const { resident } = await talk(state)
    const url = `${resident.url}/channel/note`
    const stranger = await state.comm(json(url, note('a'), as('x'.repeat(43))))
    assert.equal(await slugOf(stranger), 'unauthorized')
    const evil = await state.comm(
      json(url, note('a'), { ...resident.headers, origin: 'https://evil.example' }),
    )
    assert.equal(await slugOf(evil), 'origin-not-allowed')
  })

  it('is used with a cookie from our own page alone (T17)', async () => {
    const { resident } = await talk(state)
    const [, token] = resident.headers.authorization!.split(' ')
    const url = `${resident.url}/channel/note`
    const cookie = `__Host-id-contact-conversation=${token}`
    const { origin } = new URL(url)
    const post = (headers: Record<string, string>) =>
      state.comm(json(url, note('a'), { cookie, ...headers }))
    assert.equal((await post({ origin, 'sec-fetch-site': 'same-origin' })).status, 200)
    for (const headers of [
      {},
      { origin: site, 'sec-fetch-site': 'cross-site' },
      { origin: site },
      { origin, 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[])
      assert.equal((await post(headers)).status, 403, JSON.stringify(headers))
  })

  it('may be held by no meeting at all, as the telephone is', async () => {
    const phone = await setting()
    const one = residentOf(phone, await waiting(phone))
    assert.equal(await slugOf(await one.post('note')), 'not-found')
    const events = await one.listen()
    const first = (await events.next('state')) as { phone: object }
    assert.ok(first.phone)
    await events.close()
    await phone.close()
  })
})
