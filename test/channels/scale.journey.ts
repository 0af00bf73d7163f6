/** Several processes of one part behind a plain proxy: whoever answers, it is one queue. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { AgentConversation, Desk, Queue } from '../../src/agent/index.ts'
import { follow, type Line, type Standing } from '../../src/client/channels/index.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import type { Waiting } from '../cluster/outsiders.ts'

describe('three desks and two communication plugins over one PostgreSQL, without sticky sessions', () => {
  let cluster: Cluster
  let agents: Desk[]
  before(async () => {
    cluster = await startCluster({ comms: 2, desks: 3 })
    agents = await Promise.all(
      ['sanne', 'ahmed', 'fleur', 'joost'].map((name) => cluster.agent(name)),
    )
  })
  after(async () => {
    for (const agent of agents) agent.close()
    await cluster.stop()
  })

  /** The first state of the queue that is as wanted. */
  async function until(desk: Desk, isWanted: (queue: Queue) => boolean): Promise<Queue> {
    for await (const queue of desk.queue({ signal: AbortSignal.timeout(20_000) }))
      if (isWanted(queue)) return queue
    throw new Error('It did not come to that')
  }

  async function standingWhere(line: Line, isWanted: (standing: Standing) => boolean) {
    for await (const standing of line.changes({ signal: AbortSignal.timeout(20_000) }))
      if (isWanted(standing)) return standing
    throw new Error('It did not come to that')
  }

  const nameOf = ({ attributes }: AgentConversation): string =>
    attributes.find(({ tag }) => tag === 'name')!.value

  it('show every agent the same queue', async () => {
    await Promise.all(['Een', 'Twee', 'Drie'].map((name) => cluster.citizen(name)))
    const queues = await Promise.all(
      agents.map((agent) => until(agent, ({ waiting }) => waiting.length === 3)),
    )
    const ids = queues.map(({ waiting }) => waiting.map(({ id }) => id))
    for (const one of ids) assert.deepEqual(one, ids[0])
  })

  it('give each resident to one agent, however many ask at once', async () => {
    const taken = await Promise.all(agents.map((agent) => agent.acceptNext()))
    const conversations = taken.filter((one) => one !== undefined)
    assert.deepEqual(conversations.map(nameOf).sort(), ['Drie', 'Een', 'Twee'])
    await Promise.all(conversations.map((one) => one.end()))
  })

  it('tell every resident their place, and who picks them up, whoever holds their connection', async () => {
    const residents = await Promise.all(
      Array.from({ length: 6 }, async (_, n) =>
        lineOf(cluster, await cluster.citizen(`Plaats ${n}`)),
      ),
    )
    const places = new Set<number>()
    await Promise.all(
      residents.map(async (line) => {
        const { position } = await standingWhere(line, (one) => one.position !== undefined)
        places.add(position!)
      }),
    )
    assert.ok(places.size > 1, 'some are before others')
    const open = residents.map((line) => standingWhere(line, ({ state }) => state === 'active'))
    const taken = await Promise.all(
      residents.map((_, n) => agents[n % agents.length]!.acceptNext()),
    )
    for (const { agentName } of await Promise.all(open))
      assert.match(agentName!, /^(sanne|ahmed|fleur|joost)$/)
    const ended = residents.map((line) => standingWhere(line, ({ state }) => state === 'ended'))
    await Promise.all(taken.map((one) => one!.end()))
    await Promise.all(ended)
  })

  it('lose nobody when one of them is killed, and it takes part again when it is back', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Bewoner ${index}`)
    const first = names.slice(0, 6)
    const second = names.slice(6)
    await Promise.all(first.map((name) => cluster.citizen(name)))
    const held = (await agents[0]!.acceptNext())!
    const [killed] = cluster.desks
    await killed!.kill()
    await Promise.all(second.map((name) => cluster.citizen(name)))

    const served = [nameOf(held)]
    await Promise.all(
      agents.map(async (agent) => {
        await until(agent, ({ status }) => status === 'live')
        for (;;) {
          const conversation = await agent.acceptNext()
          if (!conversation) return
          served.push(nameOf(conversation))
          await conversation.end()
        }
      }),
    )
    assert.deepEqual(served.sort(), names.sort(), 'everybody once')

    await held.refresh()
    assert.equal(held.isEnded, false, 'who was on the line still is')
    await held.end()
    await killed!.start()
    await cluster.citizen('Na de herstart')
    for (const agent of agents) await until(agent, ({ waiting }) => waiting.length === 1)
    await (await agents[1]!.acceptNext())!.end()
  })

  it('go on after the database was away', async () => {
    await cluster.citizen('Voor')
    await cluster.restartDatabase()
    await cluster.citizen('Na')
    for (const agent of agents)
      await until(agent, ({ status, waiting }) => status === 'live' && waiting.length === 2)
  })

  it('write nothing down of anybody', () => {
    for (const word of ['Bewoner', '999990019', 'eyJ']) assert.ok(!cluster.output().includes(word))
  })
})

/** As in the tab of this resident. */
function lineOf({ fetch }: Cluster, { url, token, conversation }: Waiting): Line {
  const { purpose } = conversation
  const kept = JSON.stringify({ [purpose]: { core: url, purpose, url, token } })
  const storage = { getItem: () => kept, setItem() {}, removeItem() {} }
  return follow({ purpose }, { storage, fetch })
}
