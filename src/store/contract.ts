/** What the room promises: waiting and running conversations, and how one of n processes learns what another did. */
import type { CallBacks } from './call-backs.ts'
import type { Calls } from './calls.ts'
import type { AgentState, Agents } from './contract-agents.ts'
import type { Exchange, Hint } from './contract-exchange.ts'
import type { Identifications, StoredIdentification } from './contract-identification.ts'
import type { Paces } from './pace.ts'
import type { Records } from './contract-records.ts'
import type { Rooms } from './contract-rooms.ts'

/** Where a conversation stands. A conversation that ended has no row any more. */
export type StoredState =
  'starting' | 'authenticating' | 'failed' | 'waiting' | 'expired' | 'active'

/** How a resident and an agent talk. */
export type Channel = 'phone' | 'chat' | 'video'

/** A conversation as it is stored: tags, keyed hashes, and what is sealed or encrypted. */
export interface StoredConversation {
  /** Names it everywhere in here. */
  id: string
  /** Tag of the communication plugin. */
  plugin: string
  /** Where it stands. */
  state: StoredState
  /** Tags of the configuration. */
  purpose: string
  /** How they talk. */
  channel: Channel
  /** Tag. */
  commMethod: string
  /** Tag. Absent: without a log-in. */
  authMethod?: string
  /** The core that started it. */
  issuer?: string
  /** What the result token must carry. Erased when authentication fails. */
  binding?: string
  /** The result token as it came in, encrypted. Never clear attributes. */
  result?: string
  /** Of the receipt that the browser must bring which logged in. */
  receiptHash?: string
  /** Tags of what may still be shown of the result, when that is not all of it: what did not follow a transfer never comes back. */
  shares?: string[]
  /** Agents are told what was said after this number: before it, it was for another purpose. */
  withheldEntries?: number
  /** Where the authentication plugin hears of the log-in, sealed by the caller. Until the log-in was ended. */
  session?: string
  /** The digits, sealed by the caller. */
  code?: string
  /** Until when the code works. */
  codeExpiresAt?: Date
  /** How often the life of the code was extended; renewals do not count. */
  extensions: number
  /** Who accepted it. */
  agent?: string
  /** How the agent is called towards the citizen, sealed by the caller. */
  agentName?: string
  /** On which number it is to be called back, sealed by the caller. */
  callBack?: string
  /** It was started to be called back: from when people are. Without a number it is in no queue. */
  callBackFrom?: Date
  /** When it was started. */
  createdAt: Date
  /** Its place in the queue. */
  waitingSince?: Date
  /** When an agent accepted it. */
  acceptedAt?: Date
  /** It waits once more: its agent disappeared (`returned`), or passed it on. */
  moved?: 'returned' | 'transferred'
  /** Authentication during the conversation, as long as an agent asks for it. */
  identification?: StoredIdentification
}

/** How long a row may stay, in seconds. */
export interface Limits {
  /** Before it waits, counted from its start; and after its code expired, counted from then. */
  attempt: number
  /** While it waits or runs, counted from the last sign of life. */
  idle: number
  /** In all, counted from its start. */
  longest: number
}

/** What a conversation starts with. */
export interface NewConversation {
  /** Random; unique. */
  id: string
  /** Tag of the communication plugin. */
  plugin: string
  /** Tag. */
  purpose: string
  /** How they will talk. */
  channel: Channel
  /** Tag. */
  commMethod: string
  /** Tag. Absent: without a log-in. */
  authMethod?: string
  /** The core that starts it. */
  issuer?: string
  /** What the result token must carry. */
  binding?: string
  /** To be called back from then on, instead of waiting. */
  callBackFrom?: Date
  /** Keyed hash of the reference; unique. */
  refKey: string
  /** Keyed hash of the capability; unique. */
  capabilityKey?: string
  /** How long the row may stay. */
  limits: Limits
}

/** A code that a resident keys in or reads out. */
export interface Code {
  /** Keyed hash of the digits; unique among the conversations that are there. */
  key: string
  /** The digits, sealed by the caller. */
  sealed: string
  /** Until when it works. */
  expiresAt: Date
}

/** What an authentication plugin is still to be told of a log-in. It outlives its conversation. */
export interface SessionUpdate {
  /** Names the update. */
  id: string
  /** What is to be told. */
  type: 'user_active' | 'logout'
  /** As {@link StoredConversation.session}. */
  session: string
  /** How often it was claimed, this time included. */
  attempts: number
}

/** What happened to a conversation, in this process or another. Ids and states only. */
export type Change =
  /**
   * It is in the queue; `since` is its place there, in milliseconds since 1970. `lane` is what it waits for, as {@link Store.queueOrder} says
   * it; a process of an older version does not.
   */
  | { kind: 'waiting'; id: string; since: number; lane?: string }
  /** It left the queue. */
  | {
      kind: 'left'
      id: string
      reason: 'accepted' | 'ended' | 'expired' | 'withdrawn'
      agent?: string
    }
  /** A conversation that an agent accepted, or had accepted, changed. */
  | {
      kind: 'conversation'
      id: string
      /** `returned`, `transferred`: it waits for another agent. */
      state: 'active' | 'ended' | 'expired' | 'returned' | 'transferred'
      agent?: string
    }
  /** The sides of a conversation exchanged something; `hint` is something that is not kept. */
  | { kind: 'exchange'; id: string; hint?: Hint }
  /** Something changed in a platform's room; `id` is the room's key. */
  | { kind: 'room'; id: string }
  /** An agent said something else of themselves; `id` is the agent's. */
  | { kind: 'agent'; id: string; state: AgentState }
  /** There is something to tell an authentication plugin: see {@link Store.claimUpdates}. */
  | { kind: 'outbox' }
  /** Changes may have been missed: take a new snapshot. */
  | { kind: 'reset' }

/** `ended`: hung up. `withdrawn`: the resident stopped before that. `abandoned`: it came to nothing on the way to the queue. `expired`: its time was over. */
export type EndReason = 'ended' | 'withdrawn' | 'abandoned' | 'expired'

/** What a conversation is about, and by which channel: tag of the purpose, a space, channel. */
export type Kind = `${string} ${Channel}`

/** An agent, and how they are called towards citizens. */
export interface NamedAgent {
  /** Pseudonym of the agent. */
  id: string
  /** By plugin, because each has a seal of its own, and `*` for every other; sealed by the caller. */
  names: Readonly<Record<string, string>>
}

/** What an agent can take. What is left out does not matter; of an empty list there is none. */
export interface Among {
  /** Purpose and channel together. */
  kinds?: Kind[]
  /** Tags. */
  purposes?: string[]
  /** Any of these. */
  channels?: Channel[]
  /** Tags of communication plugins. */
  plugins?: string[]
}

/** One purpose and channel, in numbers. */
export interface QueueTally {
  /** Tag. */
  purpose: string
  /** How they talk. */
  channel: Channel
  /** How many wait. */
  waiting: number
  /** How many talk. */
  active: number
  /** Seconds that the first has waited; 0 when nobody waits. */
  longest: number
  /** Median of the waits so far, in seconds; 0 when nobody waits. */
  median: number
}

/**
 * Every method is one atomic step, also among processes. A method that cannot reach the database rejects with an `IdContactError` of
 * code `ERR_ID_CONTACT_STORE`, whose text holds nothing of what was stored.
 */
export interface Store extends Paces, CallBacks, Records {
  /** Makes the row, in state `starting`. */
  start(conversation: NewConversation): Promise<void>
  /** Undefined: there is none, or none any more; so with the others. */
  byId(id: string): Promise<StoredConversation | undefined>
  /** By the keyed hash of the reference. */
  byRef(refKey: string): Promise<StoredConversation | undefined>
  /** By the keyed hash of the capability. */
  byCapability(capabilityKey: string): Promise<StoredConversation | undefined>
  /** By the key that {@link Store.release} gave it. */
  byToken(tokenKey: string): Promise<StoredConversation | undefined>

  /**
   * `starting` → `authenticating`, for the first result; `ignored` for each later one. A `jti` that any conversation has used before is
   * `replayed` and changes nothing. It is remembered until `jtiUntil`; default: a day from now, longer than a token may live.
   * With a `session`, the log-in ends with the conversation, whatever ends that.
   */
  attachResult(
    id: string,
    r: { result: string; receiptHash?: string; session?: string; jti?: string; jtiUntil?: Date },
  ): Promise<'accepted' | 'ignored' | 'replayed' | 'gone'>
  /** `starting` → `failed`: authentication failed or was cancelled. Erases binding and capability. `false` in every other state. */
  fail(id: string): Promise<boolean>
  /**
   * `authenticating` → `waiting`, or `starting` → `waiting` with `withoutResult`, once; then it is `already`. On `code-taken` nothing
   * changed and the caller tries another code. What was started to be called back becomes `expired` instead: it has no code, and waits once there is a number.
   */
  release(
    id: string,
    r: { tokenKey: string; code?: Code; withoutResult?: boolean },
  ): Promise<'released' | 'already' | 'code-taken' | 'result-missing' | 'gone'>

  /** `waiting` or `expired` → `waiting`, keeping its place in the queue; a call that it was linked with is forgotten. An extension is counted, and may keep the key. Not for what was started to be called back. */
  setCode(
    id: string,
    r: { code: Code; extension?: boolean },
  ): Promise<'set' | 'code-taken' | 'not-waiting'>
  /** `waiting` → `active` by a live code, which is erased; one of n callers wins. */
  consumeCode(key: string, agent: string | NamedAgent): Promise<StoredConversation | undefined>
  /**
   * `waiting` → `active`, and its code is erased. `accepted` again for the same agent, `taken` when another agent has it, `gone` when it
   * is not in the queue: not there yet, ended, not among those, or its code has expired.
   */
  accept(
    id: string,
    agent: string | NamedAgent,
    among?: Pick<Among, 'kinds'>,
  ): Promise<'accepted' | 'taken' | 'gone'>
  /** Accepts the longest waiting one, among those (default: all). */
  next(agent: string | NamedAgent, among?: Among): Promise<StoredConversation | undefined>
  /** The queue, longest waiting first, without expired codes; at most 1000, among those (default: all). */
  waiting(among?: Pick<Among, 'kinds'>): Promise<StoredConversation[]>
  /**
   * The whole queue, longest waiting first, without expired codes: what places in it are counted from, before following its changes.
   * `lane`: those with the same wait for the same purpose, over the same channel, at the same plugin.
   */
  queueOrder(): Promise<{ id: string; since: number; lane: string }[]>
  /**
   * `active` → `waiting` for another purpose, at its old place. Of the result only these tags may be shown from here on; with none of them
   * it is erased, and its log-in ends. `false` when this agent does not have it, or something was proven since with another binding than that.
   */
  transfer(
    id: string,
    r: {
      agent: string
      purpose: string
      shares: string[]
      withholds?: boolean
      binding: string | undefined
    },
  ): Promise<boolean>
  /** How the queue stands, for each purpose and channel in which somebody waits or talks. */
  tally(): Promise<QueueTally[]>
  /** What this agent accepted and did not end, oldest first. */
  activeOf(agent: string): Promise<StoredConversation[]>
  /**
   * A sign of life of those that wait or run: moves the idle clock, in steps of a few seconds. Writes down that the authentication plugin is to
   * be told, at most once a minute.
   */
  touch(...ids: string[]): Promise<void>
  /** Deletes the row, in any state; with `agent` only when that agent has it. `false` when there was none to delete. */
  end(id: string, r: { reason: EndReason; agent?: string }): Promise<boolean>

  /** Ends the log-in and not the conversation. `false` when there is none, or none any more. */
  logOut(id: string): Promise<boolean>
  /**
   * What is due to be told to authentication plugins on behalf of this communication plugin (or of a part for rooms: `rooms.` and its tag),
   * at most 20, for one of n callers. What was
   * claimed and neither deleted nor postponed is due again after some seconds, so nothing is lost with the process that claimed it.
   */
  claimUpdates(plugin: string): Promise<SessionUpdate[]>
  /** It was told, or nobody can be told. */
  deleteUpdate(id: string): Promise<void>
  /** It is due again then. */
  postponeUpdate(id: string, until: Date): Promise<void>

  /**
   * Keeps every row's own limits, moves codes past their time to `expired`, and deletes what is no longer needed of used tokens, wrong
   * codes, the audit and what nobody claims. Gives the conversations of agents who disappeared back to the queue. Any number of processes may do it at once.
   * @returns how many conversations and guests it deleted
   */
  sweep(): Promise<number>

  /** Which agents are there. */
  readonly agents: Agents
  /** What the sides of a running conversation say to each other. */
  readonly exchange: Exchange
  /** Authentication during a conversation. */
  readonly identifications: Identifications
  /** Calls of telephone platforms. */
  readonly calls: Calls
  /** Guests in the rooms of platforms that bring their own. */
  readonly rooms: Rooms

  /** Tells the listener of every change from now on, of this process and of others. @returns what stops it */
  subscribe(listener: (change: Change) => void): () => void
  /** Waits for what is under way, then frees everything. */
  close(): Promise<void>
}
