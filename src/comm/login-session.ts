/**
 * The log-in that an authentication plugin keeps, and wants to hear of (`session_url` in its result). The address is a capability: it is sealed
 * from the moment that the result arrives, and opened only to be called (`outbox.ts`).
 */
import type { Log } from '../protocol/log-entry.ts'
import type { Sealer } from '../protocol/ticket.ts'
import { isAllowedTarget } from '../protocol/url.ts'
import type { StoredConversation } from '../store/index.ts'
import { audit } from './audit.ts'
import { sessionOrigins } from './config.ts'
import type { Read } from './reading.ts'
import { tagsOf, type Surroundings } from './surroundings.ts'

/** Seconds: the longest that a conversation can be configured to last, and a day for whatever keeps the log-out from being told. */
const lifetime = 2 * 86_400

/**
 * What the store keeps of a result that is accepted; undefined when there is no log-in to end. An address that is not of the plugin that
 * signed the result is dropped: no plugin can make us call another server (T18).
 */
export async function sealedSession(
  { sealer, log }: { sealer: Sealer; log: Log },
  { claims: { sessionUrl }, by }: Pick<Read, 'claims' | 'by'>,
): Promise<string | undefined> {
  if (sessionUrl === undefined) return undefined
  if (isAllowedTarget(sessionUrl, sessionOrigins(by)))
    return sealer.seal('session-url', sessionUrl, lifetime)
  log({ level: 'warn', event: 'session_url_dropped', auth_method: by.tag })
  return undefined
}

/** @throws TokenError when it is too old, or was sealed with another secret */
export const openSession = (sealer: Sealer, sealed: string): Promise<string> =>
  sealer.open('session-url', sealed)

/** The resident logs out. The conversation goes on, and so does what the agent may see. */
export async function logOut(comm: Surroundings, conversation: StoredConversation): Promise<void> {
  if (!(await comm.store.logOut(conversation.id))) return
  comm.log({ event: 'logged_out', ...tagsOf(conversation) })
  await audit(comm, conversation, { event: 'logged_out' })
}
