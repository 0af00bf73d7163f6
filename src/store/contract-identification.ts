/** What the room promises of authentication during a conversation: an agent asks, and the citizen tries. */
import type { StoredConversation } from './contract.ts'

/**
 * `requested`: the agent asked. `started`: the citizen is on the way with a method. `failed`, `cancelled`: that came to nothing, and the
 * citizen may try again. When it succeeds, nothing of it stays but the result.
 */
export type IdentificationState = 'requested' | 'started' | 'failed' | 'cancelled'

/** How the question who somebody is stands. */
export interface StoredIdentification {
  /** How far it is. */
  state: IdentificationState
  /** When it came to that state. */
  since: Date
  /** The one that is under way, or the last one. */
  attempt?: StoredAttempt
}

/** A log-in during a conversation. */
export interface StoredAttempt {
  /** What its result must carry; names the attempt among others of the conversation. */
  binding: string
  /** Tag of the configuration. */
  authMethod: string
  /** Nobody will come back with a handover: the result counts when it arrives. */
  isDirect: boolean
  /** The result token as it came in, encrypted, until the right browser is back. */
  result?: string
  /** Of the receipt that the browser must bring which logged in. */
  receiptHash?: string
}

/** A log-in during a conversation, as it begins. */
export interface NewAttempt extends Pick<StoredAttempt, 'binding' | 'authMethod' | 'isDirect'> {
  /** Keyed hash of the capability that the result is posted to; unique. */
  capabilityKey?: string
  /** Time limit in seconds. */
  seconds: number
}

/** All of it is about a conversation that an agent has accepted; in every other state there is nothing to find. */
export interface Identifications {
  /** This agent asks, also once more after a success or a failure. `under-way`: it was asked already, and nothing changes. */
  request(id: string, agent: string): Promise<'requested' | 'under-way' | 'gone'>
  /** The citizen tries, when it was asked; an earlier attempt counts no more, whatever became of it. */
  start(id: string, attempt: NewAttempt): Promise<'started' | 'not-asked' | 'gone'>
  /** The conversation with the attempt that has this capability. */
  byCapability(capabilityKey: string): Promise<StoredConversation | undefined>
  /**
   * Keeps the first result of this attempt apart, or, when the attempt is direct, makes it the result of the conversation. `ignored` for each
   * later one, and when the attempt is over. A `jti` that anybody has used before is `replayed` and changes nothing.
   */
  attachResult(
    id: string,
    binding: string,
    r: { result: string; receiptHash?: string; session?: string; jti?: string; jtiUntil?: Date },
  ): Promise<'accepted' | 'ignored' | 'replayed' | 'gone'>
  /**
   * The result of this attempt becomes that of the conversation, with its method and its binding, and the conversation has another token from
   * here on. Its log-in takes the place of the one before, which ends. One of n callers wins. `over`: the attempt ended, was promoted or was replaced.
   */
  promote(
    id: string,
    binding: string,
    r: { tokenKey: string },
  ): Promise<'promoted' | 'result-missing' | 'over'>
  /** The first result of this attempt says that it failed. `false` for a later one, and when the attempt is over. */
  fail(id: string, binding: string): Promise<boolean>
  /** This attempt came to nothing; its result is erased, and its log-in ends. Somebody who failed may turn out to have cancelled. `false`: it is over. */
  end(id: string, binding: string, outcome: 'failed' | 'cancelled'): Promise<boolean>
  /** The citizen does not want to, whether an attempt is under way or not. `false`: nobody asks. */
  decline(id: string): Promise<boolean>
}
