/** What two browsers tell each other through us, on a real store. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { stopListening } from '../desk/testing/listen.ts'
import { talk, withChannel } from '../live/testing/talk.ts'
import { slugOf, type Setting } from '../testing/comm.ts'
import { video } from './index.ts'

let state: Setting
before(async () => (state = await withChannel(video())))
after(async () => {
  await stopListening()
  await state.close()
})

const [mine, yours, other] = ['m', 'y', 'o'].map((letter) => letter.repeat(22)) as [
  string,
  string,
  string,
]
const join = (from: string) => ({ kind: 'join', from })
const offer = { type: 'offer', sdp: 'v=0\r\n' }

describe('signals', () => {
  it('go to the other side, in order, and not back', async () => {
    const { resident, agent } = await talk(state)
    const [atResident, atAgent] = [await resident.listen(), await agent.listen()]
    await resident.post('signal', join(mine))
    assert.deepEqual(await atAgent.next('signal'), { ...join(mine), by: 'resident' })
    const sent = [
      { kind: 'welcome', from: yours, to: mine },
      { kind: 'description', from: yours, to: mine, description: offer },
      {
        kind: 'candidates',
        from: yours,
        to: mine,
        candidates: [{ candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0' }],
      },
      { kind: 'media', from: yours, to: mine, audio: true, video: false },
      { kind: 'bye', from: yours },
    ]
    for (const signal of sent) assert.equal((await agent.post('signal', signal)).status, 200)
    // Their own coming is told to both sides: that is how a window learns of another one.
    assert.deepEqual(await atResident.next('signal'), { ...join(mine), by: 'resident' })
    for (const signal of sent)
      assert.deepEqual(await atResident.next('signal'), { ...signal, by: 'agent' })
    await agent.post('signal', join(other))
    assert.deepEqual(await atAgent.next('signal'), { ...join(other), by: 'agent' })
    const told = atAgent.seen.filter(({ event }) => event === 'signal')
    assert.equal(told.length, 2, 'of their own they hear nothing else')
  })

  it('are for whoever listens at that time, and soon for nobody', async () => {
    const { resident, agent, id } = await talk(state)
    await agent.post('signal', join(yours))
    const late = await resident.listen()
    await agent.post('signal', join(other))
    assert.deepEqual(await late.next('signal'), { ...join(other), by: 'agent' })
    assert.equal((await state.store.exchange.since(id, 0)).length, 2)
    state.wait(61)
    assert.equal((await state.store.exchange.since(id, 0)).length, 0)
    await state.store.sweep()
    state.wait(-61)
    assert.equal((await state.store.exchange.since(id, 0)).length, 0, 'erased')
  })

  it('are kept sealed: an address of anybody is in no row', async () => {
    const { resident, id } = await talk(state)
    const candidates = [{ candidate: 'candidate:1 1 udp 1 192.0.2.77 9 typ host' }]
    await resident.post('signal', { kind: 'candidates', from: mine, to: yours, candidates })
    const rows = await state.store.exchange.since(id, 0)
    assert.equal(rows.length, 1)
    assert.ok(!JSON.stringify(rows).includes('192.0.2.77'))
  })

  for (const [name, signal] of Object.entries({
    'no kind': { from: mine },
    'a kind of its own': { kind: 'shout', from: mine },
    'nobody it is from': { kind: 'join' },
    'nobody it is for': { kind: 'description', from: mine, description: offer },
    'a name that can be guessed': { kind: 'join', from: 'me' },
    'a long description': {
      kind: 'description',
      from: mine,
      to: yours,
      description: { type: 'offer', sdp: 'x'.repeat(49 * 1024) },
    },
    'too many candidates': {
      kind: 'candidates',
      from: mine,
      to: yours,
      candidates: Array.from({ length: 65 }, () => ({ candidate: '' })),
    },
  }))
    it(`are refused with ${name}`, async () => {
      const { resident } = await talk(state)
      const answer = await resident.post('signal', signal)
      assert.equal(answer.status, 400)
      assert.equal(await slugOf(answer), 'malformed-request')
    })

  it('are bounded', async () => {
    const { resident } = await talk(state)
    const answers = await Promise.all(
      Array.from({ length: 125 }, () => resident.post('signal', join(mine))),
    )
    const statuses = answers.map(({ status }) => status)
    assert.equal(statuses.filter((status) => status === 200).length, 120)
    assert.equal(statuses.filter((status) => status === 429).length, 5)
  })

  it('begin with what servers there are', async () => {
    const { resident } = await talk(state)
    const { room, ...more } = (await (await resident.post('begin')).json()) as { room: string }
    assert.match(room, /^[A-Za-z0-9_-]{43}$/)
    assert.deepEqual(more, {
      place: 'here',
      ice_servers: [],
      ice_transport_policy: 'all',
    })
  })
})
