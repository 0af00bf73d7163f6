/** `GET /events`: the queue as it changes, as server-sent events (HTML standard, section 9.2). No attribute of anybody is in them. */
import { eventStream } from '../../web/index.ts'
import type { Change, Kind, Store, StoredConversation } from '../../store/index.ts'
import type { Agent } from './agent.ts'
import { queueRow } from './rows.ts'
import { isOf, kindsOf } from './skills.ts'
import type { Desk } from './surroundings.ts'

/** Every connection begins with a snapshot, so `Last-Event-ID` needs no memory here: nothing is missed. */
export function events(desk: Desk, agent: Agent): Response {
  // Whoever is signed out gets nothing more, also on a connection that is still open.
  const lifetime = agent.until.getTime() - desk.now().getTime()
  return eventStream({ lifetime }, ({ write, close }) => {
    let number = 0
    const send: Send = (event, data) =>
      write(`id: ${++number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    const fail = (error: unknown): void => {
      desk.log({ level: 'error', event: 'events_failed', name: (error as Error).name })
      close()
    }
    // One after the other: an event never overtakes the snapshot or the event before it.
    const view: View = { agent, kinds: kindsOf(desk, agent), shown: new Set() }
    let work = snapshot(desk, view, desk.store.waiting(view), send)
    work.catch(fail)
    const unsubscribe = desk.store.subscribe((change) => {
      work = work.then(() => tell(desk, view, change, send)).catch(fail)
    })
    const leave = desk.presence.enter(agent.id)
    return () => {
      unsubscribe()
      leave()
    }
  })
}

type Send = (event: string, data: unknown) => void

interface View {
  agent: Agent
  kinds: Kind[] | undefined
  /** Which rows this agent was told of, when that is not all of them. */
  shown: Set<string>
}

async function snapshot(
  desk: Desk,
  { agent, kinds, shown }: View,
  queue: Promise<StoredConversation[]>,
  send: Send,
): Promise<void> {
  const { store } = desk
  const [waiting, active, presence] = await Promise.all([
    queue,
    store.activeOf(agent.id),
    store.agents.stateOf(agent.id),
  ])
  shown.clear()
  if (kinds) for (const { id } of waiting) shown.add(id)
  send('snapshot', {
    at: desk.now().toISOString(),
    waiting: waiting.map((stored) => queueRow(desk, stored)),
    active: active.map(({ id }) => ({ id })),
    presence: presence ?? 'available',
    lifetime: Math.max(0, Math.floor((agent.until.getTime() - desk.now().getTime()) / 1000)),
  })
}

async function tell(desk: Desk, view: View, change: Change, send: Send): Promise<void> {
  const { agent, kinds, shown } = view
  switch (change.kind) {
    case 'reset':
      return snapshot(
        desk,
        view,
        kinds ? desk.store.waiting(view) : once(resets, change, () => desk.store.waiting()),
        send,
      )
    case 'waiting': {
      const stored = await once(arrivals, change, () => desk.store.byId(change.id))
      if (stored?.state !== 'waiting' || !isOf(kinds, stored)) return
      if (kinds) shown.add(stored.id)
      return send('waiting', queueRow(desk, stored))
    }
    case 'left': {
      const { id, reason } = change
      if (kinds && !shown.delete(id)) return
      const by = change.agent === agent.id ? 'you' : 'colleague'
      return send('left', { id, reason, ...(reason === 'accepted' && { by }) })
    }
    case 'conversation':
      if (change.agent === agent.id) send('conversation', { id: change.id, state: change.state })
      return
    case 'agent':
      if (change.id === agent.id) send('presence', { presence: change.state })
      return
  }
}

// All agents of this process hear of one change as the same object: what it is about is read once, and not once for each of them.
const arrivals = new WeakMap<Change, ReturnType<Store['byId']>>()
const resets = new WeakMap<Change, ReturnType<Store['waiting']>>()

function once<T>(known: WeakMap<Change, Promise<T>>, change: Change, read: () => Promise<T>) {
  let asked = known.get(change)
  if (!asked) known.set(change, (asked = read()))
  return asked
}
