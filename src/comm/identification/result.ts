/** The result of an attempt during a conversation: kept apart until the right browser is back. */
import type { StoredConversation } from '../../store/index.ts'
import { audit } from '../audit.ts'
import { acceptResult, type Place, type Route } from '../result.ts'
import { tagsOf, type Surroundings } from '../surroundings.ts'

/**
 * For the attempt that is under way.
 * @throws Refusal `invalid-result`
 */
export function acceptAttemptResult(
  comm: Surroundings,
  conversation: StoredConversation,
  token: string,
  route: Route,
): Promise<'accepted' | 'ignored' | 'failed'> {
  const { identifications } = comm.store
  const { binding } = conversation.identification!.attempt!
  const place: Place = {
    fail: (id) => identifications.fail(id, binding),
    attach: (id, result) => identifications.attachResult(id, binding, result),
  }
  return acceptResult(comm, asAttempt(conversation), token, route, place)
}

/**
 * It came to nothing; the conversation goes on.
 * @param reason what the core says: `cancelled` and `other_device` are told apart from everything else
 */
export async function endAttempt(
  comm: Surroundings,
  conversation: StoredConversation,
  reason: string | undefined,
): Promise<void> {
  const { binding } = conversation.identification!.attempt!
  const outcome = reason === 'cancelled' ? 'cancelled' : 'failed'
  if (!(await comm.store.identifications.end(conversation.id, binding, outcome))) return
  const about = asAttempt(conversation)
  const isOther = reason === 'other_device'
  const event = isOther ? 'binding_mismatch' : `identification_${outcome}`
  comm.log({ level: isOther ? 'warn' : 'info', event, ...tagsOf(about) })
  await audit(comm, about, { event })
}

/** The conversation with the method and the binding of the attempt in place of what was proven before. */
function asAttempt(conversation: StoredConversation): StoredConversation {
  const { authMethod, binding } = conversation.identification!.attempt!
  return { ...conversation, authMethod, binding }
}
