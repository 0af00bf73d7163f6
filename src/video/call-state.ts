/**
 * `idle`: not in the call. `waiting`: here, and the other side is not yet, or not any more. `connecting`, `connected`. `reconnecting`: it was
 * connected, and another way is looked for. `taken`: this side went on in another window. `ended`: so has the conversation.
 */
export type CallState =
  'idle' | 'waiting' | 'connecting' | 'connected' | 'reconnecting' | 'taken' | 'ended'

/** What comes from the other side. */
export interface Incoming {
  /** To be played; undefined while there is no connection. */
  readonly stream: MediaStream | undefined
  /** Whether the other side has its microphone on. */
  readonly audio: boolean
  /** Whether the other side has its camera on. */
  readonly video: boolean
}

export const nothing: Incoming = { stream: undefined, audio: false, video: false }
