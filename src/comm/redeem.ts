/** The right browser is back: the handover is redeemed, and only now is there something to call with (D3). */
import { equal, randomId, sha256 } from '../protocol/digest.ts'
import { verifyHandover, type Handover } from '../protocol/handover.ts'
import { Refusal } from '../web/index.ts'
import type { Store, StoredConversation } from '../store/index.ts'
import { audit } from './audit.ts'
import { acceptResult } from './result.ts'
import { tagsOf, type Surroundings } from './surroundings.ts'

export interface Redeemed {
  /** Opens the conversation for this browser, and for no other. */
  token: string
  id: string
}

/** @throws Refusal */
export async function redeem(
  comm: Surroundings,
  ref: string,
  { handover, result }: { handover: string; result?: string | undefined },
): Promise<Redeemed> {
  const { store, keyedHash } = comm
  const conversation = await store.byRef(await keyedHash('ref', ref))
  if (!conversation || conversation.plugin !== comm.config.tag) throw new Refusal('gone')
  const claims = await verified(comm, handover)
  if (!claims || !isAbout(comm, claims, ref, conversation)) throw new Refusal('invalid-handover')
  if (conversation.state === 'failed') throw new Refusal('authentication-failed')
  if (conversation.state !== 'starting' && conversation.state !== 'authenticating')
    throw new Refusal('already-used')

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
  if (current.result === undefined && !withoutResult) throw new Refusal('result-missing')
  return release(comm, current, withoutResult)
}

async function verified(
  { cores, config, now }: Surroundings,
  handover: string,
): Promise<Handover | undefined> {
  for (const [issuer, verificationKeys] of cores) {
    const options = { verificationKeys, issuer, audience: config.serverUrl, now }
    const claims = await verifyHandover(handover, options).catch(() => undefined)
    if (claims) return claims
  }
  return undefined
}

function isAbout(
  { config }: Surroundings,
  claims: Handover,
  ref: string,
  conversation: StoredConversation,
): boolean {
  return (
    claims.sub === `${config.serverUrl}/conversation/${ref}` &&
    claims.purpose === conversation.purpose &&
    claims.auth_method === conversation.authMethod &&
    claims.comm_method === conversation.commMethod
  )
}

const isReceipt = async (receipt: string | undefined, hash: string): Promise<boolean> =>
  receipt !== undefined && equal(await sha256(receipt), hash)

/** The browser that came back is not the one that authenticated: nobody goes on with this (T1). */
async function mismatch(comm: Surroundings, conversation: StoredConversation): Promise<void> {
  comm.log({ level: 'warn', event: 'binding_mismatch', ...tagsOf(conversation) })
  await audit(comm, conversation, { event: 'binding_mismatch' })
  await comm.store.end(conversation.id, { reason: 'abandoned' })
}

async function release(
  comm: Surroundings,
  conversation: StoredConversation,
  withoutResult: boolean,
): Promise<Redeemed> {
  const token = randomId(32)
  const tokenKey = await comm.keyedHash('token', token)
  const { id } = conversation
  const outcome = await withFreshCode(comm, (code) =>
    comm.store.release(id, { tokenKey, withoutResult, ...(code && { code }) }),
  )
  if (outcome === 'released') {
    comm.log({ event: 'conversation_waiting', ...tagsOf(conversation) })
    await audit(comm, conversation, { event: 'conversation_waiting' })
    return { token, id }
  }
  if (outcome === 'result-missing') throw new Refusal('result-missing')
  throw new Refusal(outcome === 'gone' ? 'gone' : 'already-used')
}

type Code = NonNullable<Parameters<Store['release']>[1]['code']>

/** Two living codes are never the same: a collision, about one in a million, draws another. */
export async function withFreshCode<T extends string>(
  { config, keyedHash, sealer, now }: Surroundings,
  use: (code: Code | undefined) => Promise<T | 'code-taken'>,
): Promise<T> {
  for (;;) {
    const rule = config.channel.code
    const digits = rule?.make()
    const code = rule &&
      digits !== undefined && {
        key: await keyedHash('code', digits),
        sealed: await sealer.seal('code', digits, longestCode),
        expiresAt: new Date(now().getTime() + rule.lifetime * 1000),
      }
    const outcome = await use(code || undefined)
    if (outcome !== 'code-taken') return outcome
  }
}

/** Seconds: the row says when a code stops working, and has to be able to say later. */
const longestCode = 86_400
