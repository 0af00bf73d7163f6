/** What the room promises of guests in the rooms of a platform that brings its own, such as one for video. */

/**
 * Where a guest stands: they were sent to log in (`authenticating`), a result was accepted and waits for the browser to come back
 * (`authenticated`), it counts (`proven`), or they stopped or did not succeed (`failed`).
 */
export type GuestState = 'authenticating' | 'authenticated' | 'proven' | 'failed'

/** A guest, as stored: tags, keyed hashes, and what is sealed or encrypted. */
export interface StoredGuest {
  /** Tag of the part that serves the platform. */
  plugin: string
  /** Keyed hashes of the room's and the guest's names at the platform. */
  roomKey: string
  guestKey: string
  /** How far the log-in is. */
  state: GuestState
  /** Tags of the configuration. */
  purpose: string
  /** Tag. */
  authMethod: string
  /** What the platform said of the guest, sealed by the caller. */
  details: string
  /** What a result must carry. */
  binding: string
  /** The result token as it came in, encrypted. Never clear attributes. */
  result?: string
  /** Of the receipt that the browser must bring which logged in. */
  receiptHash?: string
  /** When the guest was first sent to log in. */
  createdAt: Date
}

/** A guest who is sent to log in. */
export interface NewGuest extends Pick<
  StoredGuest,
  'plugin' | 'roomKey' | 'guestKey' | 'purpose' | 'authMethod' | 'details' | 'binding'
> {
  /** Keyed hash of the capability that a result is posted to; unique. */
  attrKey: string
  /** Keyed hash of the address that the browser has to come back to before a result counts; unique. Without it, a result counts at once. */
  returnKey?: string
  /** Seconds: without a sign of life, and in all. */
  limits: { idle: number; longest: number }
}

/** Guests in the rooms of platforms that bring their own. */
export interface Rooms {
  /**
   * A guest is sent to log in. Once more while no result counts: the earlier capability opens nothing any more, and the place among the
   * guests stays. `proven` changes nothing.
   */
  start(guest: NewGuest): Promise<'started' | 'proven'>
  /** By the keyed hash of the capability that a result is posted to. */
  byAttr(attrKey: string): Promise<StoredGuest | undefined>
  /** By the keyed hash of the address that the browser comes back to. */
  byReturn(returnKey: string): Promise<StoredGuest | undefined>
  /**
   * `authenticating` → `authenticated` or, without a `returnKey`, `proven`, for the first result; `ignored` for each later one and after a failure. A `jti` that anybody has used before
   * is `replayed` and changes nothing; it is remembered until `jtiUntil` (default: a day from now). `gone`: no guest has this capability any more.
   * With a `session` (where the authentication plugin hears of the log-in, sealed by the caller), the log-in ends when the guest goes or the
   * result is erased, whatever does that: it is then in the outbox of `rooms.` and the tag of the part.
   */
  attachResult(
    attrKey: string,
    r: { result: string; receiptHash?: string; session?: string; jti?: string; jtiUntil?: Date },
  ): Promise<'accepted' | 'ignored' | 'replayed' | 'gone'>
  /** `authenticated` → `proven`: the right browser came back. `false` in every other state. */
  release(returnKey: string): Promise<boolean>
  /** `authenticating` → `failed`: authentication failed or was cancelled. `false` in every other state. */
  fail(attrKey: string): Promise<boolean>
  /**
   * The same, and also when a result waits, which is erased: nobody will come, or the wrong browser came.
   * @param key the `attrKey` or the `returnKey`
   */
  withdraw(key: string): Promise<boolean>
  /** The guests of a room, oldest first; at most 1000. A sign of life for each of them, as {@link Rooms.touch}. */
  inRoom(plugin: string, roomKey: string): Promise<StoredGuest[]>
  /** A sign of life for all guests of a room, in steps of a minute. Whoever keeps the log-in of one who is proven is to be told. */
  touch(plugin: string, roomKey: string): Promise<void>
  /** Deletes one guest, or all of a room. @returns those that there were */
  end(plugin: string, roomKey: string, guestKey?: string): Promise<StoredGuest[]>
}
