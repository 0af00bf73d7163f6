/**
 * An attempt to log in belongs to the browser that began it: its state is sealed in a cookie of that browser, one cookie per attempt,
 * so that tabs do not get into each other's way.
 */
import { TokenError } from '../protocol/errors.ts'
import { equal, sha256 } from '../protocol/digest.ts'
import type { StartAuthentication } from '../protocol/messages-plugins.ts'
import { cookieOf, cookiesOf, hostCookie } from '../web/index.ts'
import type { Kit } from './config.ts'
import type { Begun } from './method.ts'

interface Attempt {
  start: StartAuthentication
  state: string
  memory: unknown
}

/** Seconds that a log-in at the identity provider may take. */
const attemptLifetime = 15 * 60
/** How many attempts one browser can have under way. */
const mostAttempts = 3
/** Browsers keep 4096 bytes of name, value and attributes together (RFC 6265 section 6.1). */
const largestCookie = 3900
/** What comes to the start: state, memory, name of the cookie. */
const roomForMemory = 1000
const suffixLength = 16
type Name = `__Host-${string}`
const prefixOf = ({ tag }: Kit): Name => `__Host-id-contact-auth-${tag}-`
const nameOf = async (kit: Kit, state: string): Promise<Name> =>
  `${prefixOf(kit)}${(await sha256(state)).slice(0, suffixLength)}`

/** Whether a start that takes this ticket will fit in a cookie when the log-in begins. */
export const fitsInCookie = (ticket: string): boolean =>
  ticket.length + roomForMemory <= largestCookie

/** The `Set-Cookie` headers that keep a new attempt; the oldest ones make room. */
export async function keepAttempt(
  kit: Kit,
  request: Request,
  start: StartAuthentication,
  { state, memory }: Begun,
): Promise<string[]> {
  const name = await nameOf(kit, state)
  const attempt: Attempt = { start, state, memory }
  const sealed = await kit.sealer.seal('attempt', attempt, attemptLifetime)
  const others = cookiesOf(request)
    .map(([other]) => other)
    .filter((other): other is Name => isOurs(kit, other) && other !== name)
  const surplus = others.slice(0, Math.max(0, others.length - (mostAttempts - 1)))
  return [...surplus.map(removal), hostCookie(name, sealed, { seconds: attemptLifetime })]
}

export type Found =
  | { is: 'attempt'; start: StartAuthentication; memory: unknown; removal: string }
  | { is: 'expired'; removal: string }
  | { is: 'unknown'; removal?: string }

/** The attempt of this browser to which a callback with this `state` belongs. Its cookie has to be removed, whatever it holds. */
export async function findAttempt(
  kit: Kit,
  request: Request,
  state: string | null,
): Promise<Found> {
  if (!state) return { is: 'unknown' }
  const name = await nameOf(kit, state)
  const sealed = cookieOf(request, name)
  if (sealed === undefined) return { is: 'unknown' }
  try {
    const attempt = await kit.sealer.open<Attempt>('attempt', sealed)
    if (!equal(attempt.state, state)) return { is: 'unknown', removal: removal(name) }
    return { is: 'attempt', ...attempt, removal: removal(name) }
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    return { is: error.expired ? 'expired' : 'unknown', removal: removal(name) }
  }
}

function isOurs(kit: Kit, name: string): boolean {
  const prefix = prefixOf(kit)
  // Characters of base64url alone, as the name is written into a header again.
  return name.startsWith(prefix) && /^[\w-]{16}$/.test(name.slice(prefix.length))
}

const removal = (name: `__Host-${string}`): string => hostCookie(name, '', { seconds: 0 })
