/** What the core knows of a conversation. It keeps nothing: this travels, sealed, through the browser and the plugin (design section 3). */

/** Between `/start` and `/go`, at most 120 seconds. */
export interface GoTicket {
  session: string
  /** The authentication plugin's `client_url`. */
  url: string
}

/** Between `/start` and `/return`, at most 15 minutes: the time to log in. */
export interface ReturnTicket {
  /** Names the attempt in the browser's cookie, and becomes the handover's `jti`. */
  session: string
  /** Tags of what was chosen. */
  purpose: string
  auth: string
  /** Absent when a platform asked that has no communication method here. */
  comm?: string | undefined
  /** Where the browser goes on: the communication plugin's `client_url`; and where it wants the result. */
  client: string
  attr?: string | undefined
  /** Its name in tokens, when it knows of bindings. */
  audience?: string | undefined
  /** Only during a conversation, which goes on whatever becomes of this: what the plugin knows the attempt by. */
  binding?: string | undefined
  /** The page to come back to, its `state`, and the challenge of the browser that started. */
  back?: string | undefined
  state?: string | undefined
  challenge?: string | undefined
  /** What the resident chose on the page that they came from (BCP 47). */
  lang?: string | undefined
}

/** Between `/return`, or a start without a log-in, and `/resume`, at most 60 seconds. */
export interface CodeTicket extends Omit<ReturnTicket, 'auth' | 'attr' | 'back' | 'state'> {
  /** Absent without a log-in. */
  auth?: string | undefined
  challenge: string
  receipt?: string | undefined
  /** The result, when it travels through the browser. */
  result?: string | undefined
}

export const goLifetime = 120
export const returnLifetime = 15 * 60
export const codeLifetime = 60

/** Published plugins put the address to continue at, base64-encoded, into a path of their own. In characters. */
export const longestReturnTicket = 1024

// One letter for each member: every character of it travels three times.
const letters = {
  session: 's',
  purpose: 'p',
  auth: 'a',
  comm: 'c',
  client: 'u',
  attr: 'r',
  audience: 'd',
  binding: 'i',
  back: 'b',
  state: 't',
  challenge: 'h',
  lang: 'l',
} as const

export const pack = (ticket: ReturnTicket): Record<string, string> =>
  Object.fromEntries(
    Object.entries(letters).flatMap(([name, letter]) => {
      const value = ticket[name as keyof ReturnTicket]
      return value === undefined ? [] : [[letter, value]]
    }),
  )

export const unpack = (packed: Record<string, string>): ReturnTicket =>
  Object.fromEntries(
    Object.entries(letters).flatMap(([name, letter]) =>
      packed[letter] === undefined ? [] : [[name, packed[letter]]],
    ),
  ) as unknown as ReturnTicket
