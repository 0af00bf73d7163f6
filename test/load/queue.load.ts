/**
 * A thousand residents wait with their browsers open, fifty agents work, more residents come; and meanwhile processes are killed and the database is
 * started again. `LOAD_RESIDENTS` and `LOAD_AGENTS` make it smaller. Nothing here fails for being slow; what is measured is told.
 */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Desk } from '../../src/agent/index.ts'
import { openStore } from '../../src/store/index.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import type { Member } from '../cluster/member.ts'
import { agentAtWork, inTurn, later, resident, type Resident, type Work } from './people.ts'

const residents = Number(process.env.LOAD_RESIDENTS ?? 1000)
const agents = Number(process.env.LOAD_AGENTS ?? 50)
/** Who come later, in each phase. */
const more = Math.ceil(residents / 10)
/** How many come at the same time. */
const atOnce = 8
/** How long those who come later take to come, at least, in milliseconds: something happens in the midst of it. */
const spread = 12_000

describe(`${residents} residents and ${agents} agents`, () => {
  let cluster: Cluster
  let observer: Desk
  const panel = new Map<string, number>()
  const phases = new Map<string, Resident[]>()
  const work: Work = { served: new Map(), isOver: false }
  const desks: Desk[] = []
  /** Fails when an agent cannot go on. */
  let working: Promise<unknown> = new Promise(() => {})
  const begun = performance.now()

  before(async () => {
    cluster = await startCluster({
      comms: 2,
      desks: 3,
      // Nobody of them gives a sign that they need more time.
      environment: { ID_CONTACT_COMM_PHONE_CODE_LIFETIME: '3600' },
    })
    observer = await cluster.agent('observer')
    void watch(observer, panel)
  })
  after(async () => {
    work.isOver = true
    if (desks.length > 0) await working.catch(() => {})
    for (const desk of [...desks, observer]) desk?.close()
    await cluster?.stop()
  })

  /** More residents come, over a while; and meanwhile something may happen. */
  async function comeLater(name: string, meanwhile = async (): Promise<void> => {}): Promise<void> {
    const names = Array.from({ length: more }, (_, n) => `${name} ${n}`)
    const coming = inTurn(names, atOnce, async (each) => {
      await later((Math.random() * 2 * spread * atOnce) / more)
      return resident(cluster, each)
    })
    const [came] = await Promise.all([coming, meanwhile()])
    phases.set(name, came)
  }

  /** As long as the test may take: a busy machine is slow, and that is no fault. */
  async function until(isSo: () => boolean): Promise<void> {
    let isDone = false
    const look = async (): Promise<void> => {
      while (!isDone && !isSo()) await later(100)
    }
    await Promise.race([look(), working]).finally(() => (isDone = true))
  }

  it('wait, each with a place of their own', async () => {
    const names = Array.from({ length: residents }, (_, n) => `resident ${n}`)
    const came = await inTurn(names, atOnce, (name) => resident(cluster, name))
    phases.set('while all come', came)
    await until(() => came.every(({ place }) => place !== undefined))
    await until(() => new Set(came.map(({ place }) => place)).size === residents)
    assert.deepEqual(
      came.map(({ place }) => place!).sort((a, b) => a - b),
      came.map((_, place) => place),
    )
  })

  it('are served while more residents come', async () => {
    const names = Array.from({ length: agents }, (_, n) => `agent ${n}`)
    desks.push(...(await inTurn(names, atOnce, (name) => cluster.agent(name))))
    const talk = (): number => 1000 + Math.random() * 2000
    working = Promise.all(desks.map((desk, n) => agentAtWork(desk, names[n]!, work, talk)))
    working.catch(() => {})
    await comeLater('while agents work')
    assert.ok(work.served.size > 0, 'somebody was served')
  })

  it('go on while a desk and a communication plugin are killed', async () => {
    await comeLater('while processes are killed', async () => {
      for (const member of [cluster.desks[0]!, cluster.comms[0]!]) await killed(member)
    })
  })

  it('go on while the database is started again', async () => {
    await comeLater('while the database starts again', async () => {
      await later(spread / 3)
      await cluster.restartDatabase()
    })
  })

  it('were each served once, and nobody was lost', async () => {
    const all = [...phases.values()].flat()
    await until(() => all.every(({ name }) => work.served.has(name)))
    await Promise.race([Promise.all(all.map(({ ended }) => ended)), working])
    work.isOver = true
    await working
    for (const { name, states, agents: seen } of all) {
      const services = work.served.get(name)!
      assert.equal(services.length, 1, `${name} was served once: ${JSON.stringify(services)}`)
      assert.equal(states.at(-1), 'ended')
      const { agent } = services[0]!
      assert.ok(
        [...seen].every((one) => one === agent),
        `${name} saw ${[...seen].join()}`,
      )
    }
    assert.equal(work.served.size, all.length, 'nobody was served who did not come')
    const ids = [...work.served.values()].map(([service]) => service!.id)
    assert.equal(new Set(ids).size, ids.length, 'each had a conversation of their own')
  })

  it('left nothing behind, and nobody is in the audit twice', async () => {
    for (const desk of desks) assert.deepEqual(await desk.conversations(), [])
    const store = await openStore({ databaseUrl: cluster.databaseUrl })
    try {
      assert.deepEqual(await store.waiting(), [])
      const accepted = new Map<string, number>()
      for await (const page of store.auditPages())
        for (const { event, conversation } of page)
          if (event === 'conversation_accepted')
            accepted.set(conversation!, (accepted.get(conversation!) ?? 0) + 1)
      assert.deepEqual(
        [...accepted].filter(([, times]) => times !== 1),
        [],
      )
    } finally {
      await store.close()
    }
    tell(phases, work, panel, (performance.now() - begun) / 1000)
  })

  async function killed(member: Member): Promise<void> {
    await later(1000)
    await member.kill()
    await later(3000)
    await member.start()
  }
})

/** When each conversation was first seen in a panel. */
async function watch(desk: Desk, seen: Map<string, number>): Promise<void> {
  for await (const { waiting } of desk.queue()) {
    const now = performance.now()
    for (const { id } of waiting) if (!seen.has(id)) seen.set(id, now)
  }
}

/** Milliseconds from posting the result to `attr_url` until a panel shows that somebody waits. */
function tell(
  phases: Map<string, Resident[]>,
  { served }: Work,
  panel: Map<string, number>,
  seconds: number,
): void {
  const lines = [...phases].map(([name, came]) => {
    const times = came
      .flatMap(({ name, posted }) => {
        const seen = panel.get(served.get(name)![0]!.id)
        return seen === undefined ? [] : [seen - posted]
      })
      .sort((a, b) => a - b)
    const at = (part: number): string =>
      `${Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))]!)} ms`
    const count = `${times.length} of ${came.length}`
    return `| ${name} | ${count} | ${at(0.5)} | ${at(0.9)} | ${at(0.99)} |`
  })
  mkdirSync('coverage', { recursive: true })
  const text = [
    `${served.size} residents, ${agents} agents, ${Math.round(seconds)} s. From attr_url to the panel:`,
    '',
    '| phase | seen | median | p90 | p99 |',
    '| - | - | - | - | - |',
    ...lines,
    '',
  ].join('\n')
  writeFileSync('coverage/figures.txt', text)
  console.log(text)
}
