/** Residents and agents by the hundred, each with the SDK that a browser has: what they do, and what they saw. */
import type { AgentConversation, Desk } from '../../src/agent/index.ts'
import { follow } from '../../src/client/channels/index.ts'
import type { Cluster } from '../cluster.ts'
import { again } from '../cluster/outsiders.ts'

export interface Resident {
  name: string
  /** When the result was posted, in milliseconds of this process. */
  posted: number
  /** The states that this browser saw, one after the other. */
  states: string[]
  /** The agents that it saw, and the places. */
  agents: Set<string>
  place: number | undefined
  ended: Promise<void>
}

/** From the start until in the queue, with the event stream open; it stays so until it has ended. */
export async function resident(cluster: Cluster, name: string): Promise<Resident> {
  const { posted, url, token, conversation } = await cluster.citizen(name)
  const { purpose } = conversation
  const kept = JSON.stringify({ [purpose]: { core: url, purpose, url, token } })
  const storage = { getItem: () => kept, setItem() {}, removeItem() {} }
  const line = follow({ purpose }, { storage, fetch: cluster.fetch })
  const seen = { name, posted, states: [] as string[], agents: new Set<string>() }
  const one: Resident = { ...seen, place: undefined, ended: Promise.resolve() }
  one.ended = new Promise((resolve, reject) => {
    line.listen({
      onStanding({ state, position, agentName }) {
        if (one.states.at(-1) !== state) one.states.push(state)
        if (agentName) one.agents.add(agentName)
        one.place = position ?? one.place
        if (state === 'ended') resolve()
      },
      onFailure: reject,
    })
  })
  // Whoever waits for it hears of it; until then it is no error of the process.
  one.ended.catch(() => {})
  return one
}

/** Which conversation somebody had, and with whom. */
interface Service {
  id: string
  agent: string
  /** How often an agent was given it. */
  times: number
}

export interface Work {
  /** By the name that the agent read. */
  served: Map<string, Service[]>
  isOver: boolean
}

/** Milliseconds between two looks while nobody waits. */
const pause = 500

/**
 * Takes whoever is next, reads who it is, talks, and hangs up, until the work is over. After a fault the agent looks what is theirs: an answer that got
 * lost was a conversation all the same.
 */
export async function agentAtWork(
  desk: Desk,
  agent: string,
  work: Work,
  talk: () => number,
): Promise<void> {
  const closing = new AbortController()
  const panel = (async () => {
    for await (const _queue of desk.queue({ signal: closing.signal }));
  })()
  while (!work.isOver) {
    try {
      const next = await desk.acceptNext()
      const those = next ? [next] : await desk.conversations()
      for (const one of those) await serve(one, agent, work, talk())
      if (those.length === 0) await later(pause)
    } catch {
      await later(pause)
      const those = await again(() => desk.conversations())
      for (const one of those) await serve(one, agent, work, talk())
    }
  }
  closing.abort()
  await panel
}

async function serve(
  conversation: AgentConversation,
  agent: string,
  { served }: Work,
  milliseconds: number,
): Promise<void> {
  const { id, attributes } = conversation
  const name = attributes.find(({ tag }) => tag === 'name')!.value
  const before = served.get(name) ?? []
  const known = before.find((one) => one.id === id && one.agent === agent)
  if (known) known.times++
  else served.set(name, [...before, { id, agent, times: 1 }])
  await later(milliseconds)
  await again(() => conversation.end())
}

export const later = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** All of them, so many at a time. */
export async function inTurn<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const left = items.entries()
  const one = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return results
}
