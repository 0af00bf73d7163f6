/** A chat on a real store: what each side is told, what is refused, and what stays. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { randomId } from '../../protocol/digest.ts'
import { longestMessage } from '../../protocol/chat.ts'
import { stopListening } from '../desk/testing/listen.ts'
import { talk, withChannel, type Party } from '../live/testing/talk.ts'
import { slugOf, type Setting } from '../testing/comm.ts'
import { chat } from './index.ts'

let state: Setting
before(async () => (state = await withChannel(chat({ most: 20, pace: 5 }))))
after(async () => {
  await stopListening()
  await state.close()
})

interface Sent {
  number: number
  at: string
  name?: string
}
interface Message extends Sent {
  id: string
  by: string
  text: string
}

const say = (party: Party, text: string, id = randomId()): Promise<Response> =>
  party.post('send', { id, text })

async function sent(answer: Promise<Response>): Promise<Sent> {
  const response = await answer
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as Sent
}

describe('a message', () => {
  it('reaches both sides, with who wrote it and when', async () => {
    const { resident, agent } = await talk(state)
    const [atResident, atAgent] = [await resident.listen(), await agent.listen()]
    const id = randomId()
    const { number, at, name } = await sent(
      say(agent, ' Goedemiddag,\r\nwaarmee kan ik helpen? ', id),
    )
    assert.equal(name, 'Sanne')
    const expected = {
      ...{ id, number, by: 'agent', name: 'Sanne' },
      ...{ text: 'Goedemiddag,\nwaarmee kan ik helpen?', at },
    }
    assert.deepEqual(await atResident.next('message'), expected)
    assert.deepEqual(await atAgent.next('message'), expected)
    await sent(say(resident, 'Hallo'))
    const answer = (await atAgent.next('message')) as Message
    assert.deepEqual([answer.by, answer.text, answer.name], ['resident', 'Hallo', undefined])
  })

  it('that comes again is the same message', async () => {
    const { resident, agent } = await talk(state)
    const atAgent = await agent.listen()
    const id = randomId()
    const first = await sent(say(resident, 'a', id))
    assert.deepEqual(await sent(say(resident, 'a', id)), first)
    await sent(say(agent, 'b', id))
    await sent(say(resident, 'c'))
    const texts = []
    for (let i = 0; i < 3; i++) texts.push(((await atAgent.next('message')) as Message).text)
    assert.deepEqual(texts, ['a', 'b', 'c'], 'and another side has names of its own')
  })

  it('keeps the name of who wrote it, whoever has the conversation later', async () => {
    const { id, agent, resident } = await talk(state)
    await sent(say(agent, 'van Sanne'))
    const [entry] = await state.store.exchange.since(id, 0)
    assert.doesNotMatch(JSON.stringify(entry), /Sanne/)
    const events = await resident.listen()
    assert.equal(((await events.next('message')) as Message).name, 'Sanne')
  })

  it('has a length, and something to say', async () => {
    const { resident } = await talk(state)
    const long = await say(resident, 'x'.repeat(longestMessage + 1))
    assert.equal(long.status, 413)
    assert.equal(await slugOf(long), 'message-too-long')
    await sent(say(resident, ` ${'x'.repeat(longestMessage)} `))
    for (const body of [
      { id: randomId(), text: ' \n ' },
      { id: 'short', text: 'a' },
      { id: randomId() },
      { text: 'a' },
      { id: randomId(), text: 7 },
    ])
      assert.equal(await slugOf(await resident.post('send', body)), 'malformed-request')
  })

  it('is not one of too many in a moment, nor in a conversation', async () => {
    const { resident, agent } = await talk(state)
    for (let i = 0; i < 5; i++) await sent(say(resident, `${i}`))
    const fast = await say(resident, 'too fast')
    assert.equal(await slugOf(fast), 'too-many-requests')
    assert.equal(fast.headers.get('retry-after'), '10')
    await sent(say(agent, 'the other side has a pace of its own'))
    for (let round = 0; round < 3; round++) {
      state.wait(11)
      for (let i = 0; i < 5; i++) await sent(say(resident, `${round} ${i}`))
    }
    state.wait(11)
    const full = await say(resident, 'too much')
    assert.equal(full.status, 409)
    assert.equal(await slugOf(full), 'conversation-full')
  })
})

describe('the other side', () => {
  it('says what it has, and what was on its screen', async () => {
    const { resident, agent } = await talk(state)
    const { number } = await sent(say(resident, 'a'))
    const atResident = await resident.listen()
    await agent.post('receipt', { delivered: number, read: 0 })
    assert.deepEqual(await atResident.next('receipt'), { by: 'agent', delivered: number, read: 0 })
    await agent.post('receipt', { delivered: number, read: number })
    const read = { by: 'agent', delivered: number, read: number }
    assert.deepEqual(await atResident.next('receipt'), read)
    const again = await resident.listen()
    assert.deepEqual(await again.next('receipt'), read, 'the last one is kept')
    assert.equal(again.seen.filter(({ event }) => event === 'receipt').length, 1)
    for (const body of [{}, { delivered: -1, read: 0 }, { delivered: '1', read: 1 }])
      assert.equal(await slugOf(await agent.post('receipt', body)), 'malformed-request')
  })

  it('says that it is typing, and nothing of that is kept', async () => {
    const { id, resident, agent } = await talk(state)
    const atAgent = await agent.listen()
    await atAgent.next('caught_up')
    assert.equal((await resident.post('typing')).status, 204)
    assert.deepEqual(await atAgent.next('typing'), { by: 'resident' })
    assert.deepEqual(await state.store.exchange.since(id, 0), [])
  })

  it('is spared a flood of signs', async () => {
    const { resident, agent } = await talk(state)
    const atAgent = await agent.listen()
    await atAgent.next('caught_up')
    for (let i = 0; i < 60; i++) assert.equal((await resident.post('typing')).status, 204)
    await sent(say(resident, 'last'))
    await atAgent.next('message')
    const signs = atAgent.seen.filter(({ event }) => event === 'typing').length
    // The minute may have turned meanwhile.
    assert.ok(signs > 0 && signs <= 59, `${signs} signs`)
  })

  it('learns when everything was told that was said before', async () => {
    const { resident, agent } = await talk(state)
    for (const text of ['a', 'b']) await sent(say(agent, text))
    const events = await resident.listen()
    await events.next('caught_up')
    await sent(say(agent, 'c'))
    await events.next('message')
    const order = events.seen
      .filter(({ event }) => event !== 'state')
      .map(({ event, data }) => (data as Partial<Message>).text ?? event)
    assert.deepEqual(order.slice(0, 3), ['a', 'b', 'caught_up'])
  })
})

describe('chat()', () => {
  it('refuses limits that make no sense', () => {
    for (const options of [{ most: 9 }, { most: 5001 }, { most: 10.5 }, { pace: 0 }, { pace: 101 }])
      assert.throws(() => chat(options), { code: 'ERR_ID_CONTACT_CONFIG' })
  })

  it('keeps what is said sealed, and nothing when it is over', async () => {
    const { id, resident, agent } = await talk(state)
    await sent(say(resident, 'kanarie'))
    await agent.post('receipt', { delivered: 1, read: 1 })
    const entries = await state.store.exchange.since(id, 0)
    assert.equal(entries.length, 2)
    assert.doesNotMatch(JSON.stringify(entries), /kanarie|delivered/)
    await state.store.end(id, { reason: 'ended' })
    assert.deepEqual(await state.store.exchange.since(id, 0), [])
    assert.equal(await slugOf(await say(resident, 'b')), 'gone')
  })
})
