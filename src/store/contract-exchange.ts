/** What the room promises of what the two sides of a running conversation exchange through us: messages, receipts, signals. */

export type Side = 'resident' | 'agent'

/** Something that a side said, as it is stored. */
export interface StoredEntry {
  /** Its place in the conversation: 1, 2, 3 … with gaps. Whoever has seen a number has seen all before it. */
  number: number
  /** Whose it is. */
  side: Side
  /** A word of the channel, such as `message`. */
  kind: string
  /** Sealed by the caller. Never a value in clear. */
  body: string
  /** When it was stored. */
  at: Date
}

/** Something that a side says. */
export interface NewEntry {
  /** Whose it is. */
  side: Side
  /** A word of the channel, such as `message`. */
  kind: string
  /** Sealed by the caller. */
  body: string
  /** The sender's own name for it: what comes again under the same name is the same entry. */
  key?: string
  /** Seconds that it is told, after which it is swept. Default: as long as the conversation. */
  life?: number
  /** Earlier ones of this side and kind go. */
  replaces?: boolean
  /** At most so many of this side and kind in so many seconds. */
  rate?: { count: number; seconds: number }
  /** At most so many of this side and kind in one conversation. */
  most?: number
}

/** Something that is told and not kept. */
export interface Hint {
  /** Whose it is. */
  side: Side
  /** A word of the channel, such as `typing`. */
  kind: string
}

/**
 * All of it is about a conversation that an agent has accepted; in every other state there is nothing to find. It is deleted with the
 * conversation, in the same step, whoever deletes that.
 */
export interface Exchange {
  /** Entries get their numbers in the order in which they become visible, so that no reader passes over one. */
  add(
    id: string,
    entry: NewEntry,
  ): Promise<{ number: number; at: Date } | 'too-many' | 'full' | 'gone'>
  /** What came after that number, in order, at most 500. */
  since(id: string, number: number): Promise<StoredEntry[]>
  /** The last number that was given. */
  last(id: string): Promise<number>
  /** Tells whoever listens, and keeps nothing. */
  hint(id: string, hint: Hint): Promise<void>
}
