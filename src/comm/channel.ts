/** What a channel brings to the kit. The kit knows none of them by name. */
import type { Hono } from 'hono'
import type { Log } from '../protocol/log-entry.ts'
import type { ConversationView } from '../protocol/messages-conversation.ts'
import type { PluginContext } from '../protocol/plugin-module.ts'
import type { Sealer } from '../protocol/ticket.ts'
import type { Exchange, Side, StoredConversation, StoredEntry } from '../store/index.ts'
import type { Surroundings } from './surroundings.ts'

/** How residents and agents talk. The kit does everything else. */
export interface Channel {
  /** What it is, for people. */
  readonly kind: 'phone' | 'chat' | 'video'
  /** A code that residents key in or read out. Made only after the result was accepted and the right browser came back. */
  readonly code?: {
    /** A new one, uniform from a secure random source. */
    make(): string
    /** Seconds. */
    lifetime: number
    /** How often a resident may ask for more time. */
    extensions: number
  }
  /** What this channel adds to what a resident sees. `code` in clear, as long as it works. */
  view(conversation: StoredConversation, code: string | undefined): Partial<ConversationView>
  /** What the two sides do with each other through us once an agent has accepted. Absent: they meet elsewhere. */
  meeting?(tools: MeetingTools): Meeting
  /**
   * Routes besides those of the kit: of the platform beneath the channel, when there is one.
   * @internal what it gets may change
   */
  routes?(comm: Surroundings): Hono
}

/** What a channel is given to work with: the same at the communication plugin and at the desk. */
export interface MeetingTools {
  /** Entries of a conversation: numbered, told to both sides, deleted with the conversation. */
  readonly exchange: Exchange
  /** Whatever is kept in an entry is sealed with this. */
  readonly sealer: Sealer
  /** A keyed hash: the same for the same text, and it tells nothing of it. */
  hash(kind: string, text: string): Promise<string>
  /** The clock. */
  readonly now: () => Date
  /** Who is told what happened, without a value of anybody. */
  readonly log: Log
}

/** One side of a conversation that an agent has accepted. Who it is was checked before. */
export interface Seat {
  /** As it is stored; what is sealed stays so. */
  readonly conversation: StoredConversation
  /** Whose it is. */
  readonly side: Side
}

/** An event for one seat. */
export interface Told {
  /** Its name, in small letters and underscores. */
  event: string
  /** What becomes JSON. */
  data: object
}

/** What the two sides of a conversation do with each other through us. */
export interface Meeting {
  /** Where somebody begins who comes without a `Last-Event-ID`: with everything that was said, or with what is said from now on. */
  readonly begins: 'history' | 'now'
  /**
   * What can be done here: `POST …/channel/{verb}`, with JSON. What it gives is the answer; nothing is a 204.
   * @throws Refusal
   */
  readonly verbs: Readonly<Record<string, (seat: Seat, body: unknown) => Promise<object | void>>>
  /** What a seat is told of an entry; nothing when it is not for this seat. */
  tell?(seat: Seat, entry: StoredEntry): Promise<Told | undefined>
  /** Kinds of hints that the other side is told as an event of that name, with `by`. */
  readonly hints?: readonly string[]
}

/** The default export of a module that `[comm.TAG]` names with `type = "module"`. */
export type ChannelModule = (context: PluginContext) => Channel | Promise<Channel>
