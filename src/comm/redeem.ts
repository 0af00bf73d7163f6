/** The right browser is back: the handover is redeemed, and only now is there something to call with (D3). */
import type { Handover } from '../protocol/handover.ts'
import { Refusal } from '../web/index.ts'
import type { StoredConversation } from '../store/index.ts'
import { audit } from './audit.ts'
import { withFreshCode } from './code.ts'
import {
  answerAgain,
  isReceipt,
  read,
  resultMissing,
  tokenFor,
  type Redeemed,
  type Shown,
} from './handover.ts'
import { comeBack } from './identification/come-back.ts'
import { acceptResult } from './result.ts'
import { tagsOf, type Surroundings } from './surroundings.ts'

/** @throws Refusal */
export async function redeem(comm: Surroundings, shown: Shown): Promise<Redeemed> {
  const { store, keyedHash } = comm
  const conversation = await store.byRef(await keyedHash('ref', shown.ref))
  if (!conversation || conversation.plugin !== comm.config.tag) throw new Refusal('gone')
  const claims = await read(comm, conversation, shown)
  return claims.binding_hash
    ? comeBack(comm, conversation, claims, shown)
    : arrive(comm, conversation, claims, shown)
}

/** From the log-in at the start. */
async function arrive(
  comm: Surroundings,
  conversation: StoredConversation,
  claims: Handover,
  shown: Shown,
): Promise<Redeemed> {
  const { store } = comm
  const { result, key } = shown
  if (claims.auth_method !== conversation.authMethod) throw new Refusal('invalid-handover')
  if (conversation.state === 'failed') throw new Refusal('authentication-failed')
  if (conversation.state !== 'starting' && conversation.state !== 'authenticating')
    return answerAgain(comm, conversation, claims, shown)

  if (result && conversation.state === 'starting') {
    const outcome = await acceptResult(comm, conversation, result, 'carried')
    if (outcome === 'failed') throw new Refusal('authentication-failed')
  }
  const current = await store.byId(conversation.id)
  if (!current) throw new Refusal('gone')
  if (current.receiptHash && !(await isReceipt(claims.receipt, current.receiptHash))) {
    await mismatch(comm, current)
    throw new Refusal('invalid-handover')
  }
  // No method was chosen, and the core says so too: then this purpose needs none.
  const withoutResult = current.authMethod === undefined
  // Said before releasing: a result that arrives from here on was not held against the receipt.
  if (current.result === undefined && !withoutResult) throw resultMissing()
  const token = await tokenFor(comm, current, claims, key)
  const outcome = await release(comm, current, { token, withoutResult })
  return outcome === 'already'
    ? answerAgain(comm, current, claims, shown)
    : { token, id: current.id }
}

/** The browser that came back is not the one that authenticated: nobody goes on with this (T1). */
async function mismatch(comm: Surroundings, conversation: StoredConversation): Promise<void> {
  comm.log({ level: 'warn', event: 'binding_mismatch', ...tagsOf(conversation) })
  await audit(comm, conversation, { event: 'binding_mismatch' })
  await comm.store.end(conversation.id, { reason: 'abandoned' })
}

/** Once, for the first who asks. `already` for every later one. @throws Refusal */
export async function release(
  comm: Surroundings,
  conversation: StoredConversation,
  { token, withoutResult = false }: { token: string; withoutResult?: boolean },
): Promise<'released' | 'already'> {
  const tokenKey = await comm.keyedHash('token', token)
  const isCalledBack = conversation.callBackFrom !== undefined
  const outcome = await withFreshCode(comm, (code) =>
    comm.store.release(conversation.id, {
      tokenKey,
      withoutResult,
      ...(code && !isCalledBack && { code }),
    }),
  )
  if (outcome === 'result-missing') throw resultMissing()
  if (outcome === 'gone') throw new Refusal('gone')
  // Until there is a number to call, nobody waits.
  if (outcome === 'released' && !isCalledBack) {
    comm.log({ event: 'conversation_waiting', ...tagsOf(conversation) })
    await audit(comm, conversation, { event: 'conversation_waiting' })
  }
  return outcome
}
