/** How often a chat tells something, and how long it waits. */

/** Milliseconds. */
export interface ChatTiming {
  /** Least time between two signs that somebody is typing. */
  typing: number
  /** How long such a sign counts. */
  typingStays: number
  /** Receipts are gathered for so long. */
  receipt: number
  /** The first pause before a message is sent again; it doubles up to the longest. */
  firstPause: number
  longestPause: number
}

export const defaults: ChatTiming = {
  typing: 3000,
  typingStays: 6000,
  receipt: 250,
  firstPause: 1000,
  longestPause: 30_000,
}
