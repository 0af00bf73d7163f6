import type { LocalText } from '../protocol/local-text.ts'
import { parseSupervision } from '../protocol/messages-desk.ts'
import { badAnswer } from './request.ts'

/** How the desk stands, in numbers. */
export interface Supervision {
  /** When it stood so, by the clock of the desk. */
  at: Date
  /** `talking`: in a conversation. The others are in none. */
  agents: { available: number; away: number; talking: number }
  /** Those in which somebody waits or talks. */
  queues: readonly SupervisedQueue[]
}

/** One purpose and channel in which somebody waits or talks. */
export interface SupervisedQueue {
  /** Tag of the purpose. */
  purpose: string
  /** What the purpose is called, for people. */
  purposeName: LocalText
  /** How they talk. */
  channel: 'phone' | 'chat' | 'video'
  /** How many wait. */
  waiting: number
  /** How many conversations run. */
  active: number
  /** Seconds, in whole minutes; of fewer than five only roughly. Absent when nobody waits. */
  longestWait?: number
  /** Seconds, in whole minutes. Absent of fewer than five. */
  medianWait?: number
}

/** @throws RequestError `ERR_ID_CONTACT_BAD_ANSWER` */
export function readSupervision(answer: unknown): Supervision {
  try {
    const { at, agents, queues } = parseSupervision(answer)
    return {
      at: new Date(at),
      agents,
      queues: queues.map((queue) => ({
        purpose: queue.purpose,
        purposeName: queue.purpose_name,
        channel: queue.channel,
        waiting: queue.waiting,
        active: queue.active,
        longestWait: queue.longest_wait,
        medianWait: queue.median_wait,
      })),
    }
  } catch {
    throw badAnswer()
  }
}
