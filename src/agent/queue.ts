import type { LocalText } from '../protocol/local-text.ts'
import type { Left, QueueRow, Snapshot } from '../protocol/messages-desk.ts'

/** A conversation that waits for an agent, as every agent sees it: without attributes. */
export interface WaitingConversation {
  /** Names it at the desk: what {@link Desk.accept} takes. */
  id: string
  /** Tag of the purpose. */
  purpose: string
  /** What the purpose is called, for people. */
  purposeName: LocalText
  /** How the resident wants to talk. */
  channel: 'phone' | 'chat' | 'video'
  /** Tag of the communication method. */
  commMethod: string
  /** From when, by the clock of the desk: compare it with `desk.now()`. */
  waitingSince: Date
  /** Whether there is a result that says who it is. What it is worth shows when the conversation is accepted. */
  identified: boolean
  /** The resident is not there: they want to be called back, on a number that shows when it is accepted. */
  callBack: boolean
  /** Tag of the authentication method. */
  authMethod?: string
  /** What the authentication method is called, for people. */
  authMethodName?: string
}

/** A conversation that waits no longer, and why. */
export interface LeftConversation {
  /** Names it at the desk. */
  id: string
  /** `accepted`: picked up. `ended`: hung up. `expired`: its time was over. `withdrawn`: the resident stopped. */
  reason: 'accepted' | 'ended' | 'expired' | 'withdrawn'
  /** With `accepted`: by whom. */
  by?: 'you' | 'colleague'
}

/** How the queue stands. Each change is a new object. */
export interface Queue {
  /** `lost`: there is no connection, and the rest is how it stood before. */
  readonly status: 'live' | 'lost'
  /** Longest wait first. */
  readonly waiting: readonly WaitingConversation[]
  /** Ids of the agent's own conversations. */
  readonly active: readonly string[]
  /** With a change that is about this: what has just left the queue. */
  readonly left?: LeftConversation
}

export const emptyQueue: Queue = { status: 'lost', waiting: [], active: [] }

const longestWaitFirst = (a: WaitingConversation, b: WaitingConversation): number =>
  +a.waitingSince - +b.waitingSince || (a.id < b.id ? -1 : 1)

const without = <T extends { id: string }>(items: readonly T[], id: string): T[] =>
  items.filter((item) => item.id !== id)

/** Nearly always at the end, where it is looked for first: a long queue is not sorted again for each arrival. */
function inserted(waiting: WaitingConversation[], added: WaitingConversation) {
  let at = waiting.length
  while (at > 0 && longestWaitFirst(added, waiting[at - 1]!) < 0) at--
  waiting.splice(at, 0, added)
  return waiting
}

export const fromSnapshot = ({ waiting, active }: Snapshot): Queue => ({
  status: 'live',
  waiting: waiting.map(readRow).sort(longestWaitFirst),
  active: active.map(({ id }) => id),
})

export const withArrival = (queue: Queue, row: QueueRow): Queue => ({
  ...queue,
  left: undefined,
  waiting: inserted(without(queue.waiting, row.id), readRow(row)),
})

export const withoutLeft = (queue: Queue, { id, reason, by }: Left): Queue => ({
  ...queue,
  left: { id, reason, by },
  waiting: without(queue.waiting, id),
})

export const withActive = (queue: Queue, id: string, isActive: boolean): Queue => ({
  ...queue,
  left: undefined,
  active: [...queue.active.filter((other) => other !== id), ...(isActive ? [id] : [])],
})

export const lost = (queue: Queue): Queue => ({ ...queue, status: 'lost', left: undefined })

const readRow = (row: QueueRow): WaitingConversation => ({
  id: row.id,
  purpose: row.purpose,
  purposeName: row.purpose_name,
  channel: row.channel,
  commMethod: row.comm_method,
  waitingSince: new Date(row.waiting_since),
  identified: row.identified,
  callBack: row.call_back ?? false,
  authMethod: row.auth_method,
  authMethodName: row.auth_method_name,
})
