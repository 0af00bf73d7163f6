/** The resident is back in the conversation: only now does the agent see what was proved. */
import { equal, sha256 } from '../../protocol/digest.ts'
import type { Handover } from '../../protocol/handover.ts'
import type { StoredConversation } from '../../store/index.ts'
import { Refusal } from '../../web/index.ts'
import { audit } from '../audit.ts'
import { find } from '../conversation.ts'
import {
  answerAgain,
  isReceipt,
  resultMissing,
  tokenFor,
  type Redeemed,
  type Shown,
} from '../handover.ts'
import { tagsOf, type Surroundings } from '../surroundings.ts'
import { acceptAttemptResult, endAttempt } from './result.ts'

/**
 * @param claims of a handover that is about this conversation
 * @throws Refusal; the conversation goes on whatever becomes of the attempt
 */
export async function comeBack(
  comm: Surroundings,
  conversation: StoredConversation,
  claims: Handover,
  shown: Shown,
): Promise<Redeemed> {
  const { ref, result, tokens, key } = shown
  const { id, identification } = conversation
  const attempt = identification?.attempt
  // Another attempt took its place, it is over, or it was taken up already.
  if (!attempt || !equal(claims.binding_hash!, await sha256(attempt.binding)))
    return answerAgain(comm, conversation, claims, shown)
  if (claims.auth_method !== attempt.authMethod) throw new Refusal('invalid-handover')
  // Whoever was sent here with a link of somebody else is not in this conversation (T1).
  if (tokens && !(await isOwn(comm, ref, tokens))) return mismatch(comm, conversation)
  if (identification.state !== 'started') throw new Refusal('authentication-failed')

  if (result && attempt.result === undefined) {
    const outcome = await acceptAttemptResult(comm, conversation, result, 'carried')
    if (outcome === 'failed') throw new Refusal('authentication-failed')
  }
  const current = (await comm.store.byId(id))?.identification?.attempt
  if (current?.binding !== attempt.binding) return answerAgain(comm, conversation, claims, shown)
  if (current.receiptHash && !(await isReceipt(claims.receipt, current.receiptHash)))
    return mismatch(comm, conversation)
  // Said before promoting: a result that arrives from here on was not held against the receipt.
  if (current.result === undefined) throw resultMissing()

  const token = await tokenFor(comm, conversation, claims, key)
  const tokenKey = await comm.keyedHash('token', token)
  const outcome = await comm.store.identifications.promote(id, attempt.binding, { tokenKey })
  if (outcome === 'result-missing') throw resultMissing()
  if (outcome === 'over') return answerAgain(comm, conversation, claims, shown)
  const about = { ...conversation, authMethod: attempt.authMethod }
  comm.log({ event: 'identification_proven', ...tagsOf(about) })
  await audit(comm, about, { event: 'identification_proven' })
  return { token, id }
}

const isOwn = (comm: Surroundings, ref: string, tokens: string[]): Promise<boolean> =>
  find(comm, ref, tokens).then(
    () => true,
    () => false,
  )

/** The browser that came back is not the one of the conversation, or not the one that authenticated. */
async function mismatch(comm: Surroundings, conversation: StoredConversation): Promise<never> {
  await endAttempt(comm, conversation, 'other_device')
  throw new Refusal('invalid-handover')
}
